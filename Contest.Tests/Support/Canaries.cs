using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Files;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Support;

/// <summary>
/// A word that stands in a confidential field and nowhere else, who may read that field, and, where no page shows it to
/// anybody at all, why that is so (else it must be seen, or nothing is proved).
/// </summary>
/// <param name="Word">As planted.</param>
/// <param name="Readers">Who may read it from <paramref name="From"/> on; before it only those of the console.</param>
/// <param name="Unseen">Why nobody is shown it; null: it must be seen.</param>
/// <param name="From">The stage from which its readers read it.</param>
/// <param name="Of">The kind of viewer whose first person's own it is: others of that kind may not read it, that one must be shown it.</param>
public sealed record Canary(
    string Word,
    Who Readers,
    string? Unseen = null,
    DemoStage From = DemoStage.Registration,
    Who Of = 0
)
{
    public bool MayBeReadBy(Onlooker viewer, DemoStage stage)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var readers = stage < From ? Readers & Who.Console : Readers;
        return (readers & viewer.Who) != 0 && ((Of & viewer.Who) == 0 || viewer.Mailbox is null);
    }

    /// <summary>Somebody is shown it at this stage: the one whose own it is, or anybody who may read it.</summary>
    public bool IsToBeSeenBy(Onlooker viewer, DemoStage stage) =>
        Unseen is null && MayBeReadBy(viewer, stage) && (Of == 0 || (Of & viewer.Who) != 0);
}

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
        new("kanarie-owncomment", Who.Judge | Oversight, null, DemoStage.Voting, Who.Judge),
        new("kanarie-ownrecusal", Who.Judge | Who.Console, null, DemoStage.Voting, Who.Judge),
        new("kanarie-proposed", Who.Console, "shown while the proposal waits and the entry can be decided"),
        new("kanarie-answered", Who.Console, "of a proposal that waits there is no answer yet"),
        new("kanarie-spotcheck", Who.Console),
        new("kanarie-unit@", Who.Console),
        new("kanarie-template", Who.Console),
        new("kanarie-objection", Who.Console),
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

    /// <summary>Whose file it is: a draft's, a project's whose cover is not public, a project's whose cover is.</summary>
    private static string[] Holders => ["draft", "project", "shown"];

    /// <summary>Files of a draft nobody but the console may have, and of accepted entries whose deck, dossier and evidence judges read.</summary>
    private static IEnumerable<Canary> Files =>
        from slot in Enum.GetValues<FileSlot>()
        from holder in Holders
        where holder != "shown" || slot == FileSlot.Cover
        let readers = (slot, holder) switch
        {
            (FileSlot.Licence, _) or (_, "draft") => Who.Console,
            (_, "shown") => Who.Everyone,
            _ => Reading,
        }
        from part in (string[])["name", "content"]
        select new Canary(WordOf(slot, holder, part), readers, null, DemoStage.Voting);

    /// <summary>
    /// Whether this viewer is shown the content and the pages of a planted file: a judge those of the entries assigned.
    /// </summary>
    public static bool MayTurnPagesOf(PlantedFile file, Onlooker viewer, DemoStage stage)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(viewer);
        var canary = All.Single(c => file.Name == $"{c.Word}.pdf");
        return canary.MayBeReadBy(viewer, stage)
            && (viewer.Role != Role.Judge || canary.Readers == Who.Everyone || file.Judges.Contains(viewer.Name));
    }

    /// <summary>A planted file and the viewers who have its entry to score.</summary>
    public sealed record PlantedFile(Guid Id, string Name, IReadOnlyList<string> Judges);

    public static Task<IReadOnlyList<PlantedFile>> FilesAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync<IReadOnlyList<PlantedFile>>(async db =>
        {
            var sheets = await (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                join u in db.Users on j.PersonId equals u.Id
                where s.RecusedAt == null && (u.Email!.StartsWith("judge1@") || u.Email.StartsWith("judge2@"))
                select new { s.EntryId, u.Email }
            ).ToListAsync();
            var files = await db.StoredFiles.Where(f => f.Name.StartsWith("kanarie")).ToListAsync();
            return
            [
                .. files.Select(f => new PlantedFile(
                    f.Id,
                    f.Name,
                    [
                        .. sheets
                            .Where(s => s.EntryId == f.EntryId)
                            .Select(s => s.Email == "judge2" + DemoPeople.Domain ? "colleague" : nameof(Role.Judge))
                            .Distinct(),
                    ]
                )),
            ];
        });
    }

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
            [
                .. await db.JudgeSheets.OrderByDescending(s => s.Id).Select(s => s.Id).Take(2).ToListAsync(),
                .. await db
                    .Database.SqlQuery<Guid>(
                        $"select id from judge_sheets where recusal_reason = 'kanarie-ownrecusal' or state::text like '%kanarie-owncomment%'"
                    )
                    .ToListAsync(),
            ],
            await db.StoredFiles.Where(f => f.Name.StartsWith("kanarie")).Select(f => f.Id).ToListAsync(),
            await db
                .JoinRequests.Where(r => r.Grounds.StartsWith("kanarie"))
                .Select(r => r.EntrantId)
                .Distinct()
                .ToListAsync()
        ));
    }

    /// <summary>First the one the first judge has to score.</summary>
    private static IQueryable<Entry> AcceptedOfOthers(ContestDb db) =>
        db
            .Entries.Where(e => e.ContactName == "kanarie-contactname" && e.State == EntryState.Accepted)
            .OrderByDescending(e =>
                db.JudgeSheets.Any(s =>
                    s.EntryId == e.Id
                    && s.RecusedAt == null
                    && db.Judges.Any(j =>
                        j.Id == s.JudgeId && db.Users.Any(u => u.Id == j.PersonId && u.Email!.StartsWith("judge1@"))
                    )
                )
            )
            .ThenBy(e => e.Number);

    private static string WordOf(FileSlot slot, string holder, string part) =>
        $"kanarie-{holder}{slot.ToString().ToLowerInvariant()}{part}";

    /// <summary>Files of every slot, a word in the name and one in the content.</summary>
    private static async Task<int> PlantFilesAsync(ContestApp app, ContestDb db)
    {
        var store = app.Services.GetRequiredService<IFileStore>();
        var draft = await db.Entries.Where(e => e.Number == 9001).Select(e => e.Id).SingleAsync();
        var accepted = await AcceptedOfOthers(db).Take(2).ToListAsync();
        accepted[1].Published = [PublishedFields.Cover];
        foreach (var slot in Enum.GetValues<FileSlot>())
        foreach (var holder in Holders.Where(h => h != "shown" || slot == FileSlot.Cover))
        {
            var content = A.Pdf(1).Concat(Encoding.ASCII.GetBytes($"%{WordOf(slot, holder, "content")}\n")).ToArray();
            StoredFile file = new()
            {
                Id = Guid.CreateVersion7(),
                EntryId = holder switch
                {
                    "draft" => draft,
                    "shown" => accepted[1].Id,
                    _ => accepted[0].Id,
                },
                Slot = slot,
                Place = 9,
                Name = $"{WordOf(slot, holder, "name")}.pdf",
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

    // judges who look themselves
    private const string Judges1And2 =
        "(select j.id from judges j join identity_users u on u.id = j.person_id where u.email similar to 'judge[12]@%')";

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
            (
                "proposals",
                "insert into rejection_proposals (id, entry_id, state, reasons, note, proposed_by, proposed_by_name, proposed_at, answer_note)"
                    + " select gen_random_uuid(), id, state, 'R06', 'kanarie-proposed', gen_random_uuid(), 'x', now(), 'kanarie-answered' from entries where number = 9003"
            ),
            (
                "spot checks",
                "insert into spot_checks (id, entry_id, decision_id, decided_by, agrees, note, checked_by, checked_by_name, checked_at)"
                    + " select distinct on (entry_id) gen_random_uuid(), entry_id, id, decided_by, false, 'kanarie-spotcheck', gen_random_uuid(), 'x', now() from review_decisions where entry_id in "
                    + Others
            ),
            ("units", "update recommending_units set contact_email = 'kanarie-unit@example.invalid'"),
            (
                "templates",
                "insert into mail_templates (id, competition_id, kind, language, subject, body, changed_by_name, changed_at)"
                    + " select gen_random_uuid(), id, 1, 'zh-CN', 'kanarie-template', 'kanarie-template', 'x', now() from competitions limit 1"
            ),
            (
                "objections",
                "insert into objections (id, competition_id, entry_id, raised_by, text, raised_at)"
                    + " select gen_random_uuid(), competition_id, id, gen_random_uuid(), 'kanarie-objection', now() from entries where number = 9003"
            ),
            ("files of imports", "update import_runs set file_name = 'kanarie-importfile.xlsx'"),
            ("imports", "update import_runs set findings = '[{\"kanarie-finding\":1}]'"),
            (
                "sheets",
                "update judge_sheets set state = jsonb_set(state, '{fields,comment,value}', '\"kanarie-comment\"'), recusal_reason = case when recused_at is null then null else 'kanarie-recusal' end"
                    + " where entry_id in "
                    + Others
                    + " and judge_id not in "
                    + Judges1And2
            ),
            (
                "own sheets",
                "update judge_sheets set state = jsonb_set(state, '{fields,comment}', '{\"value\":\"kanarie-owncomment\",\"version\":1,\"device\":\"x\"}') where id = "
                    + SheetOfJudge1("id")
            ),
            (
                "own recusal",
                "update judge_sheets set recused_at = now(), submitted_at = null, recusal_reason = 'kanarie-ownrecusal' where id = "
                    + SheetOfJudge1("id desc")
            ),
            (
                "marks",
                "update marks m set points = 7.0713 from judge_sheets s where s.id = m.sheet_id and s.entry_id in "
                    + Others
                    + " and s.judge_id not in "
                    + Judges1And2
            ),
            (
                "people",
                "update identity_users set email = 'kanarie-person@example.invalid' where id = (select id from identity_users where role = 5 and email not similar to 'judge[12]@%' order by email desc limit 1)"
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

    private static string SheetOfJudge1(string order) =>
        "(select s.id from judge_sheets s join judges j on j.id = s.judge_id join identity_users u on u.id = j.person_id"
        + $" where u.email like 'judge1@%' order by s.{order} limit 1)";

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
