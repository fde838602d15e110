using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.Features;

namespace Contest.Web.Operations;

/// <summary>
/// How long ballots and the voting page took, by how they were answered (contest.voting.duration). ASP.NET's own measure of
/// every request, with six labels looked up for each, is off for them: it would be the same figure at ten times the price.
/// </summary>
public static class VotingMeter
{
    // one for the process: figures of one name from two meters are not added up
    private static readonly Meter Own = new("Contest");

    private static readonly Histogram<double> Duration = Own.CreateHistogram(
        "contest.voting.duration",
        unit: "s",
        description: "Ballots and voting pages, by their answer.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        }
    );

    /// <summary>Takes the request out of ASP.NET's measure.</summary>
    /// <returns>When it began, for <see cref="Note"/>.</returns>
    public static long Begin(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Features.Get<IHttpMetricsTagsFeature>() is { } others)
            others.MetricsDisabled = true;
        return Stopwatch.GetTimestamp();
    }

    /// <param name="began">What <see cref="Begin"/> said.</param>
    /// <param name="answer">"recorded", a refusal's code, "page" or "unchanged".</param>
    public static void Note(long began, string answer) =>
        Duration.Record(
            Stopwatch.GetElapsedTime(began).TotalSeconds,
            new KeyValuePair<string, object?>("answer", answer)
        );
}
