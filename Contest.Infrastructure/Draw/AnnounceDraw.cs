using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Draw;

/// <summary>Opening the draw freezes and publishes the list of finalists and the public sources, before any commitment.</summary>
public sealed class AnnounceDraw(ContestDb db) : IOnStageOpened
{
    public Stage Stage => Stage.Draw;

    public async Task AfterOpeningAsync(
        Competition competition,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        ArgumentNullException.ThrowIfNull(rulebook);
        var codes = await (
            from f in db.Finalists
            join e in db.Entries on f.EntryId equals e.Id
            where f.CompetitionId == competition.Id
            select e.Code!
        ).ToListAsync(cancel);
        var labels = Label.List(codes);
        DrawRecord record = new()
        {
            CompetitionId = competition.Id,
            Labels = CanonicalJson.Write(labels),
            LabelsHash = Label.ListHash(labels),
            Sources = CanonicalJson.Write(rulebook.Draw.Sources),
            AnnouncedAt = now,
        };
        db.DrawRecords.Add(record);
        await db.PublishNoticeAsync(
            competition.Id,
            "draw",
            new
            {
                Labels = labels,
                record.LabelsHash,
                rulebook.Draw.Sources,
                rulebook.Draw.Parties,
            },
            now,
            objectionsUntil: null,
            cancel
        );
    }
}
