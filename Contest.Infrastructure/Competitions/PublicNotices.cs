using Contest.Core;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>Numbers and hashes a public notice inside the act that publishes it.</summary>
public static class PublicNotices
{
    public static async Task PublishNoticeAsync<T>(
        this ContestDb db,
        Guid competitionId,
        string kind,
        T facts,
        DateTimeOffset now,
        DateTimeOffset? objectionsUntil,
        CancellationToken cancel
    )
    {
        var last =
            await db.Notices.Where(n => n.CompetitionId == competitionId).MaxAsync(n => (int?)n.Number, cancel) ?? 0;
        var json = CanonicalJson.Write(facts);
        db.Notices.Add(
            new()
            {
                Id = Guid.CreateVersion7(now),
                CompetitionId = competitionId,
                Number = last + 1,
                Kind = kind,
                Facts = json,
                Hash = CanonicalJson.HashText(json),
                PublishedAt = now,
                ObjectionsUntil = objectionsUntil,
            }
        );
    }
}
