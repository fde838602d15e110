using static Contest.Web.Look.Figures.Sketch;

namespace Contest.Web.Look.Figures;

/// <summary>What computes, sends, senses and shows.</summary>
internal static class Electronics
{
    public static FigureKind[] Kinds { get; } =
    [
        new("chip", "芯片 半导体 集成电路 晶圆 封装 处理器 存储器 chip", "半导体 集成电路", Chip),
        new("antenna", "天线 通信 雷达 基站 毫米波 射频 电磁 antenna", "信息 通信", Antenna),
        new("optics", "光学 激光 镜头 透镜 成像 摄像 显微 光纤 optical lens", "光电", Optics),
        new("sensor", "传感器 传感 探头 检测电路 感知 sensor", "信息 物联网", Sensor),
        new("display", "显示 屏幕 显示屏 面板 OLED 触控", "显示 家电", Display),
        new("spectrum", "检测仪 图谱 质谱 光谱 分析仪 检测 鉴别 测量 计量 监测", "仪器 检测", Spectrum),
        new(
            "flow",
            "软件 算法 数据 模型 平台 区块链 人工智能 大模型 云计算 网络安全 software",
            "信息 软件 人工智能",
            Flow
        ),
    ];

    private static void Chip(Sketch s)
    {
        var pins = 6 + s.Pick(3);
        var step = 52.0 / pins;
        for (var i = 0; i < pins; i++)
        {
            var at = 38 + (step * i) + (step / 2) - 2;
            s.Box(24, at, 10, 4).Box(90, at, 10, 4).Box(at - 4, 28, 4, 10).Box(at - 4, 94, 4, 10);
        }
        s.Box(32, 36, 60, 60, 3).Box(38, 42, 48, 48, 2, "d").Circle(39, 89, 2.4, "k");
        s.Box(49, 53, 26, 26, 1, "g");
        for (var i = 0; i < 4; i++)
        for (var j = 0; j < 4; j++)
            s.Box(51.5 + (i * 5.5), 55.5 + (j * 5.5), 4.5, 4.5, 0, s.Pick(5) == 0 ? "a" : "f");
        s.Path("M75 58H86M75 66H86M75 74H86M49 62H38M49 70H38M56 53V42M68 79V90", "t");
        s.Lead(72, 56, 108, 22).Lead(98, 84, 112, 98).Lead(40, 90, 14, 112);
    }

    private static void Antenna(Sketch s)
    {
        var waves = 3 + s.Pick(2);
        s.Path("M30 34C20 62 36 92 66 94Z").Path("M30 34C36 58 46 78 66 94", "t").Path("M28 46C36 62 42 72 56 93", "h");
        s.Line(42, 70, 72, 50).Circle(73, 49, 3, "a").Line(33, 46, 73, 49, "h").Line(60, 90, 73, 49, "h");
        s.Path("M42 86L34 110H62L50 92").Path("M28 110H70", "t").Line(40, 98, 56, 98, "h");
        for (var i = 0; i < waves; i++)
        {
            var r = 12 + (i * 8);
            var (a, b) = (Around(73, 49, r, -72), Around(73, 49, r, 8));
            s.Path($"M{N(a.X)} {N(a.Y)}A{r} {r} 0 0 1 {N(b.X)} {N(b.Y)}", i % 2 == 0 ? "t" : "d");
        }
        s.Lead(75, 51, 92, 72).Lead(56, 86, 84, 92).Lead(56, 104, 78, 110);
    }

    private static void Optics(Sketch s)
    {
        var lenses = 2 + s.Pick(2);
        s.Path("M6 66H114", "c");
        double[] xs = lenses == 2 ? [36, 72] : [30, 54, 78];
        for (var i = 0; i < lenses; i++)
        {
            var (x, h) = (xs[i], 28 - (i * 5.0));
            s.Path(
                i % 2 == 0
                    ? $"M{x} {66 - h}Q{x + 10} 66 {x} {66 + h}Q{x - 10} 66 {x} {66 - h}Z"
                    : $"M{x - 5} {66 - h}H{x + 5}Q{x - 1} 66 {x + 5} {66 + h}H{x - 5}Q{x + 1} 66 {x - 5} {66 + h}Z",
                i == 0 ? "g" : "f"
            );
        }
        foreach (var dy in (double[])[-16, 0, 16])
            s.Run("b", (8, 66 + dy), (xs[0], 66 + dy), (xs[^1], 66 + (dy * 0.5)), (104, 66));
        s.Box(18, 34, xs[^1] - 4, 64, 3, "o").Box(100, 50, 8, 32, 1).Line(102, 50, 102, 82, "h");
        s.Lead(xs[0], 42, 50, 24).Lead(xs[^1], 80, 84, 108).Lead(106, 54, 110, 34);
    }

