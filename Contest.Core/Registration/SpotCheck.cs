using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Contest.Core.Registration;

/// <summary>
/// A second look (抽查; DOMAIN.md 1.5) at a decision one person took. It changes no entry: where it differs, a person
/// settles it with a reason, and only that may open the entry for a decision again.
/// </summary>
public sealed class SpotCheck
{
    /// <summary>The check's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>The decision looked at; one check each.</summary>
    public Guid DecisionId { get; init; }

    /// <summary>Who had decided.</summary>
    public Guid DecidedBy { get; init; }

    /// <summary>The second person would have decided the same.</summary>
    public bool Agrees { get; init; }

    /// <summary>What the second person found; never empty where it differs. The entrant never reads it.</summary>
    public required string Note { get; init; }

    /// <summary>Who checked.</summary>
    public Guid CheckedBy { get; init; }

    /// <summary>The checker's name.</summary>
    public required string CheckedByName { get; init; }

    /// <summary>When it was checked.</summary>
    public DateTimeOffset CheckedAt { get; init; }

    /// <summary>Who settled a check that differs; null while it waits.</summary>
    public Guid? SettledBy { get; set; }

    /// <summary>The name of who settled it.</summary>
    public string? SettledByName { get; set; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Why it was settled so; never empty once settled.</summary>
    public string? SettledFor { get; set; }

    /// <summary>The entry was opened for a decision again; false: the decision stands.</summary>
    public bool? IsReopened { get; set; }

    /// <summary>It differs and nobody has settled it.</summary>
    public bool IsOpen => !Agrees && SettledAt is null;

    /// <summary>Why this person may not settle it so, or null when they may.</summary>
    /// <param name="entry">The entry with its decisions, as it is now.</param>
    /// <param name="person">Who settles; the one who decided does not.</param>
    /// <param name="reason">Why.</param>
    public Refusal? WhyNotSettle(Entry entry, Guid? person, string reason) =>
        !IsOpen || SpotChecks.Standing(entry)?.Id != DecisionId ? new("review.check_settled")
        : person is null ? new Refusal("approval.needs_person")
        : person == DecidedBy ? new("review.not_own_decision")
        : string.IsNullOrWhiteSpace(reason) ? new("review.settle_without_reason")
        : null;
}

/// <summary>Which decisions are checked, and who may check them.</summary>
public static class SpotChecks
{
    /// <summary>
    /// Whether a decision is checked: the first eight bytes of SHA-256("spot-check:rulebook hash:decision id") as a
    /// fraction of all, below the share. The decision's id is drawn when it is taken, so nobody knows beforehand and
    /// nobody chooses; afterwards anybody can compute it again.
    /// </summary>
    /// <param name="rulebookHash">Of the rulebook in force, lower-case hex.</param>
    /// <param name="decision">The decision's id.</param>
    /// <param name="percent">0 (none) … 100 (all).</param>
    public static bool IsChosen(string rulebookHash, Guid decision, int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var text = string.Create(CultureInfo.InvariantCulture, $"spot-check:{rulebookHash}:{decision:D}");
        var ticket = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return (UInt128)ticket * 100 < (UInt128)percent << 64;
    }

    /// <summary>Only what one person decided for good is checked: a return comes back anyway.</summary>
    public static bool IsFinal(ReviewOutcome outcome) => outcome is ReviewOutcome.Accepted or ReviewOutcome.Rejected;

    /// <summary>The decision an accepted or rejected entry rests on; null while none does.</summary>
    public static ReviewDecision? Standing(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return
            entry.Decisions.MaxBy(d => d.DecidedAt) is { } last
            && IsFinal(last.Outcome)
            && FormalReview.After(last.Outcome) == entry.State
            ? last
            : null;
    }

    /// <summary>Why this person may not check it so, or null when they may.</summary>
    /// <param name="entry">The entry with its decisions.</param>
    /// <param name="decision">The decision to check.</param>
    /// <param name="person">Who checks; the one who decided does not.</param>
    /// <param name="agrees">Would have decided the same.</param>
    /// <param name="note">What was found.</param>
    public static Refusal? WhyNot(Entry entry, Guid decision, Guid? person, bool agrees, string note) =>
        Standing(entry) is not { NeedsSpotCheck: true } standing || standing.Id != decision ? new("review.check_gone")
        : person is null ? new Refusal("approval.needs_person")
        : person == standing.DecidedBy ? new("review.not_own_decision")
        : !agrees && string.IsNullOrWhiteSpace(note) ? new("review.differs_without_note")
        : null;
}
