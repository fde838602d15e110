using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;

namespace Contest.Tests.Rules.Competitions;

public sealed class RulebookTests
{
    private static readonly IReadOnlyList<string> Names = Presets.Names;

    [TestCaseSource(nameof(Names))]
    public void Every_preset_is_valid_and_reads_back_the_same(string name)
    {
        var rulebook = Presets.Get(name);
        var text = CanonicalJson.Write(rulebook);

        Assert.That(RulebookCheck.Problems(rulebook).Select(p => p.Message), Is.Empty);
        Assert.That(CanonicalJson.Write(CanonicalJson.Read<Rulebook>(text)), Is.EqualTo(text));
    }

    [Test]
    public void A_preset_can_start_on_any_day()
    {
        var moved = Presets.Get("jianggao-like").StartingOn(new(2027, 4, 5));

        Assert.That(moved.Window(Stage.Registration).OpensAt, Is.EqualTo(new DateTime(2027, 4, 5, 9, 0, 0)));
        Assert.That(RulebookCheck.Problems(moved), Is.Empty);
    }

    [Test]
    public void The_canonical_text_has_sorted_names_and_short_exact_numbers()
    {
        Dictionary<string, object?> value = new() { ["b"] = new object?[] { 1.50m, true, null }, ["a"] = "专利" };

        Assert.That(CanonicalJson.Write(value), Is.EqualTo("""{"a":"专利","b":[1.5,true,null]}"""));
        Assert.That(
            CanonicalJson.HashText("""{"a":"专利","b":[1.5,true,null]}"""),
            Is.EqualTo(CanonicalJson.Hash(value))
        );
    }

