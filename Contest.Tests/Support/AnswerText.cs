using System.IO.Compression;
using System.Net;
using System.Text;

namespace Contest.Tests.Support;

/// <summary>What somebody can find in an answer: archives and workbooks unpacked, PDFs as text, and the bytes as they are.</summary>
public static class AnswerText
{
    public static async Task<string> OfAsync(byte[] answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var plain = Encoding.UTF8.GetString(answer);
        if (plain.StartsWith("PK", StringComparison.Ordinal))
            return await PartsAsync(answer);
        return plain.StartsWith("%PDF", StringComparison.Ordinal)
            ? plain + await PrintedAsync(answer)
            : WebUtility.HtmlDecode(plain);
    }

    private static async Task<string> PartsAsync(byte[] archive)
    {
        StringBuilder text = new();
        using ZipArchive parts = new(new MemoryStream(archive));
        foreach (var part in parts.Entries)
        {
            using MemoryStream content = new();
            await using (var packed = await part.OpenAsync())
                await packed.CopyToAsync(content);
            text.AppendLine(part.FullName).AppendLine(await OfAsync(content.ToArray()));
        }
        return text.ToString();
    }

    /// <summary>pdftotext's reading without the blanks of the layout.</summary>
    private static async Task<string> PrintedAsync(byte[] pdf)
    {
        using var paper = await Paper.OfAsync(pdf);
        return await paper.TextAsync();
    }
}
