using System.Globalization;
using System.Text.Json;
using Contest.Core.Registration.Drafts;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>The steps of a registration and their states in words.</summary>
public static class StepWords
{
    /// <summary>The steps in their order.</summary>
    public static IReadOnlyList<DraftStep> Shown { get; } = Enum.GetValues<DraftStep>();

    /// <summary>The step before or after, or null at the ends.</summary>
    public static DraftStep? Beside(DraftStep step, int by)
    {
        var at = Shown.ToList().IndexOf(step) + by;
        return at >= 0 && at < Shown.Count ? Shown[at] : null;
    }

    public static string Name(DraftStep step) =>
        Registering.ResourceManager.GetString("Step" + step, CultureInfo.CurrentUICulture)!;

    public static string Say(StepState state) =>
        Registering.ResourceManager.GetString("StepIs" + state, CultureInfo.CurrentUICulture)!;

    /// <summary>All states' words for the script.</summary>
    public static string Words =>
        JsonSerializer.Serialize(Enum.GetValues<StepState>().ToDictionary(s => s.ToString().ToLowerInvariant(), Say));
}
