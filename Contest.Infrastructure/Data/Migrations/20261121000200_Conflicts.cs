using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Contest.Infrastructure.Data.Migrations;

/// <summary>
/// No conflict of interest slips through (DOMAIN.md 1.15): while a hit between a judge and an entry is open or upheld,
/// the database takes no state, submission or mark of that sheet, whoever writes it. Written by hand.
/// </summary>
/// <remarks>
/// A hit marks the sheet under the sheet's own lock, so a submission on its way is either in before the hit or refused
/// after it. A sheet made in the same moment as a hit meets it at the edition's lock of conflicts.
/// </remarks>
[DbContext(typeof(ContestDb))]
[Migration("20261121000200_Conflicts")]
public sealed class ConflictTriggers : Migration
{
    /// <summary>The name the refused write carries.</summary>
    public const string Constraint = "ck_judge_sheets_no_conflict";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(
            $"""
            create function is_barred(judge uuid, entry uuid) returns boolean language sql stable as $$
                select exists(select 1 from conflicts where judge_id = judge and entry_id = entry and decision <> 3);
            $$;

            create function bar_sheet() returns trigger language plpgsql as $$
            begin
                -- first the sheet, then the edition's lock: each statement sees what was committed while it waited
                perform 1 from judge_sheets where judge_id = new.judge_id and entry_id = new.entry_id for update;
                perform pg_advisory_xact_lock({Locks.ConflictsOfEdition}, hashtext(new.competition_id::text));
                update judge_sheets set is_barred = is_barred(judge_id, entry_id)
                where judge_id = new.judge_id and entry_id = new.entry_id
                    and is_barred <> is_barred(judge_id, entry_id);
                return null;
            end $$;

            create function bar_new_sheet() returns trigger language plpgsql as $$
            begin
                perform pg_advisory_xact_lock_shared({Locks.ConflictsOfEdition}, hashtext(new.competition_id::text));
                new.is_barred := is_barred(new.judge_id, new.entry_id);
                return new;
            end $$;

            create function refuse_conflict() returns trigger language plpgsql as $$
            begin
                raise exception 'a conflict of interest is open or upheld'
                    using errcode = 'check_violation', constraint = '{Constraint}';
            end $$;

            create function refuse_marks_in_conflict() returns trigger language plpgsql as $$
            begin
                -- for share: waits for a hit on its way, and for nothing else
                if (select s.is_barred from judge_sheets s where s.id = new.sheet_id for share) then
                    raise exception 'a conflict of interest is open or upheld'
                        using errcode = 'check_violation', constraint = '{Constraint}';
                end if;
                return new;
            end $$;

            create trigger bar_sheet after insert or update of decision on conflicts
                for each row execute function bar_sheet();
            create trigger keep_hits before delete or truncate on conflicts
                for each statement execute function refuse_change();
            create trigger bar_new_sheet before insert on judge_sheets
                for each row execute function bar_new_sheet();
            create trigger refuse_conflict before update on judge_sheets for each row
                when (new.is_barred and (new.state <> old.state
                    or (new.submitted_at is not null and new.submitted_at is distinct from old.submitted_at)))
                execute function refuse_conflict();
            create trigger refuse_conflict before insert on marks
                for each row execute function refuse_marks_in_conflict();
            """
        );
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(
            """
            drop trigger refuse_conflict on marks;
            drop trigger refuse_conflict on judge_sheets;
            drop trigger bar_new_sheet on judge_sheets;
            drop trigger keep_hits on conflicts;
            drop trigger bar_sheet on conflicts;
            drop function refuse_marks_in_conflict();
            drop function refuse_conflict();
            drop function bar_new_sheet();
            drop function bar_sheet();
            drop function is_barred(uuid, uuid);
            """
        );
    }
}
