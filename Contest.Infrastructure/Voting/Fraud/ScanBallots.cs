using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting.Fraud;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Contest.Infrastructure.Voting.Fraud;

/// <summary>
/// Looks through the ballots of the last two days for what people should review, off the vote path. What it finds is put
/// under review: it has its receipt already, is not counted until two people have decided, and is never deleted.
/// </summary>
public sealed class ScanBallots(ContestDb db, TimeProvider clock, IConfiguration? configuration = null)
{
    /// <summary>How far back it looks.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromHours(48);

    /// <summary>How many ballots it looks at, so that it takes some 60 MB however large the vote is.</summary>
    private const int Most = 400_000;

    /// <summary>How long a case takes in what is found later.</summary>
    private static readonly TimeSpan Joins = TimeSpan.FromHours(6);

    /// <summary>How many ballots were put under review.</summary>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var open = await db
            .LedgerHeads.AsNoTracking()
            .Where(h => !h.IsClosed && h.TakenTo > h.ScannedTo)
            .ToListAsync(cancel);
        var reviewed = 0;
        foreach (var head in open)
            reviewed += await ScanAsync(head, cancel);
        return reviewed;
    }

    private async Task<int> ScanAsync(LedgerHead head, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var (edition, upTo, now) = (head.CompetitionId, head.TakenTo, clock.GetUtcNow());
        var rulebook = await db.RulebookOfAsync(edition, cancel);
        var traces = await TracesAsync(edition, upTo, now - Back, cancel);
        var findings = FraudScan.Of(new(traces, HoursOf(rulebook)), rulebook.Vote.Fraud, now.ToUnixTimeMilliseconds());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var held = (await db.HoldLedgerAsync(edition, cancel))!;
        if (held.IsClosed || held.ScannedTo >= upTo)
            return 0; // another node has looked at these, or the vote has just been counted
        held.ScannedTo = upTo;
        var ballots = traces.ToDictionary(t => t.Arrival);
        var reviewed = 0;
        foreach (var finding in findings)
            reviewed += await ReviewAsync(edition, finding, ballots, rulebook, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reviewed;
    }

    private async Task<int> ReviewAsync(
        Guid edition,
        FraudFinding finding,
        Dictionary<long, BallotTrace> ballots,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        // a ballot decided since it was read is left alone
        var known = await db
            .BallotDecisions.Where(d => finding.Ballots.Contains(d.Arrival))
            .Select(d => d.Arrival)
            .ToListAsync(cancel);
        List<long> fresh = [.. finding.Ballots.Except(known)];
        if (fresh.Count == 0)
            return 0;
        var file = await CaseAsync(edition, finding.Entry, rulebook, now, cancel);
        FraudPart part = new()
        {
            CaseId = file.Id,
            Number = file.Parts.Select(p => p.Number).DefaultIfEmpty(0).Max() + 1,
            FoundAt = now,
            AnswerBy = now.AddHours(rulebook.Vote.Fraud.AnswerHours),
            Evidence = CanonicalJson.Write(FraudEvidence.Of(finding, [.. fresh.Select(a => ballots[a])])),
            Ballots = fresh.Count,
        };
        file.Parts.Add(part);
        await db.SaveChangesAsync(cancel);
        await db.ReviewAsync(edition, part, FraudReasons.Review(finding.Signals), fresh, cancel);
        await db.HoldVotesAsync(edition, (part.CaseId, part.Number, BallotDecision.Review), 1, HourOf(now), cancel);
        await db.RecordAsync(
            Actor.Clock,
            nameof(ScanBallots),
            string.Create(CultureInfo.InvariantCulture, $"fraud-case:{file.Number}"),
            now,
            edition,
            after: new
            {
                Part = part.Number,
                part.Ballots,
                Evidence = CanonicalJson.HashText(part.Evidence),
            },
            cancel: cancel
        );
        return fresh.Count;
    }

    /// <summary>The entry's case of the last hours that nobody has begun to decide, or a new one.</summary>
    private async Task<FraudCase> CaseAsync(
        Guid edition,
        short entry,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var entryId = await db
            .Entries.Where(e => e.CompetitionId == edition && e.Number == entry)
            .Select(e => e.Id)
            .SingleAsync(cancel);
        var last = await db
            .FraudCases.Include(c => c.Parts)
            .Include(c => c.Rulings)
            .AsSplitQuery()
            .Where(c => c.CompetitionId == edition && c.EntryId == entryId)
            .OrderByDescending(c => c.Number)
            .FirstOrDefaultAsync(cancel);
        if (
            last is not null
            && last.OpenedAt > now - Joins
            && last.Rulings.Count == 0
            && !await IsAskedAsync(last, cancel)
        )
            return last;
        FraudCase file = new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = edition,
            Number =
                (await db.FraudCases.Where(c => c.CompetitionId == edition).MaxAsync(c => (int?)c.Number, cancel) ?? 0)
                + 1,
            EntryId = entryId,
            OpenedAt = now,
        };
        db.FraudCases.Add(file);
        await db.TellOwnersAsync(file, rulebook, configuration?["Contest:PublicAddress"], now, cancel);
        return file;
    }

    private Task<bool> IsAskedAsync(FraudCase file, CancellationToken cancel)
    {
        var subject = DecideFraudCase.Subject(file.Number);
        return db.Approvals.AnyAsync(
            a =>
                a.CompetitionId == file.CompetitionId
                && a.Act == nameof(DecideFraudCase)
                && a.Subject == subject
                && a.DecidedAt == null,
            cancel
        );
    }

    private async Task<List<BallotTrace>> TracesAsync(
        Guid edition,
        long upTo,
        DateTimeOffset from,
        CancellationToken cancel
    ) =>
        [
            .. (await db.TracesAsync(edition, upTo, from, Most, cancel))
                .Select(r => new BallotTrace(
                    r.Arrival,
                    r.CastAt.ToUnixTimeMilliseconds(),
                    r.Voter,
                    r.Nth,
                    r.Choices,
                    r.Network,
                    r.Agent,
                    (VoterIdentity)r.Tier,
                    Standing(r.Kind)
                ))
                .OrderBy(t => t.At)
                .ThenBy(t => t.Arrival),
        ];

    private static BallotStanding Standing(int? kind) =>
        (Core.Voting.Ledger.LeafKind?)kind switch
        {
            Core.Voting.Ledger.LeafKind.Quarantine => BallotStanding.UnderReview,
            Core.Voting.Ledger.LeafKind.Restore => BallotStanding.Restored,
            Core.Voting.Ledger.LeafKind.Void => BallotStanding.Voided,
            _ => BallotStanding.Counted,
        };

    /// <summary>The hour of the edition's day; zones change by quarters of an hour at most, so each is asked once.</summary>
    private static Func<long, int> HoursOf(Rulebook rulebook)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        Dictionary<long, int> known = [];
        return at =>
        {
            var quarter = at / 900_000;
            if (!known.TryGetValue(quarter, out var hour))
                known[quarter] = hour = TimeZoneInfo
                    .ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(quarter * 900_000), zone)
                    .Hour;
            return hour;
        };
    }

    internal static DateTimeOffset HourOf(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
