using static Contest.Web.Look.Figures.Sketch;

namespace Contest.Web.Look.Figures;

/// <summary>What things are made of and the vessels they are made in.</summary>
internal static class Substances
{
    public static FigureKind[] Kinds { get; } =
    [
        new("reactor", "反应 反应釜 发酵 催化 合成 制备装置 釜 蒸馏 提取 化工 reactor", "化工 生物", Reactor),
        new(
            "membrane",
            "膜材料 过滤 净水 水处理 污水 滤芯 分离膜 环保 废水 废气 吸附 filter",
            "环保 节能 水",
            Membrane
        ),
        new("lattice", "合金 晶体 陶瓷 石墨烯 纳米 金属 钢 碳纤维 高分子 树脂 alloy", "材料", Lattice),
        new("fibre", "纤维 织物 纺织 面料 服装 textile", "纺织 材料", Fibre),
    ];

    private static void Reactor(Sketch s)
    {
        var level = 58 + (s.Pick(4) * 5);
        s.Path("M34 48C34 38 46 34 60 34S86 38 86 48V84C86 96 74 102 60 102S34 96 34 84Z");
        s.Path($"M36 {level}H84V84C84 94 73 100 60 100S36 94 36 84Z", "g")
            .Path($"M36 {level}q6-3 12 0t12 0 12 0 12 0", "t");
        s.Path("M34 50H86", "t").Box(50, 22, 20, 12, 2).Path("M54 22V16H66V22", "t").Line(60, 34, 60, 86, "b2");
        s.Path("M60 86L46 82V90Z").Path("M60 86L74 82V90Z").Path("M60 70L50 67V73Z").Path("M60 70L70 67V73Z");
        s.Path("M86 62H100V56M86 76H104M34 60H22V52", "t").Path("M97 56H103L100 50Z").Circle(106, 76, 2.4, "a");
        s.Box(56, 102, 8, 8).Path("M40 98L34 112M80 98L86 112", "t");
        for (var i = 0; i < 3; i++)
            s.Circle(44 + (i * 9) + s.Pick(5), 78 - s.Pick(14) + (i * 5), 1.6);
        s.Lead(70, 28, 90, 24).Lead(72, 86, 100, 94).Lead(34, 70, 16, 84);
    }

    private static void Membrane(Sketch s)
    {
        var tubes = 7 + s.Pick(3);
        s.Path("M40 36H84V98H40Z").Path("M40 36C40 28 84 28 84 36", "f").Path("M40 98C40 106 84 106 84 98", "f");
        s.Box(36, 36, 52, 5, 1).Box(36, 93, 52, 5, 1);
        for (var i = 0; i < tubes; i++)
        {
            var x = 43 + (i * 38.0 / tubes);
            s.Box(
                x,
                41,
                38.0 / tubes - 1.4,
                52,
                1.4,
                i == 2 ? "s"
                    : i == tubes - 2 ? "a"
                    : "f"
            );
        }
        s.Path("M62 30V18H46M62 104V114H80M84 50H102M40 84H22", "t")
            .Path("M49 15L45 18L49 21M77 111L81 114L77 117M99 47L103 50L99 53M25 81L21 84L25 87", "t");
        for (var i = 0; i < 5; i++)
            s.Circle(92 + (i % 3 * 6), 60 + (i * 7) + s.Pick(3), 1.3, i % 2 == 0 ? "k" : "f");
        s.Lead(78, 68, 104, 40).Lead(44, 60, 22, 48).Lead(86, 96, 106, 106);
    }

    private static void Lattice(Sketch s)
    {
        const double a = 24;
        var odd = s.Pick(3);
        (double, double) At(double x, double y, double z) => Iso((x - 1) * a, (y - 1) * a, ((z - 1) * a) + 1);
        for (var x = 0; x < 3; x++)
        for (var y = 0; y < 3; y++)
        for (var z = 0; z < 3; z++)
        {
            var (px, py) = At(x, y, z);
            foreach (
                var (qx, qy) in ((double, double)[])
                    [At(Math.Min(x + 1, 2), y, z), At(x, Math.Min(y + 1, 2), z), At(x, y, Math.Min(z + 1, 2))]
            )
                s.Line(px, py, qx, qy, x == 2 || y == 2 || z == 2 ? "t" : "h");
        }
        for (var x = 0; x < 3; x++)
        for (var y = 0; y < 3; y++)
        for (var z = 0; z < 3; z++)
        {
            var (px, py) = At(x, y, z);
            s.Circle(px, py, (x + y + z) % 2 == 0 ? 4 : 2.8, (x + y + z) % 3 == odd ? "a" : "f");
        }
        s.Lead(64, 16, 82, 16).Lead(103, 40, 107, 28).Lead(64, 102, 84, 112);
    }

    private static void Fibre(Sketch s)
    {
        var threads = 6 + s.Pick(2);
        var step = 76.0 / threads;
        for (var i = 0; i < threads; i++)
            s.Box(22 + (i * step), 30, step - 3, 80, 2);
        for (var j = 0; j < threads; j++)
        for (var i = 0; i < threads; i++)
        {
            if ((i + j) % 2 == 0)
                s.Box(22 + (i * step) - 2, 32 + (j * step), step + 1, step - 3, 2, (i * j) % 7 == 3 ? "a" : "g");
        }
        s.Circle(88, 38, 19).Path("M78 30C84 36 80 44 86 52M86 24C92 32 88 44 94 52M95 28C99 34 97 42 101 46", "t");
        s.Lead(98, 54, 108, 66).Lead(40, 36, 52, 18).Lead(34, 104, 18, 116);
    }
}
