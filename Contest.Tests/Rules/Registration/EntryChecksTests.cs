using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class EntryChecksTests
{
    private static readonly DateOnly Today = new(2026, 3, 20);
    private static readonly Rulebook Rules = Presets.Get("jianggao-like") with
    {
        Eligibility = new() { Kinds = ["invention", "pctInvention"], Jurisdictions = ["CN", "HK"] },
    };

    private static readonly PatentRow Patent = new(
        1,
        "",
        "ZL202419999991.X",
        "一种装置",
        "发明",
        "云江智能有限公司",
        "张三",
        "2024-01-05",
        "2025-06-01",
        "授权有效",
        "是",
        "CN",
        "CN112330675B",
        "",
        "2026-03-10"
    );

    private static readonly EntrantRow Entrant = new(
        1,
        "",
        "云江智能有限公司",
        "企业",
        "统一社会信用代码",
        "91350211M0000XUF46",
        "广东省广州市",
        "",
        "牵头"
    );

    private static readonly EntryFacts Facts = new([], [], Rules.Eligibility.DeclarationVersion);

    [Test]
    public void A_sound_entry_passes_and_everything_that_was_checked_is_listed()
    {
        var checks = Checks(Patent);

        Assert.That(
            checks.Where(c => c.Result != CheckResult.Pass).Select(c => c.Code),
            Is.EqualTo(new[] { "identity" }),
            "the credit code of an early pilot area fails its outer check, which is a warning"
        );
        Assert.That(
            checks.Select(c => c.Code),
            Is.EqualTo(
                new[]
                {
                    "patent_count",
                    "core",
                    "published",
                    "industry",
                    "declaration",
                    "identity",
                    "entrant_kind",
                    "entries",
                    "number",
                    "publication",
                    "kind",
                    "accepted_kind",
                    "accepted_office",
                    "dates",
                    "filing_year",
                    "term",
                    "status",
                    "status_age",
                    "burdens",
                    "owner",
                    "twice",
                    "elsewhere",
                    "earlier",
                    "awarded",
                }
            )
        );
    }

    [TestCase(null, false, CheckResult.Error)]
    [TestCase(null, true, CheckResult.Warning)]
    [TestCase("an older one", true, CheckResult.Error)]
    public void Only_an_imported_entry_may_have_its_declaration_on_paper(
        string? accepted,
        bool isImported,
        CheckResult result
    ) =>
        Assert.That(
            EntryChecks
                .Of(
                    Form(Patent),
                    Rules,
                    Facts with
                    {
                        DeclarationVersion = accepted,
                        IsImported = isImported,
                    },
                    Today
                )
                .Single(c => c.Code == "declaration")
                .Result,
            Is.EqualTo(result)
        );

    [TestCase("202419999991.1", "number", CheckResult.Error, "R04")]
    [TestCase("202419999991", "number", CheckResult.Warning, "R04")]
    [TestCase("CN112330675B", "number", CheckResult.Warning, "R04")]
    [TestCase("202329999990.6", "kind", CheckResult.Warning, "R04")]
    [TestCase("202329999990.6", "filing_year", CheckResult.Error, "R07")]
    public void A_number_is_checked(string number, string code, CheckResult result, string reason) =>
        AssertOne(Checks(Patent with { Number = number }), code, result, reason);

    [TestCase("CN112330675A", "publication", CheckResult.Pass)]
    [TestCase("CN112330675", "publication", CheckResult.Warning)]
    [TestCase("CN212330675U", "kind", CheckResult.Warning)]
    [TestCase("202419999991.X", "publication", CheckResult.Warning)]
    public void A_publication_number_is_compared_with_number_and_kind(string number, string code, CheckResult result) =>
        AssertOne(Checks(Patent with { PublicationNumber = number }), code, result, "R04");

    [TestCase("2027-01-01", "", "dates", CheckResult.Error)]
    [TestCase("2024-01-05", "2027-01-01", "dates", CheckResult.Error)]
    [TestCase("2024-01-05", "2023-01-01", "dates", CheckResult.Error)]
    [TestCase("某天", "2025-06-01", "dates", CheckResult.Error)]
    [TestCase("2024-01-05", "", "dates", CheckResult.Warning)]
    [TestCase("", "2025-06-01", "dates", CheckResult.Warning)]
    [TestCase("2023年12月31日", "2025-06-01", "filing_year", CheckResult.Warning)]
    [TestCase("2025-01-05", "2025-06-01", "filing_year", CheckResult.Error)]
    public void Dates_that_cannot_be_are_found(string filed, string granted, string code, CheckResult result) =>
        AssertOne(Checks(Patent with { FiledOn = filed, GrantedOn = granted }), code, result, "R07");

    [TestCase("发明", "2006-05-01", CheckResult.Pass)]
    [TestCase("发明", "2006-04-30", CheckResult.Error)]
    [TestCase("实用新型", "2016-05-01", CheckResult.Pass)]
    [TestCase("实用新型", "2016-04-30", CheckResult.Error)]
    [TestCase("外观设计", "2016-04-30", CheckResult.Error)]
    [TestCase("外观设计", "2021-06-01", CheckResult.Pass)]
    [TestCase("集成电路布图设计", "2016-04-30", CheckResult.Error)]
    public void A_term_that_ran_out_by_the_decisive_day_is_found(string kind, string filed, CheckResult result)
    {
        var book = Ending(new DateTime(2026, 5, 1));

        AssertOne(
            EntryChecks.Of(Form(Patent with { Kind = kind, FiledOn = filed }), book, Facts, Today),
            "term",
            result,
            "R05"
        );
    }

    /// <summary>Registration closes at midnight after 30 April: that is the decisive day, unless the final's last day is.</summary>
    [TestCase(DecisiveDay.RegistrationDeadline, "2026-04-30")]
    [TestCase(DecisiveDay.FinalDay, "2026-10-20")]
    public void The_decisive_day_is_the_rulebooks_choice(DecisiveDay choice, string day)
    {
        var book = Ending(new DateTime(2026, 5, 1));
        book = book with
        {
            Eligibility = book.Eligibility with { DecisiveDay = choice },
            Windows =
            [
                .. book.Windows.Select(w =>
                    w.Stage == Stage.Final ? w with { ClosesAt = new DateTime(2026, 10, 20, 18, 0, 0) } : w
                ),
            ],
        };

        Assert.That(book.DecisiveOn().ToString("O", CultureInfo.InvariantCulture), Is.EqualTo(day));
        Assert.That(
            EntryChecks.Of(Form(Patent), book, Facts, Today).Single(c => c.Code == "status").RuleArguments,
            Is.EqualTo(new object[] { day })
        );
    }

    [TestCase("終止（未繳年費）", "status", CheckResult.Error, "R05")]
    [TestCase("", "status", CheckResult.Warning, "R05")]
    [TestCase("实质审查", "status", CheckResult.Warning, "R05")]
    [TestCase("授权有效、质押", "burdens", CheckResult.Warning, "R13")]
    [TestCase("无效程序中", "burdens", CheckResult.Error, "R13")]
    public void A_status_is_read(string status, string code, CheckResult result, string reason) =>
        AssertOne(Checks(Patent with { LegalStatus = status }), code, result, reason);

    [TestCase("", CheckResult.Warning)]
    [TestCase("2025-01-01", CheckResult.Warning)]
    [TestCase("2026-03-21", CheckResult.Error)]
    [TestCase("2026-03-20", CheckResult.Pass)]
    public void A_status_was_looked_up_recently(string day, CheckResult result) =>
        AssertOne(Checks(Patent with { StatusCheckedOn = day }), "status_age", result, "R05");

    [TestCase("云江智能有限公司", "owner", CheckResult.Pass)]
    [TestCase("云江智能 有限公司", "owner", CheckResult.Pass)]
    [TestCase("雲江智能有限公司", "owner", CheckResult.Warning)]
    [TestCase("云江智能股份有限公司", "owner", CheckResult.Warning)]
    [TestCase("别的公司", "owner", CheckResult.Warning)]
    [TestCase("", "owner", CheckResult.Error)]
    public void Owners_are_compared_and_never_silently_equated(string owners, string code, CheckResult result) =>
        AssertOne(Checks(Patent with { Owners = owners }), code, result, owners.Length == 0 ? "R10" : "R06");

    [Test]
    public void Names_only_loosely_the_same_are_both_shown()
    {
        var check = Checks(Patent with { Owners = "云江智能股份有限公司" }).Single(c => c.Code == "owner");

        Assert.That(
            check.Evidence.Select(e => e.Value),
            Is.EqualTo(new[] { "云江智能股份有限公司", "云江智能有限公司" })
        );
    }

    [TestCase("", CheckResult.Error)]
    [TestCase("是", CheckResult.Pass)]
    public void A_co_owner_that_is_no_entrant_must_agree(string consent, CheckResult result)
    {
        var checks = Checks(Patent with { Owners = "云江智能有限公司；ABC Co., Ltd.", Consent = consent });

        AssertOne(checks, "consent", result, "R06");
        Assert.That(checks.Single(c => c.Code == "consent").Arguments, Is.EqualTo(new object[] { "ABC Co., Ltd." }));
    }

    [TestCase("实用新型", "CN", "accepted_kind", CheckResult.Error)]
    [TestCase("发明", "US", "accepted_office", CheckResult.Error)]
    [TestCase("发明", "香港", "accepted_office", CheckResult.Pass)]
    public void Kinds_and_offices_are_the_rulebooks(string kind, string office, string code, CheckResult result) =>
        AssertOne(Checks(Patent with { Kind = kind, Jurisdiction = office }), code, result, "R02");

    [TestCase("2025-06-02", CheckResult.Error)]
    [TestCase("2025-06-01", CheckResult.Pass)]
    public void The_core_patent_is_granted_in_the_window(string from, CheckResult result)
    {
        var book = Rules with
        {
            Eligibility = Rules.Eligibility with { GrantedFrom = DateOnly.Parse(from, CultureInfo.InvariantCulture) },
        };

        AssertOne(EntryChecks.Of(Form(Patent), book, Facts, Today), "grant_window", result, "R07");
    }

    [TestCase("202419999991.X", "", "", true, "elsewhere", CheckResult.Error)]
    [TestCase("202419999992.4", "CN112330675A", "", true, "elsewhere", CheckResult.Error)]
    [TestCase("202419999992.4", "", "PCT/CN2024/000001", true, "elsewhere", CheckResult.Warning)]
    [TestCase("202419999992.4", "", "ZL 2024 1 9999991.X", true, "elsewhere", CheckResult.Warning)]
    [TestCase("202419999991.X", "", "", false, "earlier", CheckResult.Warning)]
    [TestCase("202419999992.4", "", "", true, "elsewhere", CheckResult.Pass)]
    public void The_same_patent_elsewhere_is_found_by_number_publication_and_family(
        string number,
        string publication,
        string family,
        bool isThisEdition,
        string code,
        CheckResult result
    )
    {
        KnownPatent known = new(
            Guid.Empty,
            number,
            publication,
            family,
            "别的项目",
            "A02",
            "2025",
            isThisEdition,
            null
        );
        var checks = EntryChecks.Of(
            Form(Patent with { Family = "PCT/CN2024/000001；WO2024/123456A1" }),
            Rules,
            Facts with
            {
                Known = [known],
            },
            Today
        );

        AssertOne(checks, code, result, "R12");
    }

    [Test]
    public void A_past_award_of_the_same_patent_is_found()
    {
        KnownPatent known = new(Guid.Empty, "202419999991.X", "", "", "旧项目", "A02", "2025", false, "金奖");

        AssertOne(
            EntryChecks.Of(Form(Patent), Rules, Facts with { Known = [known] }, Today),
            "awarded",
            CheckResult.Error,
            "R09"
        );
    }

    [TestCase(1, CheckResult.Pass)]
    [TestCase(2, CheckResult.Error)]
    public void Too_many_entries_of_the_lead_are_found(int others, CheckResult result)
    {
        OtherEntries other = new(IdentifierKind.CreditCode, Entrant.Identifier, others, 0);

        AssertOne(
            EntryChecks.Of(Form(Patent), Rules, Facts with { Others = [other] }, Today),
            "entries",
            result,
            "R08"
        );
    }

    [Test]
    public void Core_missing_or_doubled_and_the_same_patent_twice_are_found()
    {
        AssertOne(Checks(Patent with { Core = "" }), "core", CheckResult.Error, "R10");
        var doubled = Checks(Patent, Patent with { Number = "2024 1 9999991 X" });
        AssertOne(doubled, "core", CheckResult.Error, "R10");
        Assert.That(
            doubled.Where(c => c.Code == "twice").Select(c => c.Result),
            Is.EqualTo(new[] { CheckResult.Pass, CheckResult.Error })
        );
    }

    [Test]
    public void Every_check_has_a_name_a_rule_and_a_sentence_in_three_languages(
        [Values("zh-CN", "zh-HK", "en")] string culture
    )
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        foreach (var check in Checks(Patent, Patent with { Owners = "甲、云江智能有限公司", Ipc = "H04L 9/32" }))
        {
            Assert.That((string[])[check.Name, check.Rule, check.Message], Has.None.StartWith("check."), check.Code);
            Assert.That(check.Evidence.Select(e => e.Label), Has.None.StartWith("check."), check.Code);
            Assert.That(check.Message, Does.Not.Contain("{"), check.Code);
        }
    }

    private static IReadOnlyList<EntryCheck> Checks(params PatentRow[] patents) =>
        EntryChecks.Of(Form(patents), Rules, Facts, Today);

    private static RegistrationForm Form(params PatentRow[] patents) =>
        new(
            new(1, "1", "项目", "", Rules.Industries[0], "简介", "未上市", "", "张三", "13800138000", "a@b.cn", ""),
            [Entrant],
            patents
        );

    private static Rulebook Ending(DateTime registration) =>
        Rules with
        {
            Windows =
            [
                .. Rules.Windows.Select(w => w.Stage == Stage.Registration ? w with { ClosesAt = registration } : w),
            ],
        };

    private static void AssertOne(IEnumerable<EntryCheck> checks, string code, CheckResult result, string reason)
    {
        var check = checks.Single(c => c.Code == code);
        Assert.That((check.Result, check.Reason), Is.EqualTo((result, reason)), check.Message);
    }
}
