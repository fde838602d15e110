using System.Reflection;

namespace Contest.Core.Competitions;

/// <summary>The rulebooks an edition can start from (DOMAIN.md section 6); fictional names and hosts.</summary>
public static class Presets
{
    private const string Folder = "Contest.Core.Competitions.Presets.";

    /// <summary>The presets' names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["jianggao-like", "wangao-2023-like", "qingao-like", "campus-simple"];

    /// <summary>A fresh copy of a preset.</summary>
    /// <exception cref="ArgumentException">There is no preset of this name.</exception>
    public static Rulebook Get(string name)
    {
        if (!Names.Contains(name))
            throw new ArgumentException($"There is no preset '{name}'.", nameof(name));
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Folder}{name}.json")!;
        using StreamReader reader = new(stream);
        return CanonicalJson.Read<Rulebook>(reader.ReadToEnd());
    }

    /// <summary>The same rulebook with all windows moved so that registration opens on this day.</summary>
    public static Rulebook StartingOn(this Rulebook rulebook, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var shift = day.ToDateTime(TimeOnly.MinValue) - rulebook.Window(Stage.Registration).OpensAt.Date;
        return rulebook with
        {
            Year = day.Year,
            Windows =
            [
                .. rulebook.Windows.Select(w => w with { OpensAt = w.OpensAt + shift, ClosesAt = w.ClosesAt + shift }),
            ],
            FormalReview = Moved(rulebook.FormalReview, shift),
            Objections = Moved(rulebook.Objections, shift),
        };
    }

    private static Period? Moved(Period? period, TimeSpan shift) =>
        period is null ? null : new(period.OpensAt + shift, period.ClosesAt + shift);
}
