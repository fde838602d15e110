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
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

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
        var values = form.QuerySelectorAll("input[name], select[name], textarea[name]")
            .ToDictionary(e => e.GetAttribute("name")!, Value);
        foreach (var (name, value) in fields)
            values[name] = value;
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : path;
        return await _http.PostAsync(action, new FormUrlEncodedContent(values));
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    public void Dispose() => _http.Dispose();

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
