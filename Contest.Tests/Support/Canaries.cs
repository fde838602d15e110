using System.Data.Common;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>A word that stands in a confidential field and nowhere else, and who may read that field.</summary>
public sealed record Canary(string Word, Who Readers);

/// <summary>
/// Words put into the confidential fields of everything that is not the viewers' own: entries of other organisations,
/// sheets of other judges, other people. The table of readers is written here by hand from PRODUCT.md (who uses it), so
/// that it does not repeat what the product believes.
/// </summary>
public static class Canaries
{
    private const Who Oversight = Who.Organizer | Who.Supervisor;
    private const Who Reading = Who.Console | Who.Judge;

    public static IReadOnlyList<Canary> All { get; } =
    [
        new("kanarie-contactname", Who.Console),
        new("+8613977700001", Who.Console),
        new("kanarie-contact@", Who.Console),
        new("7770777", Who.Console), // revenue
        new("kanarie-summary", Reading),
        new("kanarie-pitch", Reading),
        new("kanarie-team", Reading),
        new("kanarie-video", Reading),
        new("kanarie-patentnumber", Reading),
        new("kanarie-patenttitle", Reading),
        new("kanarie-owners", Reading),
        new("kanarie-inventors", Reading),
        new("kanarie-status", Reading),
        new("kanarie-agency", Reading),
        new("kanarie-burdens", Reading),
        new("kanarie-family", Reading),
        new("kanarie-roleinproject", Reading),
        new("kanarie-rejected", Who.Console),
        new("kanarie-withdrawn", Who.Console),
        new("kanarie-drafttitle", Who.Console),
        new("kanarie-field", Who.Console),
        new("kanarie-editold", Who.Console),
        new("kanarie-editnew", Who.Console),
        new("kanarie-reviewnote", Who.Console),
        new("kanarie-finding", Who.Console),
        new("kanarie-comment", Oversight),
        new("kanarie-recusal", Who.Console),
        new("kanarie-person@", Oversight),
        new("kanarie-invitation@", Oversight),
        new("kanarie-hash", 0),
        new("kanarie-mailto@", Oversight),
        new("kanarie-mailbody", 0), // links with tokens: nobody's to read but the addressee's
        new("kanarie-audit", Oversight),
        new("kanarie-queued-error", Oversight),
    ];

