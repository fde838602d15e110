using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contest.Bench.Votes;

/// <summary>What a vote is compared with: the same JSON in, the same small JSON out, no database, nothing else.</summary>
internal static partial class Bare
{
    public sealed record Paper(Guid Id, short[] Choices);

    public sealed record Recorded(string Receipt, DateTimeOffset CastAt, int Left);

    [JsonSerializable(typeof(Paper))]
    [JsonSerializable(typeof(Recorded))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class Shapes : JsonSerializerContext;

    public static async Task<int> RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(o =>
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, Shapes.Default)
        );
        var app = builder.Build();
        app.Urls.Add(address);
        app.MapPost(
            "/ballots",
            (Paper paper) => new Recorded("B7Q2-9KTM", DateTimeOffset.UnixEpoch, paper.Choices.Length)
        );
        app.MapGet("/small", () => "ok");
        await app.RunAsync();
        return 0;
    }
}
