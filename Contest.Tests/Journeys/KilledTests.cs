using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using AngleSharp.Html.Dom;
using Contest.Infrastructure.Data.Embedded;
using Contest.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>kill -9 of the product and of its PostgreSQL while people vote and judges score: what was confirmed is there.</summary>
public sealed class KilledTests
{
    private const string Vote = "/yunjiang-2026/vote";
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("contest-killed-").FullName;
        // the server's user must be able to enter
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task No_confirmed_ballot_is_lost()
    {
        ConcurrentBag<Guid> confirmed = [];
        using (var first = await ProductProcess.StartAsync(_folder, "voting"))
        {
            await VoteUntilAsync(first, confirmed, 40, first.Kill);
        }
        using (var second = await ProductProcess.StartAsync(_folder, "voting"))
        {
            await VoteUntilAsync(second, confirmed, 80, () => Process.GetProcessById(second.Postmaster()).Kill());
            Assert.That(await second.IsReadyAsync(), "PostgreSQL is started again by the product");
            await VoteUntilAsync(second, confirmed, 100, second.Kill);
        }

        var kept = await BallotsAsync();
        Assert.That(confirmed, Has.Count.GreaterThanOrEqualTo(100).And.All.Matches<Guid>(kept.Contains));
    }

    /// <summary>Eight voters at once, each with ballots of their own; the blow falls while they vote.</summary>
    private static async Task VoteUntilAsync(
        ProductProcess product,
        ConcurrentBag<Guid> confirmed,
        int count,
        Action blow
    )
    {
        using CancellationTokenSource fallen = new();
        var voters = Enumerable.Range(0, 8).Select(_ => VoteOnAsync(product, confirmed, fallen.Token)).ToList();
        while (confirmed.Count < count)
            await Task.Delay(10);
        blow();
        await fallen.CancelAsync();
        await Task.WhenAll(voters);
    }

    private static async Task VoteOnAsync(
        ProductProcess product,
        ConcurrentBag<Guid> confirmed,
        CancellationToken fallen
    )
    {
        while (!fallen.IsCancellationRequested)
        {
            using Visitor voter = new(product.Address);
            try
            {
                var page = await voter.SeeAsync(Vote);
                if (page.QuerySelector("form:has(input[name='Choice'])") is not IHtmlFormElement form)
                    continue;
                var id = Guid.NewGuid();
                var answer = await voter.SubmitAsync(form, Vote, ("ClientId", $"{id}"));
                if (answer.StatusCode == HttpStatusCode.Redirect)
                    confirmed.Add(id);
            }
            catch (HttpRequestException)
            {
                // nothing was confirmed
            }
        }
    }

    private async Task<HashSet<Guid>> BallotsAsync()
    {
        await using var server = await EmbeddedPostgres.StartAsync(new(_folder), NullLogger.Instance, default);
        await using NpgsqlConnection connection = new(server.ConnectionString("contest") + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand read = new("select client_id from ballots", connection);
        await using var rows = await read.ExecuteReaderAsync();
        HashSet<Guid> kept = [];
        while (await rows.ReadAsync())
            kept.Add(rows.GetGuid(0));
        return kept;
    }
}
