using Contest.Core.Preliminary;

namespace Contest.Tests.Rules.Preliminary;

public sealed class PastedExpertsTests
{
    private const string Headings =
        "序号\t姓名\t邮箱\t专业类别\t工作单位\tIPC分类\t产业领域\t语言\t最多份数\t可评起\t可评止\t本人专利\n";

    [Test]
    public void A_table_with_headings_is_read_whole_whatever_the_script_and_order()
    {
        var read = PastedExperts.Read(
            "2026年评审专家名单\n"
                + Headings
                + "1\t郭文\tguo@example.invalid\t知识产权\t\"云江大学\n法学院\"\tH01M、g06f\t新能源、储能\t中文、英文\t80\t2026/5/1\t2026年5月9日\tZL202419999991.X\n"
        );

        var row = read.Rows.Single();
        Assert.That(row.Findings, Is.Empty);
        Assert.That(
            (row.Line, row.Name, row.Email, row.Discipline, row.Employer, row.MostDossiers),
            Is.EqualTo((3, "郭文", "guo@example.invalid", Discipline.IntellectualProperty, "云江大学\n法学院", 80))
        );
        Assert.That(row.Ipc, Is.EqualTo(new[] { "H01M", "G06F" }));
        Assert.That(row.Fields, Is.EqualTo(new[] { "新能源", "储能" }));
        Assert.That(row.Languages, Is.EqualTo(new[] { "zh-CN", "en" }));
        Assert.That(
            (row.AvailableFrom, row.AvailableUntil),
            Is.EqualTo((new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 9)))
        );
        Assert.That(row.Patents, Is.EqualTo(new[] { "ZL202419999991.X" }));
    }

    [TestCase("Name,Email,Discipline,Employer\nMei Lin,mei@example.invalid,finance,Canglan Bank")]
    [TestCase("單位\t專家姓名\t專業類別\t電郵\nCanglan Bank\tMei Lin\t投資與金融\tmei@example.invalid")]
    [TestCase("1\tMei Lin\tCanglan Bank\t金融\tmei@example.invalid")]
    [TestCase("Mei Lin；Canglan Bank；mei@example.invalid；投资")]
    public void Columns_are_found_by_their_names_or_by_what_stands_in_them(string pasted)
    {
        var row = PastedExperts.Read(pasted).Rows.Single();

        Assert.That(row.IsGood, Is.True, string.Join(' ', row.Findings.Select(f => f.Code)));
        Assert.That(
            (row.Name, row.Email, row.Discipline, row.Employer),
            Is.EqualTo(("Mei Lin", "mei@example.invalid", Discipline.Finance, "Canglan Bank"))
        );
    }

    [TestCase("\tguo@x.cn\t技术\t甲所", "paste.expert_no_name")]
    [TestCase("郭文\tguo\t技术\t甲所", "contact.email")]
    [TestCase("郭文\tguo@x.cn\t法律\t甲所", "paste.expert_discipline")]
    [TestCase("郭文\tguo@x.cn\t\t甲所", "paste.expert_no_discipline")]
    [TestCase("郭文\tguo@x.cn\t技术\t甲所\tH1", "conflict.ipc")]
    [TestCase("郭文\tguo@x.cn\t技术\t甲所\t\t克林贡语", "paste.expert_language")]
    [TestCase("郭文\tguo@x.cn\t技术\t甲所\t\t\t八十", "paste.expert_number")]
    [TestCase("郭文\tguo@x.cn\t技术\t甲所\t\t\t\t五月", "paste.expert_date")]
    [TestCase("郭文\tguo@x.cn\t技术\t甲所\t\t\t\t2026-5-9\t2026-5-1", "conflict.days")]
    public void What_cannot_be_read_keeps_the_line_out_and_says_why(string line, string code)
    {
        var row = PastedExperts
            .Read("姓名\t邮箱\t专业类别\t单位\tIPC\t语言\t最多份数\t可评起\t可评止\n" + line)
            .Rows.Single();

        Assert.That(row.Findings.Select(f => (f.Code, f.IsError)), Is.EqualTo(new[] { (code, true) }));
        Assert.That(row.Findings[0].Message, Is.Not.EqualTo(code));
    }

    [Test]
    public void A_line_without_mailbox_or_employer_is_good_and_says_what_is_missing()
    {
        var row = PastedExperts.Read("姓名\t专业类别\n郭文\t技术").Rows.Single();

        Assert.That(row.IsGood, Is.True);
        Assert.That(
            row.Findings.Select(f => f.Code),
            Is.EqualTo(new[] { "paste.expert_no_employer", "paste.expert_no_mailbox" })
        );
    }

    [Test]
    public void The_second_of_two_lines_with_one_mailbox_or_one_person_stays_out_and_in_the_box()
    {
        const string Pasted =
            "姓名\t邮箱\t专业类别\t单位\n郭文\tguo@x.cn\t技术\t甲所\n郭 文\t\t金融\t甲所\n李\"工\"\tGUO@x.cn\t技术\t\"乙\n所\"";
        var read = PastedExperts.Read(Pasted);

        Assert.That(
            read.Rows.Select(r => string.Join(',', r.Findings.Where(f => f.IsError).Select(f => f.Code))),
            Is.EqualTo(new[] { "", "paste.expert_twice", "paste.mailbox_twice" })
        );
        var rest = read.Rest(read.Rows);
        Assert.That(rest, Does.StartWith("姓名\t邮箱").And.Contains("郭 文").And.Not.Contains("guo@x.cn"));
        Assert.That(
            PastedExperts.Read(rest).Rows.Select(r => (r.Name, r.Employer)),
            Is.EqualTo(new[] { ("郭 文", "甲所"), ("李\"工\"", "乙\n所") })
        );
    }

    [Test]
    public void Five_hundred_lines_are_read_and_one_more_is_refused_as_a_whole()
    {
        static string Lines(int count) =>
            "姓名\t专业类别\n" + string.Join('\n', Enumerable.Range(1, count).Select(n => $"专家{n}\t技术"));

        Assert.That(PastedExperts.Read(Lines(500)).Rows, Has.Count.EqualTo(500));
        var more = PastedExperts.Read(Lines(501));
        Assert.That((more.Rows.Count, more.Whole?.Code), Is.EqualTo((0, "paste.too_many_experts")));
        Assert.That(
            PastedExperts.Read(new('x', PastedExperts.MostLetters + 1)).Whole?.Code,
            Is.EqualTo("paste.too_long")
        );
        Assert.That(PastedExperts.Read(null).Rows, Is.Empty);
    }
}
