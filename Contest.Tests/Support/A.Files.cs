using System.IO.Compression;
using System.Text;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;

namespace Contest.Tests.Support;

public static partial class A
{
    public static readonly Actor Uploader = new(Guid.CreateVersion7(), "林工", Role.Entrant);

    /// <summary>A draft of <see cref="Uploader"/>'s.</summary>
    public static async Task<Guid> DraftAsync(Acts acts, Actor? owner = null)
    {
        ArgumentNullException.ThrowIfNull(acts);
        var edition = await EditionInRegistrationAsync(acts);
        var id = Guid.CreateVersion7();
        await acts.WithDbAsync(db =>
        {
            db.Entries.Add(
                new()
                {
                    Id = id,
                    CompetitionId = edition,
                    Number = 1,
                    OwnerId = (owner ?? Uploader).PersonId,
                    State = EntryState.Draft,
                    Title = "低温电解槽",
                    Industry = "新材料",
                    Summary = "",
                    ContactName = "",
                    ContactPhone = "",
                    ContactEmail = "",
                }
            );
            return db.SaveChangesAsync();
        });
        return id;
    }

    public static Task<Outcome<Upload>> BeginAsync(
        Acts acts,
        Guid entry,
        FileSlot slot,
        long size,
        string name = "a.pdf",
        Actor? actor = null
    ) =>
        acts.WithAsync(
            (BeginUpload act) =>
                act.HandleAsync(new(entry, slot, name, size, actor ?? Uploader), CancellationToken.None)
        );

    public static Task<Outcome<AppendChunk.Answer>> AppendAsync(
        Acts acts,
        Guid upload,
        long offset,
        ReadOnlyMemory<byte> bytes,
        Actor? actor = null
    ) => AppendAsync(acts, upload, offset, new MemoryStream(bytes.ToArray()), actor);

    public static Task<Outcome<AppendChunk.Answer>> AppendAsync(
        Acts acts,
        Guid upload,
        long offset,
        Stream content,
        Actor? actor = null
    ) =>
        acts.WithAsync(
            (AppendChunk act) =>
                act.HandleAsync(new(upload, offset, content, actor ?? Uploader), CancellationToken.None)
        );

    public static Task<Outcome<StoredFile>> FinishAsync(Acts acts, Guid upload, Actor? actor = null) =>
        acts.WithAsync((FinishUpload act) => act.HandleAsync(new(upload, actor ?? Uploader), CancellationToken.None));

    /// <summary>The whole way of a file: begun, sent in chunks, finished.</summary>
    public static async Task<Outcome<StoredFile>> UploadAsync(
        Acts acts,
        Guid entry,
        FileSlot slot,
        byte[] bytes,
        string name = "a.pdf"
    )
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var begun = await BeginAsync(acts, entry, slot, bytes.Length, name);
        if (begun.Refusal is { } refusal)
            return refusal;
        foreach (var (chunk, n) in bytes.Chunk(AppendChunk.MostBytes).Select((chunk, n) => (chunk, n)))
            if ((await AppendAsync(acts, begun.Value!.Id, n * (long)AppendChunk.MostBytes, chunk)).Refusal is { } no)
                return no;
        return await FinishAsync(acts, begun.Value!.Id);
    }

    /// <summary>A PDF of so many pages, padded to so many bytes.</summary>
    public static byte[] Pdf(int pages = 1, int padding = 0)
    {
        StringBuilder text = new("%PDF-1.4\n");
        List<int> places = [];
        void Object(string body)
        {
            places.Add(text.Length);
            text.Append(null, $"{places.Count} 0 obj\n{body}\nendobj\n");
        }
        Object("<</Type/Catalog/Pages 2 0 R>>");
        var kids = string.Join(' ', Enumerable.Range(0, pages).Select(n => $"{3 + (2 * n)} 0 R"));
        Object($"<</Type/Pages/Count {pages}/Kids[{kids}]>>");
        for (var page = 0; page < pages; page++)
        {
            var drawing = $"1 0 0 rg 72 {72 + (100 * page)} 300 80 re f";
            Object($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {4 + (2 * page)} 0 R>>");
            Object($"<</Length {drawing.Length}>>stream\n{drawing}\nendstream");
        }
        if (padding > 0)
            text.Append('%').Append('x', padding).Append('\n');
        var start = text.Length;
        text.Append(null, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            text.Append(null, $"{place:D10} 00000 n \n");
        text.Append(null, $"trailer<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>A ZIP with these parts.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                part.Write(content);
            }
        return stream.ToArray();
    }

    /// <summary>The smallest thing that calls itself a workbook.</summary>
    public static byte[] Xlsx(params (string Name, byte[] Content)[] more) =>
        Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", "<workbook/>"u8.ToArray()), .. more]);

    public static byte[] Png { get; } =
        Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        );
}
