using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Draw;

/// <summary>
/// Computes the running order from the frozen list, the public values and the revealed codes, once, and keeps the
/// bundle that lets anyone compute it again.
/// </summary>
public sealed class DrawRunningOrder(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Actor Actor);

    public async Task<Outcome<DrawBundle>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.WhyNoDrawActAsync(command.CompetitionId, cancel) is { } closed)
            return closed;
        var record = (await db.HoldDrawAsync(command.CompetitionId, cancel))!;
        if (DrawGates.WhyNotDraw(record) is { } refusal)
            return refusal;

        var bundle = await BundleAsync(record, cancel);
        record.Bundle = CanonicalJson.Write(bundle);
        record.BundleHash = CanonicalJson.HashText(record.Bundle);
        record.DrawnAt = now;
        await GiveSlotsAsync(command.CompetitionId, bundle, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(DrawRunningOrder),
            "draw",
            now,
            command.CompetitionId,
            after: new { record.BundleHash, bundle.Order },
            cancel: cancel
        );
        await db.TellScreensAsync(command.CompetitionId, Stage.Draw, cancel);
        await transaction.CommitAsync(cancel);
        return bundle;
    }

    private async Task<DrawBundle> BundleAsync(DrawRecord record, CancellationToken cancel)
    {
        var competition = await db.Competitions.AsNoTracking().SingleAsync(c => c.Id == record.CompetitionId, cancel);
        var rules = ParsedRulebooks.Of(competition.RulebookJson).Draw;
        var parties = rules.Parties.Select(p => record.Commitments.Single(c => c.Party == p));
        return DrawBundle.Draw(
            competition.Slug,
            CanonicalJson.Read<List<string>>(record.Labels),
            [.. parties.Select(p => new DrawParty(p.Party, p.Hash, p.Secret!))],
            CanonicalJson.Read<List<PublicValue>>(record.Values!),
            rules.KeepKinApart ? await KinAsync(record.CompetitionId, cancel) : null
        );
    }

    /// <summary>Entries with an entrant in common, by the entrant's public name.</summary>
    private async Task<List<Kinship>> KinAsync(Guid competitionId, CancellationToken cancel)
    {
        var finalists = await db
            .Entries.Where(e => db.Finalists.Any(f => f.CompetitionId == competitionId && f.EntryId == e.Id))
            .Select(e => new
            {
                e.Code,
                Names = e.Participations.OrderBy(p => p.Position).Select(p => p.Entrant.Name).ToList(),
            })
            .OrderBy(e => e.Code)
            .ToListAsync(cancel);
        var shared = finalists
            .SelectMany(f => f.Names)
            .GroupBy(n => n)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet();
        return
        [
            .. finalists
                .Select(f => new Kinship(f.Code!, [.. f.Names.Where(shared.Contains)]))
                .Where(k => k.Parties.Count > 0),
        ];
    }

    private async Task GiveSlotsAsync(Guid competitionId, DrawBundle bundle, CancellationToken cancel)
    {
        var finalists = await (
            from f in db.Finalists
            join e in db.Entries on f.EntryId equals e.Id
            where f.CompetitionId == competitionId
            select new { Finalist = f, e.Code }
        ).ToListAsync(cancel);
        foreach (var one in finalists)
            one.Finalist.Slot = bundle.Order.ToList().IndexOf(one.Code!) + 1;
    }
}
