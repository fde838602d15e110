using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Infrastructure.Data;

/// <summary>Options for a context outside the product's container: tools, migrations at start, tests.</summary>
public static class ContestDbOptions
{
    // Identity reads its schema version (3: passkeys) from the container, so a context without one needs a small one.
    private static readonly IServiceProvider Identity = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    public static DbContextOptions<ContestDb> For(string connectionString) =>
        new DbContextOptionsBuilder<ContestDb>()
            .UseNpgsql(connectionString)
            .UseApplicationServiceProvider(Identity)
            .Options;
}
