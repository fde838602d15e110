using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Results;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Results;

/// <summary>What is printed on a certificate.</summary>
/// <param name="Number">证书编号.</param>
/// <param name="Edition">The edition's name in the three languages.</param>
/// <param name="Award">The award's name in the three languages.</param>
/// <param name="Title">The project.</param>
/// <param name="Entrants">Its organisations, the lead first.</param>
/// <param name="Hosts">The issuers.</param>
/// <param name="IssuedOn">The day of issue in the edition's time zone.</param>
public sealed record CertificateFacts(
    string Number,
    LocalizedText Edition,
    LocalizedText Award,
    string Title,
    IReadOnlyList<string> Entrants,
    IReadOnlyList<LocalizedText> Hosts,
    DateOnly IssuedOn
);

/// <summary>Numbers a certificate for every award of a publication; serials run per award letter, best place first.</summary>
public static class IssueCertificates
{
    public static async Task ForAsync(
        ContestDb db,
        Publication publication,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(rulebook);
        var sheet = ResultSheet.Parse(publication.Json);
        var have = await db
            .Certificates.Where(c => c.CompetitionId == publication.CompetitionId)
            .Select(c => new { c.Award, c.EntryId })
            .ToListAsync(cancel);
        var today = DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)).DateTime
        );
        foreach (var award in rulebook.Awards)
        {
            var serial = have.Count(h => h.Award == award.Code);
            foreach (var winner in Winners(sheet, award.Code))
            {
                if (have.Any(h => h.Award == award.Code && h.EntryId == winner.EntryId))
                    continue;
                var number = new CertificateNumber(rulebook.Series, rulebook.Year, award.Letter, ++serial).ToString();
                CertificateFacts facts = new(
                    number,
                    rulebook.Title,
                    award.Name,
                    winner.Title,
                    winner.Entrants,
                    rulebook.Hosts,
                    today
                );
                db.Certificates.Add(
                    new()
                    {
                        Number = number,
                        CompetitionId = publication.CompetitionId,
                        PublicationId = publication.Id,
                        EntryId = winner.EntryId,
                        Award = award.Code,
                        Facts = CanonicalJson.Write(facts),
                        IssuedAt = now,
                    }
                );
            }
        }
        await db.SaveChangesAsync(cancel);
    }

    private sealed record Winner(Guid EntryId, string Title, IReadOnlyList<string> Entrants);

    private static IEnumerable<Winner> Winners(ResultSheet sheet, string award) =>
        sheet
            .Groups.SelectMany(g => g.Lines)
            .Where(l => l.Award == award)
            .OrderByDescending(l => l.Standing.Score)
            .ThenBy(l => l.Standing.Label, StringComparer.Ordinal)
            .Select(l => new Winner(l.Standing.EntryId, l.Title, l.Entrants))
            .Concat(sheet.Popular.Where(p => p.Award == award).Select(p => new Winner(p.EntryId, p.Title, p.Entrants)));
}
