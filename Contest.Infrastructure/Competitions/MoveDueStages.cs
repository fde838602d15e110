using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// Finds the stages whose moment has come and calls the acts. A gate that says no is logged and asked again at the
/// next round: an edition with undecided entries does not slide into its vote.
/// </summary>
public sealed class MoveDueStages(
    ContestDb db,
    TimeProvider clock,
    OpenStage open,
    CloseStage close,
    AppendToLedger append,
    ScanBallots scan,
    ILogger<MoveDueStages> log
)
{
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var moved = 0;
        var editions = await db.Competitions.AsNoTracking().Include(c => c.Stages).ToListAsync(cancel);
        foreach (var edition in editions)
        {
            var rulebook = ParsedRulebooks.Of(edition.RulebookJson);
            foreach (var (stage, opens) in StageGates.DueMoves(rulebook, edition.Stages, clock.GetUtcNow()))
                moved += await MoveAsync(edition, stage, opens, cancel) ? 1 : 0;
        }
        return moved;
    }

    private async Task<bool> MoveAsync(Competition edition, Stage stage, bool opens, CancellationToken cancel)
    {
        // the last ballots are looked at before they are counted
        if (stage == Stage.Voting && !opens)
        {
            await append.HandleAsync(cancel);
            await scan.HandleAsync(cancel);
        }
        db.ChangeTracker.Clear();
        var refusal = opens
            ? (await open.HandleAsync(new(edition.Id, stage, Actor.Clock), cancel)).Refusal
            : (await close.HandleAsync(new(edition.Id, stage, Actor.Clock), cancel)).Refusal;
        if (refusal is null)
            return true;
        log.LogInformation("{Edition}: {Stage} did not move: {Refusal}", edition.Slug, stage, refusal.Code);
        return false;
    }
}
