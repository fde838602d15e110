using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Tests.Rules.Competitions;

public sealed class RulebookDiffTests
{
    private static Rulebook Preset => Presets.Get("jianggao-like");

    [Test]
    public void A_rulebook_does_not_differ_from_itself() => Assert.That(RulebookDiff.Between(Preset, Preset), Is.Empty);

    [Test]
    [SetUICulture("en")]
    public void A_longer_registration_is_one_change_with_before_and_after()
    {
        var longer = Preset with
        {
            Windows =
            [
                .. Preset.Windows.Select(w =>
                    w.Stage == Stage.Registration ? w with { ClosesAt = w.ClosesAt.AddDays(7) } : w
                ),
            ],
        };

        var change = RulebookDiff.Between(Preset, longer).Single();

        Assert.That(change.Path, Is.EqualTo("windows.registration.closesAt"));
        Assert.That((change.Before, change.After), Is.EqualTo(("2026-05-31T18:00:00", "2026-06-07T18:00:00")));
        Assert.That(change.Label, Is.EqualTo("Timetable › Registration › Closes at"));
    }

    [Test]
    public void An_award_that_goes_is_shown_whole_and_the_others_are_not_shifted()
    {
        var fewer = Preset with { Awards = [.. Preset.Awards.Skip(1)] };

        var changes = RulebookDiff.Between(Preset, fewer);

        Assert.That(changes.Select(c => c.Path), Has.All.StartWith("awards.gold.").Or.EqualTo("awards.order"));
        Assert.That(changes.Where(c => c.Path != "awards.order").Select(c => c.After), Has.All.Null);
    }

    [Test]
    public void A_member_that_was_absent_and_is_given_is_a_change_from_nothing()
    {
        var capped = Preset with { Vote = Preset.Vote with { MostBallots = 20 } };

        var change = RulebookDiff.Between(Preset, capped).Single();

        Assert.That((change.Path, change.Before, change.After), Is.EqualTo(("vote.mostBallots", (string?)null, "20")));
    }

    [Test]
    public void The_order_of_the_tie_chain_is_a_change()
    {
        var turned = Preset with { Final = Preset.Final with { Ties = [.. Preset.Final.Ties.Reverse()] } };

        Assert.That(RulebookDiff.Between(Preset, turned), Is.Not.Empty);
    }

    [TestCase("zh-CN")]
    [TestCase("zh-HK")]
    [TestCase("en")]
    public void Every_member_of_a_rulebook_has_a_label_in_every_language(string culture)
    {
        var names = MembersOf(typeof(Rulebook), []).Distinct().ToList();
        var words = CultureInfo.GetCultureInfo(culture);

        Assert.That(names, Has.Count.GreaterThan(90));
        Assert.That(names.Where(n => RulebookLabels.Of(n).Single() == n), Is.Empty);
        Assert.That(
            names.Where(n => string.IsNullOrWhiteSpace(Words.Find(RulebookLabels.Of(n).Single(), words))),
            Is.Empty
        );
    }

    private static IEnumerable<string> MembersOf(Type type, HashSet<Type> seen)
    {
        var item = Nullable.GetUnderlyingType(type) ?? type;
        if (item != typeof(string) && item.IsAssignableTo(typeof(IEnumerable)))
            item = item.GetGenericArguments()[0];
        if (item.Assembly != typeof(Rulebook).Assembly || item.IsEnum || !seen.Add(item))
            return [];
        return item.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(p => MembersOf(p.PropertyType, seen).Prepend(JsonNamingPolicy.CamelCase.ConvertName(p.Name)));
    }
}
