using System.Text.Json;
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
public sealed class SaveSheet(ContestDb db, SheetQueue queue, TimeProvider clock)
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
        // nearly every save is a plain one, and shares its transaction with other judges'
        if (!command.Update.Submit && await queue.SaveAsync(command, now) is { } saved)
            return saved;
        try
        {
            return await SaveAsync(command, now, cancel);
        }
        finally
        {
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.WhenNeeded;
            await db.Database.CloseConnectionAsync(); // and with it whatever was not committed
        }
    }

    private async Task<Outcome<Answer>> SaveAsync(Command command, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.HoldForSavingAsync(command.SheetId, cancel) is not { } held)
            return new Refusal("judging.not_yours");
        if (held.Judge.PersonId != command.PersonId)
            return new Refusal("judging.not_yours");
        if (!held.HasAcceptedTerms)
            return new Refusal("judging.terms_first");
        var state = CanonicalJson.Read<SheetState>(held.Sheet.State);
        if (state.Knows(command.Update))
            return new Answer(state.Repeat(command.Update), state, held.Sheet.SubmittedAt is not null, null);
        var answer = await DecideAsync(held, state, command.Update, now, cancel);
        if (answer.Status == SheetAnswer.Invalid)
            return answer;
        var isChanged = answer.Status != SheetAnswer.Locked;
        await db.CommitPatchAsync(held.Sheet, isChanged, PatchOf(command, now), cancel);
        return answer;
    }

    /// <summary>What an update of an open sheet comes to, submission apart; the sheet then is as it will be, unless the update is invalid.</summary>
    internal static Answer Apply(JudgeSheet sheet, SheetState state, JudgingRules rules, SheetUpdate update)
    {
        if (SheetRules.WhyNot(rules, update.Set) is { } impossible)
            return new(SheetAnswer.Invalid, state, false, impossible);
        var after = state.After(update);
        sheet.Version = after.Version;
        sheet.State = JsonSerializer.Serialize(after, CanonicalJson.Options); // never hashed: the short way
        var status = after.ConflictsOf(update.Device).IsEmpty ? SheetAnswer.Saved : SheetAnswer.Conflict;
        return new(status, after, false, null);
    }

    /// <summary>The update as it is kept for ever.</summary>
    internal static SheetPatch PatchOf(Command command, DateTimeOffset now) =>
        new()
        {
            SheetId = command.SheetId,
            Device = command.Update.Device,
            Revision = command.Update.Rev,
            Patch = JsonSerializer.Serialize(command.Update, CanonicalJson.Options),
            At = now,
        };

    /// <summary>What the update comes to; the sheet then is as it will be.</summary>
    private async Task<Answer> DecideAsync(
        HeldSheet held,
        SheetState state,
        SheetUpdate update,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var sheet = held.Sheet;
        var rulebook = await db.RulebookOfAsync(sheet.CompetitionId, held.RulebookHash, cancel);
        var rules = rulebook.Judging(sheet.Round).On(sheet.Variant);
        if (await WhyLockedAsync(held, rulebook, now, cancel) is { } locked)
            return new(SheetAnswer.Locked, state, sheet.SubmittedAt is not null, locked);
        var answer = Apply(sheet, state, rules, update);
        if (answer.Status == SheetAnswer.Invalid || !update.Submit)
            return answer;
        var refusal = await SubmitAsync(held, answer.State, rules, now, cancel);
        return answer with { IsSubmitted = sheet.SubmittedAt is not null, Refusal = refusal };
    }

    /// <summary>Submits when complete, valid and free of conflicts on every device; otherwise says why it waits.</summary>
    private async Task<Refusal?> SubmitAsync(
        HeldSheet held,
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
        var (sheet, judge) = (held.Sheet, held.Judge);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never; // the transaction is there already
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
        HeldSheet held,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var (sheet, run) = (held.Sheet, held.Run);
        // paper judging ends at its planned hour, by the arrival here; a final may run late, its chair closes each turn
        var closed =
            sheet.Round == Stage.Preliminary ? StageGates.WhyNotAct(run, rulebook, now) : StageGates.WhyNotAct(run);
        if (closed is not null && (run.ClosedAt is not null || !await db.MayBeLateAsync(sheet.Id, now, cancel)))
            return closed;
        if (sheet.SetAsideAt is not null)
            return new("judging.set_aside");
        if (sheet.SubmittedAt is not null)
            return new("judging.already_submitted");
        if (sheet.RecusedAt is not null)
            return new("judging.recused");
        // in words before the database has to refuse it (migration Conflicts)
        if (held.IsBarred)
            return new("conflict.unresolved");
        var isOnStage =
            sheet.Round != Stage.Final || await db.IsBeingScoredAsync(sheet.CompetitionId, sheet.EntryId, cancel);
        return isOnStage ? null : new("judging.not_scoring_now");
    }
}
