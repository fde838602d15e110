using Contest.Core.Competitions;

namespace Contest.Core.Voting;

/// <summary>A ballot as the limits see it.</summary>
/// <param name="Day">The day in the edition's time zone.</param>
/// <param name="Choices">The numbers of the entries chosen.</param>
public readonly record struct CastOn(DateOnly Day, short[] Choices);

/// <summary>What a voter has done so far, as the ballots say.</summary>
/// <param name="Ballots">Ballots cast today.</param>
/// <param name="Votes">Votes today, the number of the entry once for each.</param>
public sealed record VoterDay(int Ballots, IReadOnlyList<short> Votes)
{
    /// <summary>Nothing yet.</summary>
    public static VoterDay Empty { get; } = new(0, []);

    /// <summary>Ballots of the whole vote.</summary>
    public int InAll { get; init; }

    /// <summary>What all ballots of a voter come to on a day.</summary>
    public static VoterDay Of(IReadOnlyCollection<CastOn> ballots, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        if (ballots.Count == 0)
            return Empty;
        List<short> votes = [];
        var today = 0;
        foreach (var ballot in ballots.Where(b => b.Day == day))
        {
            today++;
            votes.AddRange(ballot.Choices);
        }
        return new(today, votes) { InAll = ballots.Count };
    }

    /// <summary>How many ballots are left today, by the day's limit and by the cap of the whole vote.</summary>
    public int Left(VoteRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var today = rules.BallotsPerDay - Ballots;
        return int.Max(0, rules.MostBallots is { } most ? int.Min(today, most - InAll) : today);
    }

    /// <summary>Whether this entry can get no more votes today.</summary>
    public bool IsFull(short entry, VoteRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Votes.Count(v => v == entry) >= rules.PerEntryPerDay;
    }
}

/// <summary>The ballot's rules (DOMAIN.md 1.6), asked by the act with the server's clock; the database has the last word.</summary>
public static class BallotRules
{
    /// <summary>Why this ballot may not be cast, or null when it may.</summary>
    /// <param name="rules">The rulebook's vote rules.</param>
    /// <param name="voting">The run of the voting stage, held for the transaction.</param>
    /// <param name="closesAt">The planned closing moment: no ballot at or after it, even if the clock's job is late.</param>
    /// <param name="choices">The entries chosen.</param>
    /// <param name="onThePaper">Which of them take part.</param>
    /// <param name="today">What the voter has done so far.</param>
    /// <param name="now">The moment the request arrived.</param>
    public static Refusal? WhyNot(
        VoteRules rules,
        StageRun voting,
        DateTimeOffset closesAt,
        IReadOnlyList<short> choices,
        IReadOnlySet<short> onThePaper,
        VoterDay today,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(today);
        if (StageGates.WhyNotAct(voting) is { } closed)
            return closed;
        if (now >= closesAt)
            return new("stage.is_closed", Words.Later(StageGates.NameCode(Stage.Voting)));
        if (choices.Count < rules.FewestChoices || choices.Count > rules.MostChoices)
            return new("voting.choices", rules.FewestChoices, rules.MostChoices, choices.Count);
        if (choices.Count > 1 && choices.Distinct().Count() != choices.Count)
            return new("voting.chosen_twice");
        if (!AreAll(choices, onThePaper))
            return new("voting.not_on_the_paper");
        if (rules.MostBallots <= today.InAll)
            return new("voting.no_ballots_at_all", rules.MostBallots);
        if (today.Left(rules) == 0)
            return new("voting.no_ballots_left", rules.BallotsPerDay);
        return today.Votes.Count > 0 && IsAnyFull(choices, today, rules)
            ? new Refusal("voting.already_voted", rules.PerEntryPerDay)
            : null;
    }

    private static bool AreAll(IReadOnlyList<short> choices, IReadOnlySet<short> onThePaper)
    {
        for (var i = 0; i < choices.Count; i++) // no enumerator: this is asked for every ballot
            if (!onThePaper.Contains(choices[i]))
                return false;
        return true;
    }

    private static bool IsAnyFull(IReadOnlyList<short> choices, VoterDay today, VoteRules rules) =>
        choices.Any(c => today.IsFull(c, rules));
}
