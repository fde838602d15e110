using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Contest.Web.Pages.Jury;
using NUnit.Framework;

namespace Contest.Tests.Support;

/// <summary>
/// A judge's device as the page's script drives it (sheet.ts): one update after the other, each sent again under its
/// revision until it is confirmed. It signs in once and keeps its cookie and its token, whatever happens to the product.
/// </summary>
public sealed class JudgeDevice : IDisposable
{
    private const int SheetsEach = 4;
    private readonly Visitor _judge;
    private readonly Queue<Update> _waiting = new();
    private readonly List<Update> _confirmed = [];
    private string _token = "";
    private string _answer = "";
    private long _version;

    private JudgeDevice(Visitor judge) => _judge = judge;

    /// <summary>What is sent in one go: a mark or the comment, or at last the submission.</summary>
    public sealed record Update(Guid Sheet, long Rev, Dictionary<string, string?> Set)
    {
        public bool Submits => Set.Count == 0;
    }

    public string Id { get; } = Guid.NewGuid().ToString("N")[..24];

    /// <summary>What was confirmed, in the order of sending.</summary>
    public IReadOnlyList<Update> Confirmed => _confirmed;

    /// <summary>Sent or about to be, and not confirmed: it may have arrived or not.</summary>
    public Update? Open => _waiting.TryPeek(out var open) ? open : null;

    /// <summary>Devices for all untouched sheets: every judge has as many as it takes, each with a few of the sheets.</summary>
    public static async Task<List<JudgeDevice>> AllAsync(string address)
    {
        List<JudgeDevice> devices = [];
        foreach (var person in await PeopleAsync(address))
        {
            using Visitor judge = new(address);
            if (await IsJudgeAsync(judge, person))
                foreach (var sheets in (await UntouchedAsync(judge)).Chunk(SheetsEach))
                    devices.Add(await TakeUpAsync(address, person, sheets));
        }
        return devices;
    }

    /// <summary>Sends what waits until the blow has fallen.</summary>
    public async Task WorkAsync(CancellationToken fallen)
    {
        var isRepeated = false;
        while (!fallen.IsCancellationRequested && Open is { } update)
        {
            try
            {
                if (!await IsConfirmedAsync(update))
                    continue;
                _confirmed.Add(_waiting.Dequeue());
                if (!isRepeated)
                    await RepeatAsync(update);
                isRepeated = true;
            }
            catch (HttpRequestException)
            {
                // nothing was confirmed
            }
        }
    }

    public void Dispose() => _judge.Dispose();

    private async Task<bool> IsConfirmedAsync(Update update)
    {
        var body = new
        {
            device = Id,
            rev = update.Rev,
            @base = update.Rev == 1 ? 0 : _version,
            set = update.Set,
            submit = update.Submits,
        };
        using var answer = await _judge.PutJsonAsync($"/api/sheets/{update.Sheet}", body, _token);
        if ((int)answer.StatusCode >= 500)
            return false; // it has no database at the moment
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        var view = JsonDocument.Parse(text).RootElement;
        Assert.That(view.GetProperty("submitted").GetBoolean(), Is.EqualTo(update.Submits), text);
        _version = view.GetProperty("version").GetInt64();
        _answer = text;
        return true;
    }

    /// <summary>What has just been confirmed is sent once more: the same answer, and nothing changes.</summary>
    private async Task RepeatAsync(Update update)
    {
        var before = _answer;
        if (await IsConfirmedAsync(update))
            Assert.That(_answer, Is.EqualTo(before));
    }

    private static async Task<IEnumerable<Guid>> PeopleAsync(string address)
    {
        using Visitor stranger = new(address);
        var demo = await stranger.SeeAsync("/demo");
        return demo.QuerySelectorAll("form input[name='id']")
            .OfType<IHtmlInputElement>()
            .Select(i => Guid.Parse(i.Value));
    }

    private static async Task<bool> IsJudgeAsync(Visitor visitor, Guid person)
    {
        await visitor.SignInAsync(person);
        return (await visitor.StatusAsync(HttpMethod.Get, "/api/sheets")) == System.Net.HttpStatusCode.OK;
    }

    private static async Task<List<Guid>> UntouchedAsync(Visitor judge)
    {
        using var answer = await judge.GetAsync("/api/sheets");
        var lines = await answer.Content.ReadFromJsonAsync<SheetViews.Line[]>();
        return [.. lines!.Where(l => l.State == nameof(SheetStanding.NotStarted)).Select(l => l.Id)];
    }

    private static async Task<JudgeDevice> TakeUpAsync(string address, Guid person, Guid[] sheets)
    {
        JudgeDevice device = new(new(address));
        await device._judge.SignInAsync(person);
        foreach (var sheet in sheets)
            device.Plan(sheet, await device._judge.SeeAsync($"/jury/sheets/{sheet}"));
        using var read = await device._judge.GetAsync($"/api/sheets/{sheets[0]}?device={device.Id}");
        device._token = (await read.Content.ReadFromJsonAsync<SheetView>())!.Token!;
        return device;
    }

    /// <summary>Every mark and the comment, then all of them once more with other values, then the submission.</summary>
    private void Plan(Guid sheet, IHtmlDocument page)
    {
        var sliders = page.QuerySelectorAll("[data-slider]").OfType<IHtmlInputElement>().ToList();
        var rev = 0;
        for (var round = 1; round <= 2; round++)
        {
            foreach (var slider in sliders)
                Plan(slider.GetAttribute("data-slider")!, Points(slider, _waiting.Count));
            Plan("comment", $"{round}: {sheet}");
        }
        _waiting.Enqueue(new(sheet, ++rev, []));

        void Plan(string field, string value) => _waiting.Enqueue(new(sheet, ++rev, new() { [field] = value }));
    }

    /// <summary>Some points this criterion can have; others for every number.</summary>
    private static string Points(IHtmlInputElement slider, int number)
    {
        var step = decimal.Parse(slider.Step!, CultureInfo.InvariantCulture);
        var steps = decimal.Parse(slider.Maximum!, CultureInfo.InvariantCulture) / step;
        return (number % steps * step).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
