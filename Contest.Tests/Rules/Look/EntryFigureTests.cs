using System.Globalization;
using System.Xml.Linq;
using Contest.Web.Look.Figures;

namespace Contest.Tests.Rules.Look;

public sealed class EntryFigureTests
{
    [Test]
    public void A_figure_is_the_same_in_every_culture_and_every_time()
    {
        var first = EntryFigures.Names.Select(name => EntryFigures.OfKind(name, "A07")).ToList();
        var here = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE"); // a comma for the point
            Assert.That(EntryFigures.Names.Select(name => EntryFigures.OfKind(name, "A07")), Is.EqualTo(first));
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Test]
    public void Every_figure_is_well_formed_and_carries_numbered_leaders_and_no_inline_style()
    {
        Assert.That(EntryFigures.Names, Has.Count.GreaterThanOrEqualTo(12).And.Unique);
        foreach (var name in EntryFigures.Names)
        {
            var figure = XElement.Parse(EntryFigures.OfKind(name, "B19"));
            var numbers = figure
                .Descendants("text")
                .Select(t => int.Parse(t.Value, CultureInfo.InvariantCulture))
                .ToList();
            Assert.That(numbers, Has.Count.GreaterThanOrEqualTo(2).And.Ordered.And.Unique, name);
            Assert.That(figure.DescendantsAndSelf().Attributes("style"), Is.Empty, name);
            Assert.That(figure.Attribute("aria-hidden")!.Value, Is.EqualTo("true"), name);
        }
    }

    [Test]
    public void Two_projects_of_one_title_are_told_apart_by_their_seed()
    {
        var figures = Enumerable.Range(1, 12).Select(n => EntryFigures.Draw("储能模组", "新能源", $"A{n:00}"));

        Assert.That(figures.Distinct().Count(), Is.GreaterThan(4));
    }

    [TestCase("共轴双旋翼无人机抗台风姿态控制方法及系统", "drone")]
    [TestCase("可降解锌合金血管支架及其表面载药工艺", "stent")]
    [TestCase("液冷储能电池簇热失控逐级阻断结构", "battery")]
    [TestCase("钙钛矿叠层太阳能电池界面钝化方法", "solar")]
    [TestCase("协作机器人关节力矩传感与柔顺控制装置", "robot")]
    [TestCase("面向中药质量评价的质谱指纹图谱鉴别系统", "spectrum")]
    [TestCase("低功耗驱动芯片控制系统", "chip")]
    [TestCase("耐高温发酵工艺控制系统", "reactor")]
    [TestCase("耐盐碱水稻种质创制", "crop")]
    [TestCase("海上风电叶片除冰装置", "wind")]
    public void The_title_chooses_the_kind(string title, string kind)
    {
        Assert.That(EntryFigures.Draw(title, "", "A01"), Does.Contain($"fig-{kind}\""));
    }

    [Test]
    public void A_label_makes_it_an_image_and_is_encoded()
    {
        var figure = XElement.Parse(EntryFigures.Draw("芯片", "", "A01", "a \"chip\" & more"));

        Assert.That(figure.Attribute("role")!.Value, Is.EqualTo("img"));
        Assert.That(figure.Attribute("aria-label")!.Value, Is.EqualTo("a \"chip\" & more"));
    }
}
