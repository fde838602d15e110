using System.Globalization;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Core.Registration;

namespace Contest.Tests.Rules.Preliminary.Conflicts;

public sealed class ConflictSearchTests
{
    private const string Code = "91440300MA5EXAMP01";
    private const string OtherCode = "91440300MA5EXAMP02";
    private static readonly Guid Judge = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Entry = Guid.Parse("00000000-0000-0000-0000-00000000000e");
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly ExpertTies Nobody = new(Judge, "梁文博", [], [], []);

    private static readonly EntryTies Project = new(
        Entry,
        [new("深圳星海电池（集团）有限公司", Code)],
        [
            new(
                "ZL202310123456.5",
                PatentFamily.Keys("ZL202310123456.5", "CN115000000B", null),
                "深圳星海电池（集团）有限公司、珠江大学",
                "王小明；Chan Tai Man",
                "广州清源专利代理有限公司"
            ),
        ],
        Contact: "李婷",
        Team: "项目负责人张伟民，博士；欧阳雪（教授）、刘洋"
    );

    [TestCase("深圳星海电池（集团）有限公司")]
    [TestCase("深圳星海电池(集团)有限公司")]
    [TestCase("深圳星海电池〔集团〕有限公司")]
    [TestCase(" 深圳星海电池 【集团】 有限公司　")]
    public void An_employer_is_the_entrant_whatever_its_brackets_and_widths(string employer) =>
        Assert.That(
            Hits(Nobody with { Employers = [new(employer)] }).First(),
            Is.EqualTo((ConflictKind.Employer, "conflict.employer_name"))
        );

    [Test]
    public void An_employer_with_the_entrants_code_is_the_entrant_whatever_it_is_called() =>
        Assert.That(
            Hits(Nobody with { Employers = [new("星海新能源", " 91440300ｍａ5examp01")] }),
            Is.EqualTo(new[] { (ConflictKind.Employer, "conflict.employer_identifier") })
        );

    [Test]
    public void A_code_that_differs_makes_two_organisations_of_one_name()
    {
        var withoutOwner = Project with { Patents = [] };

        Assert.That(
            Hits(Nobody with { Employers = [new("深圳星海电池（集团）有限公司", OtherCode)] }, withoutOwner),
            Is.Empty
        );
        Assert.That(
            Hits(Nobody with { Employers = [new("深圳星海电池（集团）有限公司", OtherCode)] }, Without(withoutOwner)),
            Is.EqualTo(new[] { (ConflictKind.Employer, "conflict.employer_name") }),
            "the name decides where one of the two has no code"
        );

        static EntryTies Without(EntryTies entry) =>
            entry with
            {
                Entrants = [entry.Entrants[0] with { Identifier = null }],
            };
    }

    [TestCase("2023-11-20", 3, false, TestName = "The day before three years ago is past")]
    [TestCase("2023-11-21", 3, true, TestName = "Three years ago to the day still counts")]
    [TestCase("2026-11-20", 0, false, TestName = "With no years, yesterday is past")]
    [TestCase("2026-11-21", 0, true, TestName = "With no years, the last day still counts")]
    [TestCase("2027-01-01", 0, true, TestName = "An end in the future is no end")]
    public void Former_employers_count_for_the_rulebooks_years(string until, int years, bool isHit) =>
        Assert.That(
            Hits(Nobody with { Employers = [new("珠江大学", null, Day(until))] }, Project, years),
            Is.EqualTo(isHit ? [(ConflictKind.Employer, "conflict.employer_owner_until")] : Array.Empty<object>())
        );

    [TestCase("2027-02-28", true)]
    [TestCase("2027-03-01", false)]
    public void Three_years_from_the_29th_of_February_end_with_the_28th(string today, bool isHit) =>
        Assert.That(
            new ConflictSearch([Project], Day(today), 3)
                .Of(Nobody with { Employers = [new("珠江大学", null, new(2024, 2, 29))] })
                .Count > 0,
            Is.EqualTo(isHit)
        );

    [Test]
    public void Names_that_are_only_alike_are_suggested_for_a_person_to_decide() =>
        Assert.That(
            Hits(Nobody with { Employers = [new("深圳星海电池集团股份有限公司")] }, Project with { Patents = [] }),
            Is.EqualTo(new[] { (ConflictKind.SameName, "conflict.employer_like") })
        );

    [Test]
    public void A_patent_of_ones_own_in_the_list_is_a_hit_as_inventor_or_as_owner()
    {
        Assert.That(
            Hits(Nobody with { Patents = [new("202310123456.5")] }),
            Is.EqualTo(new[] { (ConflictKind.Inventor, "conflict.inventor") })
        );
        Assert.That(
            Hits(Nobody with { Patents = [new("ＺＬ２０２３１０１２３４５６.５", IsOwner: true)] }),
            Is.EqualTo(new[] { (ConflictKind.Owner, "conflict.owner") })
        );
        Assert.That(Hits(Nobody with { Patents = [new("202310123457.3")] }), Is.Empty);
    }

