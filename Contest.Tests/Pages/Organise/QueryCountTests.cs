using System.Net;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

/// <summary>No page of an edition asks the database more often because there are more rows.</summary>
public sealed class QueryCountTests
{
    /// <summary>Every page of the product that stands for a whole edition, by the table of rights.</summary>
    private static readonly string[] Pages =
    [
        .. Rights
            .All.Select(r => r.Route)
            .Where(r =>
                r.Contains("{edition}", StringComparison.Ordinal) && !r.Contains("/api/", StringComparison.Ordinal)
            )
            .Select(r => r.Replace("{edition}", "test-2026", StringComparison.Ordinal))
            .Where(r => !r.Contains('{', StringComparison.Ordinal))
            .Append("/organise/test-2026/entries?q=%E4%B8%80&state=Accepted")
            .Append("/organise/test-2026/entries/queue?task=Decide&days=1")
            .Append("/organise/test-2026/entries/queue?errors=true")
            .Append("/test-2026/entries?q=%E4%B8%80"),
    ];

    /// <summary>What judges and entrants have of their own.</summary>
    private static readonly string[] Own =
    [
        "/jury",
        "/api/sheets",
        "/my/entries",
        "/my/test-2026/entries",
        "/my/organisations",
        "/account/mine",
    ];

    /// <summary>Lists that must have been counted, whatever the table of rights says.</summary>
    private static readonly string[] Lists =
    [
        .. new[]
        {
            "entries",
            "entries/queue",
            "entries/statistics",
            "entries/units",
            "entries/import",
            "entrants",
            "mail-templates",
            "calendar",
            "audit",
            "approvals",
            "people",
            "mail",
            "jury",
            "jury/plan",
            "jury/experts",
            "jury/conflicts",
            "vote",
            "results",
            "settings",
        }.Select(list => "/organise/test-2026/" + list),
        "/organise/test-2026",
        "/test-2026",
        "/test-2026/entries",
        "/test-2026/vote",
        "/test-2026/notices",
        .. Own.Where(o => o is not "/account/mine"),
    ];

    /// <summary>Pages that are of one length: the rulebook's, a row for each kind of mail, numbers of all there is, a form.</summary>
    private static readonly string[] SameForAll =
    [
        "/organise/test-2026",
        "/organise/test-2026/settings",
        "/organise/test-2026/mail-templates",
        "/organise/test-2026/entries/import",
        "/test-2026",
        "/my/test-2026/entries", // registration is over here
    ];

    [Test]
    public async Task Every_list_asks_as_often_for_thirty_rows_as_for_one()
    {
        var (one, thirty) = (await CountsAsync(1), await CountsAsync(30));

        Assert.That(one["/organise/test-2026/entries"].Questions, Has.Count.InRange(2, 12));
        Assert.That(Lists.Except(one.Keys).Concat(Lists.Except(thirty.Keys)), Is.Empty, "not counted");
        Assert.That(
            thirty
                .Where(page => one.ContainsKey(page.Key) && page.Value.Questions.Count > one[page.Key].Questions.Count)
                .Select(page =>
                    $"{page.Key}: {one[page.Key].Questions.Count} → {page.Value.Questions.Count}\n{string.Join('\n', page.Value.Questions)}"
                ),
            Is.Empty
        );
        // thirty rows are really there: the page is longer by some words for each
        Assert.That(
            Lists
                .Except(SameForAll)
                .Where(page => thirty[page].Length < one[page].Length + (29 * 20))
                .Select(page => $"{page}: {one[page].Length} → {thirty[page].Length} characters"),
            Is.Empty
        );
    }

    /// <summary>What a page asked of the database, and how long it was.</summary>
    private sealed record Seen(IReadOnlyList<string> Questions, int Length);

