using static Contest.Web.Look.Figures.Sketch;

namespace Contest.Web.Look.Figures;

/// <summary>What flies, floats and drives.</summary>
internal static class AirAndSea
{
    public static FigureKind[] Kinds { get; } =
    [
        new("drone", "无人机 旋翼 飞行器 航空 飞机 低空 UAV drone", "航空 低空", Drone),
        new("ship", "船舶 船 舰 海洋 海上 航运 ship vessel", "海洋 船舶", Ship),
        new("submersible", "水下 潜航 潜水 深海", "深海", Submersible),
        new("vehicle", "汽车 车辆 底盘 轮毂 车身 电动车 轨道交通 vehicle", "汽车 交通", Vehicle),
        new("satellite", "卫星 航天 星载 satellite", "航天", Satellite),
    ];

    private static void Drone(Sketch s)
    {
        var tilt = s.Pick(4) * 12;
        double[] xs = [30, 90, 30, 90];
        double[] ys = [36, 36, 92, 92];
        for (var i = 0; i < 4; i++)
        {
            var (dx, dy) = (xs[i] - 60, ys[i] - 64);
            var (nx, ny) = (-dy * 0.055, dx * 0.055);
            s.Face("f", (60 + nx, 64 + ny), (xs[i] + nx, ys[i] + ny), (xs[i] - nx, ys[i] - ny), (60 - nx, 64 - ny));
        }
        for (var i = 0; i < 4; i++)
        {
            s.Circle(xs[i], ys[i], 19, "g").Circle(xs[i], ys[i], 17.5, "d");
            for (var blade = 0; blade < 2; blade++)
            {
                var angle = tilt + (i * 37) + (blade * 180);
                var (ax, ay) = Around(xs[i], ys[i], 16, angle);
                var (bx, by) = Around(xs[i], ys[i], 14, angle + 14);
                s.Face("f", (xs[i], ys[i]), (ax, ay), (bx, by));
            }
            s.Circle(xs[i], ys[i], 3, "k");
        }
        s.Box(49, 53, 22, 22, 4).Circle(60, 64, 6).Circle(60, 64, 2.4, "a");
        s.Lead(70, 60, 104, 64).Lead(96, 106, 104, 114);
    }

    private static void Ship(Sketch s)
    {
        var stacks = 3 + s.Pick(2);
        s.Path("M12 74H108L98 94H26C18 94 14 84 12 74Z").Path("M16 82H104", "h").Path("M20 88H101", "h");
        s.Box(20, 48, 18, 26).Box(23, 52, 12, 5, 1, "g").Box(23, 61, 5, 4).Box(30, 61, 5, 4);
        s.Line(29, 48, 29, 36).Line(24, 40, 34, 40);
        for (var i = 0; i < stacks; i++)
        for (var row = 0; row < 2 + ((i + stacks) % 2); row++)
            s.Box(43 + (i * 14), 64 - (row * 10), 13, 10, 0, (i + row) % 3 == 1 ? "s" : "f");
        s.Path("M6 98q6-4 12 0t12 0 12 0 12 0 12 0 12 0 12 0 12 0 12 0", "t");
        s.Path("M16 104q6-4 12 0t12 0 12 0 12 0 12 0 12 0 12 0", "h");
        s.Lead(34, 54, 50, 34).Lead(86, 60, 104, 44).Lead(92, 86, 108, 110);
    }

    private static void Submersible(Sketch s)
    {
        s.Path("M30 46H78C98 46 106 56 106 64S98 82 78 82H30C20 82 14 74 14 64S20 46 30 46Z");
        s.Path("M78 46C86 52 86 76 78 82", "t").Circle(94, 64, 5).Circle(94, 64, 2, "a");
        s.Box(46, 34, 20, 12, 2).Line(52, 34, 52, 24).Line(52, 24, 60, 24);
        for (var i = 0; i < 3; i++)
            s.Circle(36 + (i * 15), 64, 4.5).Circle(36 + (i * 15), 64, 1.5, "k");
        s.Path("M14 64H6M6 54V74M9 57V71", "t").Path("M34 82L28 94H40L44 82", "f").Path("M62 82L66 94H78L72 82", "f");
        s.Path($"M{12 + s.Pick(4)} 108q6-3 12 0t12 0 12 0 12 0 12 0 12 0 12 0", "h");
        s.Lead(58, 36, 80, 26).Lead(94, 68, 104, 94).Lead(34, 92, 18, 104);
    }

    private static void Vehicle(Sketch s)
    {
        var cells = 5 + s.Pick(3);
        s.Path("M8 78C8 66 14 62 26 60L40 44C44 40 48 38 54 38H74C82 38 86 42 90 48L98 60C108 62 112 66 112 78Z");
        s.Path("M32 60L44 47C46 45 49 44 53 44H60V60Z", "g").Path("M65 44H73C79 44 82 47 85 51L90 60H65Z", "g");
        s.Box(38, 70, 44, 8, 1);
        for (var i = 1; i < cells; i++)
            s.Line(38 + (i * 44.0 / cells), 70, 38 + (i * 44.0 / cells), 78, "h");
        foreach (var x in (double[])[27, 93])
            s.Circle(x, 79, 12).Circle(x, 79, 8, "d").Circle(x, 79, 3, "a");
        s.Line(4, 91, 116, 91, "t").Path("M27 79H93", "c");
        s.Lead(60, 76, 60, 104).Lead(93, 71, 106, 46).Lead(50, 50, 58, 26);
    }

    private static void Satellite(Sketch s)
    {
        var lines = 3 + s.Pick(2);
        s.Face("f", (48, 52), (66, 44), (74, 52), (74, 74), (56, 82), (48, 74)).Run("t", (48, 52), (56, 60), (74, 52));
        s.Line(56, 60, 56, 82);
        s.Face("g", (6, 66), (40, 56), (40, 78), (6, 90)).Line(40, 66, 48, 64).Line(74, 58, 82, 56);
        s.Face("g", (82, 44), (114, 34), (114, 56), (82, 68));
        for (var i = 1; i < lines; i++)
        {
            var t = i / (double)lines;
            s.Line(6 + (34 * t), 66 - (10 * t), 6 + (34 * t), 90 - (12 * t), "h");
            s.Line(82 + (32 * t), 44 - (10 * t), 82 + (32 * t), 68 - (12 * t), "h");
        }
        s.Line(6, 78, 40, 67, "h").Line(82, 56, 114, 45, "h");
        s.Path("M54 90C56 82 70 78 76 84L66 98Z").Line(66, 92, 76, 104).Circle(77, 105, 1.6, "a");
        s.Lead(66, 48, 72, 26).Lead(102, 58, 108, 76).Lead(60, 92, 40, 104);
    }
}
