using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Files;

public class UploadTests
{
    private static readonly Actor Stranger = new(Guid.CreateVersion7(), "别人", Role.Entrant);
    private FilesFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_file_in_three_chunks_is_kept_byte_for_byte()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(pages: 2, padding: (2 * AppendChunk.MostBytes) + 17);

        var file = (await A.UploadAsync(acts, entry, FileSlot.Dossier, bytes, "项目书.docx")).Value!;

        Assert.That(
            (file.Kind, file.Name, file.Pages, file.Size, file.Place, file.Scan),
            Is.EqualTo((FileKind.Pdf, "项目书.docx", 2, (long)bytes.Length, 1, ScanState.NotScanned))
        );
        Assert.That(await ContentAsync(acts, file.Id), Is.EqualTo(bytes));
        Assert.That(_folder.Contents().Keys, Is.EqualTo(new[] { $"files/files/{file.Id:N}" }), "no chunk is left");
        var acts1 = await acts.WithDbAsync(db => db.AuditEvents.Where(e => e.Act == "AddFile").CountAsync());
        Assert.That(acts1, Is.EqualTo(1));
    }

    [Test]
    public async Task A_broken_connection_costs_no_finished_chunk()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf(padding: 5000);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Deck, bytes.Length)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, bytes.AsMemory(0, 1000));

        Assert.That(
            async () => await A.AppendAsync(acts, upload, 1000, new BreaksOff(bytes[1000..2000])),
            Throws.InstanceOf<IOException>()
        );
        var early = await A.FinishAsync(acts, upload);
        Assert.That(
            early.Refusal,
            Is.EqualTo(new Refusal("file.not_complete", 1000L, (long)bytes.Length)).Using<Refusal>(Same)
        );
        var gap = await A.AppendAsync(acts, upload, 2000, bytes.AsMemory(2000));
        Assert.That(gap.Refusal, Is.EqualTo(new Refusal("file.offset", 1000L)).Using<Refusal>(Same));
        var again = await A.AppendAsync(acts, upload, 0, bytes.AsMemory(0, 1000));
        Assert.That(again.Value!.Received, Is.EqualTo(1000), "a finished chunk sent again is answered again");
        var rest = await A.AppendAsync(acts, upload, 1000, bytes.AsMemory(1000));
        Assert.That(rest.Value!.Received, Is.EqualTo(bytes.Length));

        var file = await A.FinishAsync(acts, upload);
        var replay = await A.FinishAsync(acts, upload);

        Assert.That(replay.Value!.Sha256, Is.EqualTo(file.Value!.Sha256), "a second finish answers the same");
        Assert.That(await ContentAsync(acts, upload), Is.EqualTo(bytes));
    }

    [Test]
    public async Task Two_senders_of_one_chunk_do_not_mix()
    {
        StartLine line = new(2);
        var bytes = A.Pdf(padding: 3000);
        await using var acts = await Acts.StartAsync(line, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Deck, bytes.Length)).Value!.Id;

        var both = await Task.WhenAll(
            A.AppendAsync(acts, upload, 0, new Meets(bytes[..1500])),
            A.AppendAsync(acts, upload, 0, new Meets(bytes[..2000]))
        );

        var state = await acts.WithDbAsync(db => db.Uploads.Include(u => u.Chunks).SingleAsync());
        Assert.That(state.Chunks.Select(c => (long)c.Length), Is.EqualTo(new[] { state.Received }));
        Assert.That(state.Received, Is.EqualTo(1500).Or.EqualTo(2000));
        Assert.That(both.Select(b => b.Value!.Received), Is.All.EqualTo(state.Received));
        Assert.That(_folder.Contents(), Has.Count.EqualTo(1), "the slower one's chunk is gone");
        await A.AppendAsync(acts, upload, state.Received, bytes.AsMemory((int)state.Received));
        Assert.That((await A.FinishAsync(acts, upload)).Refusal, Is.Null);
        Assert.That(await ContentAsync(acts, upload), Is.EqualTo(bytes));
    }

    [Test]
    public async Task Two_uploads_at_once_for_the_last_place_leave_one()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);

        var both = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => A.BeginAsync(acts, entry, FileSlot.Cover, 100))
        );

        Assert.That(both.Count(b => b.Refusal is null), Is.EqualTo(1));
        Assert.That(
            both.Select(b => b.Refusal?.Code).OfType<string>().Distinct(),
            Is.EqualTo(new[] { "file.slot_full" })
        );
    }

    [Test]
    public async Task The_database_itself_refuses_two_files_in_one_place()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Cover, 100)).Value!;

        var saved = await acts.WithDbAsync(db =>
        {
            db.Uploads.Add(
                new()
                {
                    Id = Guid.CreateVersion7(),
                    EntryId = entry,
                    Slot = upload.Slot,
                    Place = upload.Place,
                    Name = "b",
                    Size = 1,
                }
            );
            return db.TrySaveAsync(default);
        });

        Assert.That(saved, Is.False);
    }

    [Test]
    public async Task A_deleted_file_frees_its_place_and_its_bytes()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var first = (await A.UploadAsync(acts, entry, FileSlot.Deck, A.Pdf())).Value!.Id;
        Assert.That(
            (await A.UploadAsync(acts, entry, FileSlot.Deck, A.Pdf())).Refusal?.Code,
            Is.EqualTo("file.slot_full")
        );

        Assert.That((await DeleteAsync(acts, entry, first, Stranger))?.Code, Is.EqualTo("entry.not_yours"));
        Assert.That(await DeleteAsync(acts, entry, first, A.Uploader), Is.Null);
        Assert.That(await DeleteAsync(acts, entry, first, A.Uploader), Is.Null, "a second click is no error");

        Assert.That(_folder.Contents(), Is.Empty);
        Assert.That((await A.UploadAsync(acts, entry, FileSlot.Deck, A.Pdf())).Refusal, Is.Null);
    }

    [Test]
    public async Task Nobody_else_sends_to_an_upload_or_learns_of_it()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Deck, 10)).Value!.Id;

        Assert.That(
            (await A.BeginAsync(acts, entry, FileSlot.Dossier, 10, actor: Stranger)).Refusal?.Code,
            Is.EqualTo("entry.not_yours")
        );
        Assert.That(
            (await A.AppendAsync(acts, upload, 0, new byte[10], Stranger)).Refusal?.Code,
            Is.EqualTo("file.unknown_upload")
        );
        Assert.That((await A.FinishAsync(acts, upload, Stranger)).Refusal?.Code, Is.EqualTo("file.unknown_upload"));
        Assert.That(_folder.Contents(), Is.Empty);
    }

    [TestCase(EntryState.Draft, null)]
    [TestCase(EntryState.Withdrawn, null)]
    [TestCase(EntryState.Returned, null)]
    [TestCase(EntryState.Submitted, "entry.locked")]
    [TestCase(EntryState.Accepted, "entry.locked")]
    [TestCase(EntryState.Rejected, "entry.locked")]
    public async Task Files_change_only_while_the_entry_may(EntryState state, string? code)
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var bytes = A.Pdf();
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Deck, bytes.Length)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, bytes);
        await acts.WithDbAsync(db =>
            db.Entries.ExecuteUpdateAsync(e =>
                e.SetProperty(x => x.State, state).SetProperty(x => x.Code, state == EntryState.Accepted ? "A01" : null)
            )
        );

        Assert.Multiple(async () =>
        {
            Assert.That((await A.BeginAsync(acts, entry, FileSlot.Cover, 10)).Refusal?.Code, Is.EqualTo(code));
            Assert.That((await A.FinishAsync(acts, upload)).Refusal?.Code, Is.EqualTo(code));
            Assert.That((await DeleteAsync(acts, entry, upload, A.Uploader))?.Code, Is.EqualTo(code));
        });
    }

    [Test]
    public async Task After_a_week_an_upload_nobody_went_on_with_is_cleared()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        var upload = (await A.BeginAsync(acts, entry, FileSlot.Deck, 10)).Value!.Id;
        await A.AppendAsync(acts, upload, 0, new byte[5]);

        acts.Clock.Advance(TimeSpan.FromDays(7));
        Assert.That(await ClearAsync(acts), Is.Zero);
        acts.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClearAsync(acts), Is.EqualTo(1));

        Assert.That(_folder.Contents(), Is.Empty);
        Assert.That(await acts.WithDbAsync(db => db.UploadChunks.CountAsync()), Is.Zero);
    }

    private static Task<int> ClearAsync(Acts acts) => acts.WithAsync((ClearUploads act) => act.HandleAsync(default));

    private static Task<Refusal?> DeleteAsync(Acts acts, Guid entry, Guid file, Actor actor) =>
        acts.WithAsync((DeleteFile act) => act.HandleAsync(new(entry, file, actor), default));

    private static Task<byte[]> ContentAsync(Acts acts, Guid file) =>
        acts.WithAsync(
            async (IFileStore store) =>
            {
                await using var stream = (await store.OpenAsync(FileKeys.Of(file), 0, null, default)).Value!;
                using MemoryStream content = new();
                await stream.CopyToAsync(content);
                return content.ToArray();
            }
        );

    private static bool Same(Refusal a, Refusal b) => a.Code == b.Code && a.Arguments.SequenceEqual(b.Arguments);

    /// <summary>A sender whose network goes away in the middle.</summary>
    private sealed class BreaksOff(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= Length ? throw new IOException("gone") : base.ReadAsync(buffer, cancellationToken);
    }

    /// <summary>A sender that waits a moment before its end, so that both are on their way.</summary>
    private sealed class Meets(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            if (Position >= Length)
                await Task.Delay(300, cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
