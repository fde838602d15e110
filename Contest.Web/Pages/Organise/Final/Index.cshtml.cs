using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Final;
using Contest.Web.Editions;
using Contest.Web.Pages.Final;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Final;

/// <summary>The chair's console of the final: who is on stage, who has scored, and the one next step.</summary>
public sealed class IndexModel(
    ContestDb db,
    CurrentEdition edition,
    OpenStage open,
    CloseStage close,
    MoveTurn moveTurn
) : PageModel
{
    /// <summary>A judge of the project on stage; never what was given.</summary>
    public sealed record JudgeLine(string Name, bool HasSubmitted, bool IsRecused);

    public CurrentEdition Edition => edition;
    public StageRun Run => edition.Competition.Run(Stage.Final);
    public FinalShow Show { get; private set; } = null!;
    public IReadOnlyList<JudgeLine> Judges { get; private set; } = [];
    public Refusal? WhyNotOpen { get; private set; }
    public Refusal? WhyNotClose { get; private set; }
    public bool MayMove => User.Role() == Role.Organizer;
    public Refusal? Refusal { get; private set; }

    /// <summary>The turn the buttons are about: the one on stage, else the next one waiting.</summary>
    public ShowTurn? Turn => Show.OnStage ?? Show.Next;
    public int Due => Judges.Count(j => !j.IsRecused);
    public int Submitted => Judges.Count(j => j.HasSubmitted);
    public int Fewest => edition.Rulebook.Final.FewestSheets;

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    /// <summary>The part that changes while the others act.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        return Partial("_Turn", this);
    }

    public async Task<IActionResult> OnPostOpenAsync(CancellationToken cancel)
    {
        if (!MayMove)
            return Forbid();
        Refusal = (await open.HandleAsync(new(edition.Id, Stage.Final, User.Actor()), cancel)).Refusal;
        return await DoneAsync(Texts.Show.Begun, cancel);
    }

    public async Task<IActionResult> OnPostMoveAsync(Guid entryId, TurnPhase to, string code, CancellationToken cancel)
    {
        if (!MayMove)
            return Forbid();
        Refusal = await moveTurn.HandleAsync(new(edition.Id, entryId, to, User.Actor()), cancel);
        var told = Texts.Show.ResourceManager.GetString("Moved" + to, CultureInfo.CurrentUICulture) ?? "";
        return await DoneAsync(string.Format(null, told, code), cancel);
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancel)
    {
        if (!MayMove)
            return Forbid();
        Refusal = (await close.HandleAsync(new(edition.Id, Stage.Final, User.Actor()), cancel)).Refusal;
        return await DoneAsync(Texts.Show.Closed, cancel);
    }

    private async Task<IActionResult> DoneAsync(string told, CancellationToken cancel)
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect($"/organise/{edition.Slug}/final");
        }
        db.ChangeTracker.Clear();
        await edition.FindAsync(edition.Slug, cancel);
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var runs = edition.Competition.Stages;
        var items = await db.OpenItemsAsync(edition.Id, edition.Rulebook, cancel);
        WhyNotOpen = StageGates.WhyNotOpen(Stage.Final, runs, items);
        WhyNotClose = StageGates.WhyNotClose(Stage.Final, runs, items);
        var all = edition.MaySee(User.Viewer(), Sight.FinalStandings);
        Show = await FinalShow.ReadAsync(db, edition, everyScore: all, cancel);
        if (Turn is { } turn)
            Judges = await JudgesAsync(turn.EntryId, cancel);
    }

    private Task<List<JudgeLine>> JudgesAsync(Guid entryId, CancellationToken cancel) =>
        (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            where s.CompetitionId == edition.Id && s.Round == Stage.Final && s.EntryId == entryId
            orderby j.Name
            select new JudgeLine(j.Name, s.SubmittedAt != null, s.RecusedAt != null)
        ).ToListAsync(cancel);
}
