using System.Globalization;
using Contest.Infrastructure.Registration;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>How a task of formal review is said and coloured in the console.</summary>
public static class TaskWords
{
    public static string Say(ReviewTask task) =>
        Texts.Reviewing.ResourceManager.GetString($"Task{task}", CultureInfo.CurrentUICulture)!;

    /// <summary>The pill's kind.</summary>
    public static string Kind(ReviewTask task) =>
        task switch
        {
            ReviewTask.Decide or ReviewTask.Corrected => "busy",
            ReviewTask.SpotCheck => "plain",
            ReviewTask.DecideAgain => "error",
            _ => "warn",
        };
}
