using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public sealed class SearchTextTests
{
    private static readonly SearchText HeatPump = SearchText.Of(
        "A07",
        ["低功耗热泵机组（二代）", "重庆长江银行热能有限公司", "廈門環保裝備廠"],
        ["ZL202310123456.7"]
    );

    [TestCase("热泵")]
    [TestCase("熱泵")] // typed in the other script
    [TestCase("厦门环保")] // and the other way round
    [TestCase("廈門")]
    [TestCase("a07")]
    [TestCase("Ａ０７")]
    [TestCase("dgnrb", false)]
    [TestCase("dghrb")]
    [TestCase("DGHRB")]
    [TestCase("rbjzed")] // brackets do not count
    [TestCase("cqcj")] // 重庆长江
    [TestCase("zqzj")] // as some type it
    [TestCase("yh")] // 银行
    [TestCase("yx")]
    [TestCase("xm")] // 厦门
    [TestCase("sm")]
    [TestCase("热泵 重庆")]
    [TestCase("rb cq")]
    [TestCase("热泵 长沙", false)]
    [TestCase("ZL 2023 1 0123456.7")]
    [TestCase("202310123456")]
    [TestCase("CN202310123456.7")]
    [TestCase("2023", false)] // too short to be a number
    [TestCase("d", false)] // one letter is no pair of initials
    [TestCase("%", false)]
    [TestCase("_", false)]
    [TestCase("()", false)]
    [TestCase("", true)]
    [TestCase("   ", true)]
    [TestCase(null, true)]
    public void An_entry_is_found_by_what_people_type(string? typed, bool found = true) =>
        Assert.That(HeatPump.Fits(typed), Is.EqualTo(found));

    [Test]
    public void An_unpublished_number_finds_nothing() =>
        Assert.That(SearchText.Of("A07", ["热泵"], []).Fits("202310123456"), Is.False);

    [TestCase("云江专利大赛", "y j z l d s")]
    [TestCase("雲江專利大賽", "y j z l d s")]
    [TestCase("啊八擦大鹅发该哈机卡拉妈那哦怕七然撒他挖西压杂", "a b c d e f g h j kq l m n o p q r s t w x y z")]
    [TestCase("昂不错得嗯饭过火就亏略名女区跑群若所图握学云坐", "a b c d ne f g h j k l m n q p q r s t w x y z")]
    [TestCase("龢燚 5G、LED", "h y 5 g l e d")]
    [TestCase("𬭎鿔あ。", "")] // no reading is known: no initial rather than a wrong one
    public void Initials_are_those_of_the_pinyin(string text, string initials) =>
        Assert.That(string.Join(' ', Initials.Of(text)), Is.EqualTo(initials));

    [Test]
    public void This_machine_knows_pinyin() => Assert.That(Initials.AreKnown, Is.True);

    [FsCheck.NUnit.Property]
    public bool No_text_crashes_the_search(string? title, string? typed) =>
        SearchText.Of("A01", [title ?? ""], [typed ?? ""]).Fits(typed) || true;
}
