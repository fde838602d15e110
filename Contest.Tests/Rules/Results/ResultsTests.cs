using Contest.Core.Preliminary;
using Contest.Core.Results;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Results;

public class AwardsTests
{
    [Test]
    public void Awards_go_down_the_table_per_group()
    {
        var group = Group("a", 90, 85, 80, 75);

        Assert.That(
            Given([new("gold", "", 1, "a"), new("silver", "", 2, "a")], group),
            Is.EqualTo("a1 gold, a2 silver, a3 silver")
        );
    }

    [Test]
    public void All_on_a_joint_last_place_receive_the_award()
    {
        var awards = Awards.Of([new("gold", "", 1), new("silver", "", 1)], [Group("a", 90, 90, 80)]);

        Assert.That(
            awards.Given.Select(award => (award.Code, award.Rank, award.IsShared)),
            Is.EqualTo(new[] { ("gold", 1, true), ("gold", 1, true), ("silver", 3, false) })
        );
    }

    [Test]
    public void Or_a_draw_among_them_decides()
    {
        var group = Group("a", 90, 85, 85, 80);

        var awards = Awards.Of([new("gold", "", 2, null, SharedAward.Draw), new("silver", "", 1)], [group]);

        Assert.That(
            awards.Ties.Single().Level,
            Is.EqualTo(new[] { group.Standings[1].EntryId, group.Standings[2].EntryId })
        );
        Assert.That(
            (awards.Ties.Single().PlacesLeft, awards.Given.Select(award => award.Rank)),
            Is.EqualTo((1, new[] { 1, 4 }))
        );
    }

    [Test]
    public void A_row_for_all_ranks_the_scores_of_every_group() =>
        Assert.That(
            Given([new("gold", "", 1, "b"), new("merit", "", 2)], Group("a", 90, 70), Group("b", 80, 75)),
            Is.EqualTo("b1 gold, a1 merit, b2 merit")
        );

    private static string Given(AwardRow[] table, params GroupStandings[] groups)
    {
        var labels = groups.SelectMany(group => group.Standings).ToDictionary(one => one.EntryId, one => one.Label);
        return string.Join(
            ", ",
            Awards.Of(table, groups).Given.Select(award => $"{labels[award.EntryId]} {award.Code}")
        );
    }

    private static GroupStandings Group(string code, params decimal[] scores) =>
        new(
            code,
            [
                .. scores.Select(
                    (score, n) =>
                        new Standing(
                            Guid.NewGuid(),
                            $"{code}{n + 1}",
                            code,
                            scores.Count(other => other > score) + 1,
                            false,
                            score
                        )
                ),
            ]
        );
}

public class CertificateNumberTests
{
    [Test]
    public void The_check_character_is_the_standards() // GRid A1-2425G-ABC1234002-M, ISO/IEC 7064 MOD 37,36, ends in M; ours by Python
    {
        CertificateNumber number = new("JGS", 2026, "G", 1);

        Assert.That(
            (number.ToString(), (number with { Reissue = 2 }).ToString()),
            Is.EqualTo(("JGS-2026-G-001-C", "JGS-2026-G-001-C-R2"))
        );
    }

    [ForAll]
    public bool A_number_reads_back_as_itself(ushort year, ushort serial, byte reissue)
    {
        CertificateNumber number = new("JGS", 1000 + (year % 9000), "G", serial + 1, reissue % 100);
        return CertificateNumber.Parse($" {number.ToString().ToLowerInvariant()} ") == number;
    }

    [Test]
    public void Any_one_wrong_digit_is_noticed() =>
        Assert.That("023456789".Select(digit => CertificateNumber.Parse($"JGS-2026-G-00{digit}-C")), Is.All.Null);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("JGS-2026-G-001-K")]
    [TestCase("JGS-2026-G-000-C")]
    [TestCase("JGS-2026-G-001")]
    public void What_is_no_number_is_none(string? typed) => Assert.That(CertificateNumber.Parse(typed), Is.Null);
}

public class ResultSheetTests
{
    [Test]
    public void A_sheet_has_the_same_hash_after_reading_and_in_every_language(
        [Values("zh-CN", "en", "tr-TR")] string culture
    )
    {
        var entry = Preliminary.StandingsTests.Marked("A-1", [90, 80.5m]) with
        {
            EntryId = new Guid(1, 2, 3, new byte[8]),
        };
        var standing = Standings
            .Of([entry, entry with { EntryId = Guid.Empty, Label = "A-2" }], new() { VoteWeight = 5 })
            .Groups[0]
            .Standings[0];
        ResultSheet sheet = new()
        {
            Edition = "jgs-2026",
            RulebookHash = "00",
            Groups = [new("a", [new(standing, "高效电池", ["某公司"], "gold")])],
        };

        using var _ = new CultureScope(culture);
        var again = ResultSheet.Parse(sheet.ToJson());

        Assert.That((again.ToJson(), again.Hash()), Is.EqualTo((sheet.ToJson(), sheet.Hash())));
        Assert.That(
            sheet.ToJson(),
            Does.Contain("高效电池")
                .And.Contain("\"score\":80.99")
                .And.Contain("\"exact\":\"6479/80\"")
                .And.Not.Contain("entence")
        );
    }

    private sealed class CultureScope : IDisposable
    {
        private readonly System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;

        public CultureScope(string name) => System.Globalization.CultureInfo.CurrentCulture = new(name);

        public void Dispose() => System.Globalization.CultureInfo.CurrentCulture = before;
    }
}
