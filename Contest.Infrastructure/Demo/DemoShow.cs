using System.Globalization;
using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Core.Final;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Draw;
using Contest.Infrastructure.Final;
using Contest.Infrastructure.Results;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Demo;

/// <summary>The demo's third chapter: draw, final, results.</summary>
internal static class DemoShow
{
    public static async Task LiveAsync(DemoRun run, DemoStage stage)
    {
        await run.OpenAsync(Stage.Draw);
        await CommitAsync(run);
        if (stage == DemoStage.Draw)
            return;
        await DrawAsync(run);
        await run.CloseAsync(Stage.Draw);
        await run.OpenAsync(Stage.Final);
        await PerformAsync(run, stage);
        if (stage == DemoStage.Final)
            return;
        await run.CloseAsync(Stage.Final);
        await run.OpenAsync(Stage.Results);
        await PublishAsync(run);
    }

    private static async Task CommitAsync(DemoRun run)
    {
        foreach (var party in run.Rulebook.Draw.Parties)
        {
            var code = Convert.FromHexString(DemoDrawCode.Of(party));
            var commitment = Convert.ToHexStringLower(SHA256.HashData(code));
            CommitToDraw.Command commit = new(run.Competition.Id, party, commitment, Of(run, party));
            DemoRun.Must(await run.DoAsync<CommitToDraw, Refusal?>(a => a.HandleAsync(commit, run.Cancel)));
        }
    }

    private static async Task DrawAsync(DemoRun run)
    {
        var values = run.Rulebook.Draw.Sources.Select(s => new PublicValue(
            s.Name.ZhCn,
            [.. Numbers(run, s)],
            s.IsOrdered,
            s.Outcomes
        ));
        EnterPublicValues.Command enter = new(run.Competition.Id, [.. values], run.Organizer);
        DemoRun.Must(await run.DoAsync<EnterPublicValues, Refusal?>(a => a.HandleAsync(enter, run.Cancel)));
        foreach (var party in run.Rulebook.Draw.Parties)
        {
            RevealCode.Command reveal = new(run.Competition.Id, party, DemoDrawCode.Of(party), Of(run, party));
            DemoRun.Must(await run.DoAsync<RevealCode, Refusal?>(a => a.HandleAsync(reveal, run.Cancel)));
        }
        DemoRun.Must(
            await run.DoAsync<DrawRunningOrder, Outcome<DrawBundle>>(a =>
                a.HandleAsync(new(run.Competition.Id, run.Organizer), run.Cancel)
            )
        );
        OpenNextPlace.Command open = new(run.Competition.Id, All: true, run.Organizer);
        DemoRun.Must(await run.DoAsync<OpenNextPlace, Refusal?>(a => a.HandleAsync(open, run.Cancel)));
    }

    /// <summary>At the final stage six projects have been on stage and the seventh is pitching.</summary>
    private static async Task PerformAsync(DemoRun run, DemoStage stage)
    {
        var turns = await run.DoAsync<ContestDb, List<(Guid Id, string Code)>>(async db =>
            [
                .. (
                    await db
                        .FinalTurns.Where(t => t.CompetitionId == run.Competition.Id)
                        .Join(
                            db.Entries,
                            t => t.EntryId,
                            e => e.Id,
                            (t, e) =>
                                new
                                {
                                    e.Id,
                                    e.Code,
                                    t.Slot,
                                }
                        )
                        .OrderBy(x => x.Slot)
                        .ToListAsync(run.Cancel)
                ).Select(x => (x.Id, x.Code!)),
            ]
        );
        var sheets = (await DemoMarks.SheetsAsync(run, Stage.Final)).ToLookup(s => s.Code);
        var complete = stage == DemoStage.Final ? turns.Count / 2 : turns.Count;
        foreach (var (id, code) in turns.Take(complete))
        {
            foreach (var phase in new[] { TurnPhase.Pitch, TurnPhase.Questions, TurnPhase.Scoring })
                await MoveAsync(run, id, phase);
            foreach (var sheet in sheets[code])
                await DemoMarks.SubmitAsync(run, sheet, run.Rulebook.Final);
            await MoveAsync(run, id, TurnPhase.Revealed);
        }
        if (stage == DemoStage.Final)
        {
            run.GoTo(run.Now);
            await MoveAsync(run, turns[complete].Id, TurnPhase.Pitch);
        }
    }

    private static async Task MoveAsync(DemoRun run, Guid entry, TurnPhase phase)
    {
        run.GoTo(run.Clock.GetUtcNow().AddMinutes(3));
        MoveTurn.Command move = new(run.Competition.Id, entry, phase, run.Organizer);
        DemoRun.Must(await run.DoAsync<MoveTurn, Refusal?>(a => a.HandleAsync(move, run.Cancel)));
    }

    private static async Task PublishAsync(DemoRun run)
    {
        run.GoTo(run.Clock.GetUtcNow().AddHours(1));
        var asked = DemoRun.Must(
            await run.DoAsync<PublishResults, Outcome<Approval>>(a =>
                a.HandleAsync(new(run.Competition.Id, run.Organizer), run.Cancel)
            )
        );
        DecideApproval.Command approve = new(asked.Id, asked.ShownHash, Approve: true, run.Supervisor);
        DemoRun.Must(await run.DoAsync<DecideApproval, Refusal?>(a => a.HandleAsync(approve, run.Cancel)));
    }

    private static Actor Of(DemoRun run, string party) => party == "supervisor" ? run.Supervisor : run.Organizer;

    /// <summary>An index of four digits, digits one by one, or red balls: 1 … 33, no ball twice.</summary>
    private static IEnumerable<string> Numbers(DemoRun run, DrawSource source)
    {
        List<int> drum = [.. Enumerable.Range(source.IsOrdered ? 0 : 1, Sides(source))];
        for (var number = 0; number < source.Count; number++)
        {
            var at = run.Dice.Next(drum.Count);
            yield return drum[at].ToString(CultureInfo.InvariantCulture);
            if (!source.IsOrdered)
                drum.RemoveAt(at);
        }
    }

    private static int Sides(DrawSource source) =>
        source.Count == 1 ? 10_000
        : source.IsOrdered ? 10
        : 33;
}
