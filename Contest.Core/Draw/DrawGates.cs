using Contest.Core.Competitions;

namespace Contest.Core.Draw;

/// <summary>The order of a draw's steps (DOMAIN.md 1.10): list, commitments, public values, revelation, computation.</summary>
public static class DrawGates
{
    /// <summary>
    /// Why somebody of this role may not commit or reveal for this party: the supervisor's code is the supervisor's
    /// alone, so that the organizer cannot steer; the entrants' representative has no account, the organizer types what
    /// the representative hands over. The system itself (<c>null</c>) may, for the demo and the command line.
    /// </summary>
    public static Refusal? WhyNotActFor(Role? role, string party)
    {
        var mayAct = role switch
        {
            null => true,
            Role.Supervisor => party == Supervisor,
            Role.Organizer => party != Supervisor,
            _ => false,
        };
        return mayAct ? null : new("draw.not_your_party", PartyName(party));
    }

    /// <summary>A party in the words of the current UI culture.</summary>
    public static string PartyName(string party) =>
        Words.Say($"draw.party_{party}") is var name && name.StartsWith("draw.", StringComparison.Ordinal)
            ? party
            : name;

    /// <summary>Why this party may not commit now.</summary>
    public static Refusal? WhyNotCommit(
        DrawRecord record,
        IReadOnlyList<string> parties,
        string party,
        string commitment
    )
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(commitment);
        if (!parties.Contains(party))
            return new("draw.unknown_party", PartyName(party));
        if (record.Values is not null)
            return new("draw.values_already_known");
        if (record.Commitments.Any(c => c.Party == party))
            return new("draw.already_committed", PartyName(party));
        return commitment.Length == 64 && commitment.All(char.IsAsciiHexDigitLower)
            ? null
            : new("draw.commitment_form");
    }

    /// <summary>Why no public values may be entered now: all parties must have committed before they are known.</summary>
    public static Refusal? WhyNotValues(DrawRecord record, IReadOnlyList<string> parties)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.DrawnAt is not null)
            return new("draw.already_drawn");
        if (record.Values is not null)
            return new("draw.values_already_known");
        return parties.FirstOrDefault(p => record.Commitments.All(c => c.Party != p)) is { } missing
            ? new("draw.commitment_missing", PartyName(missing))
            : null;
    }

    /// <summary>Why these public values may not be entered now: not yet, not numbers, or not those announced.</summary>
    public static Refusal? WhyNotValues(
        DrawRecord record,
        IReadOnlyList<string> parties,
        IReadOnlyList<PublicValue> values
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        if (WhyNotValues(record, parties) is { } notYet)
            return notYet;
        if (
            values.Any(v =>
                v.Numbers.Count == 0 || v.Numbers.Any(n => n.Length is 0 or > 12 || !n.All(char.IsAsciiDigit))
            )
        )
            return new("draw.value_form");
        var announced = CanonicalJson.Read<List<DrawSource>>(record.Sources);
        var asAnnounced =
            announced.Count == values.Count
            && announced.Zip(values).All(pair => IsAsAnnounced(pair.First, pair.Second));
        return asAnnounced ? null : new("draw.values_not_as_announced");
    }

    /// <summary>Why this party may reveal nothing now.</summary>
    public static Refusal? WhyNotReveal(DrawRecord record, string party)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Values is null)
            return new("draw.values_missing");
        if (record.Commitments.FirstOrDefault(c => c.Party == party) is not { } commitment)
            return new("draw.unknown_party", PartyName(party));
        return commitment.RevealedAt is null ? null : new("draw.already_revealed", PartyName(party));
    }

    /// <summary>Why this code may not be revealed now.</summary>
    public static Refusal? WhyNotReveal(DrawRecord record, string party, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (WhyNotReveal(record, party) is { } notYet)
            return notYet;
        var commitment = record.Commitments.Single(c => c.Party == party);
        var isHex = code.Length is > 0 and <= 256 && code.Length % 2 == 0 && code.All(char.IsAsciiHexDigitLower);
        return isHex && OneTimeCode.Opens(Convert.FromHexString(code), Convert.FromHexString(commitment.Hash))
            ? null
            : DrawRefusals.CodeDoesNotOpen(PartyName(party));
    }

    /// <summary>Why the order cannot be computed yet.</summary>
    public static Refusal? WhyNotDraw(DrawRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.DrawnAt is not null)
            return new("draw.already_drawn");
        if (record.Values is null)
            return new("draw.values_missing");
        return record.Commitments.FirstOrDefault(c => c.RevealedAt is null) is { } silent
            ? new("draw.not_revealed", PartyName(silent.Party))
            : null;
    }

    private const string Supervisor = "supervisor";

    private static bool IsAsAnnounced(DrawSource source, PublicValue value) =>
        (source.Name.ZhCn, source.Count, source.IsOrdered, source.Outcomes)
        == (value.Source, value.Numbers.Count, value.IsOrdered, value.Outcomes);
}
