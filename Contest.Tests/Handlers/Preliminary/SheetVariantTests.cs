using System.Linq.Expressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data.Migrations;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>A judge's sheet is made with its entry's variant, and keeps it under given marks.</summary>
public sealed class SheetVariantTests
{
    [Test]
    public async Task Each_entrys_sheets_are_those_of_its_group()
    {
        await using var edition = await AssignedAsync();

        var sheets = await VariantsAsync(edition);

        Assert.Multiple(() =>
        {
            Assert.That(
                sheets.Where(s => s.Group == First(edition.Rulebook)).Select(s => s.Variant).Distinct(),
                Is.EqualTo(new[] { "startup" })
            );
            Assert.That(
                sheets.Where(s => s.Group != First(edition.Rulebook)).Select(s => s.Variant).Distinct(),
                Is.EqualTo(new string?[] { null })
            );
        });
    }

    [Test]
    public async Task A_round_with_two_sheets_is_scored_and_closed_to_its_standings()
    {
        await using var edition = await AssignedAsync();
        var rules = edition.Rulebook.Preliminary;
        var variants = (await VariantsAsync(edition)).ToDictionary(s => s.Id, s => s.Variant);
        Random chance = new(9);
        foreach (var sheet in await A.SheetsAsync(edition))
        {
            var wrong = A.FullSheet(rules.On(variants[sheet.Id] is null ? "startup" : null), chance);
            Assert.That(A.Must(await A.SaveAsync(edition, sheet, wrong)).Status, Is.EqualTo(SheetAnswer.Invalid));
            A.Must(
                A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(rules.On(variants[sheet.Id]), chance))).Refusal
            );
        }

        await edition.CloseAsync(Stage.Voting);
        await edition.CloseAsync(Stage.Preliminary);

        var marks = await edition.Acts.WithDbAsync(db => db.MarkedNowAsync(edition.Id, default));
        Assert.That(marks.SelectMany(e => e.Sheets), Is.Not.Empty);
        foreach (var sheet in marks.SelectMany(e => e.Sheets))
            Assert.That(
                sheet.Criteria.Keys,
                Is.EquivalentTo(rules.On(sheet.Variant).Sheet.Select(c => c.Code)),
                $"{sheet.Variant}"
            );
        var kept = await edition.Acts.WithDbAsync(db => db.StandingSheets.SingleAsync());
        Assert.That(kept.Json, Is.EqualTo(CanonicalJson.Write(Standings.Of(marks, edition.Rulebook.StandingRules()))));
    }

    [Test]
    public async Task After_a_notice_untouched_sheets_follow_and_one_with_marks_keeps_its_criteria()
    {
        await using var edition = await AssignedAsync();
        var rules = edition.Rulebook.Preliminary;
        var own = (await VariantsAsync(edition)).Where(s => s.Variant is null).Select(s => s.Id).ToHashSet();
        var begun = (await A.SheetsAsync(edition)).First(s => own.Contains(s.Id));
        A.Must(await A.SaveAsync(edition, begun, A.FullSheet(rules, new(1), submit: false)));
        var forAll = rules.Variants[0] with { Groups = [.. edition.Rulebook.Grouping.Groups.Select(g => g.Code)] };

        A.Must(await NoticeAsync(edition, [forAll]));

        var now = (await VariantsAsync(edition)).ToDictionary(s => s.Id, s => s.Variant);
        Assert.Multiple(() =>
        {
            Assert.That(now[begun.Id], Is.Null);
            Assert.That(own.Where(id => id != begun.Id).Select(id => now[id]), Is.All.EqualTo("startup"));
        });
        Assert.That(
            await StrayedAsync(edition, forAll, s => true),
            Is.EqualTo(new[] { new StrayedSheet(begun.Id, null, "startup") })
        );
        Assert.That(await StrayedAsync(edition, forAll, s => s.Id != begun.Id), Is.Empty, "only those asked for");
        var finished = A.Must(await A.SaveAsync(edition, begun, A.FullSheet(rules, new(1)) with { Rev = 2, Base = 1 }));
        Assert.That(finished.IsSubmitted, "the sheet is finished on the criteria it was begun on");
    }

    [Test]
    public async Task The_database_changes_no_variant_under_what_was_typed()
    {
        await using var edition = await AssignedAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        var variant = (await VariantsAsync(edition)).Single(s => s.Id == sheet.Id).Variant;
        var rules = edition.Rulebook.Preliminary.On(variant);
        A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(rules, new(1), submit: false)));

        var refused = Assert.ThrowsAsync<PostgresException>(() =>
            edition.Acts.WithDbAsync(db =>
                db.JudgeSheets.Where(s => s.Id == sheet.Id)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.Variant, "other"))
            )
        );

        Assert.That(refused!.ConstraintName, Is.EqualTo(SheetVariantTrigger.Constraint));
    }

    [Test]
    public async Task A_notice_cannot_take_criteria_from_under_marks_but_may_mend_words()
    {
        await using var edition = await AssignedAsync();
        var own = (await VariantsAsync(edition)).First(s => s.Variant == "startup");
        var sheet = (await A.SheetsAsync(edition)).Single(s => s.Id == own.Id);
        var rules = edition.Rulebook.Preliminary;
        A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(rules.On("startup"), new(1), submit: false)));
        var variant = rules.Variants[0];

        var removed = await NoticeAsync(edition, []);
        var weighed = await NoticeAsync(edition, [variant with { Sheet = Moved(variant.Sheet) }]);
        var stillThere = await VariantsAsync(edition);
        var mended = await NoticeAsync(edition, [variant with { Name = new("初创组评分表（修订）", "", "") }]);

        Assert.Multiple(() =>
        {
            Assert.That(removed?.Code, Is.EqualTo("competition.sheet_in_use"));
            Assert.That(weighed?.Code, Is.EqualTo("competition.sheet_in_use"));
            Assert.That(stillThere.Count(s => s.Variant == "startup"), Is.GreaterThan(1), "a refusal moves no sheet");
            Assert.That(mended, Is.Null);
        });
    }

    [Test]
    public async Task A_notice_before_any_mark_takes_the_untouched_sheets_along()
    {
        await using var edition = await AssignedAsync();

        A.Must(await NoticeAsync(edition, []));

        Assert.That((await VariantsAsync(edition)).Select(s => s.Variant), Is.All.Null);
    }

    private sealed record Made(Guid Id, string Group, string? Variant);

    /// <summary>Judges are assigned in an edition whose first group has a score sheet of its own.</summary>
    private static async Task<A.Edition> AssignedAsync()
    {
        var edition = await (await A.EditionInVotingAsync()).WithRulesAsync(r =>
            r with
            {
                Preliminary = r.Preliminary with { Variants = [StartUp(r)] },
                Awards = [r.Awards[0] with { Quota = 1 }], // as few as the test's finalists
            }
        );
        Assert.That(RulebookCheck.Problems(edition.Rulebook), Is.Empty);
        A.Must(
            (
                await edition.Acts.WithAsync((AssignJudges a) => a.HandleAsync(new(edition.Id, A.Organizer), default))
            ).Refusal
        );
        return edition;
    }

    /// <summary>The third criterion is another one, the first two weigh differently.</summary>
    private static SheetVariant StartUp(Rulebook rulebook)
    {
        var sheet = Moved(rulebook.Preliminary.Sheet);
        return new(
            "startup",
            new("初创组评分表", "", ""),
            [First(rulebook)],
            [],
            [.. sheet.Take(2), sheet[2] with { Code = "S3", Name = new("成长潜力", "", "") }, .. sheet.Skip(3)]
        );
    }

    private static IReadOnlyList<Criterion> Moved(IReadOnlyList<Criterion> sheet) =>
        [sheet[0] with { Most = sheet[0].Most + 1 }, sheet[1] with { Most = sheet[1].Most - 1 }, .. sheet.Skip(2)];

    private static string First(Rulebook rulebook) => rulebook.Grouping.Groups[0].Code;

    private static Task<List<Made>> VariantsAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db =>
            (
                from s in db.JudgeSheets
                join e in db.Entries on s.EntryId equals e.Id
                orderby s.Id
                select new Made(s.Id, e.Group!, s.Variant)
            ).ToListAsync()
        );

    private static Task<IReadOnlyList<StrayedSheet>> StrayedAsync(
        A.Edition edition,
        SheetVariant variant,
        Expression<Func<JudgeSheet, bool>> among
    ) =>
        edition.Acts.WithDbAsync(db =>
            db.StrayedSheetsAsync(
                db.JudgeSheets.Where(s => s.Round == Stage.Preliminary).Where(among),
                edition.Rulebook.Preliminary with
                {
                    Variants = [variant],
                },
                default
            )
        );

    private static async Task<Refusal?> NoticeAsync(A.Edition edition, IReadOnlyList<SheetVariant> variants)
    {
        var changed = edition.Rulebook with { Preliminary = edition.Rulebook.Preliminary with { Variants = variants } };
        var basedOn = await edition.Acts.WithDbAsync(db =>
            db.Competitions.Where(c => c.Id == edition.Id).Select(c => c.RulebookHash).SingleAsync()
        );
        return await edition.Acts.WithAsync(
            (SaveRulebook a) => a.HandleAsync(new(edition.Id, changed, basedOn, "更正评分表", A.Organizer), default)
        );
    }
}
