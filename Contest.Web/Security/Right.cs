using Contest.Core;

namespace Contest.Web.Security;

/// <summary>Who may ask for a route; the kinds of viewers there are.</summary>
[Flags]
public enum Who
{
    None = 0,
    Nobody = 1,
    Entrant = 2,
    Judge = 4,
    Staff = 8,
    Supervisor = 16,
    Organizer = 32,
    Reviewers = Staff | Organizer,
    Console = Staff | Supervisor | Organizer,
    SignedIn = Entrant | Judge | Console,
    Everyone = Nobody | SignedIn,
}

/// <summary>
/// One row of the table of rights: a route of the product, who may ask for it, and since which stage there is
/// something to see. A route without a row fails the test that asks every route as every role in every stage.
/// </summary>
/// <param name="Route">The route pattern exactly as mapped, e.g. <c>/{edition}/vote</c>, without a leading slash rule: with one.</param>
/// <param name="Who">Who gets an answer; nobody else: strangers are sent to sign in (401 under /api), others get 403.</param>
/// <param name="From">Before this stage has opened those who may get 404, because nothing is there yet. Null: always there.</param>
/// <param name="Answers">The statuses those who may can get; none given means 200.</param>
public sealed record Right(string Route, Who Who, Stage? From = null, params int[] Answers)
{
    /// <summary>The statuses a permitted viewer may get while it is there.</summary>
    public IReadOnlyList<int> Allowed => Answers.Length > 0 ? Answers : [StatusCodes.Status200OK];
}
