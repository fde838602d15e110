using System.Collections.Concurrent;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting;

namespace Contest.Web.Editions;

/// <summary>
/// What the vote path needs to know of an edition before its ballot meets the database: id, pseudonym key and rules,
/// none of which changes every minute. Whether the vote is open is asked with every group of ballots, never here.
/// </summary>
public sealed class VotingEditions(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <param name="VoterKey">The edition's key; the same object as long as it is the same key.</param>
    /// <param name="Networks">Hashes under that key; new with it.</param>
    /// <param name="Rules">The vote's rules; which ways to be known it admits is asked again with every ballot.</param>
    public sealed record Edition(Guid Id, KeyedHash VoterKey, NetworkHashes Networks, VoteRules Rules);

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
        var read = await scope.ServiceProvider.GetRequiredService<ContestDb>().FindEditionAsync(slug, cancel);
        var found = read is { VoterKey: { } key }
            ? Of(read.Id, key, ParsedRulebooks.Of(read.RulebookJson).Vote, known.Found)
            : null;
        if (_known.Count >= Most)
            _known.Clear();
        _known[slug] = (now, found);
        return found;
    }

    /// <summary>What threads made ready is used on; of a key that is gone nothing is kept.</summary>
    private static Edition Of(Guid id, byte[] key, VoteRules rules, Edition? last)
    {
        if (last is not null && last.VoterKey.IsOf(key))
            return last with { Id = id, Rules = rules };
        KeyedHash hash = new(key);
        return new(id, hash, new(hash), rules);
    }
}
