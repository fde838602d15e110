using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;

namespace Contest.Tests.Handlers.Files;

/// <summary>The same acts with a store that speaks S3.</summary>
public class S3FileStoreTests
{
    private FilesFolder _spool = null!;

    [SetUp]
    public void MakeFolder() => _spool = new();

    [TearDown]
    public void RemoveFolder() => _spool.Dispose();

    [Test]
    public async Task A_file_of_several_parts_is_kept_byte_for_byte_and_forgotten_whole()
    {
        using var s3 = await S3Server.StartAsync();
        await using var acts = await Acts.StartAsync(null, _spool.Settings(s3.Settings));
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(padding: 18 * 1024 * 1024);

        var file = await A.UploadAsync(acts, entry, FileSlot.Dossier, bytes);

        Assert.That(file.Refusal?.Code, Is.Null);
        Assert.That(s3.Count(), Is.EqualTo(1), "no chunk is left");
        Assert.That(await ReadAsync(acts, file.Value!.Id, 0, null), Is.EqualTo(bytes));
        Assert.That(await ReadAsync(acts, file.Value!.Id, 9_000_000, 10), Is.EqualTo(bytes[9_000_000..9_000_010]));
        List<StoredContent> lies = [];
        var away = await acts.WithAsync((IFileStore store) => store.EachAsync(FileKeys.FilesFolder, lies.Add, default));
        Assert.That(
            (away, lies.Select(l => (l.Key, l.Bytes)).Single()),
            Is.EqualTo(((Contest.Core.Refusal?)null, (FileKeys.Of(file.Value!.Id), (long)bytes.Length)))
        );
        Assert.That(lies[0].WrittenAt, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
        await acts.WithAsync((DeleteFile act) => act.HandleAsync(new(entry, file.Value!.Id, A.Uploader), default));
        Assert.That(s3.Count(), Is.Zero);
    }

    [Test]
    public async Task A_content_beyond_its_limit_leaves_nothing()
    {
        using var s3 = await S3Server.StartAsync();
        await using var acts = await Acts.StartAsync(null, _spool.Settings(s3.Settings));

        foreach (var most in (int[])[1000, 9_000_000])
        {
            var refused = await acts.WithAsync(
                (IFileStore store) => store.WriteAsync("files/x", new MemoryStream(new byte[most + 1]), most, default)
            );
            Assert.That(refused.Refusal?.Code, Is.EqualTo("file.more_than_declared"));
        }
        Assert.That(s3.Count(), Is.Zero);
    }

    [Test]
    public async Task A_store_that_is_away_says_so_and_goes_on_when_it_is_back()
    {
        using var s3 = await S3Server.StartAsync();
        await using var acts = await Acts.StartAsync(null, _spool.Settings(s3.Settings));
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(padding: 5000);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Dossier, bytes.Length)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, bytes.AsMemory(0, 1000));

        s3.Leave();
        var chunk = await A.AppendAsync(acts, upload, 1000, bytes.AsMemory(1000));
        var begin = await A.BeginAsync(acts, entry, FileSlot.Deck, 10);
        await s3.ComeBackAsync();
        await A.AppendAsync(acts, upload, 1000, bytes.AsMemory(1000));

        Assert.That((chunk.Refusal?.Code, begin.Refusal?.Code), Is.EqualTo(("file.store_away", "file.store_away")));
        Assert.That((await A.FinishAsync(acts, upload)).Refusal, Is.Null);
        Assert.That(await ReadAsync(acts, upload, 0, null), Is.EqualTo(bytes));
    }

    private static Task<byte[]> ReadAsync(Acts acts, Guid file, long from, long? length) =>
        acts.WithAsync(
            async (IFileStore store) =>
            {
                await using var stream = (await store.OpenAsync(FileKeys.Of(file), from, length, default)).Value!;
                using MemoryStream content = new();
                await stream.CopyToAsync(content);
                return content.ToArray();
            }
        );
}
