using Npgsql;

namespace Contest.Bench.Scoring;

/// <summary>A jury as large as DOMAIN.md's sizing table says, in the demo edition: judges with accounts and sheets.</summary>
internal static class Jury
{
    /// <summary>One judge: the account, a sheet to type on, and another of the same shape for the bare writes.</summary>
    public sealed record Member(Guid Person, Guid Sheet, Guid BareSheet);

    public static async Task<IReadOnlyList<Member>> SeatAsync(string database, int judges)
    {
        await using NpgsqlConnection connection = new(database + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(Statement, connection);
        command.Parameters.AddWithValue(judges);
        List<Member> members = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            members.Add(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2)));
        return members;
    }

    /// <summary>Accounts as the demo makes them: no password, an address nobody can have, so that its page lets them in.</summary>
    private const string Statement = """
        with edition as (select id from competitions order by created_at limit 1),
        two as (select array_agg(e.id) as ids from (
            select id from entries where competition_id = (select id from edition) and state = 4 order by code limit 2) e),
        people as (
            insert into identity_users (id, display_name, role, culture, user_name, normalized_user_name, email, normalized_email,
                email_confirmed, security_stamp, concurrency_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select gen_random_uuid(), 'Judge ' || n, (select role from identity_users u join judges j on j.person_id = u.id limit 1), 'zh-CN',
                a.address, upper(a.address), a.address, upper(a.address), true, gen_random_uuid()::text, gen_random_uuid()::text, false, false, false, 0
            from generate_series(1, $1) n cross join lateral (select 'bench' || n || '@demo.example.invalid' as address) a
            returning id, display_name),
        pool as (
            insert into experts (id, person_id, name, discipline, ipc_classes, fields, languages)
            select gen_random_uuid(), id, display_name, 2, '{}', '{}', '{}' from people returning id, person_id, name),
        seats as (
            insert into judges (id, competition_id, person_id, name, employer, discipline, is_final_judge, expert_id)
            select gen_random_uuid(), (select id from edition), person_id, name, 'Bench', 2, false, id from pool
            returning id, person_id),
        sheets as (
            insert into judge_sheets (id, competition_id, round, judge_id, entry_id, version, state, submissions)
            select gen_random_uuid(), (select id from edition), 3, s.id, e.id, 0, '{"acked":{},"fields":{},"open":{},"version":0}', 0
            from seats s cross join two cross join unnest(two.ids) as e (id)
            returning id, judge_id, entry_id)
        select s.person_id, min(sh.id::text) filter (where sh.entry_id = two.ids[1])::uuid, min(sh.id::text) filter (where sh.entry_id = two.ids[2])::uuid
        from seats s join sheets sh on sh.judge_id = s.id cross join two group by s.person_id
        """;
}
