using System.Diagnostics;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Files;

/// <summary>A disk that is full and a store that is away: a sentence, and nothing that had arrived is lost.</summary>
public class StoreTroubleTests
{
    private FilesFolder _folder = null!;
    private string? _mount;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder()
    {
        if (_mount is not null)
            Run("umount", "-l", _mount);
        _folder.Dispose();
    }

    [Test]
    public async Task A_disk_that_fills_up_keeps_every_finished_chunk()
    {
        MountTiny();
        await using var acts = await Acts.StartAsync(null, _folder.Settings(("Files:KeepFreeMegabytes", "0")));
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(padding: 900_000);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Dossier, bytes.Length)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, bytes.AsMemory(0, 600_000));
        var filler = Path.Combine(_mount!, "filler");
        await File.WriteAllBytesAsync(filler, new byte[1_300_000]);

        var full = await A.AppendAsync(acts, upload, 600_000, bytes.AsMemory(600_000));
        var noMore = await A.BeginAsync(acts, entry, FileSlot.Deck, 500_000);

        Assert.That((full.Refusal?.Code, noMore.Refusal?.Code), Is.EqualTo(("file.disk_full", "file.disk_full")));
        Assert.That(
            await acts.WithDbAsync(db => db.Uploads.Select(u => u.Received).SingleAsync()),
            Is.EqualTo(600_000)
        );
        File.Delete(filler);
        await A.AppendAsync(acts, upload, 600_000, bytes.AsMemory(600_000));
        Assert.That((await A.FinishAsync(acts, upload)).Value?.Size, Is.EqualTo(bytes.Length));
    }

    [Test]
    public async Task A_disk_that_fills_up_at_the_end_keeps_the_upload_for_another_try()
    {
        MountTiny();
        await using var acts = await Acts.StartAsync(null, _folder.Settings(("Files:KeepFreeMegabytes", "0")));
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(padding: 900_000);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Dossier, bytes.Length)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, bytes);
        var filler = Path.Combine(_mount!, "filler");
        await File.WriteAllBytesAsync(filler, new byte[900_000]);

        var full = await A.FinishAsync(acts, upload);
        File.Delete(filler);
        var again = await A.FinishAsync(acts, upload);

        Assert.That((full.Refusal?.Code, again.Refusal), Is.EqualTo(("file.disk_full", (object?)null)));
    }

    [Test]
    public async Task A_store_that_is_away_says_so_and_goes_on_when_it_is_back()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(padding: 5000);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Dossier, bytes.Length)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, bytes.AsMemory(0, 1000));
        var elsewhere = _folder.Store + ".away";
        Directory.Move(_folder.Store, elsewhere);

        var chunk = await A.AppendAsync(acts, upload, 1000, bytes.AsMemory(1000));
        var begin = await A.BeginAsync(acts, entry, FileSlot.Deck, 10);
        Assert.That((chunk.Refusal?.Code, begin.Refusal?.Code), Is.EqualTo(("file.store_away", "file.store_away")));
        Assert.That(Directory.Exists(_folder.Store), Is.False, "nothing is written where the store is not");
        Directory.Move(elsewhere, _folder.Store);
        await A.AppendAsync(acts, upload, 1000, bytes.AsMemory(1000));
        Directory.Move(_folder.Store, elsewhere);
        var finish = await A.FinishAsync(acts, upload);
        Directory.Move(elsewhere, _folder.Store);

        Assert.That(finish.Refusal?.Code, Is.EqualTo("file.store_away"));
        Assert.That((await A.FinishAsync(acts, upload)).Refusal, Is.Null);
    }

    /// <summary>A real file system of two megabytes; only root may mount one.</summary>
    private void MountTiny()
    {
        Directory.CreateDirectory(_folder.Store);
        if (
            !Environment.IsPrivilegedProcess
            || Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _folder.Store) != 0
        )
            Assert.Ignore("Mounting a small file system needs root.");
        _mount = _folder.Store;
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
