using System.Globalization;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;

namespace Contest.Bench;

/// <summary>A registration workbook of any size with numbers that pass their checks.</summary>
internal static class BigWorkbook
{
    private const string CreditLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] CreditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly string[] Industries = ["新一代信息技术", "高端装备制造", "新材料", "生物医药", "新能源"];

    public static byte[] File(int projects, int patentsEach)
    {
        List<IReadOnlyList<string>> p =
        [
            [
                "序号",
                "项目名称",
                "产业领域",
                "项目简介",
                "市场阶段",
                "首次上市日期",
                "联系人",
                "手机",
                "邮箱",
                "推荐单位",
            ],
        ];
        List<IReadOnlyList<string>> e =
        [
            ["项目序号", "主体名称", "主体类型", "证件类型", "证件号码", "所在地区", "上年度营业收入（万元）", "角色"],
        ];
        List<IReadOnlyList<string>> q =
        [
            [
                "项目序号",
                "专利号",
                "专利名称",
                "专利类型",
                "专利权人",
                "发明人",
                "申请日",
                "授权公告日",
                "法律状态",
                "核心专利",
            ],
        ];
        for (var n = 1; n <= projects; n++)
        {
            var (number, name) = (Text(n + 1000), $"测试{Text(n)}科技有限公司");
            p.Add([
                number,
                $"第{Text(n)}号高价值专利项目",
                Industries[n % Industries.Length],
                $"本项目第{Text(n)}号，面向产业需求，形成专利组合，解决关键工艺、材料与装备的瓶颈。"
                    + new string('述', 200),
                n % 3 == 0 ? "已上市" : "未上市",
                n % 3 == 0 ? "2024-05-01" : "",
                "张三",
                $"139{n.ToString("00000000", CultureInfo.InvariantCulture)}",
                $"p{Text(n)}@example.invalid",
                "推荐单位" + Text(n % 20),
            ]);
            e.Add([number, name, "企业", "统一社会信用代码", CreditCode(n), "江门市蓬江区", Text(n % 9000), "牵头"]);
            for (var k = 0; k < patentsEach; k++)
                q.Add([
                    number,
                    PatentNumber((n * patentsEach) + k),
                    $"一种第{Text(n)}-{Text(k)}号装置及方法",
                    "发明",
                    name,
                    "李四、王五",
                    "2021-03-04",
                    "2023-06-09",
                    "专利权维持",
                    k == 0 ? "是" : "",
                ]);
        }
        return WorkbookWriter.Write([("项目", p), ("参赛主体", e), ("专利清单", q)]);
    }

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string CreditCode(int n)
    {
        var body = "91440700MA" + n.ToString("0000000", CultureInfo.InvariantCulture);
        var sum = body.Select((c, at) => CreditLetters.IndexOf(c, StringComparison.Ordinal) * CreditWeights[at]).Sum();
        return body + CreditLetters[(31 - (sum % 31)) % 31];
    }

    private static string PatentNumber(int n)
    {
        var digits = "20211" + n.ToString("0000000", CultureInfo.InvariantCulture);
        var sum = digits.Select((c, at) => (c - '0') * (2 + (at % 8))).Sum() % 11;
        return $"ZL{digits}.{(sum == 10 ? "X" : Text(sum))}";
    }
}
