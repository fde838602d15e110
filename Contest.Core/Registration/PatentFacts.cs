namespace Contest.Core.Registration;

/// <summary>A patent's row with what its words and numbers say, read once for all checks.</summary>
internal sealed record PatentFacts(
    PatentRow Row,
    NumberSays Number,
    NumberSays? Publication,
    PatentKind? Kind,
    string Office,
    DateOnly? FiledOn,
    DateOnly? GrantedOn,
    LegalStatus Status,
    bool IsCore
)
{
    public static PatentFacts Of(PatentRow row, DateOnly today)
    {
        var declared = KindWords.Patent(row.Kind);
        var says = NumberSays.Of(row.Number, today, declared, row.Jurisdiction);
        var office = Offices.Code(row.Jurisdiction);
        return new(
            row,
            says,
            Plain.Compact(row.PublicationNumber).Length == 0
                ? null
                : NumberSays.Of(row.PublicationNumber, today, null, row.Jurisdiction),
            declared,
            office.Length > 0 ? office : says.Jurisdiction,
            SheetDate.Read(row.FiledOn),
            SheetDate.Read(row.GrantedOn),
            LegalStatus.Read(row.LegalStatus),
            KindWords.IsYes(row.Core)
        );
    }

    /// <summary>Published or granted, by its numbers, its dates or its status.</summary>
    public bool IsPublished =>
        GrantedOn is not null
        || Status.IsPublished
        || Number.Form is NumberForm.Publication or NumberForm.PctPublication
        || Publication is { Form: NumberForm.Publication or NumberForm.PctPublication };

    /// <summary>The check about this patent.</summary>
    public EntryCheck Check(
        string code,
        CheckResult result,
        string reason,
        string field,
        string finding,
        IReadOnlyList<object>? arguments = null,
        IReadOnlyList<object>? rule = null,
        params Evidence[] evidence
    ) => new(code, result, reason, CheckSubject.Patent, Row.Row, field, finding, arguments ?? [], rule ?? [], evidence);
}
