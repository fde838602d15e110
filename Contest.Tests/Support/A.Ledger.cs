using Contest.Core.Registration;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

public static partial class A
{
    /// <summary>Ballots of so many voters, one each; the n-th voter's is for the n-th entry, round and round. Their receipts.</summary>
    public static async Task<IReadOnlyList<string>> CastAsync(Edition edition, int voters, int from = 0)
    {
        var entries = await edition.EntriesAsync();
        var cast = Enumerable
            .Range(from, voters)
            .Select(n => CastOneAsync(edition.Acts, edition.Id, n, entries[n % entries.Count]));
        return await Task.WhenAll(cast);
    }

    public static async Task<string> CastOneAsync(Acts acts, Guid edition, int voter, Entry entry)
    {
        CastBallot.Command command = new(edition, Guid.NewGuid(), VoterOf(voter), [(short)entry.Number]);
        return Must(await acts.WithAsync((CastBallot act) => act.HandleAsync(command, default))).Receipt;
    }

    public static Guid VoterOf(int number) => new(number, 7, 7, new byte[8]);

    /// <summary>The clerk goes round once.</summary>
    public static Task<long> AppendAsync(Acts acts) => acts.WithAsync((AppendToLedger act) => act.HandleAsync(default));

    public static Task<int> SignAsync(Acts acts) => acts.WithAsync((SignCheckpoint act) => act.HandleAsync(default));

    public static Task<LedgerHead> HeadAsync(Edition edition) =>
        edition.Acts.WithDbAsync(db => db.LedgerHeads.AsNoTracking().SingleAsync());

    /// <summary>All leaves, read back from their lines.</summary>
    public static async Task<List<LedgerLeaf>> LeavesAsync(Edition edition) =>
        [
            .. (
                await edition.Acts.WithDbAsync(db =>
                    db.LedgerRows.OrderBy(r => r.Index).Select(r => r.Line).ToListAsync()
                )
            ).Select(LedgerLeaf.ParseFileLine),
        ];

    public static Task<List<LedgerCheckpoint>> CheckpointsAsync(Edition edition) =>
        edition.Acts.WithDbAsync(db => db.LedgerCheckpoints.AsNoTracking().OrderBy(c => c.Number).ToListAsync());
}
