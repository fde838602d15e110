using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>kill -9 of the product and of its PostgreSQL while people vote and judges score: what was confirmed is there.</summary>
public sealed class KilledTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private const int EnoughForABlow = 60;
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
        using var product = await ProductProcess.StartAsync(_folder, "voting");
        var page = await VotePageAsync(product);
        ConcurrentBag<Guid> confirmed = [];
        await StrikeAsync(
            product,
            fallen => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => VoteOnAsync(product, page, confirmed, fallen))),
            () => confirmed.Count
        );

        var kept = await ReadAsync(db => db.Ballots.Select(b => b.ClientId).ToHashSetAsync());
        Assert.That(confirmed, Is.All.Matches<Guid>(kept.Contains));
    }

    [Test]
    public async Task No_confirmed_mark_is_lost()
    {
        using var product = await ProductProcess.StartAsync(_folder, "preliminary");
        var devices = await JudgeDevice.AllAsync(product.Address);
        await StrikeAsync(
            product,
            fallen => Task.WhenAll(devices.Select(d => d.WorkAsync(fallen))),
            () => devices.Sum(d => d.Confirmed.Count)
        );
        devices.ForEach(d => d.Dispose());

        var (sheets, patches, marks) = await ReadAsync(async db =>
            (
                await db.JudgeSheets.ToDictionaryAsync(s => s.Id),
                await db.SheetPatches.ToDictionaryAsync(p => (p.SheetId, p.Device, p.Revision), p => p.Patch),
                (await db.Marks.ToListAsync()).ToLookup(m => m.SheetId)
            )
        );
        Assert.Multiple(() =>
        {
            foreach (var device in devices)
            {
                foreach (var sent in device.Confirmed)
                    Assert.That(
                        SetBy(patches.GetValueOrDefault((sent.Sheet, device.Id, sent.Rev))),
                        Is.EqualTo(sent.Set)
                    );
                foreach (var sheet in device.Confirmed.Select(u => u.Sheet).Distinct())
                    AssertKept(device, sheets[sheet], marks[sheet]);
            }
        });
        Assert.That(devices.SelectMany(d => d.Confirmed).Any(u => u.Submits), "some sheets were submitted");
    }

    /// <summary>
    /// The blows: kill -9 of the product, whose PostgreSQL is left behind; of its PostgreSQL; and of the product again.
    /// Between them everything goes on, for the same people with the same cookies.
    /// </summary>
    private static async Task StrikeAsync(
        ProductProcess product,
        Func<CancellationToken, Task> work,
        Func<int> confirmed
    )
    {
        await WorkUntilAsync(work, confirmed, product.Kill);
        await product.StartAgainAsync();
        await WorkUntilAsync(work, confirmed, product.KillDatabase);
        Assert.That(await product.IsReadyAsync(), "PostgreSQL is started again by the product");
        await WorkUntilAsync(work, confirmed, product.Kill);
    }

    /// <summary>The blow falls while they work, when a good deal has been confirmed since the last one.</summary>
    private static async Task WorkUntilAsync(Func<CancellationToken, Task> work, Func<int> confirmed, Action blow)
    {
        using CancellationTokenSource fallen = new(Patience);
        var enough = confirmed() + EnoughForABlow;
        var people = work(fallen.Token);
        while (confirmed() < enough && !people.IsCompleted)
            await Task.Delay(10);
        var isInTheMiddle = !people.IsCompleted;
        blow();
        await fallen.CancelAsync();
        await people;
        Assert.That(confirmed(), Is.GreaterThanOrEqualTo(enough), "confirmed since the last blow");
        Assert.That(isInTheMiddle, "they were at work when the blow fell");
    }

    /// <summary>Where home sends people to vote: the edition's year is today's.</summary>
    private static async Task<string> VotePageAsync(ProductProcess product)
    {
        using Visitor visitor = new(product.Address);
        var home = await visitor.SeeAsync("/");
        return home.QuerySelector("a[href$='/vote']")!.GetAttribute("href")!;
    }

    /// <summary>Always a new voter, each with a ballot of their own.</summary>
    private static async Task VoteOnAsync(
        ProductProcess product,
        string page,
        ConcurrentBag<Guid> confirmed,
        CancellationToken fallen
    )
    {
        while (!fallen.IsCancellationRequested)
        {
            using Visitor voter = new(product.Address);
            try
            {
                var seen = await voter.SeeAsync(page);
                if (seen.QuerySelector("form:has(input[name='Choice'])") is not IHtmlFormElement form)
                    continue;
                var id = Guid.NewGuid();
                var answer = await voter.SubmitAsync(form, page, ("ClientId", $"{id}"));
                if (answer.Headers.Location?.ToString().EndsWith("/vote/mine", StringComparison.Ordinal) == true)
                    confirmed.Add(id);
            }
            catch (HttpRequestException)
            {
                // nothing was confirmed
            }
        }
    }

    private static IReadOnlyDictionary<string, string?>? SetBy(string? patch) =>
        patch is null ? null : CanonicalJson.Read<SheetUpdate>(patch).Set;

    /// <summary>Every field as it was confirmed last, or as it was sent after that; marks once the submission was confirmed.</summary>
    private static void AssertKept(JudgeDevice device, JudgeSheet sheet, IEnumerable<Mark> marks)
    {
        var confirmed = device.Confirmed.Where(u => u.Sheet == sheet.Id).ToList();
        var values = CanonicalJson.Read<SheetState>(sheet.State).Values;
        foreach (var field in confirmed.SelectMany(u => u.Set).GroupBy(s => s.Key, s => s.Value))
        {
            var sent = device.Open is { } open && open.Sheet == sheet.Id ? open.Set.GetValueOrDefault(field.Key) : null;
            Assert.That(values.GetValueOrDefault(field.Key), Is.EqualTo(field.Last()).Or.EqualTo(sent ?? field.Last()));
        }
        if (!confirmed[^1].Submits)
            return;
        Assert.That(sheet.SubmittedAt, Is.Not.Null);
        Assert.That(
            marks.ToDictionary(m => m.Criterion, m => (decimal?)m.Points),
            Is.EqualTo(
                values.Keys.Where(f => f != SheetRules.Comment).ToDictionary(f => f, f => SheetRules.Points(values, f))
            )
        );
    }

    /// <summary>What is in the folder's database when no product runs.</summary>
    private async Task<T> ReadAsync<T>(Func<ContestDb, Task<T>> read)
    {
        await using var server = await EmbeddedPostgres.StartAsync(new(_folder), NullLogger.Instance, default);
        await using ContestDb db = new(ContestDbOptions.For(server.ConnectionString("contest") + ";Pooling=false"));
        return await read(db);
    }
}
