using System.Collections.Concurrent;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Editions;

/// <summary>
/// What the vote path needs to know of an edition before its ballot meets the database: id and pseudonym key, neither of
/// which changes while people vote. Whether the vote is open is asked with every group of ballots, never here.
/// </summary>
public sealed class VotingEditions(IServiceScopeFactory scopes, TimeProvider clock)
{
    public sealed record Edition(Guid Id, byte[] VoterKey);

    /// <summary>How long an answer may be used: a destroyed key is forgotten with it.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    /// <summary>Addresses kept; made-up ones are forgotten with the rest.</summary>
    private const int Most = 256;

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, Edition? Found)> _known = new(
        StringComparer.Ordinal
    );

    /// <summary>Null where there is no such edition, or its key is destroyed.</summary>
    public async ValueTask<Edition?> FindAsync(string slug, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(slug, out var known) && now - known.At < Span && now >= known.At)
            return known.Found;
        await using var scope = scopes.CreateAsyncScope();
        var found = await scope
            .ServiceProvider.GetRequiredService<ContestDb>()
            .Competitions.Where(c => c.Slug == slug && c.VoterKey != null)
            .Select(c => new Edition(c.Id, c.VoterKey!))
            .SingleOrDefaultAsync(cancel);
        if (_known.Count >= Most)
            _known.Clear();
        _known[slug] = (now, found);
        return found;
    }
}
