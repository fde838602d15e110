using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Contest.Infrastructure.Data.Migrations;

/// <summary>
/// What is append-only is so for the database too (PRODUCT.md, promise 4): an update or delete of these rows is an
/// error whoever tries it. Written by hand; it has no model of its own.
/// </summary>
[DbContext(typeof(ContestDb))]
[Migration("20261121000100_AppendOnly")]
public sealed class AppendOnly : Migration
{
    private static readonly string[] Tables =
    [
        "ballots",
        "tally_sheets",
        "ballot_decisions",
        "fraud_cases",
        "fraud_parts",
        "fraud_rulings",
        "fraud_answers",
        "ledger_rows",
        "ledger_checkpoints",
        "sheet_patches",
        "marks",
        "standing_sheets",
        "judging_events",
        "line_lots",
        "accepted_terms",
        "review_decisions",
        "part_answers",
        "entry_edits",
        "submissions",
        "rulebook_versions",
        "notices",
        "publications",
        "audit_events",
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(
            """
            create function refuse_change() returns trigger language plpgsql as $$
            begin
                raise exception '% is append-only: a correction is a new row', tg_table_name using errcode = 'restrict_violation';
            end $$;
            """
        );
        foreach (var table in Tables)
            migrationBuilder.Sql(
                $"create trigger append_only before update or delete or truncate on {table} for each statement execute function refuse_change();"
            );
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        foreach (var table in Tables)
            migrationBuilder.Sql($"drop trigger append_only on {table};");
        migrationBuilder.Sql("drop function refuse_change();");
    }
}
