using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Results;
using Contest.Core.Scoring;
using Contest.Core.Voting;

namespace Contest.Web.Pages.Edition;

/// <summary>The rulebook's values as sentences of the reader's language.</summary>
public static class RulebookWords
{
    public static string Grouping(Grouping rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var (first, second) = (rule.Groups[0].Name, rule.Groups[^1].Name);
        return rule.Kind switch
        {
            GroupingKind.Revenue => Say(Texts.Edition.GroupingRevenue, first, second, rule.RevenueWan ?? 0),
            GroupingKind.Market => Say(Texts.Edition.GroupingMarket, first, second),
            GroupingKind.MarketAndSales => Say(Texts.Edition.GroupingMarketAndSales, first, second, rule.SalesWan ?? 0),
            GroupingKind.Entrant => Say(Texts.Edition.GroupingEntrant, first, second),
            _ => Say(Texts.Edition.GroupingSingle, first),
        };
    }

    public static string Ballot(VoteRules vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        return vote.MostChoices == 1
            ? Say(Texts.Edition.VoteOneTap, vote.BallotsPerDay, vote.PerEntryPerDay)
            : Say(
                Texts.Edition.VoteBallot,
                vote.BallotsPerDay,
                vote.FewestChoices,
                vote.MostChoices,
                vote.PerEntryPerDay
            );
    }

    public static string Display(VoteRules vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        var shown = vote.Display switch
        {
            CountDisplay.Live => Texts.Edition.DisplayLive,
            CountDisplay.Hourly => Say(Texts.Edition.DisplayHourly, vote.EveryHours),
            _ => Texts.Edition.DisplayHidden,
        };
        return vote.HiddenLastHours > 0 && vote.Display != CountDisplay.Hidden
            ? shown + Say(Texts.Edition.DisplayStill, vote.HiddenLastHours)
            : shown;
    }

    public static string Receipts(VoteRules vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        return vote.Receipts == LedgerMode.Open ? Texts.Edition.ReceiptsOpen : Texts.Edition.ReceiptsInclusionOnly;
    }

    public static string Weight(VoteRules vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        return vote.WeightPercent == 0
            ? Texts.Edition.VoteNoWeight
            : Say(Texts.Edition.VoteWeight, vote.WeightPercent, Conversion(vote.Conversion));
    }

    public static string Identity(VoterIdentity identity) =>
        identity switch
        {
            VoterIdentity.Email => Texts.Edition.IdentityEmail,
            VoterIdentity.Phone => Texts.Edition.IdentityPhone,
            VoterIdentity.WeChat => Texts.Edition.IdentityWeChat,
            _ => Texts.Edition.IdentityDevice,
        };

    /// <summary>The round's score sheets with their captions: a variant's says for whom it is, the main one's that it is for the rest.</summary>
    public static IEnumerable<(string Caption, IReadOnlyList<Criterion> Sheet)> Sheets(
        JudgingRules round,
        Rulebook rulebook
    )
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(rulebook);
        if (round.Variants.Count == 0)
            return [(Texts.Edition.ScoreSheet, round.Sheet)];
        return
        [
            .. round.Variants.Select(v => (Say(Texts.Edition.VariantFor, v.Name, For(v, rulebook)), v.Sheet)),
            (Say(Texts.Edition.VariantFor, round.SheetName(null), Texts.Edition.VariantElse), round.Sheet),
        ];
    }

    private static string For(SheetVariant variant, Rulebook rulebook)
    {
        string[] groups = [.. variant.Groups.Select(g => rulebook.GroupName(g))];
        string[] tracks = [.. variant.Tracks.Select(Tracks.Say)];
        string[][] parts = [groups, tracks];
        return parts.All(p => p.Length == 0)
            ? Texts.Edition.AllGroups
            : string.Join(" · ", parts.Where(p => p.Length > 0).Select(p => string.Join(Texts.Edition.VariantOr, p)));
    }

    public static string Mean(JudgingRules round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var trim = round.Trim;
        return trim.High + trim.Low == 0
            ? Texts.Edition.MeanPlain
            : Say(Texts.Edition.MeanTrimmed, trim.High, trim.Low, trim.FromMarks);
    }

    public static string Panels(PanelNormalisation panels) =>
        panels switch
        {
            PanelNormalisation.MeanShift => Texts.Edition.PanelsMeanShift,
            PanelNormalisation.ZScore => Texts.Edition.PanelsZScore,
            _ => Texts.Edition.PanelsNone,
        };

    public static string Tie(TieRule rule, JudgingRules round)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(round);
        return rule.Kind switch
        {
            TieKind.MoreDecimals => Say(Texts.Edition.TieMoreDecimals, rule.Places),
            TieKind.Criterion => Say(Texts.Edition.TieCriterion, CriterionName(rule.Criterion, round)),
            TieKind.EarlierStage => Texts.Edition.TieEarlier,
            _ => Texts.Edition.TieUntrimmed,
        };
    }

    public static string Cut(CutRule cut)
    {
        ArgumentNullException.ThrowIfNull(cut);
        var places = cut.Number is { } number
            ? Say(Texts.Edition.CutNumber, number)
            : Say(Texts.Edition.CutPercent, cut.Percent ?? 0);
        return places + (cut.Level == LevelOnTheLine.Draw ? Texts.Edition.LevelDraw : Texts.Edition.LevelAll);
    }

    public static string Award(AwardRule award, Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(award);
        ArgumentNullException.ThrowIfNull(rulebook);
        var basis = award.Basis == AwardBasis.Votes ? Texts.Edition.BasisVotes : Texts.Edition.BasisFinal;
        var group = award.Group is { } code ? rulebook.GroupName(code) : Texts.Edition.AllGroups;
        return Say(Texts.Edition.AwardBasis, group, basis);
    }

    public static string Shared(AwardRule award)
    {
        ArgumentNullException.ThrowIfNull(award);
        return award.Shared == SharedAward.Draw ? Texts.Edition.SharedDraw : Texts.Edition.SharedAll;
    }

    /// <summary>专利类型 by the rulebook's own word (<c>invention</c>); as it stands where the product has no name for it.</summary>
    public static string Kind(string kind) =>
        Enum.TryParse<PatentKind>(kind, ignoreCase: true, out var known) ? KindWords.Say(known) : kind;

    public static string Party(string party) =>
        party switch
        {
            "organizer" => Texts.Edition.PartyOrganizer,
            "supervisor" => Texts.Edition.PartySupervisor,
            "entrants" => Texts.Edition.PartyEntrants,
            _ => party,
        };

    private static string CriterionName(string? code, JudgingRules round) =>
        round.CriteriaByCode().FirstOrDefault(c => c.Key == code) is { } named
            ? string.Join(" / ", named.Select(c => c.Name.ToString()).Distinct())
            : code ?? "";

    private static string Conversion(VoteConversion conversion) =>
        conversion switch
        {
            VoteConversion.RankStep => Texts.Edition.ConversionRank,
            VoteConversion.Log => Texts.Edition.ConversionLog,
            _ => Texts.Edition.ConversionLinear,
        };

    private static string Say(string text, params object[] values) =>
        string.Format(CultureInfo.CurrentCulture, text, values);
}
