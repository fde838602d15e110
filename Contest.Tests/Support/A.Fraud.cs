using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Fraud;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

public static partial class A
{
    /// <summary>How many ballots <see cref="CampaignAsync"/> buys.</summary>
    public const int Purchased = 60;

    /// <summary>
    /// Thirty voters choose among all entries, then sixty purchased ballots for the first entry come in four minutes' steps,
    /// each through a network of its own; the clerk takes them and the scan goes round. The first case.
    /// </summary>
    public static async Task<FraudCase> CampaignAsync(Edition edition)
    {
        await CastCampaignAsync(edition);
        Assert.That(await ScanAsync(edition.Acts), Is.EqualTo(Purchased), "the scan found nothing");
        return await CaseAsync(edition, 1);
    }

    public static async Task CastCampaignAsync(Edition edition)
    {
        var entries = await edition.EntriesAsync();
        var start = edition.Clock.GetUtcNow();
        for (var n = 0; n < 90; n++)
        {
            edition.Clock.Set(start.AddMinutes(n * 3));
            await CastAsync(
                edition.Acts,
                edition.Id,
                10_000 + (n % 30),
                entries[(n * 7 / 3) % entries.Count],
                new(n % 6, n % 5)
            );
        }
        var then = edition.Clock.GetUtcNow();
        for (var n = 0; n < Purchased; n++)
        {
            edition.Clock.Set(then.AddMinutes((n + 1) * 4));
            await CastAsync(edition.Acts, edition.Id, 20_000 + n, entries[0], new(1000 + n, n % 5));
        }
        await AppendAsync(edition.Acts);
    }

    public static Task<int> ScanAsync(Acts acts) => acts.WithAsync((ScanBallots act) => act.HandleAsync(default));

    public static async Task<FraudCase> CaseAsync(Edition edition, int number) =>
        (await edition.Acts.WithDbAsync(db => db.FraudCaseAsync(edition.Id, number, default)))!;

    public static Task<Outcome<Approval>> ProposeAsync(
        Edition edition,
        LeafKind kind,
        int number = 1,
        int? part = null,
        Actor? by = null
    ) =>
        edition.Acts.WithAsync(
            (DecideFraudCase act) =>
                act.HandleAsync(
                    new(
                        edition.Id,
                        number,
                        part,
                        kind,
                        kind == LeafKind.Void ? "automated" : "genuine",
                        "两人核对了各项迹象。",
                        by ?? Organizer
                    ),
                    default
                )
        );

    public static Task<Refusal?> ConfirmAsync(Edition edition, Approval asked, bool approve = true, Actor? by = null) =>
        edition.Acts.WithAsync(
            (DecideApproval act) => act.HandleAsync(new(asked.Id, asked.ShownHash, approve, by ?? Supervisor), default)
        );

    /// <summary>Proposed by one, confirmed by another.</summary>
    public static async Task DecideCaseAsync(Edition edition, LeafKind kind) =>
        Must(await ConfirmAsync(edition, Must(await ProposeAsync(edition, kind))));

    private static async Task CastAsync(Acts acts, Guid edition, int voter, Entry entry, BallotEvidence evidence)
    {
        CastBallot.Command command = new(
            edition,
            Guid.NewGuid(),
            VoterOf(voter),
            [(short)entry.Number],
            Evidence: evidence
        );
        Must(await acts.WithAsync((CastBallot act) => act.HandleAsync(command, default)));
    }
}
