using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Contest.Core;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>Somebody with a browser without script: cookies kept, redirects not followed, forms filled as they stand.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    public Visitor(ContestApp app, string culture = "zh-CN")
        : this(Address(app), culture) { }

    public Visitor(string address, string culture = "zh-CN")
    {
        _http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() })
        {
            BaseAddress = new(address),
        };
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(culture);
        _http.DefaultRequestHeaders.Add("Origin", address); // browsers say where a post comes from
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    /// <summary>Sends what no form sends.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => _http.SendAsync(request);

    /// <summary>Asks and reads no more than the answer's head: streams of events never end.</summary>
    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path)
    {
        using HttpRequestMessage request = new(method, path);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    /// <summary>Signs in as the first demo person of this role, by the demo's one click.</summary>
    public async Task SignInAsync(ContestApp app, Role role)
    {
        ArgumentNullException.ThrowIfNull(app);
        var person = await app.WithDbAsync(db => db.Users.OrderBy(p => p.Email).FirstAsync(p => p.Role == role));
        await SignInAsync(person.Id);
    }

    /// <summary>Signs in as this demo person.</summary>
    public async Task SignInAsync(Guid person)
    {
        var answer = await SendAsync("/demo", ("id", $"{person}"));
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"The demo's sign-in answered {answer.StatusCode}.");
    }

    public async Task<IHtmlDocument> SeeAsync(string path) => await ReadAsync(await GetAsync(path));

    /// <summary>Posts fields without looking at a page first, so without an antiforgery token.</summary>
    public Task<HttpResponseMessage> PostBlindlyAsync(string path, params (string Name, string Value)[] fields) =>
        _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public async Task<HttpResponseMessage> PostJsonBlindlyAsync(string path, string json)
    {
        using StringContent content = new(json, System.Text.Encoding.UTF8, "application/json");
        return await _http.PostAsync(path, content);
    }

    /// <summary>A script's put, with the antiforgery token it was given or without.</summary>
    public async Task<HttpResponseMessage> PutJsonAsync(string path, object body, string? token)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, path)
        {
            Content = System.Net.Http.Json.JsonContent.Create(body),
        };
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        return await _http.SendAsync(request);
    }

    /// <summary>Opens a page, fills the form that has the first of the fields (or the only form), and sends it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields) =>
        await SubmitAsync(await SeeAsync(path), path, fields);

    /// <summary>Fills a form of a page already seen and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        IHtmlDocument page,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .First(f => f.Method == "post" && fields.All(x => f.QuerySelector($"[name='{x.Name}']") is not null));
        return await SubmitAsync(form, path, fields);
    }

    public async Task<HttpResponseMessage> SubmitAsync(
        IHtmlFormElement form,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        using FormUrlEncodedContent content = new(Filled(form, fields));
        return await _http.PostAsync(Action(form, path), content);
    }

    /// <summary>As <see cref="SendAsync"/>, but as forms with files are sent.</summary>
    public async Task<HttpResponseMessage> SendInPartsAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await SeeAsync(path);
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .First(f => fields.All(x => f.QuerySelector($"[name='{x.Name}']") is not null));
        using MultipartFormDataContent content = [];
        foreach (var (name, value) in Filled(form, fields))
            content.Add(new StringContent(value), name);
        return await _http.PostAsync(Action(form, path), content);
    }

    /// <summary>Opens a page, puts a file into the form that takes one, and sends it.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string path, string fileName, byte[] file)
    {
        var page = await SeeAsync(path);
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .First(f => f.QuerySelector("[type=file]") is not null);
        var field = form.QuerySelector("[type=file]")!.GetAttribute("name")!;
        using MultipartFormDataContent content = new() { { new ByteArrayContent(file), field, fileName } };
        foreach (var (name, value) in Filled(form, []).Where(v => v.Key != field))
            content.Add(new StringContent(value), name);
        return await _http.PostAsync(Action(form, path), content);
    }

    /// <summary>As <see cref="UploadAsync"/>, of a stream whose length nobody says.</summary>
    public async Task<HttpResponseMessage> UploadStreamAsync(string path, string fileName, Stream file)
    {
        var page = await SeeAsync(path);
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .First(f => f.QuerySelector("[type=file]") is not null);
        using MultipartFormDataContent content = new() { { new StreamContent(file), "workbook", fileName } };
        using HttpRequestMessage request = new(HttpMethod.Post, Action(form, path)) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        return await _http.SendAsync(request);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    public void Dispose() => _http.Dispose();

    private static string Action(IHtmlFormElement form, string path) =>
        form.GetAttribute("action") is { Length: > 0 } given ? given : path;

    /// <summary>What stands in the form, unticked boxes left out, and what is filled in instead.</summary>
    private static List<KeyValuePair<string, string>> Filled(
        IHtmlFormElement form,
        (string Name, string Value)[] fields
    ) =>
        [
            .. form.QuerySelectorAll("input[name], select[name], textarea[name]")
                .Where(e => e is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false })
                .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, Value(e)))
                .Where(v => fields.All(f => f.Name != v.Key)),
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
        ];

    private static string Address(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Address;
    }

    private static string Value(IElement element) =>
        element switch
        {
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value ?? "",
            IHtmlTextAreaElement area => area.Value,
            _ => "",
        };
}
