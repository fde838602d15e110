namespace Contest.Core.Draw;

/// <summary>The order of a draw's steps (DOMAIN.md 1.10): list, commitments, public values, revelation, computation.</summary>
public static class DrawGates
{
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
            return new("draw.unknown_party", party);
        if (record.Values is not null)
            return new("draw.values_already_known");
        if (record.Commitments.Any(c => c.Party == party))
            return new("draw.already_committed", party);
        return commitment.Length == 64 && commitment.All(char.IsAsciiHexDigitLower)
            ? null
            : new("draw.commitment_form");
    }

    /// <summary>Why the public values may not be entered now: all parties must have committed before they are known.</summary>
    public static Refusal? WhyNotValues(
        DrawRecord record,
        IReadOnlyList<string> parties,
        IReadOnlyList<PublicValue> values
    )
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(values);
        if (record.DrawnAt is not null)
            return new("draw.already_drawn");
        if (record.Values is not null)
            return new("draw.values_already_known");
        if (parties.FirstOrDefault(p => record.Commitments.All(c => c.Party != p)) is { } missing)
            return new("draw.commitment_missing", missing);
        return values.Any(v =>
            v.Numbers.Count == 0 || v.Numbers.Any(n => n.Length is 0 or > 12 || !n.All(char.IsAsciiDigit))
        )
            ? new("draw.value_form")
            : null;
    }

    /// <summary>Why this code may not be revealed now.</summary>
    public static Refusal? WhyNotReveal(DrawRecord record, string party, string code)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(code);
        if (record.Values is null)
            return new("draw.values_missing");
        if (record.Commitments.FirstOrDefault(c => c.Party == party) is not { } commitment)
            return new("draw.unknown_party", party);
        if (commitment.RevealedAt is not null)
            return new("draw.already_revealed", party);
        var isHex = code.Length is > 0 and <= 256 && code.Length % 2 == 0 && code.All(char.IsAsciiHexDigitLower);
        return isHex && OneTimeCode.Opens(Convert.FromHexString(code), Convert.FromHexString(commitment.Hash))
            ? null
            : DrawRefusals.CodeDoesNotOpen(party);
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
            ? new("draw.not_revealed", silent.Party)
            : null;
    }
}
