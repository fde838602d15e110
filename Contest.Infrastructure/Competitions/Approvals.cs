using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Competitions;

/// <summary>Asking for the second person's answer, inside the asking act's transaction.</summary>
public static class Approvals
{
    public static async Task<Outcome<Approval>> AskForApprovalAsync(
        this ContestDb db,
        Guid competitionId,
        string act,
        string shown,
        Actor first,
        DateTimeOffset now,
        CancellationToken cancel,
        string subject = ""
    )
    {
        if (first.PersonId is not { } person)
            return new Refusal("approval.needs_person");
        Approval approval = new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = competitionId,
            Act = act,
            Subject = subject,
            Shown = shown,
            ShownHash = CanonicalJson.HashText(shown),
            RequestedBy = person,
            RequestedByName = first.Name,
            RequestedAt = now,
        };
        db.Approvals.Add(approval);
        if (!await db.TrySaveAsync(cancel))
            return new Refusal("approval.already_open");
        await db.RecordAsync(
            first,
            "AskForApproval",
            $"approval:{approval.Id}",
            now,
            competitionId,
            after: new { act, approval.ShownHash },
            cancel: cancel
        );
        return approval;
    }
}
