using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;

namespace Contest.Web.Pages.Edition;

/// <summary>Cards of projects with their covers: one question for all of a list.</summary>
public static class CardCovers
{
    public static async Task<IReadOnlyList<Glance.Card>> WithCoversAsync(
        this ContestDb db,
        IReadOnlyList<Glance.Card> cards,
        CancellationToken cancel
    )
    {
        var covers = await db.CoversOfAsync([.. cards.Select(c => c.Id)], cancel);
        return [.. cards.Select(c => covers.TryGetValue(c.Id, out var file) ? c with { Cover = file } : c)];
    }
}
