using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Two people record whom a lot drawn in front of witnesses has chosen among entries level on the line: exactly as many
/// as there are places, and none but those level. The lot itself is drawn in the room; this keeps what came of it.
/// </summary>
public sealed class RecordLot(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    private const int LongestText = 500;

    /// <param name="Chosen">Codes of the entries the lot has chosen.</param>
    /// <param name="DrawnAt">When it was drawn.</param>
    public sealed record Command(
        Guid CompetitionId,
        string Group,
        IReadOnlyList<string> Chosen,
        string Witnesses,
        string Reason,
        DateTimeOffset DrawnAt,
        Actor Actor
    );

    /// <summary>What the second person is shown, and approves.</summary>
    public sealed record Lot(
        string Group,
        string StandingsHash,
        IReadOnlyList<string> Level,
        int PlacesLeft,
        IReadOnlyList<string> Chosen,
        string Witnesses,
        string Reason,
        DateTimeOffset DrawnAt
    );

    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        if ((WhyNot(command.Witnesses) ?? WhyNot(command.Reason)) is { } missing)
            return missing;
        Lot asked = new(
            command.Group,
            "",
            [],
            0,
            [.. command.Chosen.Order(StringComparer.Ordinal)],
            command.Witnesses.Trim(),
            command.Reason.Trim(),
            command.DrawnAt.ToUniversalTime()
        );
        var shown = await ShownAsync(command.CompetitionId, asked, now, cancel);
        if (shown.Refusal is { } refusal)
            return refusal;
        var approval = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(RecordLot),
            CanonicalJson.Write(shown.Value!),
            command.Actor,
            now,
            cancel,
            command.Group
        );
        if (approval.Refusal is null)
            await transaction.CommitAsync(cancel);
        return approval;
    }

    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var shown = await ShownAsync(approval.CompetitionId, Read(approval), clock.GetUtcNow(), cancel);
        return shown.Refusal is { } refusal ? refusal : CanonicalJson.Write(shown.Value!);
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        var lot = Read(approval);
        await db.HoldStageAsync(approval.CompetitionId, Stage.Preliminary, cancel);
        var shown = await ShowAsync(approval, cancel);
        if (shown.Refusal is { } refusal)
            return refusal;
        if (shown.Value != approval.Shown)
            return new("approval.changed");
        var ids = await db
            .Entries.Where(e => e.CompetitionId == approval.CompetitionId && lot.Chosen.Contains(e.Code!))
            .Select(e => e.Id)
            .ToListAsync(cancel);
        db.LineLots.Add(
            new()
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = approval.CompetitionId,
                Group = lot.Group,
                StandingsHash = lot.StandingsHash,
                Chosen = ids,
                Witnesses = lot.Witnesses,
                Reason = lot.Reason,
                DrawnAt = lot.DrawnAt,
                RecordedAt = now,
                ApprovalId = approval.Id,
            }
        );
        await db.RecordAsync(
            new(approval.RequestedBy, approval.RequestedByName, Role.Organizer),
            nameof(RecordLot),
            "preliminary",
            now,
            approval.CompetitionId,
            after: lot,
            cancel: cancel
        );
        return null;
    }

    private async Task<Outcome<Lot>> ShownAsync(Guid edition, Lot asked, DateTimeOffset now, CancellationToken cancel)
    {
        var run = await db
            .StageRuns.AsNoTracking()
            .SingleAsync(r => r.CompetitionId == edition && r.Stage == Stage.Preliminary, cancel);
        var sheet = await db.StandingsOfAsync(edition, Stage.Preliminary, cancel);
        if (run.ClosedAt is not { } closed || sheet is null)
            return new Refusal("standing.not_closed");
        if (run.ConfirmedAt is not null)
            return new Refusal("standing.confirmed");
        if (asked.DrawnAt < closed || asked.DrawnAt > now)
            return new Refusal("standing.lot_moment");
        var groups = await db.AdvancementAsync(sheet, await db.RulebookOfAsync(edition, cancel), cancel);
        if (groups.SingleOrDefault(g => g.Group == asked.Group) is not { } group)
            return new Refusal("standing.no_lot_needed");
        var ids = asked
            .Chosen.Select(code => group.Level.FirstOrDefault(s => s.Label == code)?.EntryId ?? Guid.Empty)
            .ToList();
        if (group.WhyNot(ids) is { } refusal)
            return refusal;
        return asked with
        {
            StandingsHash = sheet.Hash,
            Level = [.. group.Level.Select(s => s.Label)],
            PlacesLeft = group.PlacesLeft,
        };
    }

    private static Refusal? WhyNot(string text) =>
        text.Trim().Length is 0 or > LongestText ? new("standing.lot_words") : null;

    private static Lot Read(Approval approval) => CanonicalJson.Read<Lot>(approval.Shown);
}
