using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Competitions;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>What the public would see of a draft if it were accepted as it is; nothing is stored.</summary>
public static class DraftPreview
{
    /// <summary>The public view.</summary>
    /// <param name="stored">The entry the draft belongs to.</param>
    /// <param name="draft">Its fields.</param>
    /// <param name="rulebook">For the group.</param>
    /// <param name="now">For the newest possible year of a number.</param>
    public static PublicEntry Of(Entry stored, EntryDraft draft, Rulebook rulebook, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(rulebook);
        var project = RegisteredProject.Of(draft.Form().AsWorkbook(), rulebook.LocalDate(now))[0];
        Entry entry = new()
        {
            Id = stored.Id,
            CompetitionId = stored.CompetitionId,
            State = EntryState.Accepted,
            Code = stored.Code ?? "",
            Title = "",
            Industry = "",
            Summary = "",
            ContactName = "",
            ContactPhone = "",
            ContactEmail = "",
        };
        EntryRows.Fill(entry, draft, project, rulebook);
        entry.Participations.AddRange(project.Entrants.Select((e, at) => Part(entry.Id, e, at + 1)));
        entry.Patents.AddRange(RowsOfEntry.Patents(entry.Id, project, now));
        return PublicEntry.Of(entry)!;
    }

    private static Participation Part(Guid entryId, RegisteredEntrant entrant, int position) =>
        new()
        {
            EntryId = entryId,
            Position = position,
            Entrant = new()
            {
                Name = entrant.Name,
                NameKey = "",
                Kind = entrant.Kind,
                IdentifierKind = entrant.IdentifierKind,
                Identifier = entrant.Identifier,
                Region = entrant.Region,
            },
        };
}
