using Microsoft.EntityFrameworkCore.Design;

namespace Contest.Infrastructure.Data;

/// <summary>What <c>dotnet ef</c> uses: the model only, no server.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<ContestDb>
{
    public ContestDb CreateDbContext(string[] args) => new(ContestDbOptions.For("Host=design-time"));
}
