using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Judges' doubts whether an entry may take part, the open ones first, and the organizers' answers.</summary>
public sealed class QuestionsModel(ContestDb db, CurrentEdition edition, AnswerEligibility answer) : PageModel
{
    public sealed record Line(
        EligibilityQuestion Question,
        Guid EntryId,
        string Code,
        string Title,
        string Judge,
        int Number
    )
    {
        /// <summary>What the judge calls the entry; null where it is the code.</summary>
        public string? Blind { get; init; }
    }

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public bool MayAnswer => User.Role() == Role.Organizer;

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(Guid questionId, string? reply, CancellationToken cancel)
    {
        if (!MayAnswer)
            return Forbid();
        Refusal = await answer.HandleAsync(new(edition.Id, questionId, reply ?? "", User.Actor()), cancel);
        if (Refusal is null)
        {
            TempData["done"] = Texts.Jury.AnswerSaved;
            return Redirect($"/organise/{edition.Slug}/jury/questions");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        Lines = await (
            from q in db.EligibilityQuestions.AsNoTracking()
            join s in db.JudgeSheets on q.SheetId equals s.Id
            join j in db.Judges on s.JudgeId equals j.Id
            join e in db.Entries on s.EntryId equals e.Id
            where q.CompetitionId == edition.Id
            orderby q.AnsweredAt != null, q.AskedAt
            select new Line(q, e.Id, e.Code ?? "", e.Title, j.Name, e.Number)
        ).ToListAsync(cancel);
        Lines = [.. Lines.Select(l => l with { Blind = edition.BlindNumberOf(l.Number) })];
    }
}
