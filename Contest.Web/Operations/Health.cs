using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Contest.Web.Operations;

/// <summary>/health/live: the process answers. /health/ready: the database and the jobs answer too.</summary>
public static class Health
{
    private static readonly HttpMethodMetadata ReadOnly = new([HttpMethods.Get, HttpMethods.Head]);

    public static IHealthChecksBuilder AddContestHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: ["ready"]);

    public static void MapContestHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false }).WithMetadata(ReadOnly);
        routes
            .MapHealthChecks("/health/ready", new() { Predicate = c => c.Tags.Contains("ready") })
            .WithMetadata(ReadOnly);
    }

    private sealed class DatabaseCheck(ContestDb db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            await db.Database.CanConnectAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy();
    }
}
