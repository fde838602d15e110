using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Competitions;

public sealed class SaveCalendarDaysTests
{
    [Test]
    public async Task The_product_brings_the_year_it_knows_once_and_leaves_what_people_changed()
    {
        await using var acts = await Acts.StartAsync();
        await SaveAsync(acts, "2026-10-10 照常", 0);

        await acts.WithDbAsync(async db =>
        {
            await db.SeedCalendarAsync(acts.Clock.GetUtcNow(), default);
            return 0;
        });

        var days = await acts.WithDbAsync(db => db.CalendarDays.OrderBy(d => d.Date).ToListAsync());
        Assert.That(days.Count(d => d.Kind == CalendarDayKind.Free), Is.EqualTo(33));
        Assert.That(
            days.Where(d => d.Kind == CalendarDayKind.Working).Select(d => d.Date),
            Is.EqualTo(
                new DateOnly[]
                {
                    new(2026, 1, 4),
                    new(2026, 2, 14),
                    new(2026, 2, 28),
                    new(2026, 5, 9),
                    new(2026, 9, 20),
                }
            )
        );
        Assert.That(days[^1].Kind, Is.EqualTo(CalendarDayKind.Ordinary));
    }

    [Test]
    public async Task A_holiday_added_moves_the_next_deadline_and_none_that_is_set()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        Assert.That((await A.ImportAsync(acts, edition)).Refusal, Is.Null);
        var two = await acts.WithDbAsync(db =>
            db.Entries.OrderBy(e => e.Number).Select(e => e.Id).Take(2).ToListAsync()
        );
        await ReturnAsync(acts, two[0]);

        Assert.That(await SaveAsync(acts, "2026-03-03 休 测试", 0), Is.Empty);
        await ReturnAsync(acts, two[1]);

        var terms = await acts.WithDbAsync(db =>
            db.ReviewDecisions.OrderBy(d => d.Id).ToDictionaryAsync(d => d.EntryId, d => d.CorrectBy)
        );
        Assert.That(
            two.Select(e => terms[e]),
            Is.EqualTo(
                new DateTimeOffset?[]
                {
                    new(2026, 3, 4, 16, 0, 0, TimeSpan.Zero),
                    new(2026, 3, 5, 16, 0, 0, TimeSpan.Zero),
                }
            )
        );
    }

    [Test]
    public async Task Of_two_editors_of_one_day_the_second_is_told_and_another_day_is_nobodys_business()
    {
        await using var acts = await Acts.StartAsync();

        var both = await Task.WhenAll(SaveAsync(acts, "2027-01-01 休 甲", 0), SaveAsync(acts, "2027-01-01 休 乙", 0));
        var other = await SaveAsync(acts, "2027-01-02 休", 0);

        Assert.That(both.Select(r => r.SingleOrDefault()?.Code), Is.EquivalentTo(new[] { null, "calendar.changed" }));
        Assert.That(other, Is.Empty);
        Assert.That(
            await acts.WithDbAsync(db => db.CalendarDays.CountAsync(d => d.Date >= new DateOnly(2027, 1, 1))),
            Is.EqualTo(2)
        );
        Assert.That(
            await acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "SaveCalendarDays")),
            Is.EqualTo(2)
        );
    }

    [TestCase(Role.Staff, "2027-01-01 休", "x", "calendar.not_yours")]
    [TestCase(Role.Supervisor, "2027-01-01 休", "x", "calendar.not_yours")]
    [TestCase(Role.Organizer, "2027-01-01 休", " ", "calendar.no_reason")]
    [TestCase(Role.Organizer, "2027-01-01 休\nwhat", "x", "calendar.unreadable")]
    public async Task What_may_not_be_saved_changes_nothing(Role role, string text, string reason, string code)
    {
        await using var acts = await Acts.StartAsync();

        var refusals = await SaveAsync(acts, text, 0, reason, role);

        Assert.That(refusals.Select(r => r.Code), Is.EqualTo(new[] { code }));
        Assert.That(
            await acts.WithDbAsync(db => db.CalendarDays.CountAsync(d => d.Date >= new DateOnly(2027, 1, 1))),
            Is.Zero
        );
    }

    private static async Task ReturnAsync(Acts acts, Guid entry) =>
        Assert.That(
            await acts.WithAsync(
                (DecideEntry act) =>
                    act.HandleAsync(new(entry, null, ReviewOutcome.Returned, ["R06"], "x", A.Reviewer), default)
            ),
            Is.Null
        );

    private static Task<IReadOnlyList<Refusal>> SaveAsync(
        Acts acts,
        string text,
        int seen,
        string reason = "国办发明电",
        Role role = Role.Organizer
    ) =>
        acts.WithAsync(
            (SaveCalendarDays act) =>
                act.HandleAsync(new(text, reason, seen, A.Organizer with { Role = role }), default)
        );
}
