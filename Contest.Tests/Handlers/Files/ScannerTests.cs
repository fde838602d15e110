using System.Text;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Files;

/// <summary>A real clamd looks; where none does, nothing is ever called clean.</summary>
public class ScannerTests
{
    private FilesFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_virus_is_named_and_refused_and_a_clean_file_is_called_clean()
    {
        using var clamd = await Clamd.StartAsync();
        await using var acts = await Acts.StartAsync(null, _folder.Settings(("Files:Clamd", clamd.Socket)));
        var entry = await A.DraftAsync(acts);

        var infected = await A.UploadAsync(acts, entry, FileSlot.Dossier, Infected());
        var clean = await A.UploadAsync(acts, entry, FileSlot.Dossier, A.Pdf());

        Assert.That(infected.Refusal?.Code, Is.EqualTo("file.infected"));
        Assert.That(infected.Refusal!.Arguments, Is.EqualTo(new[] { "Test.Eicar.UNOFFICIAL" }));
        Assert.That(clean.Value?.Scan, Is.EqualTo(ScanState.Clean));
        Assert.That(_folder.Contents(), Has.Count.EqualTo(1));
    }

    [TestCase(UnscannedFiles.Accept, ScanState.NotScanned)]
    [TestCase(UnscannedFiles.Quarantine, ScanState.Quarantined)]
    public async Task A_scanner_that_is_away_is_no_scanner(UnscannedFiles chosen, ScanState state)
    {
        var nobody = Path.Combine(_folder.Path, "nobody.sock");
        await using var acts = await Acts.StartAsync(null, _folder.Settings(("Files:Clamd", nobody)));
        var entry = await A.DraftAsync(acts);
        await ChooseAsync(acts, chosen);

        var file = await A.UploadAsync(acts, entry, FileSlot.Dossier, A.Pdf());

        Assert.That(file.Value?.Scan, Is.EqualTo(state));
    }

    [Test]
    public async Task Files_that_waited_are_looked_at_when_there_is_a_scanner()
    {
        using var clamd = await Clamd.StartAsync();
        await using var acts = await Acts.StartAsync(null, _folder.Settings(("Files:Clamd", clamd.Socket + ".later")));
        var entry = await A.DraftAsync(acts);
        await ChooseAsync(acts, UnscannedFiles.Quarantine);
        var good = (await A.UploadAsync(acts, entry, FileSlot.Dossier, A.Pdf())).Value!.Id;
        var bad = (await A.UploadAsync(acts, entry, FileSlot.Dossier, Infected())).Value!.Id;
        Assert.That(await ScanAsync(acts), Is.Zero, "it is still away");

        File.CreateSymbolicLink(clamd.Socket + ".later", clamd.Socket);
        Assert.That(await ScanAsync(acts), Is.EqualTo(2));

        var left = await acts.WithDbAsync(db => db.StoredFiles.ToListAsync());
        Assert.That(left.Select(f => (f.Id, f.Scan)), Is.EqualTo(new[] { (good, ScanState.Clean) }));
        Assert.That(_folder.Contents().Keys, Is.EqualTo(new[] { $"files/files/{good:N}" }), $"{bad} is gone");
    }

    private static Task<int> ScanAsync(Acts acts) => acts.WithAsync((ScanWaitingFiles act) => act.HandleAsync(default));

    private static Task<int> ChooseAsync(Acts acts, UnscannedFiles chosen) =>
        acts.WithDbAsync(async db =>
        {
            var competition = await db.Competitions.SingleAsync();
            var rulebook = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
            var json = CanonicalJson.Write(rulebook with { Files = rulebook.Files with { Unscanned = chosen } });
            return await db.Competitions.ExecuteUpdateAsync(c =>
                c.SetProperty(x => x.RulebookJson, json).SetProperty(x => x.RulebookHash, CanonicalJson.HashText(json))
            );
        });

    /// <summary>A PDF that holds the test pattern.</summary>
    private static byte[] Infected() => [.. A.Pdf(), .. Encoding.ASCII.GetBytes("\n" + Clamd.Eicar + "\n")];
}
