using System.Globalization;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>The group a draft would be in, and why, with the rulebook's numbers.</summary>
public static class GroupWords
{
    /// <summary>The group's name and the reason; no group while what it rests on is not written.</summary>
    public static (string? Group, string Why) Of(OwnEntry own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var rulebook = own.Edition.Rulebook;
        var form = own.Draft.Form();
        if (form.Entrants.Count == 0 || Missing(rulebook.Grouping, form))
            return (null, "");
        var project = RegisteredProject.Of(form.AsWorkbook(), rulebook.LocalDate(own.Edition.Now))[0];
        IReadOnlyList<GroupOf.Member> members =
        [
            .. project.Entrants.Select((e, at) => new GroupOf.Member(e.Kind, e.RevenueWan, at == 0)),
        ];
        var code = GroupOf.Entry(rulebook.Grouping, project.Market, members);
        return (rulebook.GroupName(code), Why(rulebook.Grouping, project, members));
    }

    private static bool Missing(Grouping grouping, RegistrationForm form) =>
        grouping.Kind is GroupingKind.Market or GroupingKind.MarketAndSales
        && KindWords.Market(form.Project.Market) is null;

    private static string Why(Grouping grouping, RegisteredProject project, IReadOnlyList<GroupOf.Member> members) =>
        grouping.Kind switch
        {
            GroupingKind.Single => Registering.GroupSingle,
            GroupingKind.Revenue when members[0].Kind is EntrantKind.University or EntrantKind.ResearchInstitute =>
                Registering.GroupAcademic,
            GroupingKind.Revenue => string.Format(
                CultureInfo.CurrentCulture,
                Registering.GroupRevenue,
                members.Sum(m => m.RevenueWan ?? 0).ToString("0.##", CultureInfo.InvariantCulture),
                grouping.RevenueWan?.ToString("0.##", CultureInfo.InvariantCulture)
            ),
            GroupingKind.Entrant => string.Format(
                CultureInfo.CurrentCulture,
                Registering.GroupEntrant,
                KindWords.Say(members[0].Kind)
            ),
            _ => string.Format(CultureInfo.CurrentCulture, Registering.GroupMarket, KindWords.Say(project.Market)),
        };
}
