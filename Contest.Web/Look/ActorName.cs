using Contest.Core;
using Contest.Web.Texts;

namespace Contest.Web.Look;

/// <summary>Who did something, for a reader: the product's own clock and command line have names in every language.</summary>
public static class ActorName
{
    public static string Show(string name) =>
        name == Actor.Clock.Name ? Shared.ActorClock
        : name == Actor.Console.Name ? Shared.ActorConsole
        : name;
}
