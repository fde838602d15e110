using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class PastedListTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Test]
    public void Cells_under_headings_become_rows_whatever_their_order_and_script()
    {
        var list = PastedList.Read(
            "序号\t專利名稱\t專利權人\t專利號\t申請日\t核心專利\t備註\r\n"
                + "1\t一种\"装置\"\t\"甲公司\n乙大学\"\tZL 2024 1 9999991.X\t2024年3月9日\t是\tx\r\n"
                + "2\t一种方法\t甲公司\tＺＬ202329999990．6\t2023/5/4\t\t\r\n",
            Today
        );

        Assert.That(list.Unread, Is.Empty);
        Assert.That(
            list.Rows,
            Is.EqualTo(
                new[]
                {
                    Row(1, "ZL 2024 1 9999991.X", "一种\"装置\"", "发明专利", "甲公司\n乙大学", "2024年3月9日", "是"),
                    Row(2, "ＺＬ202329999990．6", "一种方法", "实用新型专利", "甲公司", "2023/5/4", ""),
                }
            )
        );
    }

    [TestCase("Patent number,Title,Kind\n202419999991.X,A device,Invention\n")]
    [TestCase("Title;Number\nA device;202419999991.X")]
    [TestCase("序號，專利名稱，專利號碼\n1，A device，202419999991.X")]
    [TestCase("１　专利清单\n专利号\t名称\n202419999991.X\tA device")]
    [TestCase("202419999991.X\tA device\tinvention\t2024-01-05\t2025-01-05\t授权有效")]
    [TestCase("1\tA device\t202419999991.X")]
    [TestCase("1. 202419999991.X A device")]
    [TestCase("（1）ZL202419999991.X：A device")]
    public void A_list_with_or_without_headings_is_read_by_what_it_says(string pasted)
    {
        var list = PastedList.Read(pasted, Today);

        Assert.That(list.Rows, Has.Count.EqualTo(1), string.Join('|', list.Unread));
        Assert.That(NumberSays.Of(list.Rows[0].Number, Today).Key, Is.EqualTo("202419999991.X"));
        Assert.That((list.Rows[0].Title, list.Rows[0].Jurisdiction), Is.EqualTo(("A device", "CN")));
    }

    [TestCase("202419999991.X\n202329999990.6\n\nCN112330675B\n")]
    [TestCase("202419999991.X, 202329999990.6, CN112330675B")]
    [TestCase("202419999991.X；202329999990.6；CN112330675B；")]
    public void Bare_numbers_are_rows(string pasted)
    {
        var list = PastedList.Read(pasted, Today);

        Assert.That(list.Unread, Is.Empty);
        Assert.That(
            list.Rows.Select(r => r.Number),
            Is.EqualTo(new[] { "202419999991.X", "202329999990.6", "CN112330675B" })
        );
        Assert.That(list.Rows.Select(r => r.Kind), Is.EqualTo(new[] { "发明专利", "实用新型专利", "发明专利" }));
        Assert.That(list.Rows[2].PublicationNumber, Is.EqualTo("CN112330675B"));
    }

    [Test]
    public void Columns_without_headings_are_known_by_what_stands_in_them()
    {
        var list = PastedList.Read(
            "一种装置\t202419999991.X\tCN112330675B\t发明\t甲公司\t张三、李四\t2024-01-05\t2025-01-05\t授权有效\t是",
            Today
        );

        Assert.That(
            list.Rows.Single(),
            Is.EqualTo(
                new PatentRow(
                    1,
                    "",
                    "202419999991.X",
                    "一种装置",
                    "发明",
                    "甲公司",
                    "张三、李四",
                    "2024-01-05",
                    "2025-01-05",
                    "授权有效",
                    "是",
                    "CN",
                    "CN112330675B"
                )
            )
        );
    }

    [Test]
    public void What_cannot_be_read_is_said_with_its_line_and_reason()
    {
        var list = PastedList.Read("专利号\t名称\n\n\t没有号的一行\n2.0242E+11\t一种\n202419999991.1\t抄错的\n", Today);

        Assert.That(
            list.Unread.Select(u => (u.Line, u.Code)),
            Is.EqualTo(new[] { (3, "paste.no_number"), (4, "paste.scientific") })
        );
        Assert.That(list.Unread.Select(u => u.Message), Has.None.Contain("paste."));
        Assert.That(
            list.Rows.Single().Number,
            Is.EqualTo("202419999991.1"),
            "a mistyped number is a row its check reports"
        );
    }

    [Test]
    public void At_most_two_hundred_rows_are_taken_and_the_rest_is_said()
    {
        var list = PastedList.Read(string.Join('\n', Enumerable.Repeat("202419999991.X", 300)), Today);

        Assert.That(list.Rows, Has.Count.EqualTo(PastedList.MostRows));
        Assert.That(
            list.Unread.Single(),
            Is.EqualTo(list.Unread.Single() with { Line = 201, Code = "paste.too_many" })
        );
    }

    private static PatentRow Row(
        int row,
        string number,
        string title,
        string kind,
        string owners,
        string filed,
        string core
    ) => new(row, "", number, title, kind, owners, "", filed, "", "", core, "CN");
}
