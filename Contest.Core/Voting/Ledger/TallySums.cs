namespace Contest.Core.Voting.Ledger;

/// <summary>From where every ballot stands to the sums of tally.json.</summary>
internal static class TallySums
{
    public static PublicTally Of(
        string edition,
        bool hasTiers,
        IEnumerable<BallotGroup> ballots,
        IReadOnlyList<string> labels,
        IReadOnlyList<string> withdrawn
    )
    {
        var votes = labels.Concat(withdrawn).ToDictionary(label => label, _ => new Sums());
        Sums all = new();
        foreach (var ballot in ballots)
        {
            all.Add(ballot);
            foreach (var label in ballot.Labels)
                (votes.GetValueOrDefault(label) ?? throw Unknown(label)).Add(ballot);
        }
        return new()
        {
            Edition = edition,
            Ballots = all.Numbers,
            Tiers = hasTiers ? [.. all.Tiers.Select(one => new TallyTier(one.Key, one.Value.Numbers))] : null,
            Entries = Entries(votes, withdrawn, hasTiers),
            Reasons = all.ReasonRows,
        };
    }

    private static List<TallyEntry> Entries(
        Dictionary<string, Sums> votes,
        IReadOnlyList<string> withdrawn,
        bool hasTiers
    )
    {
        List<TallyEntry> entries = [];
        var ranked = votes
            .Where(one => !withdrawn.Contains(one.Key))
            .OrderByDescending(one => one.Value.Numbers.Counted)
            .ThenBy(one => one.Key, StringComparer.Ordinal);
        foreach (var (label, sums) in ranked)
            entries.Add(Entry(label, RankAfter(entries, sums), sums, hasTiers));
        foreach (var label in withdrawn.Order(StringComparer.Ordinal))
            entries.Add(Entry(label, rank: null, votes[label], hasTiers));
        return entries;
    }

    private static TallyEntry Entry(string label, int? rank, Sums sums, bool hasTiers)
    {
        var tiers = hasTiers ? sums.Tiers.Select(one => new TierVotes(one.Key, one.Value.Numbers.Counted)) : null;
        return new(label, rank, sums.Numbers, tiers?.ToList(), sums.ReasonRows);
    }

    private static int? RankAfter(List<TallyEntry> entries, Sums next) =>
        entries is [.., var last] && last.Votes.Counted == next.Numbers.Counted ? last.Rank : entries.Count + 1;

    private static LedgerFault Unknown(string label) =>
        new($"The vote ledger has votes for {label}, which is not on the paper.");

    private sealed class Sums
    {
        private long untouched;
        private readonly SortedDictionary<(LeafKind Decision, string Reason), long> reasons = new(ByText);

        private static Comparer<(LeafKind Decision, string Reason)> ByText { get; } =
            Comparer<(LeafKind Decision, string Reason)>.Create(
                (a, b) => string.CompareOrdinal($"{Word(a.Decision)} {a.Reason}", $"{Word(b.Decision)} {b.Reason}")
            );

        public SortedDictionary<string, Sums> Tiers { get; } = new(StringComparer.Ordinal);

        public TallyNumbers Numbers =>
            new(
                untouched + Of(LeafKind.Quarantine) + Of(LeafKind.Restore) + Of(LeafKind.Void),
                Of(LeafKind.Quarantine) + Of(LeafKind.Restore) + Of(LeafKind.Void),
                Of(LeafKind.Restore),
                Of(LeafKind.Void),
                Of(LeafKind.Quarantine),
                untouched + Of(LeafKind.Restore)
            );

        public List<TallyReason> ReasonRows =>
            [.. reasons.Select(one => new TallyReason(Word(one.Key.Decision), one.Key.Reason, one.Value))];

        public void Add(BallotGroup ballot)
        {
            if (ballot is { Last: { } decision, Reason: { } reason })
                reasons[(decision, reason)] = reasons.GetValueOrDefault((decision, reason)) + ballot.Count;
            else
                untouched += ballot.Count;
            if (ballot.Tier is not { } tier)
                return;
            if (!Tiers.TryGetValue(tier, out var sums))
                Tiers[tier] = sums = new();
            sums.Add(ballot with { Tier = null });
        }

        private long Of(LeafKind decision) => reasons.Where(one => one.Key.Decision == decision).Sum(one => one.Value);

        private static string Word(LeafKind decision) =>
            decision switch
            {
                LeafKind.Quarantine => "quarantine",
                LeafKind.Restore => "restore",
                _ => "void",
            };
    }
}