    /// <summary>Puts the words there; how many rows each statement met, by its name.</summary>
    public static Task<Dictionary<string, int>> PlantAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            // past the triggers that keep the logs append-only
            var connection = db.Database.GetDbConnection();
            await DoAsync(connection, "set session_replication_role = replica");
            Dictionary<string, int> met = [];
            foreach (var (name, statement) in Statements)
                met[name] = await DoAsync(connection, statement);
            await DoAsync(connection, "set session_replication_role = origin");
            return met;
        });
    }

    /// <summary>Things that are not the viewers' own: an accepted entry's code, hidden entries, a sheet.</summary>
    public sealed record Strange(IReadOnlyList<string> Codes, IReadOnlyList<Guid> Entries, IReadOnlyList<Guid> Sheets);

    public static Task<Strange> OthersAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(async db => new Strange(
            await db
                .Entries.Where(e => e.ContactName == "kanarie-contactname" && e.Code != null)
                .OrderBy(e => e.Code)
                .Select(e => e.Code!)
                .Take(2)
                .ToListAsync(),
            await db
                .Entries.Where(e => e.ContactName == "kanarie-contactname")
                .OrderByDescending(e => e.Number)
                .Select(e => e.Id)
                .Take(3)
                .ToListAsync(),
            await db.JudgeSheets.OrderByDescending(s => s.Id).Select(s => s.Id).Take(2).ToListAsync()
        ));
    }

    private static async Task<int> DoAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteNonQueryAsync();
    }

    // entries no demo entrant's person acts for
    private const string Others =
        "(select e.id from entries e where not exists (select 1 from participations p join identity_users u on u.entrant_id = p.entrant_id"
        + " where p.entry_id = e.id))";

    private static (string Name, string Statement)[] Statements =>
        [
            (
                "entries",
                "update entries set contact_name = 'kanarie-contactname', contact_phone = '+8613977700001', contact_email = 'kanarie-contact@example.invalid',"
                    + " summary = 'kanarie-summary', pitch = 'kanarie-pitch', team = 'kanarie-team', video_url = 'https://kanarie-video.example.invalid/',"
                    + " published = '{}' where id in "
                    + Others
            ),
            ("revenue", "update participations set revenue_wan = 7770777 where entry_id in " + Others),
            (
                "patents",
                "update patents set number = 'kanarie-patentnumber', title = 'kanarie-patenttitle', owners = 'kanarie-owners', inventors = 'kanarie-inventors',"
                    + " legal_status = 'kanarie-status', agency = 'kanarie-agency', encumbrances = 'kanarie-burdens', family = 'kanarie-family',"
                    + " role_in_project = 'kanarie-roleinproject' where entry_id in "
                    + Others
            ),
            ("rejected", "update entries set title = 'kanarie-rejected' where state = 5 and id in " + Others),
            ("draft", Copy(9001, 1, "kanarie-drafttitle")),
            ("withdrawn", Copy(9002, 6, "kanarie-withdrawn")),
            (
                "fields",
                "insert into entry_fields (entry_id, path, value, edit) select id, 'summary', 'kanarie-field', 1 from entries where number in (9001, 9002)"
            ),
            (
                "edits",
                "insert into entry_edits (entry_id, number, path, old, new, by, by_name, at)"
                    + " select id, 1, 'summary', 'kanarie-editold', 'kanarie-editnew', gen_random_uuid(), 'x', now() from entries where number in (9001, 9002)"
            ),
            ("decisions", "update review_decisions set note = 'kanarie-reviewnote' where entry_id in " + Others),
            ("imports", "update import_runs set findings = '[{\"kanarie-finding\":1}]'"),
            (
                "sheets",
                "update judge_sheets set state = jsonb_set(state, '{fields,comment,value}', '\"kanarie-comment\"'), recusal_reason = case when recused_at is null then null else 'kanarie-recusal' end"
                    + " where entry_id in "
                    + Others
                    + " and judge_id not in (select j.id from judges j join identity_users u on u.id = j.person_id where u.email like 'judge1@%')"
            ),
            (
                "people",
                "update identity_users set email = 'kanarie-person@example.invalid' where id = (select id from identity_users where role = 5 and email not like 'judge1@%' order by email desc limit 1)"
            ),
            (
                "invitations",
                "insert into invitations (id, email, display_name, role, token_hash, created_at, expires_at, culture, invited_by)"
                    + " values (gen_random_uuid(), 'kanarie-invitation@example.invalid', 'x', 5, 'kanarie-hash', now(), now() + interval '900 days', 'zh-CN', 'x')"
            ),
            (
                "mail",
                "insert into outbox_mails (id, \"to\", subject, body, queued_at, tries, next_try_at, last_error)"
                    + " values (gen_random_uuid(), 'kanarie-mailto@example.invalid', 'x', 'kanarie-mailbody', now(), 1, now(), 'kanarie-queued-error')"
            ),
            (
                "audit",
                "insert into audit_events (number, at, who, act, subject, after, previous_hash, hash, competition_id)"
                    + " select max(number) + 1, now(), 'x', 'x', 'x', '{\"note\":\"kanarie-audit\"}', repeat('x', 64), repeat('x', 64), max(competition_id::text)::uuid from audit_events"
            ),
        ];

    private static string Copy(int number, int state, string title) =>
        "insert into entries (id, competition_id, number, title, industry, summary, contact_name, contact_phone, contact_email, market_stage, state, published)"
        + $" select gen_random_uuid(), competition_id, {number}, '{title}', industry, 'kanarie-summary', 'kanarie-contactname', '+8613977700001', 'kanarie-contact@example.invalid', 1, {state}, '{{}}' from entries limit 1";
}
