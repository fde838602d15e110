using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// An act that takes two people (PRODUCT.md, promise 7). The first asks and is shown exactly what will happen; the
/// second approves that and nothing else; then it is carried out.
/// </summary>
public interface ITwoPersonAct
{
    /// <summary>What would be done now, as canonical JSON, or why it may not be.</summary>
    Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel);

    /// <summary>Does it, inside the transaction that records the approval.</summary>
    Task<Refusal?> CarryOutAsync(Approval approval, Actor second, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>The second person's answer: a supervisor's, or an organizer's who is not the first. Approval carries the act out in the same transaction, or changes nothing.</summary>
public sealed class DecideApproval(ContestDb db, TimeProvider clock, IEnumerable<ITwoPersonAct> acts)
{
    /// <param name="About">What the page it was answered on is about; null: whatever the request is about.</param>
    public sealed record Command(Guid ApprovalId, string ShownHash, bool Approve, Actor Second, Matter? About = null);

    /// <summary>One act on one thing of one edition: a page of it answers no other request.</summary>
    public sealed record Matter(Guid CompetitionId, string Act, string Subject)
    {
        internal bool IsOf(Approval approval) =>
            (approval.CompetitionId, approval.Act, approval.Subject) == (CompetitionId, Act, Subject);
    }

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (
            await db.HoldApprovalAsync(command.ApprovalId, cancel) is not { } approval
            || command.About?.IsOf(approval) == false
        )
            return new("approval.unknown");
        if (WhyNot(approval, command) is { } refusal)
            return refusal;

        approval.DecidedBy = command.Second.PersonId;
        approval.DecidedByName = command.Second.Name;
        approval.DecidedAt = now;
        approval.IsApproved = command.Approve;
        if (command.Approve && await CarryOutAsync(approval, command, now, cancel) is { } why)
            return why;

        await db.RecordAsync(
            command.Second,
            command.Approve ? "ApproveRequest" : "DeclineRequest",
            $"approval:{approval.Id}",
            now,
            approval.CompetitionId,
            after: new { approval.Act, approval.ShownHash },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static Refusal? WhyNot(Approval approval, Command command) =>
        command.Second is not { PersonId: not null, Role: Role.Organizer or Role.Supervisor }
            ? new("approval.not_yours")
        : approval.DecidedAt is not null ? new Refusal("approval.already_decided")
        : approval.RequestedBy == command.Second.PersonId ? new("approval.same_person")
        : approval.ShownHash != command.ShownHash ? new("approval.changed")
        : null;

    private async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Command command,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var act = acts.Single(a => a.GetType().Name == approval.Act);
        var shown = await act.ShowAsync(approval, cancel);
        return shown.Refusal
            ?? (
                shown.Value == approval.Shown
                    ? await act.CarryOutAsync(approval, command.Second, now, cancel)
                    : new Refusal("approval.changed")
            );
    }
}
