using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// One ballot, on disk before it is confirmed. The stage is held, so that a ballot on its way while voting closes is
/// either counted or refused; primary keys hold the limits when two tabs vote at once; a repeat of the same request
/// gets the same receipt.
/// </summary>
public sealed class CastBallot(ContestDb db, TimeProvider clock)
{
    private const int Attempts = 4;

    /// <param name="ClientId">The client's random id of this ballot.</param>
    /// <param name="Voter">The voter's pseudonym in this edition.</param>
    public sealed record Command(Guid CompetitionId, Guid ClientId, byte[] Voter, IReadOnlyList<Guid> Choices);

    /// <summary>What the voter may keep.</summary>
    /// <param name="Left">Ballots left today.</param>
    public sealed record Answer(string Receipt, DateTimeOffset CastAt, int Left);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryAsync(command, now, cancel) is { } outcome)
                return outcome;
            db.ChangeTracker.Clear();
        }
        return new Refusal("voting.busy");
    }

    /// <summary>Null when another tab was faster: look again and decide anew.</summary>
    private async Task<Outcome<Answer>?> TryAsync(Command command, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var voting = await db.HoldStageAsync(command.CompetitionId, Stage.Voting, cancel);
        var rulebook = await db.RulebookOfAsync(command.CompetitionId, cancel);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var today = await TodayAsync(db, voting, rulebook, command.Voter, now, cancel);
        if (await FindCastAsync(command, cancel) is { } cast)
            return Repeat(command, cast, today.Left(rulebook.Vote));
        var paper = await OnThePaperAsync(command, cancel);
        var closesAt = rulebook.Window(Stage.Voting).Closes(zone);
        if (BallotRules.WhyNot(rulebook.Vote, voting, closesAt, command.Choices, paper, today, now) is { } refusal)
            return refusal;

        var ballot = Ballot(command, today, rulebook.LocalDate(now), now);
        db.Add(ballot);
        if (!await db.TrySaveAsync(cancel))
            return null;
        await transaction.CommitAsync(cancel);
        return new Answer(ballot.Receipt, now, today.Left(rulebook.Vote) - 1);
    }

    /// <summary>What this voter has done on the day of <paramref name="now"/>.</summary>
    public static async Task<VoterDay> TodayAsync(
        ContestDb db,
        StageRun voting,
        Rulebook rulebook,
        byte[] voter,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(voting);
        ArgumentNullException.ThrowIfNull(rulebook);
        var day = rulebook.LocalDate(now);
        var choices = await db
            .BallotChoices.Where(c => c.CompetitionId == voting.CompetitionId && c.Day == day && c.Voter == voter)
            .Select(c => new { c.EntryId, c.Slot })
            .ToListAsync(cancel);
        var today = new VoterDay(
            choices.Select(c => c.Slot).Distinct().Count(),
            choices.GroupBy(c => c.EntryId).ToDictionary(g => g.Key, g => g.Count())
        );
        return rulebook.Vote.MostBallots is null || voting.OpenedAt is not { } opened
            ? today
            : today with
            {
                InAll = await InAllAsync(db, voting.CompetitionId, voter, rulebook.LocalDate(opened), day, cancel),
            };
    }

    /// <summary>Day by day, as the primary key is ordered.</summary>
    private static Task<int> InAllAsync(
        ContestDb db,
        Guid competitionId,
        byte[] voter,
        DateOnly first,
        DateOnly last,
        CancellationToken cancel
    )
    {
        var days = Enumerable.Range(0, 1 + last.DayNumber - first.DayNumber).Select(first.AddDays).ToArray();
        return db.Ballots.CountAsync(
            b => b.CompetitionId == competitionId && days.Contains(b.Day) && b.Voter == voter,
            cancel
        );
    }

    /// <summary>The receipt again, but only for the same ballot: never an old receipt for a new choice.</summary>
    private static Outcome<Answer> Repeat(Command command, Ballot cast, int left) =>
        cast.CompetitionId != command.CompetitionId || !cast.Voter.AsSpan().SequenceEqual(command.Voter)
            ? new Refusal("voting.other_voter")
        : !cast.Choices.Select(c => c.EntryId).ToHashSet().SetEquals(command.Choices)
            ? new Refusal("voting.other_ballot")
        : new Answer(cast.Receipt, cast.CastAt, left);

    private static Ballot Ballot(Command command, VoterDay today, DateOnly day, DateTimeOffset now)
    {
        var slot = (short)(today.Ballots + 1);
        Ballot ballot = new()
        {
            CompetitionId = command.CompetitionId,
            Day = day,
            Voter = command.Voter,
            Slot = slot,
            ClientId = command.ClientId,
            Receipt = ReceiptCode.From(RandomNumberGenerator.GetBytes(5)),
            CastAt = now,
        };
        ballot.Choices.AddRange(
            command.Choices.Select(entry => new BallotChoice
            {
                CompetitionId = command.CompetitionId,
                Day = day,
                Voter = command.Voter,
                EntryId = entry,
                Nth = (short)(today.Votes.GetValueOrDefault(entry) + 1),
                Slot = slot,
            })
        );
        return ballot;
    }

    private Task<Ballot?> FindCastAsync(Command command, CancellationToken cancel) =>
        db
            .Ballots.AsNoTracking()
            .Include(b => b.Choices)
            .SingleOrDefaultAsync(b => b.ClientId == command.ClientId, cancel);

    private async Task<IReadOnlySet<Guid>> OnThePaperAsync(Command command, CancellationToken cancel) =>
        (
            await db
                .Entries.Where(e =>
                    e.CompetitionId == command.CompetitionId
                    && e.State == EntryState.Accepted
                    && command.Choices.Contains(e.Id)
                )
                .Select(e => e.Id)
                .ToListAsync(cancel)
        ).ToHashSet();
}
