using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Localisation;
using Contest.Web.Look;
using Contest.Web.Operations;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The voting page as 160,000 phones get it (PERFORMANCE.md 1b): made once for a language and an order of entries,
/// packed once, and sent from memory before anything else is asked. Nothing personal is in it; what a device has done
/// today comes with <see cref="BallotApi"/>. A page is used only while its stamp is the edition's: stages, rules,
/// entries, the hour of the counts.
/// </summary>
public sealed partial class Papers(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    IOptions<ContestSettings> settings,
    ILogger<Papers> logger
) : IDisposable
{
    /// <summary>Pages kept: three languages in 64 orders and two sizes of type, for a few editions.</summary>
    private const int Most = 1000;

    /// <summary>Live counts in the page are at most this old; the script shows newer ones.</summary>
    private static readonly TimeSpan LiveSpan = TimeSpan.FromSeconds(30);

    private sealed record Paper(string Stamp, string Tag, byte[] Packed);

    private readonly ConcurrentDictionary<(string Slug, string Culture, int Order, bool IsLarge), Paper> _papers =
        new();
    private readonly ConcurrentDictionary<string, (long At, string? Stamp)> _stamps = new(StringComparer.Ordinal);

    /// <summary>A page takes some megabytes to make, a few milliseconds long: few are made at once.</summary>
    private readonly SemaphoreSlim _making = new(int.Max(1, Environment.ProcessorCount / 2));

    /// <summary>What pages are written into, used again: each would leave an array of some hundred KB behind.</summary>
    private readonly ConcurrentBag<MemoryStream> _drafts = [];

    /// <summary>Who has waited so long for the others makes the page beside them: they may be waiting for the database.</summary>
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(2);

    private readonly int _fresh = settings.Value.PaperMilliseconds;

    [LoggerMessage(LogLevel.Warning, "The database did not say what the voting page of {Edition} is made of")]
    private static partial void LogAway(ILogger logger, string edition, Exception why);

    /// <summary>A page that is there and fresh is sent at once; anything else takes the long way.</summary>
    public Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        if (SlugOf(http.Request) is not { } slug)
            return next(http);
        return
            FreshStamp(slug) is { } stamp
            && ContestLocalisation.LanguageNameOf(http) is var culture
            && _papers.TryGetValue(KeyOf(http, slug, culture), out var paper)
            && paper.Stamp == stamp
            ? Send(http, paper, culture)
            : FindAsync(http, next, slug);
    }

    private static (string Slug, string Culture, int Order, bool IsLarge) KeyOf(
        HttpContext http,
        string slug,
        string culture
    ) => (slug, culture, PaperOrder.Of(http), TypeSize.IsLarge(http.Request));

    private async Task FindAsync(HttpContext http, RequestDelegate next, string slug)
    {
        if (await StampAsync(slug, http.RequestAborted) is not { } stamp)
        {
            await next(http);
            return;
        }
        var culture = ContestLocalisation.LanguageNameOf(http);
        if (await PaperAsync(http, next, KeyOf(http, slug, culture), stamp) is { } paper)
            await Send(http, paper, culture);
    }

    /// <summary>The page, made by one request while the others wait for it; null when it is none, and then it is answered.</summary>
    private async Task<Paper?> PaperAsync(
        HttpContext http,
        RequestDelegate next,
        (string Slug, string Culture, int Order, bool IsLarge) key,
        string stamp
    )
    {
        if (_papers.TryGetValue(key, out var known) && known.Stamp == stamp)
            return known;
        var isMyTurn = await _making.WaitAsync(MostWait, http.RequestAborted);
        try
        {
            if (_papers.TryGetValue(key, out known) && known.Stamp == stamp)
                return known;
            if (await MakeAsync(http, next, stamp) is not { } made)
                return null;
            if (_papers.Count >= Most)
                _papers.Clear();
            return _papers[key] = made;
        }
        finally
        {
            if (isMyTurn)
                _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    /// <summary>Nobody signed in, nothing searched for, nothing to be told: the page everybody gets.</summary>
    private static string? SlugOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.QueryString.HasValue
        && EditionAddress.SlugIn("/", request.Path, "/vote") is { } slug
        && !request.Cookies.ContainsKey("contest")
            ? slug
            : null;

    /// <summary>The page composed by the rest of the pipeline; null when it is none, and then it is answered.</summary>
    private async Task<Paper?> MakeAsync(HttpContext http, RequestDelegate next, string stamp)
    {
        var body = http.Response.Body;
        var page = _drafts.TryTake(out var used) ? used : new();
        page.SetLength(0);
        http.Response.Body = page;
        var asked = (http.Request.Headers.IfNoneMatch, http.Request.Headers.AcceptEncoding);
        (http.Request.Headers.IfNoneMatch, http.Request.Headers.AcceptEncoding) = (default, default);
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
            (http.Request.Headers.IfNoneMatch, http.Request.Headers.AcceptEncoding) = asked;
        }
        var bytes = page.GetBuffer().AsMemory(0, (int)page.Length);
        var made =
            http.Response.StatusCode == StatusCodes.Status200OK
                ? new Paper(
                    stamp,
                    $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 12))}\"",
                    Brotli.Pack(bytes.Span, Brotli.Small)
                )
                : null;
        if (made is null)
            await body.WriteAsync(bytes, http.RequestAborted);
        if (_drafts.Count < Environment.ProcessorCount) // more were made while the database was slow
            _drafts.Add(page); // one that failed is left to the collector: somebody may still write
        return made;
    }

    private static Task Send(HttpContext http, Paper paper, string culture)
    {
        var began = VotingMeter.Begin(http);
        var headers = http.Response.Headers;
        headers.ETag = paper.Tag;
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Accept-Encoding, Accept-Language, Cookie";
        headers.ContentLanguage = culture;
        if (http.Request.Headers.IfNoneMatch is { Count: > 0 } kept && kept.Contains(paper.Tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            headers.Remove(HeaderNames.ContentType);
            VotingMeter.Note(began, "unchanged");
            return Task.CompletedTask;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        var sent = Brotli.SendAsync(http, paper.Packed);
        VotingMeter.Note(began, "page"); // handed over; how fast the phone takes it is the network's
        return sent;
    }

    /// <summary>What the page is made of, as a word; null where there is no vote, or it must be asked for.</summary>
    private string? FreshStamp(string slug) =>
        _stamps.TryGetValue(slug, out var known) && Environment.TickCount64 - known.At < _fresh ? known.Stamp : null;

    /// <summary>The stamp, asked of the database once a second at most. Null: there is no vote.</summary>
    private async ValueTask<string?> StampAsync(string slug, CancellationToken cancel)
    {
        var now = Environment.TickCount64;
        if (_stamps.TryGetValue(slug, out var known) && now - known.At < _fresh)
            return known.Stamp;
        if (known.Stamp is not null && _fresh > 0)
            _stamps[slug] = (now, known.Stamp); // one asks, the others go on with the last answer meanwhile
        string? stamp;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            stamp = await ReadStampAsync(scope.ServiceProvider.GetRequiredService<ContestDb>(), slug, cancel);
        }
        catch (Exception e) when (e is DbException or { InnerException: DbException }) // EF wraps what may pass
        {
            // the page everybody has is better than none; without one the rest of the pipeline says what is wrong
            LogAway(logger, slug, e);
            return known.Stamp;
        }
        if (_stamps.Count >= Most)
            _stamps.Clear();
        _stamps[slug] = (now, stamp);
        return stamp;
    }

    private async Task<string?> ReadStampAsync(ContestDb db, string slug, CancellationToken cancel)
    {
        if (
            await db.FindEditionAsync(slug, cancel) is not { } edition
            || edition.Run(Stage.Voting) is not { OpenedAt: not null } voting
        )
            return null;
        var rulebook = ParsedRulebooks.Of(edition.RulebookJson);
        var now = clock.GetUtcNow();
        var closes = rulebook.Window(Stage.Voting).Closes(TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone));
        var asOf = Visibility.CountsAsOf(Viewer.Anyone, rulebook.Vote, edition.Stages, closes, now);
        var counted = asOf == now ? new(now.UtcTicks - (now.UtcTicks % LiveSpan.Ticks), TimeSpan.Zero) : asOf;
        return string.Join(
            '|',
            edition.RulebookHash,
            string.Join(
                ',',
                edition.Stages.OrderBy(s => s.Stage).Select(s => $"{s.OpenedAt?.Ticks}-{s.ClosedAt?.Ticks}")
            ),
            now < closes,
            rulebook.LocalDate(now),
            counted?.UtcTicks,
            await db.ShowcaseStampAsync(edition.Id, cancel)
        );
    }
}
