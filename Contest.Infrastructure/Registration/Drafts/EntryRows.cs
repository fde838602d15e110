using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>The entry's own columns from its draft.</summary>
internal static class EntryRows
{
    public static void Fill(Entry entry, EntryDraft draft, RegisteredProject project, Rulebook rulebook)
    {
        var row = project.Row;
        entry.Title = Plain.AsTyped(row.Title);
        entry.ShortTitle = Plain.AsTypedOrNull(draft.Form().ShortTitle);
        entry.Pitch = Plain.AsTypedOrNull(row.Pitch);
        entry.Industry = Plain.AsTyped(row.Industry);
        entry.Summary = Plain.AsTyped(row.Summary);
        entry.Team = Plain.AsTypedOrNull(row.Team);
        entry.VideoUrl = Plain.AsTypedOrNull(row.Video);
        entry.Published = [.. draft.Published];
        entry.MarketStage = project.Market;
        entry.FirstMarketOn = project.FirstMarketOn;
        entry.ContactName = Plain.AsTyped(row.ContactName);
        entry.ContactPhone = PhoneNumber.Check(row.ContactPhone).Normalized;
        entry.ContactEmail = EmailAddress.Check(row.ContactEmail).Normalized;
        entry.Recommender = Plain.AsTypedOrNull(row.Recommender);
        entry.Group = GroupOf.Entry(
            rulebook.Grouping,
            project.Market,
            [.. project.Entrants.Select((e, at) => new GroupOf.Member(e.Kind, e.RevenueWan, at == 0))]
        );
    }
}
