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
    public void In_a_file_of_many_a_figure_is_what_it_is_inside_a_page()
    {
        (string, string, string)[] projects =
        [
            .. EntryFigures.Names.Select((_, n) => ($"项目 {n}", "", $"A{n:00}")),
            ("芯片 <&\"", "集成电路", "B01"),
        ];
        var parts = XElement.Parse(EntryFigures.Sheet(projects)).Elements().ToDictionary(e => e.Attribute("id")!.Value);
        foreach (var (title, industry, code) in projects)
        {
            var inside = XElement.Parse(EntryFigures.Draw(title, industry, code));
            var outside = XElement.Parse(EntryFigures.From("/f.svg?v=1", title, industry, code));
            string[] frame = [.. inside.Attributes().Select(a => a.ToString())];

            Assert.That(
                parts[code].Elements().Select(Plain),
                Is.EqualTo(inside.Elements().Select(Plain)).And.Not.Empty,
                code
            );
            Assert.That(outside.Attributes().Select(a => a.ToString()), Is.EqualTo(frame));
            Assert.That(outside.Elements().Single().Attribute("href")!.Value, Is.EqualTo($"/f.svg?v=1#{code}"));
        }
        Assert.That(parts, Has.Count.EqualTo(projects.Length));
    }

    /// <summary>Without the namespace, which a file declares and a page does not.</summary>
    private static string Plain(XElement part) =>
        $"{part.Name.LocalName} {string.Join(' ', part.Attributes().Where(a => !a.IsNamespaceDeclaration))} {string.Concat(part.Elements().Select(Plain))} {(part.HasElements ? "" : part.Value)}";

    [Test]
    public void A_label_makes_it_an_image_and_is_encoded()
    {
        var figure = XElement.Parse(EntryFigures.Draw("芯片", "", "A01", "a \"chip\" & more"));

        Assert.That(figure.Attribute("role")!.Value, Is.EqualTo("img"));
        Assert.That(figure.Attribute("aria-label")!.Value, Is.EqualTo("a \"chip\" & more"));
    }
}
