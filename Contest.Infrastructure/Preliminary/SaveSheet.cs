using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// One update of a judge's sheet by the offline-safe protocol of DESIGN.md 9: logged, applied, acknowledged in one
/// transaction. The judge reads "saved" only after the commit.
/// </summary>
public sealed class SaveSheet(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid SheetId, Guid PersonId, SheetUpdate Update);

    /// <param name="Refusal">Why nothing was changed, or why a submission waits; null when all went through.</param>
    public sealed record Answer(SheetAnswer Status, SheetState State, bool IsSubmitted, Refusal? Refusal);

    /// <summary>The answer, or a refusal when the sheet is not this person's.</summary>
    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!SheetRules.IsDevice(command.Update.Device))
            return new Refusal("judging.device");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldSheetAsync(command.SheetId, cancel) is not { } sheet)
            return new Refusal("judging.not_yours");
        if (!await db.Judges.AnyAsync(j => j.Id == sheet.JudgeId && j.PersonId == command.PersonId, cancel))
            return new Refusal("judging.not_yours");

        var state = CanonicalJson.Read<SheetState>(sheet.State);
        if (state.Knows(command.Update))
            return new Answer(state.Repeat(command.Update), state, sheet.SubmittedAt is not null, null);
        var rulebook = await db.RulebookOfAsync(sheet.CompetitionId, cancel);
        var rules = rulebook.Judging(sheet.Round);
        if (await WhyLockedAsync(sheet, rulebook, now, cancel) is { } locked)
            return await LogAsync(
                sheet,
                command.Update,
                now,
                transaction,
                new(SheetAnswer.Locked, state, sheet.SubmittedAt is not null, locked),
                cancel
            );
        if (SheetRules.WhyNot(rules, command.Update.Set) is { } impossible)
            return new Answer(SheetAnswer.Invalid, state, false, impossible);

        var after = state.After(command.Update);
        sheet.Version = after.Version;
        sheet.State = CanonicalJson.Write(after);
        var refusal = command.Update.Submit ? await SubmitAsync(sheet, after, rules, now, cancel) : null;
        var status = after.ConflictsOf(command.Update.Device).IsEmpty ? SheetAnswer.Saved : SheetAnswer.Conflict;
        return await LogAsync(
            sheet,
            command.Update,
            now,
            transaction,
            new(status, after, sheet.SubmittedAt is not null, refusal),
            cancel
        );
    }

    private async Task<Answer> LogAsync(
        JudgeSheet sheet,
        SheetUpdate update,
        DateTimeOffset now,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        Answer answer,
        CancellationToken cancel
    )
    {
        // a locked sheet keeps what was tried as well, but a device repeating itself is logged once
        var isNew = !await db.SheetPatches.AnyAsync(
            p => p.SheetId == sheet.Id && p.Device == update.Device && p.Revision == update.Rev,
            cancel
        );
        if (isNew)
            db.SheetPatches.Add(
                new()
                {
                    SheetId = sheet.Id,
                    Device = update.Device,
                    Revision = update.Rev,
                    Patch = CanonicalJson.Write(update),
                    At = now,
                }
            );
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return answer;
    }

    /// <summary>Submits when complete, valid and free of conflicts on every device; otherwise says why it waits.</summary>
    private async Task<Refusal?> SubmitAsync(
        JudgeSheet sheet,
        SheetState state,
        JudgingRules rules,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (!state.HasNoConflicts)
            return new("judging.conflict_waits");
        if (SheetRules.WhyNotSubmit(rules, state.Values) is { } refusal)
            return refusal;
        sheet.SubmittedAt = now;
        sheet.Submissions++;
        db.Marks.AddRange(
            rules.Sheet.Select(c => new Mark
            {
                SheetId = sheet.Id,
                Submission = sheet.Submissions,
                Criterion = c.Code,
                Points = SheetRules.Points(state.Values, c.Code)!.Value,
            })
        );
        var judge = await db.Judges.SingleAsync(j => j.Id == sheet.JudgeId, cancel);
        await db.RecordAsync(
            new(judge.PersonId, judge.Name, Role.Judge),
            "SubmitSheet",
            $"sheet:{sheet.Id}",
            now,
            sheet.CompetitionId,
            after: new { sheet.Round, Total = SheetRules.Total(rules, state.Values) },
            cancel: cancel
        );
        return null;
    }

    private async Task<Refusal?> WhyLockedAsync(
        JudgeSheet sheet,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var run = await db.HoldStageAsync(sheet.CompetitionId, sheet.Round, cancel);
        // paper judging ends at its planned hour, by the arrival here; a final may run late, its chair closes each turn
        var closed =
            sheet.Round == Stage.Preliminary ? StageGates.WhyNotAct(run, rulebook, now) : StageGates.WhyNotAct(run);
        if (closed is not null)
            return closed;
        if (sheet.SubmittedAt is not null)
            return new("judging.already_submitted");
        if (sheet.RecusedAt is not null)
            return new("judging.recused");
        // in words before the database has to refuse it (migration Conflicts)
        if (sheet.IsBarred)
            return new("conflict.unresolved");
        var isOnStage =
            sheet.Round != Stage.Final || await db.IsBeingScoredAsync(sheet.CompetitionId, sheet.EntryId, cancel);
        return isOnStage ? null : new("judging.not_scoring_now");
    }
}
