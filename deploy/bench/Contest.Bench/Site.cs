using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Contest.Bench;

/// <summary>A browser without pictures: signs in by the demo's page and uploads.</summary>
internal sealed class Site : IDisposable
{
    private readonly HttpClient _http;

    public Site(string address) =>
        _http = new(new HttpClientHandler { CookieContainer = new() })
        {
            BaseAddress = new(address),
            Timeout = TimeSpan.FromMinutes(10),
        };

    /// <summary>Signs in as the first organizer and says the edition's address.</summary>
    public async Task<string> SignInAsync()
    {
        var demo = await SeeAsync("/demo");
        var forms = demo.QuerySelectorAll("form[method=post]").OfType<IHtmlFormElement>();
        foreach (var form in forms)
        {
            using FormUrlEncodedContent content = new(Fields(form));
            using var answer = await _http.PostAsync(form.GetAttribute("action") ?? "/demo", content);
            var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
            var home = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
            var link = home.QuerySelectorAll("a[href^='/organise/']").Select(a => a.GetAttribute("href")!.Split('/'));
            if (
                link.FirstOrDefault(parts =>
                    parts.Length >= 3 && parts[2].StartsWith("yunjiang", StringComparison.Ordinal)
                ) is
                { } found
            )
                return found[2];
        }
        throw new InvalidOperationException("No organizer on the demo's page: " + demo.Body!.TextContent.Trim());
    }

    public async Task<IHtmlDocument> UploadAsync(string path, byte[] file)
    {
        var form = (await SeeAsync(path)).QuerySelector<IHtmlFormElement>("form[enctype]")!;
        using MultipartFormDataContent content = new() { { new ByteArrayContent(file), "workbook", "bench.xlsx" } };
        foreach (var (name, value) in Fields(form))
            content.Add(new StringContent(value), name);
        using var answer = await _http.PostAsync(form.GetAttribute("action"), content);
        return await ReadAsync(answer);
    }

    /// <summary>Imports what was checked and follows it to its end.</summary>
    public async Task ImportAsync(string path, IHtmlDocument page)
    {
        var form =
            page.QuerySelectorAll("form[data-confirm]")
                .OfType<IHtmlFormElement>()
                .FirstOrDefault(f => f.GetAttribute("action")!.Contains("Import", StringComparison.Ordinal))
            ?? throw new InvalidOperationException(page.QuerySelector("main")!.TextContent[..2000]);
        using FormUrlEncodedContent content = new([.. Fields(form), new("AcceptWarnings", "true")]);
        using var answer = await _http.PostAsync(form.GetAttribute("action"), content);
        var at = answer.RequestMessage!.RequestUri!.PathAndQuery;
        for (page = await ReadAsync(answer); page.QuerySelector("progress") is not null; page = await SeeAsync(at))
        {
            Console.WriteLine("  " + page.QuerySelector("section.panel [role=status]")?.TextContent.Trim());
            await Task.Delay(500);
        }
        if (page.QuerySelector(".note[role=alert]") is { } refused)
            throw new InvalidOperationException(refused.TextContent);
    }

    public async Task GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Presses the button of the page's form that posts to a handler, and sees what comes back.</summary>
    public async Task<IHtmlDocument> PressAsync(string path, string handler)
    {
        var form = (await SeeAsync(path))
            .QuerySelectorAll("form[method=post]")
            .OfType<IHtmlFormElement>()
            .First(f => (f.GetAttribute("action") ?? "").Contains("handler=" + handler, StringComparison.Ordinal));
        using FormUrlEncodedContent content = new(Fields(form));
        using var answer = await _http.PostAsync(form.GetAttribute("action"), content);
        return await ReadAsync(answer);
    }

    public async Task<int> BytesAsync(string path) => (await _http.GetByteArrayAsync(path)).Length;

    public void Dispose() => _http.Dispose();

    private async Task<IHtmlDocument> SeeAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return await ReadAsync(answer);
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.OK
            ? await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync())
            : throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {answer.StatusCode}");

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form) =>
        form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden][name]")
            .Select(i => new KeyValuePair<string, string>(i.Name!, i.Value))
            .Concat(
                form.QuerySelectorAll<IHtmlButtonElement>("button[name]")
                    .Take(1)
                    .Select(b => new KeyValuePair<string, string>(b.Name!, b.Value))
            );
}
