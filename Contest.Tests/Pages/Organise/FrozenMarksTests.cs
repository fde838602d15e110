using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

/// <summary>Behind a frozen number stand the marks it was computed from, whatever is kept now.</summary>
public sealed class FrozenMarksTests
{
    [Test]
    public async Task A_sheet_that_changed_after_the_freeze_is_shown_as_it_was_and_the_change_is_said()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Draw);
        using Visitor organizer = new(app);
        await organizer.SignInAsync(app, Role.Organizer);
        var sheet = await app.WithDbAsync(db =>
            db.JudgeSheets.AsNoTracking()
                .Where(s => s.Round == Stage.Preliminary && s.SubmittedAt != null && s.SetAsideAt == null)
                .OrderBy(s => s.Id)
                .FirstAsync()
        );
        var slug = await app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        var path = $"/organise/{slug}/jury/standings/{sheet.EntryId}";
        var before = await TableAsync(organizer, path);
        Assert.That(before.Notes, Is.Empty);

        await app.WithDbAsync(async db =>
        {
            var frozenAt = await db.StandingSheets.MaxAsync(s => s.ComputedAt);
            db.Marks.AddRange(
                await db
                    .Marks.AsNoTracking()
                    .Where(m => m.SheetId == sheet.Id && m.Submission == sheet.Submissions)
                    .Select(m => new Contest.Core.Preliminary.Mark
                    {
                        SheetId = m.SheetId,
                        Submission = m.Submission + 1,
                        Criterion = m.Criterion,
                        Points = 0,
                    })
                    .ToListAsync()
            );
            await db.SaveChangesAsync();
            return await db
                .JudgeSheets.Where(s => s.Id == sheet.Id)
                .ExecuteUpdateAsync(s =>
                    s.SetProperty(x => x.Submissions, sheet.Submissions + 1)
                        .SetProperty(x => x.SubmittedAt, frozenAt.AddHours(1))
                );
        });
        var after = await TableAsync(organizer, path);

        Assert.That(after.Marks, Is.EqualTo(before.Marks));
        Assert.That(after.Notes.Single(), Does.Contain("没有计入"));
    }

    private static async Task<(string Marks, IReadOnlyList<string> Notes)> TableAsync(Visitor visitor, string path)
    {
        var page = await visitor.SeeAsync(path);
        return (
            page.QuerySelector("main table")!.TextContent,
            [.. page.QuerySelectorAll("main .note").Select(n => n.TextContent.Trim())]
        );
    }
}