    private static readonly (string Code, Func<Rulebook, Rulebook> Break)[] Faults =
    [
        ("rulebook.title_missing", r => r with { Title = new(" ", "", "") }),
        ("rulebook.year", r => r with { Year = 26 }),
        ("rulebook.series", r => r with { Series = "y" }),
        ("rulebook.time_zone", r => r with { TimeZone = "Asia/Nowhere" }),
        ("rulebook.patents_range", r => r with { Eligibility = r.Eligibility with { MostPatents = 0 } }),
        ("rulebook.window_missing", r => r with { Windows = [.. r.Windows.Skip(1)] }),
        (
            "rulebook.window_empty",
            r => r with { Windows = [.. r.Windows.Select(w => w with { ClosesAt = w.OpensAt })] }
        ),
        (
            "rulebook.windows_overlap",
            r =>
                r with
                {
                    Windows =
                    [
                        .. r.Windows.Select(w => w.Stage == Stage.Voting ? w with { OpensAt = new(2026, 5, 1) } : w),
                    ],
                }
        ),
        ("rulebook.groups_count", r => r with { Grouping = r.Grouping with { Groups = [r.Grouping.Groups[0]] } }),
        (
            "rulebook.groups_alike",
            r => r with { Grouping = r.Grouping with { Groups = [r.Grouping.Groups[0], r.Grouping.Groups[0]] } }
        ),
        ("rulebook.revenue_missing", r => r with { Grouping = r.Grouping with { Kind = GroupingKind.Revenue } }),
        ("rulebook.ballots_per_day", r => r with { Vote = r.Vote with { BallotsPerDay = 0 } }),
        ("rulebook.choices", r => r with { Vote = r.Vote with { MostChoices = 11 } }),
        ("rulebook.per_entry", r => r with { Vote = r.Vote with { PerEntryPerDay = 4 } }),
        ("rulebook.vote_weight", r => r with { Vote = r.Vote with { WeightPercent = 31 } }),
        ("rulebook.every_hours", r => r with { Vote = r.Vote with { EveryHours = 0 } }),
        ("rulebook.receipts", r => r with { Vote = r.Vote with { Receipts = 0 } }),
        ("rulebook.hidden_longer_than_window", r => r with { Vote = r.Vote with { HiddenLastHours = 10_000 } }),
        (
            "rulebook.points_not_100",
            r => r with { Preliminary = r.Preliminary with { Sheet = [.. r.Preliminary.Sheet.Skip(1)] } }
        ),
        (
            "rulebook.criteria_alike",
            r => r with { Final = r.Final with { Sheet = [r.Final.Sheet[0], .. r.Final.Sheet] } }
        ),
        ("rulebook.step", r => r with { Final = r.Final with { Step = 3 } }),
        ("rulebook.fewest_sheets", r => r with { Final = r.Final with { FewestSheets = 8 } }),
        ("rulebook.trim_too_much", r => r with { Final = r.Final with { Trim = new(2, 2, 5, 3) } }),
        ("rulebook.places", r => r with { Final = r.Final with { Places = 5 } }),
        (
            "rulebook.tie_criterion",
            r => r with { Final = r.Final with { Ties = [new(Contest.Core.Scoring.TieKind.Criterion, "X9")] } }
        ),
        ("rulebook.cut_missing", r => r with { Cuts = [r.Cuts[0]] }),
        ("rulebook.cut_number", r => r with { Cuts = [.. r.Cuts.Select(c => c with { Rule = new CutRule(0) })] }),
        ("rulebook.awards_alike", r => r with { Awards = [r.Awards[0], r.Awards[0]] }),
        ("rulebook.award_line", r => r with { Awards = [r.Awards[0] with { Quota = 0 }] }),
        ("rulebook.more_awards_than_finalists", r => r with { Awards = [r.Awards[0] with { Quota = 13 }] }),
        ("rulebook.sales_missing", r => r with { Grouping = r.Grouping with { Kind = GroupingKind.MarketAndSales } }),
        (
            "rulebook.group_letter",
            r =>
                r with
                {
                    Grouping = r.Grouping with
                    {
                        Groups = [r.Grouping.Groups[0] with { Letter = "AA" }, r.Grouping.Groups[1]],
                    },
                }
        ),
        ("rulebook.review_empty", r => r with { FormalReview = new(new(2026, 4, 1), new(2026, 4, 1)) }),
        ("rulebook.review_outside", r => r with { FormalReview = new(new(2026, 4, 1), new(2026, 6, 21)) }),
        ("rulebook.objections_empty", r => r with { Objections = new(new(2026, 10, 1), new(2026, 10, 1)) }),
        ("rulebook.objections_before_results", r => r with { Objections = new(new(2026, 9, 1), new(2026, 10, 1)) }),
        ("rulebook.clock", r => r with { Clock = new() { PitchMinutes = 0 } }),
        ("rulebook.retention", r => r with { Retention = new() { VoterKeyDays = 0 } }),
        ("rulebook.hosts_missing", r => r with { Hosts = [] }),
        ("rulebook.most_entries", r => r with { Eligibility = r.Eligibility with { MostEntries = 0 } }),
        ("rulebook.core_patents", r => r with { Eligibility = r.Eligibility with { CorePatents = 51 } }),
        (
            "rulebook.grant_dates",
            r =>
                r with
                {
                    Eligibility = r.Eligibility with { GrantedFrom = new(2026, 2, 1), GrantedUntil = new(2026, 1, 1) },
                }
        ),
        ("rulebook.declaration_version", r => r with { Eligibility = r.Eligibility with { DeclarationVersion = " " } }),
        ("rulebook.correction", r => r with { Review = new() { CorrectionDays = 0 } }),
        ("rulebook.spot_check", r => r with { Review = new() { SpotCheckPercent = 101 } }),
        ("rulebook.most_ballots", r => r with { Vote = r.Vote with { MostBallots = 2 } }),
        ("rulebook.identities", r => r with { Vote = r.Vote with { Identities = [] } }),
        ("rulebook.hidden_hours", r => r with { Vote = r.Vote with { HiddenLastHours = -1 } }),
        ("rulebook.draw_parties", r => r with { Draw = r.Draw with { Parties = ["organizer", "stranger"] } }),
        (
            "rulebook.draw_source",
            r => r with { Draw = r.Draw with { Sources = [new(new("x", "x", "x"), 1, true, "0")] } }
        ),
        ("rulebook.comment_range", r => r with { Final = r.Final with { CommentBelow = 96 } }),
        ("rulebook.carry_over", r => r with { Preliminary = r.Preliminary with { CarryOver = 10 } }),
        ("rulebook.discrepancy", r => r with { Final = r.Final with { DiscrepancyPoints = 0 } }),
        ("rulebook.panels", r => r with { Final = r.Final with { Panels = 2 } }),
        (
            "rulebook.normalisation",
            r => r with { Preliminary = r.Preliminary with { Normalisation = PanelNormalisation.MeanShift } }
        ),
        ("rulebook.dossiers_per_day", r => r with { Preliminary = r.Preliminary with { DossiersPerDay = 0 } }),
        ("rulebook.conflicts", r => r with { Preliminary = r.Preliminary with { ConflictYears = 11 } }),
        (
            "rulebook.disciplines",
            r => r with { Preliminary = r.Preliminary with { Disciplines = [Discipline.Finance, Discipline.Finance] } }
        ),
        ("rulebook.tie_twice", r => r with { Final = r.Final with { Ties = [r.Final.Ties[0], r.Final.Ties[0]] } }),
        ("rulebook.cut_group_unknown", r => r with { Cuts = [.. r.Cuts, new("nowhere", new CutRule(1))] }),
        ("rulebook.award_group_unknown", r => r with { Awards = [r.Awards[0] with { Group = "nowhere" }] }),
        (
            "rulebook.more_awards_than_group",
            r => r with { Awards = [r.Awards[0] with { Group = "startup", Quota = 7 }] }
        ),
        ("rulebook.notice_days", r => r with { Notices = new() { ResultDays = 0 } }),
    ];

    [TestCaseSource(nameof(Faults))]
    public void Every_fault_is_found((string Code, Func<Rulebook, Rulebook> Break) fault)
    {
        var problems = RulebookCheck.Problems(fault.Break(Presets.Get("jianggao-like")));

        Assert.That(problems.Select(p => p.Code), Does.Contain(fault.Code));
        Assert.That(problems.Select(p => p.Message), Has.None.StartWith("rulebook."));
    }
}
