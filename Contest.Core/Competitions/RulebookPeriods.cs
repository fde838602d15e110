namespace Contest.Core.Competitions;

/// <summary>Checks the periods that are no stages, and every length in days and minutes.</summary>
internal static class RulebookPeriods
{
    public static IEnumerable<RulebookProblem> Problems(Rulebook r)
    {
        if (r.FormalReview is { } review && review.ClosesAt <= review.OpensAt)
            yield return new("formalReview", "rulebook.review_empty");
        else if (r.FormalReview is { } period && IsOutside(r, period))
            yield return new("formalReview", "rulebook.review_outside");
        if (r.Objections is { } objections && objections.ClosesAt <= objections.OpensAt)
            yield return new("objections", "rulebook.objections_empty");
        else if (r.Objections is { } o && Opening(r, Stage.Results) is { } results && o.OpensAt < results)
            yield return new("objections", "rulebook.objections_before_results");
        if (r.Clock.PitchMinutes < 1 || r.Clock.QuestionMinutes < 0 || r.Clock.ScoringMinutes < 1)
            yield return new("clock", "rulebook.clock");
        if (r.Retention.VoterKeyDays < 1 || r.Retention.RejectedEntryDays < 1 || r.Retention.ContactDays < 1)
            yield return new("retention", "rulebook.retention");
    }

    /// <summary>Formal review begins with registration at the earliest and ends before anybody votes or scores.</summary>
    private static bool IsOutside(Rulebook r, Period review) =>
        review.OpensAt < Opening(r, Stage.Registration)
        || review.ClosesAt > Opening(r, Stage.Voting)
        || review.ClosesAt > Opening(r, Stage.Preliminary);

    private static DateTime? Opening(Rulebook r, Stage stage) =>
        r.Windows.FirstOrDefault(w => w.Stage == stage)?.OpensAt;
}
