using static Contest.Web.Look.Figures.Sketch;

namespace Contest.Web.Look.Figures;

/// <summary>What moves, grips, turns and opens.</summary>
internal static class Machines
{
    public static FigureKind[] Kinds { get; } =
    [
        new("robot", "机器人 机械臂 机械手 协作 关节 robot", "装备 智能制造 机器人", Robot),
        new("gear", "齿轮 减速器 轴承 传动 变速 机床 gear", "装备 机械", Gear),
        new("clamp", "夹具 夹持 工装 夹紧 模具 刀具 clamp", "装备 机械", Clamp),
        new("tap", "水龙头 阀门 阀 卫浴 泵 喷头 管道 tap valve", "家电 家居 建材", Tap),
        new("crane", "起重 盾构 挖掘 塔机 施工 桥梁 建筑 crane", "建筑 工程", Crane),
    ];

    private static void Robot(Sketch s)
    {
        var elbow = 34 + s.Pick(12);
        (double X, double Y)[] joints = [(44, 88), (36 + s.Pick(6), elbow), (80, elbow - 8), (98, elbow + 14)];
        s.Box(26, 100, 38, 10, 2).Path("M34 100L38 88H50L54 100Z");
        for (var i = 0; i < 3; i++)
        {
            var (a, b) = (joints[i], joints[i + 1]);
            var length = Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2));
            var (nx, ny) = (-(b.Y - a.Y) / length, (b.X - a.X) / length);
            var (wa, wb) = (6.5 - (i * 1.4), 5.2 - (i * 1.4));
            s.Face(
                "f",
                (a.X + (nx * wa), a.Y + (ny * wa)),
                (b.X + (nx * wb), b.Y + (ny * wb)),
                (b.X - (nx * wb), b.Y - (ny * wb)),
                (a.X - (nx * wa), a.Y - (ny * wa))
            );
            s.Line(a.X, a.Y, b.X, b.Y, "c");
        }
        for (var i = 0; i < 4; i++)
            s.Circle(joints[i].X, joints[i].Y, 9 - (i * 1.7))
                .Circle(joints[i].X, joints[i].Y, 3 - (i * 0.4), i % 2 == 0 ? "a" : "k");
        var (x, y) = joints[3];
        s.Path(
            $"M{N(x - 3)} {N(y + 4)}L{N(x - 9)} {N(y + 14)}L{N(x - 4)} {N(y + 24)}M{N(x + 3)} {N(y + 4)}L{N(x + 8)} {N(y + 15)}L{N(x + 2)} {N(y + 24)}",
            "b2"
        );
        s.Lead(joints[1].X + 7, elbow - 2, 56, 20).Lead(84, elbow - 10, 100, 18).Lead(54, 92, 80, 98);
    }

    private static void Gear(Sketch s)
    {
        var turn = s.Pick(10) * 3;
        Wheel(s, 46, 70, 26, 14 + (2 * s.Pick(3)), turn);
        Wheel(s, 87, 46, 16, 10, turn + 9);
        s.Path("M10 70H82M46 34V108M64 46H110M87 24V68", "c");
        s.Lead(58, 90, 80, 106).Lead(98, 56, 110, 74).Lead(46, 62, 28, 28);
    }

    private static void Wheel(Sketch s, double x, double y, double r, int teeth, double turn)
    {
        var pitch = 360.0 / teeth;
        var rim = Enumerable
            .Range(0, teeth)
            .SelectMany(n => (double[])[0, 0.22, 0.5, 0.72])
            .Select((part, n) => Around(x, y, n % 4 is 1 or 2 ? r + 5 : r, turn + (((n / 4) + part) * pitch)));
        s.Face("f", [.. rim]).Circle(x, y, r - 5, "d").Circle(x, y, r * 0.38, "g").Circle(x, y, r * 0.2);
        for (var i = 0; i < 5; i++)
        {
            var (hx, hy) = Around(x, y, r * 0.6, turn + (i * 72));
            s.Circle(hx, hy, r * 0.12);
        }
        s.Box(x - 1.5, y - (r * 0.3), 3, 3, 0, "a");
    }

    private static void Clamp(Sketch s)
    {
        var gap = 14 + s.Pick(8);
        s.Box(14, 92, 92, 12, 2).Path("M20 96H100M20 100H100", "h");
        s.Path("M18 92V46H38L44 54V92Z").Path("M18 60H44M18 72H44", "h");
        var jaw = 44 + gap + 6;
        s.Path($"M{jaw} 92V54L{jaw + 6} 46H{jaw + 20}V92Z");
        s.Box(44, 62, gap + 6, 22, 1, "s").Box(50, 62, 3, 22, 0, "a");
        s.Box(jaw + 20, 64, 104 - jaw, 7).Circle(112, 67.5, 0.1, "t");
        for (var i = 0; i < (100 - jaw) / 4; i++)
            s.Line(jaw + 22 + (i * 4), 71, jaw + 24 + (i * 4), 64, "h");
        s.Box(108, 54, 5, 27, 2);
        s.Circle(31, 38, 7).Path("M31 31V45M24 38H38", "t").Path("M8 67.5H118", "c");
        s.Lead(50 + (gap / 2.0), 66, 62, 30).Lead(112, 56, 108, 36).Lead(30, 88, 16, 114);
    }

    private static void Tap(Sketch s)
    {
        var drops = 1 + s.Pick(3);
        s.Path("M42 100V56C42 36 60 32 74 38C86 43 90 52 90 62H78C78 54 74 50 68 50C60 49 56 54 56 62V100Z");
        s.Box(36, 98, 26, 6, 2).Path("M28 104H108", "t").Path("M34 108H102", "h");
        s.Path("M44 40L36 22L46 18L54 37", "f").Circle(41, 20, 5);
        s.Path("M78 66H90", "t")
            .Path("M79 64H89V70H79Z", "g")
            .Path("M49 96V60C49 48 56 42 66 43C76 44 83 50 84 62", "c");
        s.Path("M42 84H56M42 78H56", "h");
        for (var i = 0; i < drops; i++)
            s.Path($"M84 {76 + (i * 10)}c-3 4-3 6 0 6s3-2 0-6Z", i == 0 ? "a" : "f");
        s.Lead(44, 22, 64, 20).Lead(82, 50, 106, 40).Lead(54, 90, 82, 96);
    }

    private static void Crane(Sketch s)
    {
        var bays = 6 + s.Pick(2);
        s.Box(40, 40, 10, 66).Path("M34 106H56", "b2").Path("M28 110H64", "t");
        for (var i = 0; i < 6; i++)
            s.Path($"M40 {40 + (i * 11)}L50 {51 + (i * 11)}M50 {40 + (i * 11)}L40 {51 + (i * 11)}", "h");
        s.Box(20, 33, 92, 7).Path("M45 33V20L24 33M45 20L100 33", "t");
        var step = 62.0 / bays;
        for (var i = 0; i < bays; i++)
            s.Path($"M{N(50 + (i * step))} 40L{N(50 + ((i + 0.5) * step))} 33L{N(50 + ((i + 1) * step))} 40", "h");
        s.Box(18, 40, 14, 12, 1, "s").Box(50, 41, 9, 10, 1, "g");
        var x = 76 + (s.Pick(4) * 6);
        s.Box(x - 4, 40, 8, 4, 1, "a")
            .Line(x, 44, x, 74)
            .Path($"M{x - 10} 84L{x} 74L{x + 10} 84", "t")
            .Box(x - 12, 84, 24, 10);
        s.Lead(56, 50, 66, 62).Lead(x + 8, 90, 108, 104).Lead(22, 50, 12, 66);
    }
}