    private static void Sensor(Sketch s)
    {
        var fingers = 5 + s.Pick(3);
        s.Box(28, 34, 64, 56, 4).Box(34, 40, 52, 34, 2, "g");
        for (var i = 0; i < fingers; i++)
        {
            var x = 37 + (i * 46.0 / fingers);
            s.Box(x, i % 2 == 0 ? 43 : 47, 46.0 / fingers - 1.6, 24, 0, i == fingers / 2 ? "a" : "f");
        }
        s.Path("M34 43H86M34 71H86", "t").Box(36, 79, 14, 7).Box(54, 79, 14, 7).Box(72, 79, 12, 7);
        foreach (var x in (double[])[43, 61, 78])
            s.Path($"M{x - 2} 90V104L{x} 110L{x + 2} 104V90", "f");
        s.Path("M60 30q-6-4 0-8t0-8M72 30q-6-4 0-8t0-8", "t");
        s.Lead(80, 56, 104, 44).Lead(46, 82, 16, 98).Lead(80, 106, 98, 112);
    }

    private static void Display(Sketch s)
    {
        const double w = 34;
        var layers = 3 + s.Pick(2);
        for (var i = layers - 1; i >= 0; i--)
        {
            var (dx, dy) = (i * 9.0, -i * 7.0);
            s.Face(
                i == 1 ? "s" : "f",
                (16 + dx, 56 + dy),
                (16 + w + 20 + dx, 46 + dy),
                (16 + w + 20 + dx, 92 + dy),
                (16 + dx, 104 + dy)
            );
        }
        s.Face("g", (20, 60), (66, 51.5), (66, 88), (20, 98));
        for (var i = 1; i < 5; i++)
            s.Line(20 + (i * 9.2), 60 - (i * 1.7), 20 + (i * 9.2), 98 - (i * 2), "h")
                .Line(20, 60 + (i * 7.6), 66, 51.5 + (i * 7.3), "h");
        s.Face("a", (38.4, 71.5), (47.6, 69.8), (47.6, 77), (38.4, 78.9));
        s.Lead(60, 84, 82, 104).Lead(76, 60, 104, 66).Lead(92, 36, 106, 26);
    }

    private static void Spectrum(Sketch s)
    {
        s.Path("M22 26V100H112", "t").Path("M22 44H18M22 62H18M22 80H18", "t");
        List<(double X, double Y)> hull = [];
        for (var i = 0; i < 14; i++)
        {
            var x = 28 + (i * 6.0);
            var near = Math.Exp(-Math.Pow((i - 5) / 2.2, 2)) + (0.75 * Math.Exp(-Math.Pow((i - 10) / 2.0, 2)));
            var height = (near * 46) + 4 + s.Pick(9);
            s.Line(x, 100, x, 100 - height, i is 5 or 10 ? "b" : "t");
            hull.Add((x, 96 - (near * 54)));
        }
        var curve =
            $"M{N(hull[0].X)} {N(hull[0].Y)}"
            + string.Concat(
                hull.Zip(hull.Skip(1))
                    .Select(p =>
                        $"Q{N(p.First.X)} {N(p.First.Y)} {N((p.First.X + p.Second.X) / 2)} {N((p.First.Y + p.Second.Y) / 2)}"
                    )
            );
        s.Path(curve, "d").Path("M40 100V103M58 100V103M76 100V103M94 100V103", "t");
        s.Lead(59, 42, 70, 30).Lead(90, 56, 102, 44).Lead(34, 94, 30, 112);
    }

    private static void Flow(Sketch s)
    {
        s.Box(46, 22, 30, 13, 6).Face("f", (61, 43), (80, 55), (61, 67), (42, 55));
        s.Box(14, 78, 34, 15, 1)
            .Box(74, 78, 34, 15, 1, "g")
            .Oval(61, 104, 16, 4)
            .Path("M45 104V112C45 117 77 117 77 112V104", "f");
        s.Path("M61 35V43M42 55H31V78M80 55H91V78M31 93V108H45M91 93V108H77", "t");
        s.Path("M59 40L61 43L63 40M29 75L31 78L33 75M89 75L91 78L93 75M42 106L45 108L42 110M80 106L77 108L80 110", "t");
        s.Circle(61, 55, 2.4, "a");
        var lines = 2 + s.Pick(2);
        for (var i = 0; i < lines; i++)
            s.Line(18, 82 + (i * 4), 42 - (s.Pick(3) * 5), 82 + (i * 4), "h")
                .Line(78, 82 + (i * 4), 104 - (s.Pick(3) * 5), 82 + (i * 4), "h");
        s.Lead(76, 28, 94, 24).Lead(80, 55, 100, 44).Lead(20, 93, 14, 108);
    }
}
