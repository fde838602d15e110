using System.IO.Compression;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;

namespace Contest.Tests.Architecture;

/// <summary>
/// What a page makes a phone fetch, as it travels (brotli 11; DESIGN.md section 12): public pages 10 KB of styles and
/// 5 KB of script, judges' pages and the hall's screens 10 KB in all. A KB is 1024 bytes; the numerals' font, which
/// a page can do without, and what is fetched when the page stands (the worker, the judge's keys and dossier panel), are not counted.
/// </summary>
public sealed class WeightTests
{
    private const int Kilobyte = 1024;

    [TestCase(DemoStage.Voting, null)]
    [TestCase(DemoStage.Voting, Role.Entrant)]
    [TestCase(DemoStage.Final, null)]
    [TestCase(DemoStage.Results, null)]
    public async Task Public_pages_are_light(DemoStage stage, Role? role)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        var pages = (await WeighAsync(app, role)).Where(p => p.Page is { IsScreen: false }).ToList();

        Assert.That(pages, Has.Count.GreaterThan(10));
        Assert.That(pages.Where(p => p.Styles > 10 * Kilobyte).Select(p => $"{p}"), Is.Empty);
        Assert.That(pages.Where(p => p.Scripts > 5 * Kilobyte).Select(p => $"{p}"), Is.Empty);
    }

    [Test]
    public async Task The_halls_screens_are_light()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Final);
        var screens = (await WeighAsync(app, null)).Where(p => p.Page.IsScreen).ToList();

        Assert.That(screens, Has.Count.EqualTo(2));
        Assert.That(screens.Where(p => p.InAll > 10 * Kilobyte).Select(p => $"{p}"), Is.Empty);
    }

    [Test]
    public async Task The_judges_pages_are_light()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Preliminary);
        var pages = (await WeighAsync(app, Role.Judge)).Where(p => p.Page.IsJudges).ToList();

        Assert.That(pages, Has.Count.GreaterThan(2));
        Assert.That(pages.Where(p => p.InAll > 10 * Kilobyte).Select(p => $"{p}"), Is.Empty);
    }

    private sealed record Weight(ServedPage Page, int Styles, int Scripts)
    {
        public int InAll => Styles + Scripts;

        public override string ToString() => $"{Page.Path}: styles {Styles}, scripts {Scripts}, in all {InAll} bytes";
    }

    private static async Task<IReadOnlyList<Weight>> WeighAsync(ContestApp app, Role? role)
    {
        using Visitor visitor = new(app);
        if (role is { } signedIn)
            await visitor.SignInAsync(app, signedIn);
        Dictionary<string, int> bytes = [];
        List<Weight> weights = [];
        foreach (var page in await ServedPages.OfAsync(app, visitor, role))
        {
            foreach (var file in page.Styles.Concat(page.Scripts).Where(f => !bytes.ContainsKey(f)))
                bytes[file] = Compressed(await ReadAsync(visitor, file));
            weights.Add(new(page, page.Styles.Sum(f => bytes[f]), page.Scripts.Sum(f => bytes[f])));
            TestContext.Out.WriteLine(weights[^1]);
        }
        return weights;
    }

    private static async Task<byte[]> ReadAsync(Visitor visitor, string address)
    {
        using var answer = await visitor.GetAsync(address);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private static int Compressed(byte[] file)
    {
        Assert.That(file, Is.Not.Empty);
        using MemoryStream compressed = new();
        using (BrotliStream brotli = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(file);
        return (int)compressed.Length;
    }
}
