using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;

namespace Contest.Web.Pages.Final;

/// <summary>
/// <c>/api/{edition}/events</c>: says that there is something new, and for the screens of which stage; never what. Who
/// hears it asks its own page for the state, where the one visibility decision is made.
/// </summary>
public static class EventsApi
{
    /// <summary>The first event of every connection, after a lost database connection, and of acts that name no stage.</summary>
    public const string Changed = "changed";

    /// <summary>Nothing new, still here.</summary>
    public const string Beat = "beat";

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/{edition}/events", AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        string edition,
        HttpContext http,
        IServiceScopeFactory scopes,
        ScreenNews news,
        IHostApplicationLifetime life
    )
    {
        if (await FindAsync(scopes, edition, http.RequestAborted) is not { } id)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy must not keep events back
        return TypedResults.ServerSentEvents(FollowAsync(news, id, life.ApplicationStopping, http.RequestAborted));
    }

    /// <summary>In a scope of its own: a follower holds its connection for hours and needs no database.</summary>
    private static async Task<Guid?> FindAsync(IServiceScopeFactory scopes, string slug, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var edition = scope.ServiceProvider.GetRequiredService<CurrentEdition>();
        return await edition.FindAsync(slug, cancel) ? edition.Id : null;
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        ScreenNews news,
        Guid edition,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        // who is slow misses repetitions, not news: any event makes it read the whole state
        var heard = Channel.CreateBounded<string>(
            new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        void Hear(Guid id, Stage? stage)
        {
            if (id == edition || id == Guid.Empty)
                heard.Writer.TryWrite(stage?.ToString().ToLowerInvariant() ?? Changed);
        }
        news.Changed += Hear;
        try
        {
            yield return Item(Changed) with
            {
                ReconnectionInterval = Retry,
            };
            while (await NextAsync(heard.Reader, end.Token) is { } name)
                yield return Item(name);
        }
        finally
        {
            news.Changed -= Hear;
        }
    }

    private static SseItem<string> Item(string name) => new("{}", name);

    /// <summary>The next event's name, a beat when it was quiet for long, null at the end.</summary>
    private static async Task<string?> NextAsync(ChannelReader<string> heard, CancellationToken end)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(end);
        quiet.CancelAfter(BeatEvery);
        try
        {
            return await heard.ReadAsync(quiet.Token);
        }
        catch (OperationCanceledException)
        {
            return end.IsCancellationRequested ? null : Beat;
        }
    }
}
