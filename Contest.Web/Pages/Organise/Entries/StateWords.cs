using System.Globalization;
using Contest.Core.Registration;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>How an entry's state is said and coloured in the console.</summary>
public static class StateWords
{
    public static string Say(EntryState state) =>
        Texts.Entries.ResourceManager.GetString($"State{state}", CultureInfo.CurrentUICulture)!;

    /// <summary>The pill's kind.</summary>
    public static string Kind(EntryState state) =>
        state switch
        {
            EntryState.Submitted => "busy",
            EntryState.Returned => "warn",
            EntryState.Accepted => "ok",
            EntryState.Rejected => "error",
            _ => "plain",
        };
}
