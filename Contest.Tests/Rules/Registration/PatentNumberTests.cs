using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class PatentNumberTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [TestCase("ZL 2020 1 1472880.4", "202011472880.4")]
    [TestCase("ZL 2021 1 1118032.8", "202111118032.8")]
    [TestCase("ZL 2017 1 0736136.2", "201710736136.2")]
    [TestCase("ZL 2021 1 0114394.3", "202110114394.3")]
    [TestCase("ZL 2023 1 0397744.0", "202310397744.0")]
    [TestCase("ZL 2014 1 0026192.3", "201410026192.3")]
    [TestCase("ZL 2024 1 0040777.4", "202410040777.4")]
    [TestCase("ZL 2012 1 0442457.9", "201210442457.9")]
    [TestCase("ZL 2010 1 0286863.1", "201010286863.1")]
    [TestCase("2024 1 1289863.5", "202411289863.5")]
    [TestCase("ZL 2013 1 0699744.2", "201310699744.2")]
    [TestCase("97 1 01765.4", "97101765.4")]
    [TestCase("95 1 15608.X", "95115608.X")]
    [TestCase("98299999.2", "98299999.2")]
    [TestCase("ＺＬ　2016　1　9972352．x", "201619972352.X")]
    [TestCase("zl201619972352X", "201619972352.X")]
    [TestCase("CN202289999991.9", "202289999991.9")]
    [TestCase("202410397743.0", "202410397743.0")]
    public void A_well_formed_number_passes_in_its_plain_form(string typed, string key)
    {
        var check = PatentNumber.Check(typed, Today);
        Assert.That((check.Result, check.Normalized, check.Code), Is.EqualTo((CheckResult.Pass, key, (string?)null)));
    }

    [TestCase("ZL20221955451.7", "patent.length")]
    [TestCase("2016199723521.X", "patent.length")]
    [TestCase("20161997235X", "patent.length")]
    [TestCase("201619972352.1", "patent.check_digit")]
    [TestCase("201619972353.X", "patent.check_digit")]
    [TestCase("2016I9972352.X", "patent.character")]
    [TestCase("申请中", "patent.character")]
    [TestCase("   ", "patent.number_missing")]
    [TestCase("202749999994.8", "patent.kind_digit")]
    [TestCase("202719999994.6", "patent.year")]
    [TestCase(".", "patent.number_missing")]
    [TestCase("X", "patent.length")]
    public void A_number_that_cannot_be_is_an_error(string typed, string code)
    {
        var check = PatentNumber.Check(WithItsCheck(typed, code), Today);

        Assert.That((check.Result, check.Code), Is.EqualTo((CheckResult.Error, code)));
        Assert.That(check.Message, Is.Not.EqualTo(code));
    }

    [Test]
    public void A_missing_check_character_is_a_warning_and_is_filled_in()
    {
        var check = PatentNumber.Check("202089909848", Today);

        Assert.That((check.Result, check.Code), Is.EqualTo((CheckResult.Warning, "patent.no_check_digit")));
        Assert.That(check.Normalized, Is.EqualTo("202089909848." + PatentNumber.CheckCharacterOf("202089909848")));
    }

    [TestCase("202289999991.9", PatentKind.PctInvention, 2022)]
    [TestCase("98299999.2", PatentKind.UtilityModel, 1998)]
    public void A_number_knows_its_kind_and_year(string typed, PatentKind kind, int year)
    {
        var number = PatentNumber.Find(typed, Today)!;

        Assert.That((number.Kind, number.Year), Is.EqualTo((kind, year)));
    }

    [Test]
    public void Every_wrong_digit_and_every_swap_of_neighbours_is_caught()
    {
        foreach (var number in new[] { "2024199999924", "2024199999939", "2023299999906" })
        foreach (var wrong in Slips(number))
            Assert.That(PatentNumber.Check(wrong, Today).Code, Is.EqualTo("patent.check_digit"), wrong);
    }

    [TestCase("CN112330675B", CheckResult.Pass)]
    [TestCase("CN 116455754 B", CheckResult.Pass)]
    [TestCase("CN117129738A", CheckResult.Pass)]
    [TestCase("CN116455754", CheckResult.Warning)]
    [TestCase("PCT/SE2004/000001", CheckResult.Pass)]
    [TestCase("PCT/SE98/00001", CheckResult.Pass)]
    [TestCase("WO 2004/123456", CheckResult.Pass)]
    [TestCase("WO 2004/1234567", CheckResult.Error)]
    [TestCase("CN112330675Z", CheckResult.Error)]
    public void Publication_and_PCT_numbers_have_forms_of_their_own(string typed, CheckResult result) =>
        Assert.That(PublicationNumber.Check(typed).Result, Is.EqualTo(result));

    private static string WithItsCheck(string typed, string code) =>
        code is "patent.kind_digit" or "patent.year" ? typed[..^1] + PatentNumber.CheckCharacterOf(typed[..12]) : typed;

    private static IEnumerable<string> Slips(string number)
    {
        for (var at = 0; at < number.Length; at++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
                if (digit != number[at])
                    yield return number[..at] + digit + number[(at + 1)..];
            if (at > 0 && number[at] != number[at - 1])
                yield return number[..(at - 1)] + number[at] + number[at - 1] + number[(at + 1)..];
        }
    }
}
