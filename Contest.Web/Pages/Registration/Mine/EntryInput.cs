using System.Globalization;
using Contest.Core.Registration;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>An entrant's form as the browser sends it: everything as typed, so that nothing is lost on the way.</summary>
public sealed class EntryInput
{
    public string? Title { get; set; }
    public string? ShortTitle { get; set; }
    public string? Industry { get; set; }
    public string? Summary { get; set; }
    public string? Market { get; set; }
    public string? FirstMarketOn { get; set; }
    public string? ContactName { get; set; }
    public string? ContactPhone { get; set; }
    public string? ContactEmail { get; set; }
    public string? Recommender { get; set; }
    public List<EntrantInput> Entrants { get; set; } = [];
    public List<PatentInput> Patents { get; set; } = [];

    /// <summary>The row version the form was opened with; null for a new entry.</summary>
    public uint? Version { get; set; }

    /// <summary>The declaration was read and accepted.</summary>
    public bool Declared { get; set; }

    public static EntryInput New(Entrant? own, string contact, string? email) =>
        new()
        {
            ContactName = contact,
            ContactEmail = email,
            Entrants =
            [
                own is null
                    ? new() { Kind = nameof(EntrantKind.Company), IdentifierKind = nameof(IdentifierKind.CreditCode) }
                    : EntrantInput.Of(own, null),
            ],
            Patents = [new()],
        };

    public static EntryInput Of(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new()
        {
            Title = entry.Title,
            ShortTitle = entry.ShortTitle,
            Industry = entry.Industry,
            Summary = entry.Summary,
            Market = entry.MarketStage.ToString(),
            FirstMarketOn = Day(entry.FirstMarketOn),
            ContactName = entry.ContactName,
            ContactPhone = entry.ContactPhone,
            ContactEmail = entry.ContactEmail,
            Recommender = entry.Recommender,
            Entrants =
            [
                .. entry.Participations.OrderBy(p => p.Position).Select(p => EntrantInput.Of(p.Entrant, p.RevenueWan)),
            ],
            Patents = [.. entry.Patents.OrderBy(p => p.Position).Select(PatentInput.Of)],
            Version = entry.Version,
        };
    }

    /// <summary>The form for the act.</summary>
    public RegistrationForm Form() =>
        new(
            new(
                1,
                "1",
                Title ?? "",
                "",
                Industry ?? "",
                Summary ?? "",
                Market ?? "",
                FirstMarketOn ?? "",
                ContactName ?? "",
                ContactPhone ?? "",
                ContactEmail ?? "",
                Recommender ?? ""
            ),
            [.. Entrants.Select(e => e.Row())],
            [.. Patents.Where(p => !p.IsBlank).Select(p => p.Row())],
            ShortTitle
        );

    internal static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A participating organisation as typed.</summary>
public sealed class EntrantInput
{
    public string? Name { get; set; }
    public string? Kind { get; set; }
    public string? IdentifierKind { get; set; }
    public string? Identifier { get; set; }
    public string? Region { get; set; }
    public string? Revenue { get; set; }

    internal static EntrantInput Of(Entrant entrant, decimal? revenueWan) =>
        new()
        {
            Name = entrant.Name,
            Kind = entrant.Kind.ToString(),
            IdentifierKind = entrant.IdentifierKind.ToString(),
            Identifier = entrant.Identifier,
            Region = entrant.Region,
            Revenue = revenueWan?.ToString("0.##", CultureInfo.InvariantCulture),
        };

    internal EntrantRow Row() =>
        new(0, "1", Name ?? "", Kind ?? "", IdentifierKind ?? "", Identifier ?? "", Region ?? "", Revenue ?? "", "");
}

/// <summary>A patent as typed.</summary>
public sealed class PatentInput
{
    public string? Number { get; set; }
    public string? Title { get; set; }
    public string? Kind { get; set; }
    public string? Owners { get; set; }
    public string? Inventors { get; set; }
    public string? FiledOn { get; set; }
    public string? GrantedOn { get; set; }
    public string? LegalStatus { get; set; }
    public bool Core { get; set; }

    /// <summary>A row nobody has written in is no patent.</summary>
    internal bool IsBlank =>
        new[] { Number, Title, Owners, Inventors, FiledOn, GrantedOn, LegalStatus }.All(string.IsNullOrWhiteSpace);

    internal static PatentInput Of(Patent patent) =>
        new()
        {
            Number = patent.Number,
            Title = patent.Title,
            Kind = patent.Kind.ToString(),
            Owners = patent.Owners,
            Inventors = patent.Inventors,
            FiledOn = EntryInput.Day(patent.FiledOn),
            GrantedOn = EntryInput.Day(patent.GrantedOn),
            LegalStatus = patent.LegalStatus,
            Core = patent.IsCore,
        };

    internal PatentRow Row() =>
        new(
            0,
            "1",
            Number ?? "",
            Title ?? "",
            Kind ?? "",
            Owners ?? "",
            Inventors ?? "",
            FiledOn ?? "",
            GrantedOn ?? "",
            LegalStatus ?? "",
            Core ? "是" : ""
        );
}
