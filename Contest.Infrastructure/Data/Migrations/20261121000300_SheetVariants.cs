using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Contest.Infrastructure.Data.Migrations;

/// <summary>
/// A sheet somebody has typed on keeps the variant it was opened with (评分表版本), whoever writes: criteria never change
/// under given marks. Written by hand.
/// </summary>
[DbContext(typeof(ContestDb))]
[Migration("20261121000300_SheetVariants")]
public sealed class SheetVariantTrigger : Migration
{
    /// <summary>The name the refused write carries.</summary>
    public const string Constraint = "ck_judge_sheets_variant";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(
            $"""
            create function keep_variant() returns trigger language plpgsql as $$
            begin
                raise exception 'a sheet that was typed on keeps its variant'
                    using errcode = 'check_violation', constraint = '{Constraint}';
            end $$;

            create trigger keep_variant before update on judge_sheets for each row
                when (new.variant is distinct from old.variant and (old.version > 0 or old.submissions > 0))
                execute function keep_variant();
            """
        );
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(
            """
            drop trigger keep_variant on judge_sheets;
            drop function keep_variant();
            """
        );
    }
}
