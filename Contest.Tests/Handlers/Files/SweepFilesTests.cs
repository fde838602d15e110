using Contest.Core;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Files;

/// <summary>Contents nobody points to, and those somebody does.</summary>
public class SweepFilesTests
{
    private FilesFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task What_no_row_points_to_for_seven_days_is_taken_away_and_recorded_and_nothing_else()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var file = (await A.UploadAsync(acts, entry, FileSlot.Deck, A.Pdf())).Value!.Id;
        var open = (await A.BeginAsync(acts, entry, FileSlot.Dossier, 100)).Value!.Id;
        await A.AppendAsync(acts, open, 0, new byte[60]);
        await WriteAsync(acts, FileKeys.Page(file, 1));
        string[] orphans =
        [
            FileKeys.Of(Guid.NewGuid()),
            FileKeys.Page(Guid.NewGuid(), 1),
            FileKeys.Chunk(Guid.NewGuid(), 0, Guid.NewGuid()),
            FileKeys.Chunk(file, 0, Guid.NewGuid()),
        ];
        foreach (var key in orphans)
            await WriteAsync(acts, key);
        Age(acts, SweepFiles.Patience.Add(TimeSpan.FromMinutes(1)));
        var young = FileKeys.Of(Guid.NewGuid());
        await WriteAsync(acts, young);
        Age(acts, SweepFiles.Patience.Subtract(TimeSpan.FromMinutes(1)), young);
        var before = _folder.Contents().Keys.ToList();

        var swept = await SweepAsync(acts);

        Assert.That(swept.Value, Is.EqualTo(new SweepFiles.Summary(4, 4 * 3)));
        Assert.That(
            before.Except(_folder.Contents().Keys),
            Is.EquivalentTo(orphans.Select(key => Path.Combine("files", key)))
        );
        Assert.That(await OpensAsync(acts, FileKeys.Of(file)));
        Assert.That((await SweepAsync(acts)).Value, Is.EqualTo(new SweepFiles.Summary(0, 0)));
        var records = await acts.WithDbAsync(db =>
            db.AuditEvents.Where(e => e.Act == nameof(SweepFiles)).ToListAsync()
        );
        Assert.That(records.Select(r => r.After), Has.One.Contains("12").And.One.Contains("olderThanDays").IgnoreCase);
    }

    [Test]
    public async Task A_file_that_is_finished_while_the_sweep_runs_is_kept()
    {
        HeldSave<StoredFile> held = new();
        await using var acts = await Acts.StartAsync(held, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(padding: 500);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Deck, bytes.Length)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, bytes);

        var finishing = A.FinishAsync(acts, upload);
        await held.IsHeld; // its content lies in the store, its row does not stand yet
        await WriteAsync(acts, FileKeys.Of(Guid.NewGuid()));
        Age(acts, SweepFiles.Patience * 2);
        var swept = await SweepAsync(acts);
        held.Release();

        Assert.That((await finishing).Refusal, Is.Null);
        Assert.That(swept.Value!.Contents, Is.EqualTo(1), "the sweep did run");
        Assert.That(await OpensAsync(acts, FileKeys.Of(upload)));
    }

    [Test]
    public async Task A_store_the_database_knows_nothing_of_is_left_as_it_is()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        await WriteAsync(acts, FileKeys.Of(Guid.NewGuid()));
        Age(acts, SweepFiles.Patience * 2);

        Assert.That((await SweepAsync(acts)).Value!.Contents, Is.Zero);
        Assert.That(_folder.Contents(), Has.Count.EqualTo(1));
    }

    /// <summary>Everything in the store, or one content, was written so long ago.</summary>
    private void Age(Acts acts, TimeSpan age, string? key = null)
    {
        var then = (acts.Clock.GetUtcNow() - age).UtcDateTime;
        foreach (
            var file in key is null
                ? Directory.GetFiles(_folder.Store, "*", SearchOption.AllDirectories)
                : [Path.Combine(_folder.Store, key)]
        )
            File.SetLastWriteTimeUtc(file, then);
    }

    private static Task<Outcome<SweepFiles.Summary>> SweepAsync(Acts acts) =>
        acts.WithAsync((SweepFiles act) => act.HandleAsync(default));

    private static Task<Outcome<long>> WriteAsync(Acts acts, string key) =>
        acts.WithAsync((IFileStore store) => store.WriteAsync(key, new MemoryStream([1, 2, 3]), 3, default));

    private static Task<bool> OpensAsync(Acts acts, string key) =>
        acts.WithAsync(
            async (IFileStore store) =>
            {
                var opened = await store.OpenAsync(key, 0, null, default);
                if (opened.Value is { } content)
                    await content.DisposeAsync();
                return opened.Refusal is null;
            }
        );
}
