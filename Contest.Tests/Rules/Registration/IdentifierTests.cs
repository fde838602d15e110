using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class IdentifierTests
{
    [TestCase("91350100M000100Y43")]
    [TestCase("91110108551385082Q")]
    [TestCase("91110000600037341L")]
    [TestCase("91350200776049653A")]
    [TestCase("123502001549897397")]
    [TestCase("91440101MA5CJQ4N59")]
    [TestCase("91000000MA0000A19C")]
    [TestCase("91000000MA0000B23G")]
    [TestCase("91000000MA0000C38N")]
    [TestCase("12000000000000019M")]
    [TestCase("92000000MA0000D42P")]
    [TestCase("52000000000000027C")]
    [TestCase("１２００００００００３７７０６８４ａ")]
    public void A_right_credit_code_passes(string code)
    {
        var check = CreditCode.Check(code);
        Assert.That((check.Result, check.Code), Is.EqualTo((CheckResult.Pass, (string?)null)));
        Assert.That(check.Normalized, Has.Length.EqualTo(18).And.Match("^[0-9A-Y]*$"));
    }

    [TestCase("91350100M0001TGQXM", CheckResult.Warning, "credit_code.check_digit")]
    [TestCase("91350211M0000XUF46", CheckResult.Warning, "credit_code.check_digit")]
    [TestCase("91350203M0001FUE2P", CheckResult.Warning, "credit_code.check_digit")]
    [TestCase("91310115MA1G4L1WXK", CheckResult.Error, "credit_code.both_checks")]
    [TestCase("91350100M000100Y4Z", CheckResult.Error, "credit_code.character")]
    [TestCase("91000000MAI618793L", CheckResult.Error, "credit_code.character")]
    [TestCase("91000000MA3622063", CheckResult.Error, "credit_code.length")]
    [TestCase("440101000012345", CheckResult.Error, "credit_code.old_number")]
    [TestCase("", CheckResult.Error, "credit_code.missing")]
    public void A_credit_code_that_does_not_pass_says_why(string code, CheckResult result, string why)
    {
        var check = CreditCode.Check(code);
        Assert.That((check.Result, check.Code), Is.EqualTo((result, why)));
        Assert.That(check.Message, Is.Not.EqualTo(why));
    }

    [Test]
    public void A_remainder_of_nothing_gives_a_nought()
    {
        // trap 2 of DOMAIN.md 3.3: 31 − 0 would index past the alphabet
        var zero = Enumerable.Range(0, 31).Select(n => "9100000000000000" + "0123456789ABCDEFGHJKLMNPQRTUWXY"[n]);
        Assert.That(zero.Select(CreditCode.CheckCharacterOf), Has.Exactly(1).EqualTo('0'));
    }

    [TestCase("66820292", CheckResult.Pass, "66820292")]
    [TestCase("66820292-000", CheckResult.Pass, "66820292")]
    [TestCase("66820292-000-12-26-A", CheckResult.Pass, "66820292")]
    [TestCase("６６８２０２９２", CheckResult.Pass, "66820292")]
    [TestCase("C1234567", CheckResult.Error, "C1234567")]
    [TestCase("A1234567", CheckResult.Warning, "A1234567")]
    [TestCase("6682029", CheckResult.Error, "6682029")]
    public void A_Hong_Kong_registration_has_eight_digits(string typed, CheckResult result, string normalized)
    {
        var check = BusinessRegistration.Check(typed);
        Assert.That((check.Result, check.Normalized), Is.EqualTo((result, normalized)));
    }

    [TestCase("17485483933", "+8617485483933")]
    [TestCase("+86 174-8548-3933", "+8617485483933")]
    [TestCase("008617485483933", "+8617485483933")]
    [TestCase("０750-1234567", null)]
    [TestCase("0750-3234567", "+867503234567")]
    [TestCase("020 8123 4567", "+862081234567")]
    [TestCase("(852) 9123 4567", "+85291234567")]
    [TestCase("91234567", "+85291234567")]
    [TestCase("+853 6612 3456", "+85366123456")]
    [TestCase("131638305", null)]
    [TestCase("12345678901", null)]
    [TestCase("", null)]
    public void A_telephone_number_is_kept_as_the_world_dials_it(string typed, string? stored)
    {
        var check = PhoneNumber.Check(typed);
        Assert.That(check.Result == CheckResult.Pass ? check.Normalized : null, Is.EqualTo(stored));
    }

    [TestCase("contact1@Example.COM", "contact1@example.com")]
    [TestCase("ａ@example.com", "a@example.com")]
    [TestCase("contact(at)example.com", null)]
    [TestCase("a@b", null)]
    [TestCase("a b@example.com", null)]
    [TestCase("", null)]
    public void An_address_has_a_name_and_a_domain(string typed, string? stored)
    {
        var check = EmailAddress.Check(typed);
        Assert.That(check.Result == CheckResult.Pass ? check.Normalized : null, Is.EqualTo(stored));
    }

    [Test]
    public void Brackets_and_spaces_do_not_make_another_organisation() =>
        Assert.That(
            OrganisationName.Key("云岭环保(云江) 有限公司"),
            Is.EqualTo(OrganisationName.Key("云岭环保（云江）有限公司"))
        );

    [TestCase("发明", PatentKind.Invention)]
    [TestCase("發明專利", PatentKind.Invention)]
    [TestCase("ＰＣＴ進入國家階段發明", PatentKind.PctInvention)]
    [TestCase("实用新型专利", PatentKind.UtilityModel)]
    [TestCase("外觀設計", PatentKind.Design)]
    [TestCase("植物新品种", null)]
    public void Kinds_are_read_in_either_script(string words, PatentKind? kind) =>
        Assert.That(KindWords.Patent(words), Is.EqualTo(kind));
}
