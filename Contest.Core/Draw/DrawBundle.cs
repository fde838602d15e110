namespace Contest.Core.Draw;

/// <summary>A committing party: organizer, supervisor or notary, representative of the entrants.</summary>
/// <param name="Name">Who.</param>
/// <param name="Commitment">Published before: SHA-256 of the code, lower-case hex.</param>
/// <param name="Code">Revealed at the draw, lower-case hex.</param>
public sealed record DrawParty(string Name, string Commitment, string Code);

/// <summary>
/// Everything needed to draw again: the file anyone may download and recompute. Described in
/// <c>docs/formats/draw-bundle.md</c>; plain values only, so that it is JSON as it stands.
/// </summary>
public sealed record DrawBundle
{
    /// <summary>The format's name and version.</summary>
    public const string CurrentFormat = "contest-draw-1";

    /// <summary>Which format this is.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>The edition's code and the group, e.g. <c>jgs-2026/startup</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Canonical labels, sorted by bytes.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The list's published hash.</summary>
    public required string LabelsHash { get; init; }

    /// <summary>The parties in the announced order.</summary>
    public required IReadOnlyList<DrawParty> Parties { get; init; }

    /// <summary>The public sources in the announced order, with their numbers.</summary>
    public required IReadOnlyList<PublicValue> Values { get; init; }

    /// <summary>The projects that must not follow each other.</summary>
    public IReadOnlyList<Kinship> Kin { get; init; } = [];

    /// <summary>The randomness as one text.</summary>
    public required string Randomness { get; init; }

    /// <summary>The salt, hex.</summary>
    public required string Salt { get; init; }

    /// <summary>The pseudorandom key, hex.</summary>
    public required string Key { get; init; }

    /// <summary>Every label's value, lowest first.</summary>
    public required IReadOnlyList<Lot> Lots { get; init; }

    /// <summary>What the repair moved.</summary>
    public IReadOnlyList<SpacingStep> Moves { get; init; } = [];

    /// <summary>The running order.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>Draws: from what was announced and revealed to the order.</summary>
    /// <exception cref="ArgumentException">No party, or two labels alike.</exception>
    /// <exception cref="FormatException">A code is not hex, or a number not a number.</exception>
    public static DrawBundle Draw(
        string subject,
        IEnumerable<string> labels,
        IReadOnlyList<DrawParty> parties,
        IReadOnlyList<PublicValue> values,
        IReadOnlyList<Kinship>? kin = null
    )
    {
        var list = Label.List(labels);
        var salt = Core.Draw.Lots.Salt([.. parties.Select(party => Convert.FromHexString(party.Code))]);
        var randomness = PublicValue.Randomness(values);
        var key = Core.Draw.Lots.Key(salt, randomness);
        var lots = Core.Draw.Lots.InOrder(list, key);
        var spacing = Spacing.Of([.. lots.Select(lot => lot.Label)], kin ?? []);
        return new()
        {
            Subject = subject,
            Labels = list,
            LabelsHash = Label.ListHash(list),
            Parties = parties,
            Values = values,
            Kin = kin ?? [],
            Randomness = randomness,
            Salt = Convert.ToHexStringLower(salt),
            Key = Convert.ToHexStringLower(key),
            Lots = lots,
            Moves = spacing.Steps,
            Order = spacing.Order,
        };
    }

    /// <summary>What does not hold when everything is computed again; empty when the draw is right.</summary>
    public IReadOnlyList<Refusal> Problems()
    {
        List<Refusal> problems =
        [
            .. Parties.Where(party => !Opens(party)).Select(party => DrawRefusals.CodeDoesNotOpen(party.Name)),
        ];
        var again = Draw(Subject, Labels, Parties, Values, Kin);
        if (LabelsHash != again.LabelsHash)
            problems.Add(DrawRefusals.ListHashDiffers);
        if ((Randomness, Salt, Key) != (again.Randomness, again.Salt, again.Key))
            problems.Add(DrawRefusals.KeyDiffers);
        if (!Lots.SequenceEqual(again.Lots))
            problems.Add(DrawRefusals.LotsDiffer);
        if (!Moves.SequenceEqual(again.Moves) || !Order.SequenceEqual(again.Order))
            problems.Add(DrawRefusals.OrderDiffers);
        return problems;
    }

    /// <summary>Reads a bundle from its file.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is no bundle.</exception>
    public static DrawBundle Parse(string json) => CanonicalJson.Read<DrawBundle>(json);

    /// <summary>The file's text.</summary>
    public string ToJson() => CanonicalJson.Write(this);

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string Hash() => CanonicalJson.Hash(this);

    private static bool Opens(DrawParty party) =>
        OneTimeCode.Opens(Convert.FromHexString(party.Code), Convert.FromHexString(party.Commitment));
}
