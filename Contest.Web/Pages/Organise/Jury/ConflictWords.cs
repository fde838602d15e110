using Contest.Core.Preliminary;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>Words for conflicts of interest.</summary>
public static class ConflictWords
{
    public static string Kind(ConflictKind kind) =>
        kind switch
        {
            ConflictKind.Employer => Experts.KindEmployer,
            ConflictKind.Inventor => Experts.KindInventor,
            ConflictKind.Owner => Experts.KindOwner,
            ConflictKind.Agency => Experts.KindAgencyHit,
            ConflictKind.Declared => Experts.KindDeclared,
            ConflictKind.Avoided => Experts.KindAvoided,
            _ => Experts.KindSameName,
        };

    public static string Decision(ConflictDecision decision) =>
        decision switch
        {
            ConflictDecision.Open => Experts.Open,
            ConflictDecision.Upheld => Experts.Upheld,
            _ => Experts.Dismissed,
        };

    public static string Pill(ConflictDecision decision) =>
        decision switch
        {
            ConflictDecision.Open => "warn",
            ConflictDecision.Upheld => "busy",
            _ => "plain",
        };

    public static string Interest(InterestKind kind) =>
        Experts.ResourceManager.GetString("Kind" + kind, Experts.Culture) ?? $"{kind}";

    public static string Discipline(Discipline discipline) =>
        Judging.ResourceManager.GetString("Discipline" + discipline, Judging.Culture) ?? $"{discipline}";
}
