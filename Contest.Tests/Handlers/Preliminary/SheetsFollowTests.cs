using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>
/// Judges may be planned while registration is open: an entry that is reviewed or corrected after that takes its sheets along
/// to the variant it has now, within the same act.
/// </summary>
public sealed class SheetsFollowTests
{
    private A.Edition _edition = null!;
    private Guid _entry;

    private Acts Acts => _edition.Acts;

    [SetUp]
    public async Task PlanAsync()
    {
        var acts = await Acts.StartAsync();
        var id = await A.EditionInRegistrationAsync(acts);
        var preset = Presets.Get("jianggao-like");
        _edition = await new A.Edition(acts, id, preset).WithRulesAsync(r =>
            r with
            {
                Review = r.Review with { SpotCheckPercent = 100 },
                Preliminary = r.Preliminary with
                {
                    Variants =
                    [
                        .. r.Preliminary.Variants,
                        new("grown", new("成长组评分表", "", ""), ["growth"], [], r.Preliminary.Sheet),
                    ],
                },
            }
        );
        _entry = await A.DraftAsync(acts, id);
        A.Must((await A.SubmitAsync(acts, _entry)).Refusal);
        A.Must(await A.ReviewAsync(acts, _entry, ReviewOutcome.Accepted));
        for (var judge = 1; judge <= 4; judge++)
            await A.AddJudgeAsync(_edition, judge);
        A.Must((await acts.WithAsync((AssignJudges a) => a.HandleAsync(new(id, A.Organizer), default))).Refusal);
        Assert.That(await VariantsAsync(), Is.EqualTo(new string?[] { null, null, null }));
        await A.ReopenAsync(acts, _entry, "组别有误");
        Assert.That(await FollowedAsync(), Is.Empty);
    }

    [TearDown]
    public async Task CleanAsync() => await _edition.DisposeAsync();

    [Test]
    public async Task When_the_reviewer_puts_it_into_another_group()
    {
        A.Must(await A.ReviewAsync(Acts, _entry, ReviewOutcome.Accepted, "growth"));

        Assert.That(await VariantsAsync(), Is.EqualTo(new[] { "grown", "grown", "grown" }));
        Assert.That(await FollowedAsync(), Is.EqualTo(new[] { (A.Reviewer.Name, """{"sheets":3}""") }));
    }

    [Test]
    public async Task When_it_is_corrected_to_another_core_right_and_submitted_again()
    {
        A.Must(await A.ReviewAsync(Acts, _entry, ReviewOutcome.Returned, null, "R06"));
        await TypeAsync("number", "202430000001." + PatentNumber.CheckCharacterOf("202430000001"));
        await TypeAsync("kind", "外观设计");
        Assert.That(await VariantsAsync(), Is.All.Null, "what is half typed says nothing yet");

        A.Must((await A.SubmitAsync(Acts, _entry)).Refusal);

        Assert.That(await VariantsAsync(), Is.EqualTo(new[] { "design", "design", "design" }));
        Assert.That(await FollowedAsync(), Is.EqualTo(new[] { (A.Lin.Name, """{"sheets":3}""") }));
        Assert.That(await Acts.WithDbAsync(db => AuditTrail.FirstBreakAsync(db, default)), Is.Null);
    }

    [Test]
    public async Task And_not_when_nothing_that_matters_to_them_is_changed()
    {
        A.Must(await A.ReviewAsync(Acts, _entry, ReviewOutcome.Accepted));

        Assert.That(await VariantsAsync(), Is.All.Null);
        Assert.That(await FollowedAsync(), Is.Empty);
    }

    private async Task TypeAsync(string field, string value)
    {
        var path = await Acts.WithDbAsync(db =>
            db.EntryFields.Where(f =>
                    f.EntryId == _entry && f.Path.StartsWith("patents/") && f.Path.EndsWith("/" + field)
                )
                .Select(f => f.Path)
                .SingleAsync()
        );
        await A.TypeAsync(Acts, _entry, null, new KeyValuePair<string, string>(path, value));
    }

    private Task<List<string?>> VariantsAsync() =>
        Acts.WithDbAsync(db => db.JudgeSheets.Where(s => s.EntryId == _entry).Select(s => s.Variant).ToListAsync());

    private Task<List<(string, string?)>> FollowedAsync() =>
        Acts.WithDbAsync(async db =>
            (
                await db
                    .AuditEvents.Where(e => e.Act == "FollowVariants" && e.Subject == $"entry:{_entry}")
                    .Select(e => new { e.Who, e.After })
                    .ToListAsync()
            ).ConvertAll(e => (e.Who, e.After))
        );
}
