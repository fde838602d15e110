using System.Text.Json;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Edition;

/// <summary>One notice: its facts as sentences and lists, and the facts themselves with their fingerprint.</summary>
[PublicPage]
public sealed class NoticeModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public sealed record Line(string Code, string Title, string Entrant, string? Group);

    /// <summary>A fingerprint the notice names, and what of.</summary>
    public sealed record Mark(string Name, string Hash);

    public CurrentEdition Edition => edition;
    public Notice Notice { get; private set; } = null!;

    /// <summary>The projects the notice names, in its order.</summary>
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<Mark> Marks { get; private set; } = [];

    /// <summary>What the notice says, or null for a kind this version does not know: its facts are shown all the same.</summary>
    public string? Sentence { get; private set; }

    /// <summary>Why, where the notice gives a reason; typed by a person.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Where its subject stands, and what the link says.</summary>
    public (string Label, string Href)? Subject { get; private set; }

    public async Task<IActionResult> OnGetAsync(int notice, CancellationToken cancel)
    {
        if (!Glance.MaySee(User.Viewer(), edition))
            return NotFound();
        var found = await db
            .Notices.AsNoTracking()
            .SingleOrDefaultAsync(n => n.CompetitionId == edition.Id && n.Number == notice, cancel);
        if (found is null)
            return NotFound();
        Notice = found;
        using var facts = JsonDocument.Parse(found.Facts);
        Read(facts);
        Lines = await LinesAsync(NoticeWords.Codes(facts), cancel);
        return Page();
    }

    private void Read(JsonDocument facts)
    {
        string Fact(string name) => NoticeWords.Text(facts, name);
        Reason = Fact("reason");
        Sentence = NoticeWords.Sentence(Notice.Kind, Fact("days"));
        Subject = Notice.Kind switch
        {
            "rulebook" => (Texts.Edition.SeeChange, $"/{edition.Slug}/rulebook#change-{Fact("change")}"),
            "draw" => (Texts.Edition.CheckDraw, $"/{edition.Slug}/draw"),
            "result" => (Texts.Edition.SeeResults, $"/{edition.Slug}/results"),
            _ => null,
        };
        Mark[] marks =
        [
            new(Texts.Edition.BeforeHash, Fact("before")),
            new(Texts.Edition.AfterHash, Fact("after")),
            new(Texts.Edition.StandingsHash, Fact("standingsHash")),
            new(Texts.Edition.LedgerRoot, Fact("ledgerRoot")),
            new(Texts.Edition.LedgerSize, Fact("ledgerSize")),
            new(Texts.Edition.LedgerFingerprint, Fact("ledgerFingerprint")),
            new(Texts.Edition.LabelsHash, Fact("labelsHash")),
            new(Texts.Edition.ResultHash, Fact("hash")),
            new(Texts.Edition.NoticeHash, Notice.Hash),
        ];
        Marks = [.. marks.Where(m => m.Hash.Length > 0)];
    }

    private async Task<IReadOnlyList<Line>> LinesAsync(IReadOnlyList<string> codes, CancellationToken cancel)
    {
        if (codes.Count == 0)
            return [];
        var found = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted)
            .Where(e => codes.Contains(e.Code!))
            .Select(e => new Line(
                e.Code!,
                e.Title,
                e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Name).First(),
                e.Group
            ))
            .ToDictionaryAsync(l => l.Code, cancel);
        return [.. codes.Select(code => found.GetValueOrDefault(code) ?? new Line(code, "", "", null))];
    }
}
