using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Files;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Support;

/// <summary>
/// A word that stands in a confidential field and nowhere else, who may read that field, and, where no page shows it to
/// anybody at all, why that is so (else it must be seen, or nothing is proved).
/// </summary>
public sealed record Canary(string Word, Who Readers, string? Unseen = null);

/// <summary>
/// Words put into the confidential fields of everything that is not the viewers' own: entries of other organisations,
/// sheets of other judges, other people; and into the first entrant's own things, for everybody else. The table of
/// readers is written here by hand from PRODUCT.md (who uses it), so that it does not repeat what the product believes.
/// </summary>
public static class Canaries
{
    private const Who Oversight = Who.Organizer | Who.Supervisor;
    private const Who Reading = Who.Console | Who.Judge;
    private const Who Own = Who.Entrant; // the first entrant; other entrants are strangers
    private const string NoHistory = "an entry's history is its own people's";

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
        new("kanarie-field", Who.Console, "what is being typed is its own people's until it is submitted"),
        new("kanarie-editold", 0, NoHistory),
        new("kanarie-editnew", 0, NoHistory),
        new("kanarie-reviewnote", Who.Console),
        new("kanarie-finding", Who.Console, "kept with the import for the record; no page shows it"),
        new("kanarie-comment", Oversight, "a judge's words are on that judge's sheet; the console shows points"),
        new("7.0713", Oversight, "one judge's mark by its number: the console shows counts, not single marks"),
        new("kanarie-recusal", Who.Console, "there only where a judge of the demo has stepped back"),
        new("kanarie-person@", Oversight),
        new("kanarie-invitation@", Oversight),
        new("kanarie-hash", 0, "nobody reads tokens"),
        new("kanarie-mailto@", Oversight),
        new("kanarie-mailbody", 0, "the addressee's alone"), // links with tokens: nobody's to read but the addressee's
        new("kanarie-audit", Oversight),
        new("kanarie-queued-error", Oversight),
        new("kanarie-importfile", Who.Console),
        new("kanarie-grounds", Who.Console),
        new("kanarie-ownfield", Own | Who.Console),
        new("kanarie-ownold", Own),
        new("kanarie-ownnew", Own),
        new("kanarie-ownreceipt", Own),
        new("kanarie-receipt", 0, "of an entry nobody acts for"),
        new("kanarie-owngrounds", Own | Who.Console),
        new("kanarie-ownguest@", Own | Oversight),
        .. Files,
    ];

    /// <summary>Files of a draft nobody but the console may have, and of an accepted entry whose deck and dossier judges read.</summary>
    private static IEnumerable<Canary> Files =>
        from slot in Enum.GetValues<FileSlot>()
        from isDraft in (bool[])[true, false]
        let readers = slot switch
        {
            FileSlot.Licence or FileSlot.Evidence => Who.Console,
            _ when isDraft => Who.Console,
            FileSlot.Cover => Who.Everyone,
            _ => Reading,
        }
        from part in (string[])["name", "content"]
        select new Canary(WordOf(slot, isDraft, part), readers);

    /// <summary>Whether the pages of a planted file may be looked at by this kind of viewer.</summary>
    public static bool MayTurnPagesOf(string name, Who viewer) =>
        All.Any(c => name.StartsWith(c.Word, StringComparison.Ordinal) && (c.Readers & viewer) != 0);

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
            met["files"] = await PlantFilesAsync(app, db);
            return met;
        });
    }

    /// <summary>Things that are not the viewers' own: an accepted entry's code, hidden entries, sheets, files, organisations.</summary>
    public sealed record Strange(
        IReadOnlyList<string> Codes,
        IReadOnlyList<Guid> Entries,
        IReadOnlyList<Guid> Sheets,
        IReadOnlyList<Guid> Files,
        IReadOnlyList<Guid> Entrants
    );

    public static Task<Strange> OthersAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(async db => new Strange(
            await db
                .Entries.Where(e => e.ContactName == "kanarie-contactname" && e.Code != null)
                .OrderBy(e => e.Number)
                .Select(e => e.Code!)
                .Take(2)
                .ToListAsync(),
            [
                .. await db.Entries.Where(e => e.Number > 9000).Select(e => e.Id).ToListAsync(),
                .. await AcceptedOfOthers(db).Select(e => e.Id).Take(1).ToListAsync(),
                .. await db.Submissions.Where(s => s.Receipt == "kanarie-0").Select(s => s.EntryId).ToListAsync(),
            ],
            await db.JudgeSheets.OrderByDescending(s => s.Id).Select(s => s.Id).Take(2).ToListAsync(),
            await db.StoredFiles.Where(f => f.Name.StartsWith("kanarie")).Select(f => f.Id).ToListAsync(),
            await db
                .JoinRequests.Where(r => r.Grounds.StartsWith("kanarie"))
                .Select(r => r.EntrantId)
                .Distinct()
                .ToListAsync()
        ));
    }

    private static IQueryable<Entry> AcceptedOfOthers(ContestDb db) =>
        db
            .Entries.Where(e => e.ContactName == "kanarie-contactname" && e.State == EntryState.Accepted)
            .OrderBy(e => e.Number);

    private static string WordOf(FileSlot slot, bool isDraft, string part) =>
        $"kanarie-{(isDraft ? "draft" : "project")}{slot.ToString().ToLowerInvariant()}{part}";

    /// <summary>One file per slot for a draft and for an accepted entry, a word in its name and one in its content.</summary>
    private static async Task<int> PlantFilesAsync(ContestApp app, ContestDb db)
    {
        var store = app.Services.GetRequiredService<IFileStore>();
        var draft = await db.Entries.Where(e => e.Number == 9001).Select(e => e.Id).SingleAsync();
        var accepted = await AcceptedOfOthers(db).Select(e => e.Id).FirstAsync();
        foreach (var slot in Enum.GetValues<FileSlot>())
        foreach (var isDraft in (bool[])[true, false])
        {
            var content = A.Pdf(1).Concat(Encoding.ASCII.GetBytes($"%{WordOf(slot, isDraft, "content")}\n")).ToArray();
            StoredFile file = new()
            {
                Id = Guid.CreateVersion7(),
                EntryId = isDraft ? draft : accepted,
                Slot = slot,
                Place = 9,
                Name = $"{WordOf(slot, isDraft, "name")}.pdf",
                Kind = FileKind.Pdf,
                Size = content.Length,
                Pages = 1,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
                Scan = ScanState.Clean,
                StoredAt = app.Clock.GetUtcNow(),
            };
            db.Add(file);
            var written = await store.WriteAsync(
                FileKeys.Of(file.Id),
                new MemoryStream(content),
                content.Length,
                default
            );
            if (written.Refusal is { } refusal)
                throw new InvalidOperationException(refusal.Code);
        }
        return await db.SaveChangesAsync();
    }

    private static async Task<int> DoAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteNonQueryAsync();
    }

    // entries nobody who could sign in acts for
    private const string Others =
        "(select e.id from entries e where not exists (select 1 from participations p join memberships m on m.entrant_id = p.entrant_id"
        + " where p.entry_id = e.id))";

    // the first entrant's organisation and its first entry
    private const string OwnEntrant =
        "(select m.entrant_id from memberships m join identity_users u on u.id = m.person_id where u.email like 'entrant1@%' limit 1)";
    private const string OwnEntry =
        "(select e.id from entries e join participations p on p.entry_id = e.id where p.entrant_id = "
        + OwnEntrant
        + " order by e.number limit 1)";

    // an organisation nobody acts for
    private const string OtherEntrant =
        "(select p.entrant_id from participations p where p.entry_id in " + Others + " order by 1 limit 1)";

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
            ("rejected", Copy(9003, 5, "kanarie-rejected")),
            ("draft", Copy(9001, 1, "kanarie-drafttitle")),
            ("withdrawn", Copy(9002, 6, "kanarie-withdrawn")),
            (
                "fields",
                "insert into entry_fields (entry_id, path, value, edit) select id, 'project/summary', 'kanarie-field', 1 from entries where number in (9001, 9002)"
            ),
            (
                "edits",
                "insert into entry_edits (entry_id, number, path, old, new, by, by_name, at, is_applied)"
                    + " select id, 1, 'project/summary', 'kanarie-editold', 'kanarie-editnew', gen_random_uuid(), 'x', now(), true from entries where number in (9001, 9002)"
            ),
            ("decisions", "update review_decisions set note = 'kanarie-reviewnote' where entry_id in " + Others),
            (
                "ownfields",
                "insert into entry_fields (entry_id, path, value, edit) values ("
                    + OwnEntry
                    + ", 'project/team', 'kanarie-ownfield', 1)"
            ),
            (
                "ownedits",
                "insert into entry_edits (entry_id, number, path, old, new, by, by_name, at, is_applied) values ("
                    + OwnEntry
                    + ", 7001, 'project/team', 'kanarie-ownold', 'kanarie-ownnew', gen_random_uuid(), 'x', now(), true)"
            ),
            ("submission", Submission(OwnEntry, 0, "kanarie-ownreceipt")),
            ("othersubmission", Submission("(select id from entries where number = 9003)", 1, "kanarie-receipt")),
            ("requests", Request(OtherEntrant, "kanarie-grounds")),
            ("ownrequests", Request(OwnEntrant, "kanarie-owngrounds")),
            (
                "guests",
                "insert into invitations (id, email, display_name, role, entrant_id, member_role, token_hash, created_at, expires_at, culture, invited_by)"
                    + " values (gen_random_uuid(), 'kanarie-ownguest@example.invalid', 'x', (select role from identity_users where email like 'entrant1@%'), "
                    + OwnEntrant
                    + ", 2, 'kanarie-hash2', now(), now() + interval '900 days', 'zh-CN', 'x')"
            ),
            ("files of imports", "update import_runs set file_name = 'kanarie-importfile.xlsx'"),
            ("imports", "update import_runs set findings = '[{\"kanarie-finding\":1}]'"),
            (
                "sheets",
                "update judge_sheets set state = jsonb_set(state, '{fields,comment,value}', '\"kanarie-comment\"'), recusal_reason = case when recused_at is null then null else 'kanarie-recusal' end"
                    + " where entry_id in "
                    + Others
                    + " and judge_id not in (select j.id from judges j join identity_users u on u.id = j.person_id where u.email like 'judge1@%')"
            ),
            (
                "marks",
                "update marks m set points = 7.0713 from judge_sheets s where s.id = m.sheet_id and s.entry_id in "
                    + Others
                    + " and s.judge_id not in (select j.id from judges j join identity_users u on u.id = j.person_id where u.email like 'judge1@%')"
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

    private static string Submission(string entry, int number, string word) =>
        "insert into submissions (entry_id, number, receipt, fields, hash, declaration_version, declaration_text, by, by_name, at) values ("
        + $"{entry}, {700 + number}, 'kanarie-{number}', '{{\"project/title\":\"{word}\"}}', repeat('x', 64), '1', 'x', gen_random_uuid(), 'x', now())";

    private static string Request(string entrant, string word) =>
        $"insert into join_requests (id, entrant_id, person_id, grounds, asked_at) select gen_random_uuid(), {entrant}, id, '{word}', now()"
        + " from identity_users where email like 'entrant5@%'";

    private static string Copy(int number, int state, string title) =>
        "insert into entries (id, competition_id, number, title, industry, summary, contact_name, contact_phone, contact_email, market_stage, state, published, recommender_key)"
        + $" select gen_random_uuid(), competition_id, {number}, '{title}', industry, 'kanarie-summary', 'kanarie-contactname', '+8613977700001', 'kanarie-contact@example.invalid', 1, {state}, '{{}}', '' from entries limit 1";
}
