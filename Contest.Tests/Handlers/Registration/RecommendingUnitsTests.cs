using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public sealed class RecommendingUnitsTests
{
    private const string Bureau = "蓬湾区市场监管局";
    private static readonly Actor Second = new(Guid.CreateVersion7(), "组委会丙", Role.Organizer);

    private Guid _edition;

    [Test]
    public async Task A_pasted_list_is_kept_whole_or_not_at_all_and_twice_by_nobody()
    {
        await using var acts = await StartAsync();
        const string list =
            "名称\t类别\t地区\t名额\t邮箱\n甲局\t主管部门\t甲区\t3\tjia@example.invalid\n乙 大学\tuniversity\n";

        Assert.That((await PasteAsync(acts, list + "丙会\t协会\t\t三个")).Refusal?.Code, Is.EqualTo("unit.line"));
        Assert.That(
            (await PasteAsync(acts, list + "乙大学")).Refusal?.Code,
            Is.EqualTo("unit.line"),
            "twice in one list"
        );
        Assert.That((await PasteAsync(acts, "名称\n")).Refusal?.Code, Is.EqualTo("unit.nothing_pasted"));
        Assert.That(await acts.WithDbAsync(db => db.RecommendingUnits.CountAsync()), Is.Zero);

        Assert.That((await PasteAsync(acts, list)).Value, Is.EqualTo(new AddUnits.Summary(2, 0)));

        var units = await acts.WithDbAsync(db => db.RecommendingUnits.OrderBy(u => u.Position).ToListAsync());
        Assert.That(
            units.Select(u => (u.Name, u.NameKey, u.Kind, u.Region, u.Quota, u.ContactEmail)),
            Is.EqualTo(
                new[]
                {
                    ("甲局", "甲局", UnitKind.Authority, "甲区", (int?)3, "jia@example.invalid"),
                    ("乙 大学", "乙大学", UnitKind.Academia, "", null, ""),
                }
            )
        );
        Assert.That((await PasteAsync(acts, "乙大学")).Refusal?.Code, Is.EqualTo("unit.line"));
    }

    [Test]
    public async Task Of_two_who_add_the_same_unit_at_once_one_is_told()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        _edition = await A.EditionInRegistrationAsync(acts);
        line.IsArmed = true;

        var both = await Task.WhenAll(PasteAsync(acts, Bureau), PasteAsync(acts, Bureau));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "unit.exists" }));
        Assert.That(await acts.WithDbAsync(db => db.RecommendingUnits.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task An_entry_is_linked_by_the_exact_name_before_or_after_and_else_by_hand()
    {
        await using var acts = await StartAsync();
        await PasteAsync(acts, Bureau);
        Assert.That((await A.ImportAsync(acts, _edition)).Refusal, Is.Null);
        Assert.That(await LinkedAsync(acts, Bureau), Is.EqualTo(7), "by the import");

        Assert.That((await PasteAsync(acts, "市知识产权协会")).Value, Is.EqualTo(new AddUnits.Summary(1, 13)));
        await PasteAsync(acts, "新会城市场监督管理局");
        Assert.That(await LinkedAsync(acts, "新会城市场监督管理局"), Is.Zero, "nothing is equated by itself");
        Assert.That(await LinkAsync(acts, "新会城市场监管局", "新会城市场监督管理局"), Is.Null);
        Assert.That(await LinkedAsync(acts, "新会城市场监督管理局"), Is.EqualTo(17));
        Assert.That(
            await acts.WithDbAsync(db => db.Entries.CountAsync(e => e.Recommender == "新会城市场监管局")),
            Is.EqualTo(17),
            "what was typed stays"
        );
        Assert.That(
            (await LinkAsync(acts, "新会城市场监管局", "新会城市场监督管理局"))?.Code,
            Is.EqualTo("unit.nothing_to_link")
        );
        Assert.That((await RemoveAsync(acts, Bureau))?.Code, Is.EqualTo("unit.in_use"));
        Assert.That(
            await acts.WithDbAsync(db => db.AuditEvents.Select(e => e.Act).Distinct().ToListAsync()),
            Is.SupersetOf(new[] { nameof(AddUnits), nameof(LinkRecommender) })
        );
    }

    [Test]
    public async Task A_unit_is_renamed_and_removed_only_as_it_was_seen()
    {
        await using var acts = await StartAsync();
        await PasteAsync(acts, $"{Bureau}\n甲局");
        var seen = (await UnitAsync(acts, "甲局")).Version;

        Assert.That(await ChangeAsync(acts, "甲局", seen, new("乙局", Quota: "4")), Is.Null);
        Assert.That((await ChangeAsync(acts, "乙局", seen, new("丙局")))?.Code, Is.EqualTo("unit.changed"));
        var now = (await UnitAsync(acts, "乙局")).Version;
        Assert.That((await ChangeAsync(acts, "乙局", now, new(Bureau)))?.Code, Is.EqualTo("unit.exists"));
        Assert.That((await ChangeAsync(acts, "乙局", now, new("乙局", Quota: "-1")))?.Code, Is.EqualTo("unit.quota"));
        Assert.That((await UnitAsync(acts, "乙局")).Quota, Is.EqualTo(4));
        Assert.That(await RemoveAsync(acts, "乙局"), Is.Null);
        Assert.That(await acts.WithDbAsync(db => db.RecommendingUnits.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task A_unit_is_moved_up_and_down_only_as_it_was_seen()
    {
        await using var acts = await StartAsync();
        await PasteAsync(acts, "甲局\n乙局\n丙局\n丁局");
        await RemoveAsync(acts, "乙局");

        Assert.That(await MoveAsync(acts, "丁局", up: true), Is.Null);
        Assert.That(await OrderAsync(acts), Is.EqualTo(new[] { "甲局1", "丁局2", "丙局3" }));
        Assert.That(await MoveAsync(acts, "甲局", up: false), Is.Null);
        Assert.That(await OrderAsync(acts), Is.EqualTo(new[] { "丁局1", "甲局2", "丙局3" }));
        Assert.That((await MoveAsync(acts, "丁局", up: true))?.Code, Is.EqualTo("unit.at_the_end"));
        Assert.That((await MoveAsync(acts, "丙局", up: false))?.Code, Is.EqualTo("unit.at_the_end"));
        var seen = (await UnitAsync(acts, "丙局")).Version;
        await MoveAsync(acts, "丙局", up: true);
        Assert.That((await MoveAsync(acts, "丙局", up: true, seen))?.Code, Is.EqualTo("unit.changed"));
        Assert.That(await OrderAsync(acts), Is.EqualTo(new[] { "丁局1", "丙局2", "甲局3" }));
        Assert.That(
            await acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == nameof(MoveUnit))),
            Is.EqualTo(3)
        );
    }

    [Test]
    public async Task Of_two_who_move_into_the_same_place_at_once_one_is_told()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        _edition = await A.EditionInRegistrationAsync(acts);
        await PasteAsync(acts, "甲局\n乙局\n丙局");
        var (second, third) = (await UnitAsync(acts, "乙局"), await UnitAsync(acts, "丙局"));
        line.IsArmed = true;

        var both = await Task.WhenAll(
            MoveAsync(acts, second.Id, second.Version, up: true),
            MoveAsync(acts, third.Id, third.Version, up: true)
        );

        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "unit.changed" }));
        Assert.That(
            await OrderAsync(acts),
            both[0] is null
                ? Is.EqualTo(new[] { "乙局1", "甲局2", "丙局3" })
                : Is.EqualTo(new[] { "甲局1", "丙局2", "乙局3" })
        );
    }

    [Test]
    public async Task Over_its_quota_a_unit_is_a_warning_and_in_the_league_table()
    {
        await using var acts = await StartAsync();
        await PasteAsync(acts, $"{Bureau}\t\t\t6");
        await A.ImportAsync(acts, _edition);
        var entry = await acts.WithDbAsync(db => db.Entries.FirstAsync(e => e.Recommender == Bureau));

        var checks = await CheckAsync(acts, entry.Id);
        Assert.That((checks.Result, checks.FindingCode), Is.EqualTo((CheckResult.Warning, "check.quota_over")));
        Assert.That(checks.Arguments, Is.EqualTo(new object[] { Bureau, 7, 6 }));

        await ChangeAsync(acts, Bureau, (await UnitAsync(acts, Bureau)).Version, new(Bureau, Quota: "7"));
        Assert.That((await CheckAsync(acts, entry.Id)).Result, Is.EqualTo(CheckResult.Pass));

        var decided = await acts.WithAsync(
            (DecideEntry act) =>
                act.HandleAsync(new(entry.Id, null, ReviewOutcome.Accepted, [], "", A.Reviewer), default)
        );
        Assert.That(decided, Is.Null);
        var league = await acts.WithDbAsync(async db =>
            await db.LeagueAsync(
                _edition,
                new(Second.PersonId, Second.Role),
                (await db.Competitions.Include(c => c.Stages).SingleAsync()).Stages,
                default
            )
        );
        Assert.That(
            league.Select(l => l with { UnitId = Guid.Empty }),
            Is.EqualTo(new LeagueLine[] { new(Guid.Empty, Bureau, 7, 7, 1, 0, 0, null, null) })
        );
    }

    [TestCase(Role.Supervisor)]
    [TestCase(Role.Judge)]
    [TestCase(Role.Entrant)]
    public async Task Others_keep_no_units(Role role)
    {
        await using var acts = await StartAsync();
        Actor other = new(Guid.NewGuid(), "别人", role);

        var refused = await acts.WithAsync(
            (AddUnits act) => act.HandleAsync(new(_edition, [(0, new UnitRow("甲局"))], other), default)
        );

        Assert.That(refused.Refusal?.Code, Is.EqualTo("unit.not_yours"));
    }

    private async Task<Acts> StartAsync()
    {
        var acts = await Acts.StartAsync();
        _edition = await A.EditionInRegistrationAsync(acts);
        return acts;
    }

    private Task<Outcome<AddUnits.Summary>> PasteAsync(Acts acts, string list) =>
        acts.WithAsync((AddUnits act) => act.HandleAsync(new(_edition, UnitRow.Pasted(list), A.Reviewer), default));

    private static Task<RecommendingUnit> UnitAsync(Acts acts, string name) =>
        acts.WithDbAsync(db => db.RecommendingUnits.SingleAsync(u => u.Name == name));

    private async Task<Refusal?> ChangeAsync(Acts acts, string name, uint version, UnitRow row)
    {
        var unit = await UnitAsync(acts, name);
        return await acts.WithAsync(
            (ChangeUnit act) => act.HandleAsync(new(_edition, unit.Id, version, row, A.Reviewer), default)
        );
    }

    private async Task<Refusal?> MoveAsync(Acts acts, string name, bool up, uint? version = null)
    {
        var unit = await UnitAsync(acts, name);
        return await MoveAsync(acts, unit.Id, version ?? unit.Version, up);
    }

    private Task<Refusal?> MoveAsync(Acts acts, Guid unit, uint version, bool up) =>
        acts.WithAsync((MoveUnit act) => act.HandleAsync(new(_edition, unit, version, up, A.Reviewer), default));

    private static Task<List<string>> OrderAsync(Acts acts) =>
        acts.WithDbAsync(db =>
            db.RecommendingUnits.OrderBy(u => u.Position).Select(u => u.Name + u.Position).ToListAsync()
        );

    private async Task<Refusal?> RemoveAsync(Acts acts, string name)
    {
        var unit = await UnitAsync(acts, name);
        return await acts.WithAsync((RemoveUnit act) => act.HandleAsync(new(_edition, unit.Id, A.Reviewer), default));
    }

    private async Task<Refusal?> LinkAsync(Acts acts, string typed, string name)
    {
        var unit = await UnitAsync(acts, name);
        return await acts.WithAsync(
            (LinkRecommender act) =>
                act.HandleAsync(new(_edition, OrganisationName.Key(typed), unit.Id, Second), default)
        );
    }

    private static Task<int> LinkedAsync(Acts acts, string name) =>
        acts.WithDbAsync(db =>
            db.Entries.CountAsync(e => db.RecommendingUnits.Any(u => u.Id == e.RecommenderUnitId && u.Name == name))
        );

    private Task<EntryCheck> CheckAsync(Acts acts, Guid id) =>
        acts.WithDbAsync(async db =>
        {
            var entry = (await db.WholeEntryAsync(_edition, id, default))!;
            var facts = await db.FactsOfAsync(entry, isReviewer: false, default);
            return EntryChecks
                .Of(StoredForm.Of(entry), Presets.Get("jianggao-like"), facts, new(2026, 3, 1))
                .Single(c => c.Code == "quota");
        });
}
