using static Contest.Web.Look.Figures.Sketch;

namespace Contest.Web.Look.Figures;

/// <summary>What makes, stores and carries energy.</summary>
internal static class Power
{
    public static FigureKind[] Kinds { get; } =
    [
        new("battery", "电池 储能 锂电 电芯 电解 充电 battery", "新能源 储能", Battery),
        new("solar", "太阳能电池 太阳能 光伏 钙钛矿 叠层 涂层 镀层 薄膜 复合材料 板材 solar", "新能源 材料", Layers),
        new("wind", "风电 风力 风机 叶片 wind", "新能源 风电", Wind),
        new("motor", "电机 马达 定子 转子 电动机 发电机 motor", "装备 家电", Motor),
        new("transformer", "变压器 线圈 电感 绕组 互感器 电网 transformer", "电力 电网", Transformer),
        new("heatpump", "热泵 空调 制冷 换热 冷却 压缩机 散热", "节能 家电", HeatPump),
    ];

    private static void Battery(Sketch s)
    {
        var (columns, rows) = s.Pick(2) == 0 ? (3, 4) : (4, 3);
        var (w, h) = (13.0, 24 + s.Pick(3));
        var (x0, y0) = (-columns * w / 2, -rows * w / 2);
        double Foot = -18;
        s.Face(
            "f",
            Iso(x0 - 4, y0 - 4, Foot),
            Iso(-x0 + 4, y0 - 4, Foot),
            Iso(-x0 + 4, -y0 + 4, Foot),
            Iso(x0 - 4, -y0 + 4, Foot)
        );
        s.Face(
            "g",
            Iso(x0 - 4, -y0 + 4, Foot),
            Iso(-x0 + 4, -y0 + 4, Foot),
            Iso(-x0 + 4, -y0 + 4, Foot - 4),
            Iso(x0 - 4, -y0 + 4, Foot - 4)
        );
        s.Face(
            "g",
            Iso(-x0 + 4, y0 - 4, Foot),
            Iso(-x0 + 4, -y0 + 4, Foot),
            Iso(-x0 + 4, -y0 + 4, Foot - 4),
            Iso(-x0 + 4, y0 - 4, Foot - 4)
        );
        for (var i = 0; i < columns; i++)
        for (var j = 0; j < rows; j++)
            Cell(s, x0 + (i * w) + 1, y0 + (j * w) + 1, w - 2, h, Foot);
        s.Lead(46, 52, 22, 40).Lead(86, 60, 104, 48).Lead(36, 92, 20, 104);
    }

    private static void Cell(Sketch s, double x, double y, double w, double h, double foot)
    {
        s.Face("g", Iso(x, y + w, foot), Iso(x + w, y + w, foot), Iso(x + w, y + w, foot + h), Iso(x, y + w, foot + h));
        s.Face("f", Iso(x + w, y, foot), Iso(x + w, y + w, foot), Iso(x + w, y + w, foot + h), Iso(x + w, y, foot + h));
        s.Face("f", Iso(x, y, foot + h), Iso(x + w, y, foot + h), Iso(x + w, y + w, foot + h), Iso(x, y + w, foot + h));
        var (cx, cy) = Iso(x + (w / 2), y + (w / 2), foot + h);
        s.Oval(cx, cy, 3, 1.7, "a");
    }

    private static void Layers(Sketch s)
    {
        var layers = 5 + s.Pick(2);
        var accent = 1 + s.Pick(layers - 2);
        const double r = 27;
        for (var i = 0; i < layers; i++)
        {
            var z = -28 + (i * 9.5);
            var style =
                i == accent ? "a"
                : i == layers - 1 ? "f"
                : "g";
            s.Face(style, Iso(-r, r, z), Iso(r, r, z), Iso(r, r, z + 5), Iso(-r, r, z + 5));
            s.Face(style, Iso(r, -r, z), Iso(r, r, z), Iso(r, r, z + 5), Iso(r, -r, z + 5));
            s.Face(i == accent ? "a" : "f", Iso(-r, -r, z + 5), Iso(r, -r, z + 5), Iso(r, r, z + 5), Iso(-r, r, z + 5));
        }
        var top = -28 + ((layers - 1) * 9.5) + 5;
        for (var i = 1; i < 6; i++)
        {
            var y = -r + (i * r / 3);
            var (a, b) = (Iso(-r + 3, y, top), Iso(r - 3, y, top));
            s.Line(a.X, a.Y, b.X, b.Y, "h");
        }
        s.Lead(26, 62, 12, 50).Lead(94, 76, 108, 66).Lead(90, 90, 106, 96);
    }

