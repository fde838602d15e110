using System.Globalization;
using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class NumberSaysTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [TestCase("202419999991.X", NumberForm.Application, "CN", PatentKind.Invention, 2024, "202419999991.X")]
    [TestCase("202289999991.9", NumberForm.Application, "CN", PatentKind.PctInvention, 2022, "202289999991.9")]
    [TestCase(
        "ＺＬ　2023　2　9999990．6",
        NumberForm.Application,
        "CN",
        PatentKind.UtilityModel,
        2023,
        "202329999990.6"
    )]
    [TestCase("98299999.2", NumberForm.OldApplication, "CN", PatentKind.UtilityModel, 1998, "98299999.2")]
    [TestCase("CN112330675B", NumberForm.Publication, "CN", PatentKind.Invention, null, "CN112330675B")]
    [TestCase("CN 217000001 U", NumberForm.Publication, "CN", PatentKind.UtilityModel, null, "CN217000001U")]
    [TestCase("PCT/SE2004/000001", NumberForm.PctApplication, "WO", null, 2004, "PCT/SE2004/000001")]
    [TestCase("PCT/CN98/00001", NumberForm.PctApplication, "WO", null, 1998, "PCT/CN98/00001")]
    [TestCase("WO 2004/123456", NumberForm.PctPublication, "WO", null, 2004, "WO2004/123456")]
    [TestCase("WO 02/12345", NumberForm.PctPublication, "WO", null, 2002, "WO02/12345")]
    [TestCase("HK 30012345", NumberForm.HongKong, "HK", null, null, "HK30012345")]
    [TestCase("J/004567", NumberForm.Macao, "MO", PatentKind.Invention, null, "J/004567")]
    [TestCase("BS.205012345", NumberForm.LayoutDesign, "CN", PatentKind.LayoutDesign, null, "BS.205012345")]
    [TestCase("第12345678号", NumberForm.Trademark, "CN", PatentKind.Trademark, null, "12345678")]
    [TestCase("US10123456B2", NumberForm.OtherOffice, "US", null, null, "US10123456B2")]
    public void A_number_says_what_it_is(
        string typed,
        NumberForm form,
        string office,
        PatentKind? kind,
        int? year,
        string key
    )
    {
        var says = NumberSays.Of(typed, Today);

        Assert.That(
            (says.Form, says.Jurisdiction, says.Kind, says.Year, says.Key),
            Is.EqualTo((form, office, kind, year, key))
        );
        Assert.That(says.Check.Value, Is.EqualTo(typed));
    }

    [TestCase("ZL202419999991.X", true)]
    [TestCase("202419999991.X", null)]
    [TestCase("CN112330675B", true)]
    [TestCase("CN117129738A", false)]
    [TestCase("CN116455754", null)]
    public void A_number_of_a_granted_right_says_so(string typed, bool? isGrant) =>
        Assert.That(NumberSays.Of(typed, Today).IsGrant, Is.EqualTo(isGrant));

    [TestCase("32019001234.5", "HK", null, NumberForm.HongKong)]
    [TestCase("1234567", "香港", PatentKind.Design, NumberForm.HongKong)]
    [TestCase("I/001234", "MO", null, NumberForm.Macao)]
    [TestCase("12345678", null, PatentKind.Trademark, NumberForm.Trademark)]
    [TestCase("205012345", null, PatentKind.LayoutDesign, NumberForm.LayoutDesign)]
    [TestCase("202419999991.X", "CN", PatentKind.Invention, NumberForm.Application)]
    public void What_is_declared_beside_it_decides_by_which_form_it_is_read(
        string typed,
        string? office,
        PatentKind? kind,
        NumberForm form
    ) => Assert.That(NumberSays.Of(typed, Today, kind, office).Form, Is.EqualTo(form));

    [TestCase("202419999991.1", "patent.check_digit")]
    [TestCase("申请中", "patent.character")]
    [TestCase("", "patent.number_missing")]
    [TestCase("PCT/CN24/1", "patent.publication_form")]
    public void A_number_that_cannot_be_says_only_why(string typed, string code)
    {
        var says = NumberSays.Of(typed, Today);

        Assert.That((says.Form, says.Check.Code, says.Key), Is.EqualTo((NumberForm.Unknown, code, "")));
        Assert.That(says.Message, Is.EqualTo(says.Check.Message).And.Not.Empty);
    }

    [Test]
    public void A_publication_number_whose_first_digit_and_kind_code_differ_is_a_warning()
    {
        var says = NumberSays.Of("CN212330675B", Today);

        Assert.That(
            (says.Check.Result, says.Check.Code),
            Is.EqualTo((CheckResult.Warning, "patent.publication_digit"))
        );
        Assert.That(says.Kind, Is.EqualTo(PatentKind.Invention));
    }

    [TestCase("zh-CN", "发明专利申请号，2024 年，校验位正确")]
    [TestCase("zh-HK", "發明專利申請編號，2024 年，校驗碼正確")]
    [TestCase("en", "Application number, Invention patent, 2024, check digit correct")]
    public void It_says_so_to_people_and_never_that_the_patent_was_verified(string culture, string sentence)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        Assert.That(
            NumberSays.Of("202419999991.X", Today).Message,
            Does.StartWith(sentence[..7]).And.EqualTo(sentence)
        );
    }

    [Test]
    public void A_number_and_the_stored_key_of_its_record_agree(
        [Values("ZL 2024 1 9999991.X", "CN112330675B", "PCT/CN2024/000001", "202419999992", "HK30012345")] string typed,
        [Values("", "HK", "US")] string office
    )
    {
        Patent stored = new()
        {
            Number = typed,
            NumberKey = "",
            Title = "t",
            Owners = "o",
            Inventors = "i",
            LegalStatus = "",
            Kind = PatentKind.Invention,
            Jurisdiction = office,
        };

        Assert.That(
            NumberSays.Of(typed, Today, PatentKind.Invention, office).Check.Normalized,
            Is.EqualTo(StoredForm.CheckNumber(stored, Today).Normalized)
        );
    }
}
