using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Pool;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Say = Contest.Web.Texts.Experts;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>All that is known of one expert, and where they have served; organizers change it.</summary>
public sealed class ExpertModel(ContestDb db, CurrentEdition edition, SaveExpert save) : PageModel
{
    private const int BlankRows = 2;

    public sealed class EmployerInput
    {
        [StringLength(200)]
        public string? Name { get; set; }

        [StringLength(64)]
        public string? Identifier { get; set; }

        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }
    }

    public sealed class PatentInput
    {
        [StringLength(64)]
        public string? Number { get; set; }

        public bool IsOwner { get; set; }
    }

    public sealed class InterestInput
    {
        public InterestKind Kind { get; set; } = InterestKind.Stake;

        [StringLength(200)]
        public string? With { get; set; }

        public DateOnly? Until { get; set; }
    }

    public sealed class ExpertInput
    {
        public uint Version { get; set; }

        [Required]
        [StringLength(100)]
        public string Name { get; set; } = "";

        [StringLength(256)]
        public string? Email { get; set; }

        public Discipline Discipline { get; set; } = Discipline.IntellectualProperty;

        [StringLength(300)]
        public string? Ipc { get; set; }

        [StringLength(500)]
        public string? Fields { get; set; }

        public List<string> Languages { get; set; } = [];

        [Range(1, 100_000)]
        public int? MostDossiers { get; set; }

        public DateOnly? AvailableFrom { get; set; }

        public DateOnly? AvailableUntil { get; set; }

        public List<EmployerInput> Employments { get; set; } = [];

        public List<PatentInput> Patents { get; set; } = [];

        public List<InterestInput> Interests { get; set; } = [];
    }

    public sealed record Served(string Edition, string Employer, int Submitted, int Recused);

    [FromRoute]
    public Guid ExpertId { get; init; }

    [BindProperty]
    public ExpertInput Input { get; set; } = new();

    public CurrentEdition Edition => edition;
    public string Name { get; private set; } = "";
    public IReadOnlyList<Served> History { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public bool MayChange => User.Role() == Role.Organizer;
    public int Years => edition.Rulebook.Preliminary.ConflictYears;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (!edition.MaySee(User.Viewer(), Sight.Experts))
            return Forbid();
        if (await FindAsync(cancel) is not { } expert)
            return NotFound();
        Input = Of(expert);
        await ReadAsync(expert.Name, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        if (await FindAsync(cancel) is not { } expert)
            return NotFound();
        if (ModelState.IsValid)
        {
            var saved = await save.HandleAsync(
                new(ExpertId, Input.Version, FactsOf(Input), edition.Id, User.Actor()),
                cancel
            );
            if (saved.Value is { } answer)
            {
                TempData["done"] = string.Format(null, Say.SavedDone, answer.NewConflicts);
                return Redirect($"/organise/{edition.Slug}/jury/experts/{ExpertId}");
            }
            Refusal = saved.Refusal;
            // what was typed stays; the next try is made from what there is now
            if (Refusal?.Code == "conflict.expert_changed")
            {
                Input.Version = expert.Version;
                ModelState.Remove("Input.Version");
            }
        }
        AddBlanks(Input);
        await ReadAsync(expert.Name, cancel);
        return Page();
    }

    private Task<Expert?> FindAsync(CancellationToken cancel) =>
        db
            .Experts.AsNoTracking()
            .AsSplitQuery()
            .Include(e => e.Employments)
            .Include(e => e.Patents)
            .Include(e => e.Interests)
            .SingleOrDefaultAsync(e => e.Id == ExpertId, cancel);

    private static ExpertInput Of(Expert expert)
    {
        ExpertInput input = new()
        {
            Version = expert.Version,
            Name = expert.Name,
            Email = expert.Email,
            Discipline = expert.Discipline,
            Ipc = string.Join("、", expert.IpcClasses),
            Fields = string.Join("、", expert.Fields),
            Languages = expert.Languages,
            MostDossiers = expert.MostDossiers,
            AvailableFrom = expert.AvailableFrom,
            AvailableUntil = expert.AvailableUntil,
            Employments =
            [
                .. expert
                    .Employments.OrderBy(e => e.Until is not null)
                    .ThenByDescending(e => e.Until)
                    .ThenByDescending(e => e.From)
                    .Select(e => new EmployerInput
                    {
                        Name = e.Name,
                        Identifier = e.Identifier,
                        From = e.From,
                        Until = e.Until,
                    }),
            ],
            Patents =
            [
                .. expert
                    .Patents.OrderBy(p => p.Number, StringComparer.Ordinal)
                    .Select(p => new PatentInput { Number = p.Number, IsOwner = p.IsOwner }),
            ],
            Interests =
            [
                .. expert
                    .Interests.OrderBy(i => i.With, StringComparer.Ordinal)
                    .Select(i => new InterestInput
                    {
                        Kind = i.Kind,
                        With = i.With,
                        Until = i.Until,
                    }),
            ],
        };
        AddBlanks(input);
        return input;
    }

    private static void AddBlanks(ExpertInput input)
    {
        for (var blank = 0; blank < BlankRows; blank++)
        {
            input.Employments.Add(new());
            input.Patents.Add(new());
            input.Interests.Add(new());
        }
    }

    private static SaveExpert.Facts FactsOf(ExpertInput input) =>
        new(input.Name, input.Email, input.Discipline)
        {
            Ipc = input.Ipc ?? "",
            Fields = input.Fields ?? "",
            Languages = input.Languages,
            MostDossiers = input.MostDossiers,
            AvailableFrom = input.AvailableFrom,
            AvailableUntil = input.AvailableUntil,
            Employments =
            [
                .. input
                    .Employments.Where(e => !string.IsNullOrWhiteSpace(e.Name))
                    .Select(e => new SaveExpert.Employer(e.Name!, e.Identifier, e.From, e.Until)),
            ],
            Patents =
            [
                .. input
                    .Patents.Where(p => !string.IsNullOrWhiteSpace(p.Number))
                    .Select(p => new SaveExpert.OwnPatent(p.Number!, p.IsOwner)),
            ],
            Interests =
            [
                .. input
                    .Interests.Where(i => !string.IsNullOrWhiteSpace(i.With))
                    .Select(i => new SaveExpert.Interest(i.Kind, i.With!, i.Until)),
            ],
        };

    private async Task ReadAsync(string name, CancellationToken cancel)
    {
        Name = name;
        var served = await (
            from j in db.Judges
            join c in db.Competitions on j.CompetitionId equals c.Id
            where j.ExpertId == ExpertId
            orderby c.CreatedAt descending
            select new
            {
                c.RulebookJson,
                j.Employer,
                Submitted = db.JudgeSheets.Count(s => s.JudgeId == j.Id && s.SubmittedAt != null),
                Recused = db.JudgeSheets.Count(s => s.JudgeId == j.Id && s.RecusedAt != null),
            }
        ).ToListAsync(cancel);
        History =
        [
            .. served.Select(s => new Served(
                Infrastructure.Competitions.ParsedRulebooks.Of(s.RulebookJson).Title.ToString(),
                s.Employer,
                s.Submitted,
                s.Recused
            )),
        ];
    }
}
