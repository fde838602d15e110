using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Ballots;

/// <summary>How far a case is.</summary>
public enum CaseState
{
    Waiting,
    Open,
    Asked,
    Decided,
}

/// <summary>The words of a case: signals, reasons, states.</summary>
public static class CaseWords
{
    public static string Signal(FraudSignal signal) => Find($"Signal{signal}");

    public static string State(CaseState state) => Find($"State{state}");

    public static string Reason(string reason) => Find($"Reason_{reason}");

    public static string Kind(LeafKind kind) => Find($"Kind{kind}");

    /// <summary>A decision as tally.json names it.</summary>
    public static string Decision(string decision) =>
        decision switch
        {
            "void" => VoteReview.Voided,
            "restore" => VoteReview.Restored,
            _ => VoteReview.BallotUnderReview,
        };

    public static string Tier(VoterIdentity tier) => Find($"Tier{tier}");

    public static string Pill(CaseState state) =>
        state switch
        {
            CaseState.Decided => "ok",
            CaseState.Waiting => "plain",
            CaseState.Asked => "busy",
            _ => "warn",
        };

    /// <summary>A thousandth as this signal is read: times the usual, a spread, or a share.</summary>
    public static string Value(FraudSignal signal, long permille) =>
        signal switch
        {
            FraudSignal.Burst or FraudSignal.CodeRequests => $"× {permille / 1000m:0.0}",
            FraudSignal.Regularity or FraudSignal.Steadiness => $"{permille / 1000m:0.00}",
            _ => $"{permille / 10m:0.#} %",
        };

    public static CaseState StateOf(FraudCase file, bool isAsked, DateTimeOffset now) =>
        !FraudGates.IsOpen(file) ? CaseState.Decided
        : isAsked ? CaseState.Asked
        : FraudGates.WaitsUntil(file, FraudGates.Parts(file, null), now) is not null ? CaseState.Waiting
        : CaseState.Open;

    /// <summary>The open requests about cases, by the case's number.</summary>
    public static async Task<Dictionary<string, Approval>> AskedCasesAsync(
        this ContestDb db,
        Guid edition,
        CancellationToken cancel
    ) =>
        await db
            .Approvals.AsNoTracking()
            .Where(a => a.CompetitionId == edition && a.Act == nameof(DecideFraudCase) && a.DecidedAt == null)
            .ToDictionaryAsync(a => a.Subject, cancel);

    private static string Find(string key) =>
        VoteReview.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