    private static void Wind(Sketch s)
    {
        var turn = s.Pick(8) * 15;
        s.Path("M57.6 56L55 110H65L62.4 56Z").Path("M40 110H80", "t").Path("M34 114H86", "h");
        s.Box(56, 44, 20, 9, 3).Circle(60, 48, 42, "d");
        for (var i = 0; i < 3; i++)
        {
            var angle = turn + (i * 120);
            var (tx, ty) = Around(60, 48, 41, angle);
            var (mx, my) = Around(60, 48, 14, angle + 18);
            var (nx, ny) = Around(60, 48, 5, angle - 60);
            s.Face("f", (60, 48), (mx, my), (tx, ty), (nx, ny)).Line(60, 48, tx, ty, "h");
        }
        s.Circle(60, 48, 5).Circle(60, 48, 1.8, "a");
        s.Lead(73, 50, 98, 66).Lead(62, 88, 86, 96);
    }

    private static void Motor(Sketch s)
    {
        var slots = 9 + (s.Pick(3) * 3);
        var poles = 6 + (s.Pick(2) * 2);
        s.Circle(60, 64, 42).Circle(60, 64, 38, "g").Circle(60, 64, 24);
        for (var i = 0; i < slots; i++)
        {
            var angle = i * 360.0 / slots;
            var (half, deep) = (120.0 / slots, 34);
            var (a, b) = (Around(60, 64, 24, angle - half), Around(60, 64, deep, angle - half));
            var (c, d) = (Around(60, 64, deep, angle + half), Around(60, 64, 24, angle + half));
            s.Face(i % 3 == 0 ? "s" : "f", a, b, c, d);
        }
        s.Circle(60, 64, 21.5);
        for (var i = 0; i < poles; i++)
        {
            var angle = i * 360.0 / poles;
            var (a, b) = (Around(60, 64, 19.5, angle - 16), Around(60, 64, 19.5, angle + 16));
            s.Line(a.X, a.Y, b.X, b.Y, "b");
        }
        s.Circle(60, 64, 8).Circle(60, 64, 3, "a").Path("M10 64H110M60 14V114", "c");
        s.Lead(90, 40, 106, 26).Lead(70, 74, 104, 104).Lead(34, 92, 18, 106);
    }

    private static void Transformer(Sketch s)
    {
        var turns = 6 + s.Pick(3);
        s.Box(16, 34, 88, 64).Box(30, 48, 24, 36, 0, "p").Box(66, 48, 24, 36, 0, "p");
        s.Path("M16 34L24 26H112V90L104 98M104 34L112 26", "t");
        s.Path("M20 38H100M20 41H100M20 94H100M20 91H100", "h");
        for (var i = 0; i < turns; i++)
        {
            var y = 50 + (i * 32.0 / turns);
            s.Box(25, y, 34, 32.0 / turns - 0.8, 1.6, i == 2 ? "s" : "f");
            s.Box(62, y, 32, 32.0 / turns - 0.8, 1.6, i == turns - 2 ? "a" : "f");
        }
        s.Path("M25 52H8M25 80H8M94 52H116M94 80H116", "t").Circle(7, 52, 1.8).Circle(7, 80, 1.8);
        s.Lead(42, 82, 36, 110).Lead(80, 82, 90, 110).Lead(100, 36, 86, 16);
    }

    private static void HeatPump(Sketch s)
    {
        var loops = 4 + s.Pick(2);
        s.Box(12, 34, 58, 66, 4).Circle(41, 67, 24, "g").Circle(41, 67, 20, "d");
        var turn = s.Pick(6) * 12;
        for (var i = 0; i < 5; i++)
        {
            var angle = turn + (i * 72);
            var (a, b) = (Around(41, 67, 19, angle), Around(41, 67, 17, angle + 38));
            s.Path($"M41 67Q{N(a.X)} {N(a.Y)} {N(b.X)} {N(b.Y)}L41 67Z");
        }
        s.Circle(41, 67, 4, "k").Path("M16 96H66", "h");
        var coil = string.Concat(Enumerable.Repeat("h18a4 4 0 0 1 0 8h-18a4 4 0 0 0 0 8", loops - 3));
        s.Path($"M70 42H80{coil}h18V90", "w").Path("M70 100H86", "w");
        s.Path("M86 90V107C86 112 106 112 106 107V90").Oval(96, 90, 10, 4).Circle(96, 100, 3, "a");
        s.Lead(54, 52, 62, 24).Lead(99, 46, 106, 30).Lead(90, 108, 76, 116);
    }
}
