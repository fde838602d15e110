using System.Globalization;
using System.Text.RegularExpressions;

namespace Contest.Tests.Support;

/// <summary>A colour as the screen mixes it: red, green, blue and opacity from 0 to 1.</summary>
public sealed partial record Colour(double Red, double Green, double Blue, double Alpha = 1)
{
    /// <summary>Every colour written in a value: #rgb, #rrggbb, rgb(), rgba(), white, black.</summary>
    public static IEnumerable<Colour> In(string value) => Written().Matches(value).Select(m => Of(m.Value));

    public static Colour Of(string text) =>
        text switch
        {
            "white" => new(1, 1, 1),
            "black" => new(0, 0, 0),
            ['#', var r, var g, var b] => Of($"#{r}{r}{g}{g}{b}{b}"),
            ['#', _, _, _, _, _, _] => new(Hex(text, 1), Hex(text, 3), Hex(text, 5)),
            _ => Function(text),
        };

    /// <summary>What is seen when this colour lies over an opaque one.</summary>
    public Colour Over(Colour ground) => new(Mix(Red, ground.Red), Mix(Green, ground.Green), Mix(Blue, ground.Blue));

    /// <summary>Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").</summary>
    public double Against(Colour other)
    {
        var (mine, theirs) = (Luminance, other.Luminance);
        return (Math.Max(mine, theirs) + 0.05) / (Math.Min(mine, theirs) + 0.05);
    }

    /// <summary>Strength of colour, 0 (a grey) to 1.</summary>
    public double Chroma => Math.Max(Red, Math.Max(Green, Blue)) - Math.Min(Red, Math.Min(Green, Blue));

    /// <summary>Angle on the colour circle: 0 red, 120 green, 240 blue; a grey has none and says 0.</summary>
    public double Hue
    {
        get
        {
            if (Chroma == 0)
                return 0;
            var most = Math.Max(Red, Math.Max(Green, Blue));
            var sixth =
                most == Red ? (Green - Blue) / Chroma
                : most == Green ? 2 + (Blue - Red) / Chroma
                : 4 + (Red - Green) / Chroma;
            return (sixth * 60 + 360) % 360;
        }
    }

    private double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

    private double Mix(double mine, double ground) => mine * Alpha + ground * (1 - Alpha);

    private static double Hex(string text, int at) =>
        int.Parse(text.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;

    private static Colour Function(string text)
    {
        var parts = Number().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).ToList();
        return new(parts[0] / 255, parts[1] / 255, parts[2] / 255, parts.Count > 3 ? parts[3] : 1);
    }

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)|\bwhite\b|\bblack\b")]
    private static partial Regex Written();

    [GeneratedRegex(@"\d*\.?\d+")]
    private static partial Regex Number();
}
