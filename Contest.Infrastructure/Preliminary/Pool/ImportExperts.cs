using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Pool;

/// <summary>
/// Brings pasted experts into the pool: the good lines, all of them or none; the others stay out, each with what is to be
/// mended. Whoever is in the pool already, by mailbox or by name and employer, is not brought twice.
/// </summary>
public sealed class ImportExperts(ContestDb db, TimeProvider clock)
{
    /// <param name="CompetitionId">The edition it was done from, for the audit log.</param>
    /// <param name="Text">The table as pasted.</param>
    public sealed record Command(Guid CompetitionId, string Text, Actor Actor);

    /// <param name="Added">How many came into the pool.</param>
    /// <param name="Rows">All lines, with what was found of them.</param>
    /// <param name="Rest">The lines that stayed out, to be mended and pasted again.</param>
    public sealed record Answer(int Added, IReadOnlyList<PastedExpert> Rows, string Rest);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldAsync(NamedLock.ExpertPool, cancel);
        var pasted = PastedExperts.Read(command.Text);
        if (pasted.Whole is { } refusal)
            return refusal;
        var rows = await db.KnownAlreadyAsync(pasted.Rows, cancel);
        var experts = rows.Where(r => r.IsGood).Select(r => ExpertOf(r, now)).ToList();
        if (experts.Count == 0)
            return new Refusal("paste.no_good_expert");
        db.Experts.AddRange(experts);
        await db.SaveChangesAsync(cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(ImportExperts),
            "experts",
            now,
            command.CompetitionId,
            after: new { Added = experts.Count, Experts = experts.Select(e => e.Id) },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return new Answer(experts.Count, rows, pasted.Rest(rows));
    }

    private static Expert ExpertOf(PastedExpert row, DateTimeOffset now)
    {
        Expert expert = new() { Id = Guid.CreateVersion7(now), Name = "" };
        SaveExpert.Fill(
            expert,
            new(row.Name, row.Email, row.Discipline!.Value)
            {
                Ipc = string.Join(' ', row.Ipc),
                Fields = string.Join('、', row.Fields),
                Languages = row.Languages,
                MostDossiers = row.MostDossiers,
                AvailableFrom = row.AvailableFrom,
                AvailableUntil = row.AvailableUntil,
                Employments = row.Employer.Length == 0 ? [] : [new(row.Employer, null, null, null)],
                Patents = [.. row.Patents.Select(p => new SaveExpert.OwnPatent(p, IsOwner: false))],
            },
            now
        );
        return expert;
    }
}

/// <summary>Pasted lines beside the pool.</summary>
public static class KnownExperts
{
    /// <summary>The lines, each with whom the pool has already; a namesake elsewhere is only told.</summary>
    public static async Task<IReadOnlyList<PastedExpert>> KnownAlreadyAsync(
        this ContestDb db,
        IReadOnlyList<PastedExpert> rows,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        var pool = await db
            .Experts.AsNoTracking()
            .Select(e => new
            {
                e.Name,
                e.Email,
                Employers = e.Employments.Select(x => x.Name).ToList(),
            })
            .ToListAsync(cancel);
        var mailboxes = pool.Where(e => e.Email is not null).ToLookup(e => e.Email!.ToUpperInvariant(), e => e.Name);
        var names = pool.ToLookup(e => Plain.Key(e.Name), e => e.Employers.ConvertAll(OrganisationName.Key));
        return [.. rows.Select(Told)];

        PastedExpert Told(PastedExpert row)
        {
            if (row.Mailbox is { } mailbox && mailboxes[mailbox].FirstOrDefault() is { } name)
                return row.With(new("paste.mailbox_known", true, row.Email!, name));
            var (key, employer) = row.Person;
            var namesakes = names[key].ToList();
            return namesakes.Exists(known => known.Contains(employer) || (employer.Length == 0 && known.Count == 0))
                    ? row.With(new("paste.expert_known", true, row.Name, row.Employer))
                : namesakes.Count > 0 ? row.With(new("paste.expert_namesake", false, row.Name))
                : row;
        }
    }
}
