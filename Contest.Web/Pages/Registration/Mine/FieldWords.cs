using System.Globalization;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Web.Look;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>The fields of a draft in the reader's words.</summary>
public static class FieldWords
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["project/title"] = nameof(Registering.Title),
        ["project/shortTitle"] = nameof(Registering.ShortTitle),
        ["project/pitch"] = nameof(Registering.Pitch),
        ["project/industry"] = nameof(Registering.Industry),
        ["project/summary"] = nameof(Registering.Summary),
        ["project/market"] = nameof(Registering.Market),
        ["project/firstMarketOn"] = nameof(Registering.FirstMarketOn),
        ["project/team"] = nameof(Registering.Team),
        ["project/video"] = nameof(Registering.Video),
        ["project/recommender"] = nameof(Registering.Recommender),
        ["project/contactName"] = nameof(Registering.ContactName),
        ["project/contactPhone"] = nameof(Registering.ContactPhone),
        ["project/contactEmail"] = nameof(Registering.ContactEmail),
        ["entrants/position"] = nameof(Registering.RowExists),
        ["entrants/name"] = nameof(Registering.EntrantName),
        ["entrants/kind"] = nameof(Registering.EntrantKind),
        ["entrants/identifierKind"] = nameof(Registering.IdentifierKind),
        ["entrants/identifier"] = nameof(Registering.Identifier),
        ["entrants/region"] = nameof(Registering.Region),
        ["entrants/revenue"] = nameof(Registering.Revenue),
        ["patents/position"] = nameof(Registering.RowExists),
        ["patents/number"] = nameof(Registering.PatentNumber),
        ["patents/title"] = nameof(Registering.PatentTitle),
        ["patents/kind"] = nameof(Registering.PatentKind),
        ["patents/core"] = nameof(Registering.Core),
        ["patents/owners"] = nameof(Registering.Owners),
        ["patents/inventors"] = nameof(Registering.Inventors),
        ["patents/filedOn"] = nameof(Registering.FiledOn),
        ["patents/grantedOn"] = nameof(Registering.GrantedOn),
        ["patents/legalStatus"] = nameof(Registering.LegalStatus),
        ["patents/statusCheckedOn"] = nameof(Registering.StatusCheckedOn),
        ["patents/publicationNumber"] = nameof(Registering.PublicationNumber),
        ["patents/jurisdiction"] = nameof(Registering.Jurisdiction),
        ["patents/agency"] = nameof(Registering.Agency),
        ["patents/ipc"] = nameof(Registering.Ipc),
        ["patents/family"] = nameof(Registering.Family),
        ["patents/encumbrances"] = nameof(Registering.Encumbrances),
        ["patents/role"] = nameof(Registering.RoleInProject),
        ["patents/consent"] = nameof(Registering.Consent),
        ["declaration/accepted"] = nameof(Registering.Declaration),
    };

    /// <summary>The field's name, with the number of its row where it has one: 专利 2 · 专利号.</summary>
    public static string Label(string path, EntryDraft? draft = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        if (parts is [DraftFields.Publish, var name])
            return Registering.ResourceManager.GetString("Publish_" + name, CultureInfo.CurrentUICulture) ?? path;
        if (parts is [DraftFields.Project, var avoid] && AvoidedFields.Has(path))
            return string.Format(
                CultureInfo.CurrentCulture,
                avoid.EndsWith("Name", StringComparison.Ordinal) ? Registering.AvoidName : Registering.AvoidReason,
                avoid["avoid".Length]
            );
        var label = Labels.TryGetValue($"{parts[0]}/{parts[^1]}", out var key)
            ? Registering.ResourceManager.GetString(key, CultureInfo.CurrentUICulture)!
            : path;
        if (parts.Length < 3 || draft is null)
            return label;
        var at = draft.Rows(parts[0]).ToList().IndexOf(parts[1]);
        var of = parts[0] == DraftFields.Entrants ? Registering.Entrants : Registering.Patents;
        return at < 0 ? $"{of} · {label}" : $"{of} {at + 1} · {label}";
    }

    /// <summary>The value in the reader's words where it is one of a list.</summary>
    public static string Say(string path, string value) =>
        path switch
        {
            "project/industry" => IndustryName.Say(value),
            "project/market" when KindWords.Market(value) is { } market => KindWords.Say(market),
            "patents/kind" when KindWords.Patent(value) is { } kind => KindWords.Say(kind),
            _ => value,
        };
}
