using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting;

/// <summary>Codes go in the transaction that closes the vote: nobody can enter one any more, and nothing is counted by them.</summary>
internal sealed class ForgetCodesAtClosing(ContestDb db) : IOnStageClosing
{
    public Stage Stage => Stage.Voting;

    public async Task<Refusal?> BeforeClosedAsync(
        Competition competition,
        Rulebook rulebook,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        await db.VoterCodes.Where(c => c.CompetitionId == competition.Id).ExecuteDeleteAsync(cancel);
        var keys = RequestVoterCode.MailKeyOf(competition.Id);
        await db.OutboxMails.Where(m => m.ForgetAt != null && m.Key!.StartsWith(keys)).ExecuteDeleteAsync(cancel);
        return null;
    }
}

/// <summary>Codes that nothing is counted by any more go a day after they were sent.</summary>
public sealed class ForgetVoterCodes(ContestDb db, TimeProvider clock)
{
    /// <returns>How many went.</returns>
    public Task<int> HandleAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - VoterCodes.Memory;
        return db.VoterCodes.Where(c => c.SentAt <= before).ExecuteDeleteAsync(cancel);
    }
}
