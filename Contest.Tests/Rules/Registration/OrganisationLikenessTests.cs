using Contest.Core.Registration;
using NUnit.Framework;

namespace Contest.Tests.Rules.Registration;

public sealed class OrganisationLikenessTests
{
    [TestCase("云江（深圳）科技有限公司", "云江(深圳)科技有限公司", "organisation.like.width")]
    [TestCase("云江 科技 有限公司", "云江科技有限公司", "organisation.like.width")]
    [TestCase("ＡＢＣ科技有限公司", "abc科技有限公司", "organisation.like.width")]
    [TestCase("云江·科技有限公司", "云江科技有限公司", "organisation.like.signs")]
    [TestCase("雲江機構有限公司", "雲江机构有限公司", "organisation.like.signs")]
    [TestCase("云江科技有限公司", "云江科技有限责任公司", "organisation.like.form")]
    [TestCase("云江科技股份有限公司", "云江科技集团有限公司", "organisation.like.form")]
    [TestCase("云江科技", "云江科技有限公司", "organisation.like.form")]
    [TestCase("云江科技有限公司", "云江科技（香港）有限公司", "organisation.like.region")]
    [TestCase("Yunjiang Technology Co., Ltd.", "Yunjiang Technology Limited", "organisation.like.form")]
    [TestCase("Yunjiang Technology (Hong Kong) Limited", "YUNJIANG TECHNOLOGY CO LTD", "organisation.like.region")]
    [TestCase("Yunjiang Technology Company Limited", "Yunjiang  Technology", "organisation.like.form")]
    [TestCase("云江科技有限公司", "云河科技有限公司", null)]
    [TestCase("云江科技有限公司", "云江软件有限公司", null)]
    [TestCase("有限公司", "集团", null)]
    [TestCase("Limited", "Co., Ltd.", null)]
    [TestCase("Coal Limited", "coal, limited company", "organisation.like.form")]
    [TestCase("", "", null)]
    [TestCase(null, "云江", null)]
    [TestCase("Coal Company", "Company Coal Inc", null)]
    public void Names_that_may_be_one_organisation_come_with_the_reason(string? one, string? other, string? code)
    {
        Assert.That(OrganisationLikeness.Of(one, other)?.Code, Is.EqualTo(code));
        Assert.That(OrganisationLikeness.Of(other, one)?.Code, Is.EqualTo(code));
    }

    [TestCase("云江（深圳）科技股份有限公司", "云江科技")]
    [TestCase("Coal & Iron Co., Ltd.", "COALIRON")]
    [TestCase("公司", "公司")]
    public void What_is_left_of_a_name_is_what_names_it(string name, string core) =>
        Assert.That(OrganisationLikeness.CoreOf(name), Is.EqualTo(core));
}
