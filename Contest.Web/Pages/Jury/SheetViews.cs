using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary;

namespace Contest.Web.Pages.Jury;

/// <summary>What a device is told of a sheet.</summary>
/// <param name="Version">The server's version: the next update's <c>base</c>.</param>
/// <param name="Fields">Every field with the version that wrote it and the device it came from.</param>
/// <param name="Acked">The highest revision of this device that has arrived.</param>
/// <param name="Submitted">The sheet is submitted and locked.</param>
/// <param name="Recused">The judge has stepped back from this entry.</param>
/// <param name="Conflicts">This device's values that lost against another and wait for the judge's choice.</param>
public sealed record SheetView(
    long Version,
    IReadOnlyDictionary<string, SheetField> Fields,
    long Acked,
    bool Submitted,
    bool Recused,
    IReadOnlyDictionary<string, string?> Conflicts
)
{
    /// <summary>Why the marks are saved but the sheet is not submitted.</summary>
    public Told? Refusal { get; init; }

    /// <summary>Two people decided that the sheet does not count: nothing more is taken.</summary>
    public bool IsSetAside { get; init; }

    /// <summary>The judge's own flag and note; with a reading only.</summary>
    public OwnWords? Note { get; init; }

    /// <summary>The antiforgery token for the next put.</summary>
    public string? Token { get; init; }
}

/// <summary>What the judge keeps for the own work.</summary>
public sealed record OwnWords(bool IsFlagged, string Note);

/// <summary>A refusal as a script reads it.</summary>
public sealed record Told(string Code, string Message);

/// <summary>Answers about sheets; a refusal is problem JSON with its code, its sentence, and what the server has kept.</summary>
public static class SheetViews
{
    /// <summary>One line of the rail: never another judge's number.</summary>
    public sealed record Line(Guid Id, string State, int Scored, int Of, decimal? Total);

    public static Line Short(OwnSheets.Own own)
    {
        ArgumentNullException.ThrowIfNull(own);
        return new(
            own.Id,
            own.Standing.ToString(),
            own.Scored,
            own.Rules.Sheet.Count,
            own.Scored == 0 ? null : own.Total
        );
    }

    public static SheetView Of(OwnSheets.Own own, string device)
    {
        ArgumentNullException.ThrowIfNull(own);
        return Of(own.State, device, own.SubmittedAt is not null, own.RecusedAt is not null) with
        {
            IsSetAside = own.SetAsideAt is not null,
            Note = own.Note is { } kept ? new(kept.IsFlagged, kept.Note) : null,
        };
    }

    public static IResult Answer(SaveSheet.Answer answer, string device)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var isRecused = answer.Refusal?.Code == "judging.recused";
        var view = Of(answer.State, device, answer.IsSubmitted, isRecused);
        if (answer.Status == SheetAnswer.Saved)
            return TypedResults.Json(view with { Refusal = Tell(answer.Refusal) });
        return Problem((int)answer.Status, answer.Refusal ?? new("judging.two_devices"), view);
    }

    public static IResult Problem(int status, Refusal refusal, SheetView? kept = null)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        Dictionary<string, object?> more = new() { ["code"] = refusal.Code };
        if (kept is not null)
        {
            more["version"] = kept.Version;
            more["fields"] = kept.Fields;
            more["acked"] = kept.Acked;
            more["submitted"] = kept.Submitted;
            more["recused"] = kept.Recused;
            more["conflicts"] = kept.Conflicts;
        }
        return TypedResults.Problem(title: refusal.Message, statusCode: status, extensions: more);
    }

    private static SheetView Of(SheetState state, string device, bool isSubmitted, bool isRecused) =>
        new(
            state.Version,
            state.Fields,
            state.Acked.GetValueOrDefault(device),
            isSubmitted,
            isRecused,
            state.ConflictsOf(device)
        );

    private static Told? Tell(Refusal? refusal) => refusal is null ? null : new(refusal.Code, refusal.Message);
}
