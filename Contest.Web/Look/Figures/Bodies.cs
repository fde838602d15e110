using static Contest.Web.Look.Figures.Sketch;

namespace Contest.Web.Look.Figures;

/// <summary>Medicine and living things.</summary>
internal static class Bodies
{
    public static FigureKind[] Kinds { get; } =
    [
        new("stent", "支架 血管 植入 导管 介入 医疗器械 stent catheter", "医疗 器械 健康", Stent),
        new("molecule", "化合物 分子 抗体 蛋白 多肽 药物 新药 制剂 酶 疫苗 molecule", "医药 生物 化学", Molecule),
        new("crop", "水稻 种子 种质 育种 作物 植物 农业 茶 果 种植 养殖 饲料 crop seed", "农业 食品 种业", Crop),
        new("syringe", "注射 给药 输液 针 采血 syringe", "器械", Syringe),
        new("imaging", "影像 超声 CT 核磁 磁共振 内窥镜", "影像", Imaging),
    ];

    private static void Stent(Sketch s)
    {
        var turn = 14 + s.Pick(8);
        var rows = 6;
        // a tube of lozenges, lying from lower left to upper right
        (double X, double Y) On(double along, double across)
        {
            var (ux, uy) = Around(0, 0, 1, -turn);
            return (60 + (along * ux) - (across * uy), 66 + (along * uy) + (across * ux));
        }
        s.Face("g", On(-38, -21), On(38, -21), On(38, 21), On(-38, 21));
        for (var i = 0; i <= rows; i++)
        {
            var y = -21 + (42.0 * i / rows);
            var wave = Enumerable
                .Range(0, 17)
                .Select(n => On(-38 + (76.0 * n / 16), y + (n % 2 == i % 2 ? 3.2 : -3.2)));
            s.Run("t", [.. wave.Select(p => (p.X, p.Y))]);
        }
        s.Face(
            "f",
            [.. Enumerable.Range(0, 24).Select(n => Around(0, 0, 1, n * 15)).Select(p => On(-38 + (7 * p.X), 22 * p.Y))]
        );
        s.Run(
            "t",
            [
                .. Enumerable
                    .Range(0, 13)
                    .Select(n => Around(0, 0, 1, -90 + (n * 15)))
                    .Select(p => On(38 + (7 * p.X), 22 * p.Y)),
            ]
        );
        var (a, b) = (On(-54, 0), On(54, 0));
        s.Line(a.X, a.Y, b.X, b.Y, "c");
        s.Lead(80, 42, 92, 26).Lead(48, 90, 36, 106);
    }

    private static void Molecule(Sketch s)
    {
        var turn = s.Pick(6) * 10;
        void Ring(double x, double y, bool inner)
        {
            s.Face("f", [.. Enumerable.Range(0, 6).Select(n => Around(x, y, 17, 30 + (n * 60)))]);
            if (inner)
                s.Circle(x, y, 10, "d");
        }
        Ring(44, 58, true);
        Ring(73.4, 58, turn > 20);
        Ring(58.7, 83.5, turn <= 20);
        void Arm(double x, double y, double angle, double length, string end)
        {
            var (tx, ty) = Around(x, y, length, angle);
            s.Line(x, y, tx, ty).Circle(tx, ty, end == "a" ? 3.6 : 4.6, end);
        }
        Arm(44, 41, -100 + (turn / 4.0), 12, "f");
        Arm(29.3, 66.5, 150, 14, "a");
        Arm(88.1, 49.5, -30, 14, "f");
        Arm(88.1, 66.5, 30, 14, "k");
        Arm(58.7, 100.5, 90, 9, "f");
        s.Lead(74, 52, 84, 26).Lead(96, 70, 104, 90).Lead(50, 92, 30, 104);
    }

    private static void Crop(Sketch s)
    {
        var leaves = 3 + s.Pick(2);
        s.Path("M60 104C60 80 60 50 64 26", "t").Path("M62 104C62 80 62 50 66 27", "t");
        for (var i = 0; i < leaves; i++)
        {
            var y = 92 - (i * 15);
            var (side, x) = i % 2 == 0 ? (1, 62) : (-1, 60);
            s.Path(
                $"M{x} {y}C{x + (side * 14)} {y - 18} {x + (side * 30)} {y - 18} {x + (side * 40)} {y - 8}C{x + (side * 26)} {y - 10} {x + (side * 12)} {y - 4} {x} {y}Z"
            );
            s.Path($"M{x} {y}C{x + (side * 14)} {y - 11} {x + (side * 28)} {y - 13} {x + (side * 40)} {y - 8}", "h");
        }
        for (var i = 0; i < 5; i++)
            s.Oval(60 + (i % 2 * 9), 40 - (i * 5), 3.4, 5.4, i == 2 ? "s" : "f");
        s.Path("M14 104H106", "t").Path("M62 104C56 110 48 110 42 116M62 104C66 110 74 110 80 116M62 104V116", "h");
        s.Lead(70, 24, 88, 18).Lead(94, 78, 104, 92).Lead(48, 112, 26, 112);
    }

    private static void Syringe(Sketch s)
    {
        var fill = 14 + (s.Pick(4) * 6);
        (double X, double Y) On(double along, double across) =>
            (60 + ((along - across) * 0.707), 62 - ((along + across) * 0.707));
        s.Face("f", On(-34, -11), On(22, -11), On(22, 11), On(-34, 11));
        s.Face("s", On(22 - fill, -11), On(22, -11), On(22, 11), On(22 - fill, 11));
        s.Face("k", On(18 - fill, -11), On(22 - fill, -11), On(22 - fill, 11), On(18 - fill, 11));
        s.Face("f", On(-46, -3), On(18 - fill, -3), On(18 - fill, 3), On(-46, 3));
        s.Face("f", On(-50, -12), On(-46, -12), On(-46, 12), On(-50, 12));
        s.Face("f", On(-36, -18), On(-33, -18), On(-33, 18), On(-36, 18));
        s.Face("f", On(22, -5), On(30, -3), On(30, 3), On(22, 5));
        var (tip, base2) = (On(58, 0), On(30, 0));
        s.Line(base2.X, base2.Y, tip.X, tip.Y).Circle(tip.X + 2, tip.Y + 9, 2, "a");
        for (var i = 0; i < 7; i++)
        {
            var (p, q) = (On(18 - (i * 6), -11), On(18 - (i * 6), i % 2 == 0 ? -5 : -8));
            s.Line(p.X, p.Y, q.X, q.Y, "h");
        }
        s.Lead(76, 62, 98, 72).Lead(44, 88, 64, 104).Lead(92, 30, 74, 18);
    }

    private static void Imaging(Sketch s)
    {
        var beams = 5 + s.Pick(3);
        s.Box(24, 30, 72, 70, 12).Circle(60, 64, 27, "g").Circle(60, 64, 22);
        s.Circle(60, 64, 30, "d");
        for (var i = 0; i < beams; i++)
        {
            var (x, y) = Around(60, 64, 21, 240 + (i * 60.0 / (beams - 1)));
            s.Line(60, 84, x, y, "h");
        }
        s.Path("M40 72H80L84 78H36Z").Box(26, 78, 68, 5, 2).Oval(60, 67, 13, 5).Circle(60, 84, 2.6, "a");
        s.Box(44, 100, 32, 6, 1);
        s.Lead(84, 50, 104, 36).Lead(70, 67, 106, 68).Lead(30, 80, 14, 98);
    }
}
