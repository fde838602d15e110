using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Infrastructure.Registration;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>Addresses made from route patterns, with things there are in the demo edition.</summary>
public static partial class RouteValues
{
    public static Who WhoIs(Role? role) =>
        role switch
        {
            null => Who.Nobody,
            Role.Entrant => Who.Entrant,
            Role.Judge => Who.Judge,
            Role.Staff => Who.Staff,
            Role.Supervisor => Who.Supervisor,
            _ => Who.Organizer,
        };

    /// <summary>What stands for the parameters: things this viewer may ask for, where there are any.</summary>
    public static Task<Dictionary<string, string>> OfAsync(ContestApp app, Role? role) =>
        app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.SingleAsync();
            var person = await db.Users.OrderBy(p => p.Email).FirstOrDefaultAsync(p => p.Role == role);
            var entries = db.Entries.Where(e => e.CompetitionId == edition.Id);
            var personId = person?.Id;
            var organisations = db.EntrantsOf(personId);
            var own = entries.Where(e => e.Participations.Any(p => organisations.Contains(p.EntrantId)));
            var entry =
                role == Role.Entrant ? await own.FirstAsync() : await entries.OrderBy(e => e.Number).FirstAsync();
            var sheets =
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                where role != Role.Judge || j.PersonId == person!.Id
                orderby s.Id
                select s.Id;
            return new Dictionary<string, string>
            {
                ["edition"] = edition.Slug,
                ["entrantId"] =
                    $"{(role == Role.Entrant ? await organisations.FirstAsync() : await db.Entrants.Select(e => e.Id).FirstAsync())}",
                ["entryId"] = $"{entry.Id}",
                ["code"] = await entries.Where(e => e.Code != null).Select(e => e.Code).FirstOrDefaultAsync() ?? "A01",
                ["sheetId"] = $"{await sheets.FirstOrDefaultAsync()}",
                ["judgeId"] = $"{await db.Judges.Select(j => j.Id).FirstOrDefaultAsync()}",
                ["expertId"] = $"{await db.Experts.Select(e => e.Id).FirstOrDefaultAsync()}",
                ["number"] = await db.Certificates.Select(c => c.Number).FirstOrDefaultAsync() ?? "YJG-2026-G-001",
                ["case"] = "1",
                ["notice"] = $"{await db.Notices.Select(n => (int?)n.Number).FirstOrDefaultAsync() ?? 1}",
                ["step"] = "patents",
                ["fileId"] =
                    $"{await db.StoredFiles.Where(f => f.EntryId == entry.Id).Select(f => f.Id).FirstOrDefaultAsync()}",
                ["page"] = "1",
                ["token"] = "nonsense",
                ["handler"] = "",
                ["status"] = "404",
            };
        });

    public static string Fill(string route, Dictionary<string, string> values)
    {
        var path = Parameter().Replace(route, m => values[m.Groups[1].Value]);
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }

    [GeneratedRegex(@"\{(\w+)(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Parameter();
}