    private static async Task<Dictionary<string, Seen>> CountsAsync(int projects)
    {
        await using var app = await ContestApp.StartAsync();
        await PrepareAsync(app, projects);
        await FillAsync(app, projects);
        using var counted = await CountedCommands.StartAsync(app.ConnectionString);
        Dictionary<string, Seen> counts = [];
        foreach (var (mailbox, role, pages) in Readers)
        {
            using var reader = new Visitor(app);
            await reader.SendAsync("/account/sign-in", ("Email", mailbox), ("Password", A.Password));
            foreach (var page in pages)
            {
                await reader.GetAsync(page); // what is read once is read
                counted.Take();
                using var answer = await reader.GetAsync(page);
                if (answer.StatusCode == HttpStatusCode.OK)
                    counts.TryAdd(page, new(counted.Take(), (await answer.Content.ReadAsStringAsync()).Length));
            }
        }
        return counts;
    }

    private static IReadOnlyList<(string Mailbox, Role Role, string[] Pages)> Readers =>
        [
            ("organizer@example.invalid", Role.Organizer, Pages),
            ("judge@example.invalid", Role.Judge, Own),
            ("entrant@example.invalid", Role.Entrant, Own),
        ];

    /// <summary>So many of everything a list may show; what it belongs to need not be there.</summary>
    private static async Task FillAsync(ContestApp app, int rows)
    {
        foreach (var (mailbox, role, _) in Readers)
            await A.PersonAsync(app, mailbox, role);
        await app.WithDbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $$"""
                set session_replication_role = replica;
                create temp table n as select n from generate_series(1, {{rows}}) n;
                create temp table e as select id from competitions;
                insert into recommending_units (id, competition_id, name, name_key, kind, region, contact_email, position)
                    select gen_random_uuid(), e.id, '单位' || n, '单位' || n, 1, '穗', 'a@example.invalid', n from n, e;
                update entries x set recommender_unit_id = u.id from recommending_units u where u.position = x.number;
                insert into experts (id, name, discipline, ipc_classes, fields, languages)
                    select gen_random_uuid(), '评委' || n, 1, '{H01M}', '{新能源}', '{zh-CN}' from n;
                insert into judges (id, competition_id, name, employer, discipline, is_final_judge, expert_id)
                    select gen_random_uuid(), e.id, x.name, '所', 1, true, x.id from experts x, e;
                insert into accepted_terms (judge_id, version, text_hash, culture, at)
                    select id, {{Contest.Core.Preliminary.JudgingTerms.Version}}, '', 'zh-CN', now() from judges;
                update judges set person_id = (select id from identity_users where email like 'judge@%') where name = '评委1';
                insert into judge_sheets (id, competition_id, round, judge_id, entry_id, version, submissions, state)
                    select gen_random_uuid(), e.id, 3, j.id, x.id, 0, 0, '{"version":0,"fields":{},"acked":{},"open":{} }'
                    from e, judges j, entries x where x.state = 4;
                insert into plan_drafts (id, competition_id, hash, computed_at, computed_by, json)
                    select gen_random_uuid(), e.id, repeat('0', 64), now(), '甲', json_build_object(
                        'judges', (select json_agg(json_build_object('judgeId', id)) from judges),
                        'entries', (select json_agg(json_build_object('entryId', x.id, 'seats', (select json_agg(json_build_object(
                            'judgeId', j.id, 'kind', 'regular', 'isFixed', false, 'isByHand', false)) from judges j)))
                            from entries x where x.state = 4)) from e;
                insert into discrepancy_tasks (id, competition_id, entry_id, found_at, lowest, highest)
                    select gen_random_uuid(), e.id, x.id, now(), 0, 100 from e, entries x where x.state = 4;
                insert into conflicts (id, competition_id, judge_id, entry_id, kind, evidence, found_at, decision)
                    select gen_random_uuid(), e.id, j.id, (select id from entries order by number limit 1), 7,
                    '{"arguments":["评委"],"code":"conflict.same_name_contact"}', now(), 1 from e, judges j;
                insert into identity_users (id, display_name, role, culture, user_name, normalized_user_name, email, normalized_email,
                    email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
                    select gen_random_uuid(), '人' || n, 4, 'zh-CN', n || '@x.invalid', upper(n || '@x.invalid'), n || '@x.invalid',
                    upper(n || '@x.invalid'), true, false, false, false, 0 from n;
                insert into memberships (id, entrant_id, person_id, role, since)
                    select gen_random_uuid(), id, (select id from identity_users where email like 'entrant@%'), 1, now() from entrants;
                insert into join_requests (id, entrant_id, person_id, grounds, asked_at)
                    select gen_random_uuid(), t.id, p.id, '同事', now()
                    from (select id from entrants limit 1) t, identity_users p where p.email like '%@x.invalid';
                insert into invitations (id, email, display_name, role, token_hash, created_at, expires_at, culture, invited_by)
                    select gen_random_uuid(), n || '@y.invalid', '客' || n, 5, 'h' || n, now(), now() + interval '900 days', 'zh-CN', '甲' from n;
                insert into outbox_mails (id, "to", subject, body, queued_at, tries, next_try_at)
                    select gen_random_uuid(), n || '@z.invalid', '题', '文', now(), 0, now() + interval '900 days' from n;
                insert into approvals (id, competition_id, act, subject, shown, shown_hash, requested_by, requested_by_name, requested_at)
                    select gen_random_uuid(), e.id, 'Act' || n, '', '{}', repeat('0', 64), gen_random_uuid(), '甲', now() from n, e;
                insert into notices (id, competition_id, number, kind, facts, hash, published_at)
                    select gen_random_uuid(), e.id, 100 + n, 'registration', '{}', repeat('0', 64), now() from n, e;
                insert into ballots (competition_id, voter, nth, client_id, ledger_id, receipt, cast_at, day, tier, network, agent, choices)
                    select e.id, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 'K' || n, now(), date '2026-03-01' + n, 1, 0, 0, array[1]::smallint[] from n, e;
                insert into objections (id, competition_id, entry_id, raised_by, text, raised_at)
                    select gen_random_uuid(), e.id, x.id, gen_random_uuid(), '异议', now() from e, entries x;
                insert into certificates (number, competition_id, publication_id, entry_id, award, facts, issued_at)
                    select 'T-' || x.number, e.id, gen_random_uuid(), x.id, 'gold', '{}', now() from e, entries x;
                insert into calendar_days (date, kind, name, source, revision, changed_by_name, changed_at)
                    select date '2031-01-01' + n, 1, '休', '通知', 1, '甲', now() from n;
                drop table n; drop table e;
                set session_replication_role = origin;
                """
            )
        );
    }

    private static async Task PrepareAsync(ContestApp app, int projects)
    {
        var edition = await app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        var now = app.Clock.GetUtcNow();
        await StageAsync(app, Stage.Registration, now, null);
        var imported = await app.WithAsync(
            (ImportRegistrations act) =>
                act.HandleAsync(new(edition.Value!.Id, "x.xlsx", Workbook(2 * projects), true, A.Reviewer), default)
        );
        Assert.That(imported.Refusal, Is.Null);
        // as many stay in the queue
        foreach (
            var entry in await app.WithDbAsync(db =>
                db.Entries.OrderBy(e => e.Number).Select(e => e.Id).Take(projects).ToListAsync()
            )
        )
            await app.WithAsync(
                (DecideEntry act) =>
                    act.HandleAsync(new(entry, null, ReviewOutcome.Accepted, [], "齐全", A.Reviewer), default)
            );
        await StageAsync(app, Stage.Registration, now, now);
        await StageAsync(app, Stage.Voting, now, null);
    }

    private static Task<int> StageAsync(ContestApp app, Stage stage, DateTimeOffset? opened, DateTimeOffset? closed) =>
        app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.Stage == stage)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.OpenedAt, opened).SetProperty(x => x.ClosedAt, closed))
        );

    /// <summary>The first projects of the corrected workbook.</summary>
    private static byte[] Workbook(int projects)
    {
        var sheets = WorkbookReader.ReadSheets(DemoWorkbook.CorrectedFile()).Value!.Sheets;
        var kept = sheets[0].Rows.Skip(1).Take(projects).Select(r => r.Cells[0]).ToHashSet();
        return WorkbookWriter.Write([
            .. sheets.Select(s =>
                s with
                {
                    Rows = [s.Rows[0], .. s.Rows.Skip(1).Where(r => kept.Contains(r.Cells[0]))],
                }
            ),
        ]);
    }
}
