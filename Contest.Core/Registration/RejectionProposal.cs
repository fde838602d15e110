namespace Contest.Core.Registration;

/// <summary>
/// A rejection one reviewer proposes and another confirms or declines (PRODUCT.md, promise 7). It counts for the
/// submission it was made for and no other: withdrawing or submitting again voids it.
/// </summary>
public sealed class RejectionProposal
{
    /// <summary>The proposal's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The entry to be rejected.</summary>
    public Guid EntryId { get; init; }

    /// <summary>Where the entry stood: submitted, or returned with its correction overdue.</summary>
    public EntryState State { get; init; }

    /// <summary>The submission it is about, by its moment.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Reason codes R01–R14 separated by commas; never empty.</summary>
    public required string Reasons { get; init; }

    /// <summary>What the entrant is to read.</summary>
    public required string Note { get; init; }

    /// <summary>The first reviewer.</summary>
    public Guid ProposedBy { get; init; }

    /// <summary>The first reviewer's name.</summary>
    public required string ProposedByName { get; init; }

    /// <summary>When it was proposed.</summary>
    public DateTimeOffset ProposedAt { get; init; }

    /// <summary>The second reviewer; null while nobody has answered.</summary>
    public Guid? AnsweredBy { get; set; }

    /// <summary>The second reviewer's name.</summary>
    public string? AnsweredByName { get; set; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Confirmed: the entry was rejected. False: declined, the entry waits on.</summary>
    public bool? IsConfirmed { get; set; }

    /// <summary>Why the second reviewer declined; between reviewers, the entrant never reads it.</summary>
    public string? AnswerNote { get; set; }

    /// <summary>Waits for a second person: unanswered, and the entry is still the submission it was made for.</summary>
    public bool IsOpenFor(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return AnsweredAt is null && EntryId == entry.Id && State == entry.State && SubmittedAt == entry.SubmittedAt;
    }

    /// <summary>Why this person may not answer it so, or null when they may.</summary>
    /// <param name="entry">The entry as it is now.</param>
    /// <param name="person">The second person; null: nobody in particular, who is refused.</param>
    /// <param name="confirm">Confirm, or decline with a note.</param>
    /// <param name="note">Why it is declined.</param>
    public Refusal? WhyNotAnswer(Entry entry, Guid? person, bool confirm, string note) =>
        !IsOpenFor(entry) ? new("review.proposal_gone")
        : person is null ? new Refusal("approval.needs_person")
        : person == ProposedBy ? new("approval.same_person")
        : !confirm && string.IsNullOrWhiteSpace(note) ? new("review.decline_without_note")
        : null;
}
