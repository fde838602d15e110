using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>
/// Takes ballots into the ledger in the order of their arrival, each exactly once: whoever calls holds the head for
/// update (<see cref="Locks.HoldLedgerAsync"/>), and leaves, tiles, counters and head are one transaction.
/// </summary>
internal sealed class LedgerClerk(ContestDb db, LedgerHead head, Rulebook rulebook)
{
    /// <summary>
    /// Ballots taken at a time: a fraction of a second's work, so that nobody waits long for the head, and arrays small
    /// enough to be forgotten at once.
    /// </summary>
    public const int Most = 2_000;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
    private Dictionary<int, string>? _labels;

    /// <summary>Takes the next ballots up to an arrival, and the blocks of votes that are due after them.</summary>
    /// <returns>How many ballots it took; fewer than <see cref="Most"/>: there are no more.</returns>
    public async Task<int> TakeAsync(long upTo, CancellationToken cancel)
    {
        if (head.Size == 0)
            (head.Mode, head.HasTiers) = (rulebook.Vote.Receipts, rulebook.Vote.Identities.Count > 1);
        var ballots = await BallotsAsync(head.TakenTo, upTo, Most, cancel);
        if (ballots.Count == 0)
            return 0;
        await AppendAsync([.. await LeavesAsync(ballots, cancel)], cancel);
        await CountAsync(ballots, cancel);
        head.TakenTo = ballots[^1].Arrival;
        head.Received += ballots.Count;
        if (head.Mode == LedgerMode.Open)
            (head.VotedTo, head.Votes) = (head.TakenTo, head.Received);
        await TakeBlockAsync(isClosing: false, cancel);
        return ballots.Count;
    }

    /// <summary>All that wait, when the vote is over: however many, they are one block.</summary>
    public Task TakeLastBlockAsync(CancellationToken cancel) => TakeBlockAsync(isClosing: true, cancel);

    /// <summary>
    /// Takes the fraud process's decisions in their order, up to the first whose ballot's choices are not in the ledger yet:
    /// a decision never stands before its vote.
    /// </summary>
    public async Task TakeDecisionsAsync(CancellationToken cancel)
    {
        while (true)
        {
            var next = await db.DecisionsAfterAsync(head.CompetitionId, head.DecidedTo, Most, cancel);
            var due = next.TakeWhile(d => d.Arrival <= head.VotedTo).ToList();
            if (due.Count == 0)
                return;
            await AppendAsync([.. due.Select(DecisionLeaf)], cancel);
            head.DecidedTo = due[^1].Order;
            if (due.Count < Most)
                return;
        }
    }

    private LedgerLeaf DecisionLeaf(FraudStatements.DueDecision due) =>
        LedgerLeaf.Decision(
            (LeafKind)due.Kind,
            head.Edition,
            head.Mode == LedgerMode.Open ? due.Receipt : due.LedgerId.ToString("N"),
            due.Reason,
            TimeZoneInfo.ConvertTime(due.At, _zone)
        );

    /// <summary>Appends leaves behind the last one and lets the tree grow.</summary>
    public async Task AppendAsync(IReadOnlyList<LedgerLeaf> leaves, CancellationToken cancel)
    {
        if (leaves.Count == 0)
            return;
        if (head.IsClosed)
            throw new LedgerFault($"The vote ledger of {head.Edition} is closed: nothing comes after its last leaf.");
        var edge = await db.TilesAsync(head.CompetitionId, TileTree.TilesForAppend(head.Size), cancel);
        var tiles = TileTree.Append(
            head.Size,
            [.. leaves.Select(leaf => leaf.Hash())],
            id => edge.GetValueOrDefault(id)
        );
        await db.AddLeavesAsync(head.CompetitionId, head.Size, leaves, cancel);
        await db.SaveTilesAsync(head.CompetitionId, tiles, cancel);
        head.Size += leaves.Count;
    }

    private async Task TakeBlockAsync(bool isClosing, CancellationToken cancel)
    {
        var due = LedgerBlock.DueCount((int)(head.Received - head.Votes), isClosing);
        if (due == 0)
            return;
        var block = await BallotsAsync(head.VotedTo, head.TakenTo, due, cancel);
        var day = LedgerBlock.DayOf(block.Select(b => b.Day));
        var labels = await LabelsAsync(cancel);
        await AppendAsync(
            [
                .. block
                    .OrderBy(IdOf, StringComparer.Ordinal)
                    .Select(b =>
                        LedgerLeaf.UnlinkableVote(
                            head.Edition,
                            IdOf(b),
                            b.Choices.Select(c => labels[c]),
                            day,
                            TierOf(b)
                        )
                    ),
            ],
            cancel
        );
        head.VotedTo = block[^1].Arrival;
        head.Votes += block.Count;
    }

    private async Task<IEnumerable<LedgerLeaf>> LeavesAsync(List<Ballot> ballots, CancellationToken cancel)
    {
        var labels = await LabelsAsync(cancel);
        return ballots.Select(b =>
            head.Mode == LedgerMode.Open
                ? LedgerLeaf.OpenVote(head.Edition, b.Receipt, b.Choices.Select(c => labels[c]), Local(b), TierOf(b))
                : LedgerLeaf.Receipt(head.Edition, b.Receipt, Local(b))
        );
    }

    private async Task CountAsync(List<Ballot> ballots, CancellationToken cancel)
    {
        var votes =
            from b in ballots
            from entry in b.Choices
            group b by (Entry: entry, Hour: HourOf(b), b.Tier) into same
            select new VoteCounter
            {
                Entry = same.Key.Entry,
                Hour = same.Key.Hour,
                Tier = same.Key.Tier,
                Votes = same.LongCount(),
            };
        var papers =
            from b in ballots
            group b by (Hour: HourOf(b), b.Tier) into same
            select new BallotCounter
            {
                Hour = same.Key.Hour,
                Tier = same.Key.Tier,
                Ballots = same.LongCount(),
                Voters = same.LongCount(b => b.Nth == 1),
            };
        await db.AddVotesAsync(head.CompetitionId, [.. votes], cancel);
        await db.AddBallotsAsync(head.CompetitionId, [.. papers], cancel);
    }

    private Task<List<Ballot>> BallotsAsync(long after, long upTo, int most, CancellationToken cancel) =>
        db
            .Ballots.AsNoTracking()
            .Where(b => b.Arrival > after && b.Arrival <= upTo && b.CompetitionId == head.CompetitionId)
            .OrderBy(b => b.Arrival)
            .Take(most)
            .ToListAsync(cancel);

    private async Task<Dictionary<int, string>> LabelsAsync(CancellationToken cancel) =>
        _labels ??= await db
            .Entries.Where(e => e.CompetitionId == head.CompetitionId && e.Code != null)
            .ToDictionaryAsync(e => e.Number, e => e.Code!, cancel);

    private DateTimeOffset Local(Ballot ballot) => TimeZoneInfo.ConvertTime(ballot.CastAt, _zone);

    private string? TierOf(Ballot ballot) => head.HasTiers ? TierCode(ballot.Tier) : null;

    private static string IdOf(Ballot ballot) => ballot.LedgerId.ToString("N");

    /// <summary>The tier as it stands in leaves and tally.</summary>
    public static string TierCode(VoterIdentity tier) => tier.ToString().ToLowerInvariant();

    private static DateTimeOffset HourOf(Ballot ballot) =>
        new(ballot.CastAt.UtcTicks - (ballot.CastAt.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