    [Test]
    public void Whoever_works_for_the_agency_of_a_listed_patent_is_in_conflict() =>
        Assert.That(
            Hits(Nobody with { Employers = [new("广州清源专利代理有限公司")] }),
            Is.EqualTo(new[] { (ConflictKind.Agency, "conflict.employer_agency") })
        );

    [TestCase("深圳星海电池(集团)有限公司", TestName = "Declared with an entrant")]
    [TestCase("珠江大学", TestName = "Declared with an owner")]
    [TestCase("王小明", TestName = "Declared with an inventor")]
    [TestCase("广州清源专利代理有限公司", TestName = "Declared with the agency")]
    public void A_declared_interest_counts_with_whoever_it_is(string with) =>
        Assert.That(
            Hits(Nobody with { Interests = [new(InterestKind.Kin, with)] }),
            Is.EqualTo(new[] { (ConflictKind.Declared, "conflict.declared_kin") })
        );

    [TestCase(InterestKind.Stake, "2026-11-20", false)]
    [TestCase(InterestKind.Stake, "2026-11-21", true)]
    [TestCase(InterestKind.Coauthor, "2023-11-21", true)]
    [TestCase(InterestKind.Coauthor, "2023-11-20", false)]
    [TestCase(InterestKind.Agency, "2023-11-21", true)]
    [TestCase(InterestKind.Teacher, "2023-11-21", false)]
    public void An_interest_lasts_and_a_co_author_and_an_agent_for_the_years_besides(
        InterestKind kind,
        string until,
        bool isHit
    ) =>
        Assert.That(Hits(Nobody with { Interests = [new(kind, "珠江大学", Day(until))] }).Count > 0, Is.EqualTo(isHit));

    [TestCase("王小明", "conflict.same_name_inventor")]
    [TestCase("王 小 明", "conflict.same_name_inventor")]
    [TestCase("TAI-MAN CHAN", "conflict.same_name_inventor")]
    [TestCase("李婷", "conflict.same_name_contact")]
    [TestCase("歐陽雪", "conflict.same_name_team")]
    [TestCase("劉洋", "conflict.same_name_team")]
    [TestCase("张伟民", "conflict.same_name_team")]
    public void A_namesake_is_suggested_in_either_script_and_however_spaced(string name, string code) =>
        Assert.That(Hits(Nobody with { Name = name }), Is.EqualTo(new[] { (ConflictKind.SameName, code) }));

    [TestCase("张伟")]
    [TestCase("王小")]
    [TestCase("欧阳")]
    [TestCase("")]
    public void Part_of_a_name_is_nobodys_name(string name) => Assert.That(Hits(Nobody with { Name = name }), Is.Empty);

    [Test]
    public void Whom_the_entrant_asks_to_be_spared_is_found_with_the_reason()
    {
        var hit = new ConflictSearch([Project with { Avoided = [new("梁 文博", "曾有诉讼")] }], Today, 3)
            .Of(Nobody)
            .Single();

        Assert.That((hit.JudgeId, hit.EntryId, hit.Kind), Is.EqualTo((Judge, Entry, ConflictKind.Avoided)));
        Assert.That(
            hit.Evidence.Write(),
            Is.EqualTo("""{"arguments":["梁 文博","曾有诉讼"],"code":"conflict.avoided"}""")
        );
    }

    [Test]
    public void The_same_evidence_is_one_hit_and_is_read_back_as_it_was_written()
    {
        var twice = Project with { Patents = [Project.Patents[0], Project.Patents[0]] };
        var hit = new ConflictSearch([twice], Today, 3)
            .Of(Nobody with { Employers = [new("珠江大学"), new("珠江大学")] })
            .Single();

        Assert.That(ConflictEvidence.Read(hit.Evidence.Write()).Write(), Is.EqualTo(hit.Evidence.Write()));
    }

    [TestCase("zh-CN", "任职单位“珠江大学”是所列专利 ZL202310123456.5 的专利权人“珠江大学”。")]
    [TestCase("zh-HK", "任職單位「珠江大学」是所列專利 ZL202310123456.5 的專利權人「珠江大学」。")]
    [TestCase("en", "The employer “珠江大学” is the owner “珠江大学” of the listed patent ZL202310123456.5.")]
    public void Evidence_is_said_in_the_readers_language(string culture, string sentence)
    {
        var evidence = new ConflictSearch([Project], Today, 3)
            .Of(Nobody with { Employers = [new("珠江大学")] })
            .Single()
            .Evidence;
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.That(evidence.Message, Is.EqualTo(sentence));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Test]
    public void Evidence_fits_an_index_however_long_the_names_are()
    {
        var evidence = ConflictEvidence.Of("conflict.avoided", new string('长', 500), new string('长', 199) + "😀😀");

        Assert.That(evidence.Arguments.Select(a => a.Length), Is.All.LessThanOrEqualTo(200));
        Assert.That(CanonicalJson.Write(evidence), Does.Not.Contain('\uFFFD'));
    }

    private static List<(ConflictKind, string)> Hits(ExpertTies expert, EntryTies? entry = null, int years = 3) =>
        [.. new ConflictSearch([entry ?? Project], Today, years).Of(expert).Select(h => (h.Kind, h.Evidence.Code))];

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
