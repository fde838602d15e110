using System.Net;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>
/// The receipt of a submission as a self-contained document: what was submitted, when, under which number, with the
/// declaration's words and the hash of all fields. Everything from data is encoded.
/// </summary>
public static class ReceiptSheet
{
    private const string Style = """
        @page { size: A4; margin: 18mm 20mm }
        * { box-sizing: border-box }
        body { margin: 0; font: 11pt/1.6 "LXGW WenKai", "LXGW WenKai TC", "LXGW WenKai GB"; color: #10212b }
        h1 { font-size: 20pt; margin: 0 0 2mm } h2 { font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid }
        .number { font-size: 15pt; color: #0b5268 }
        dl { display: grid; grid-template-columns: 32mm 1fr; gap: 1mm 4mm; margin: 0 } dt { color: #44555f } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
        ol { margin: 0; padding-left: 6mm } li { break-inside: avoid; overflow-wrap: anywhere }
        .foot { margin-top: 8mm; padding-top: 3mm; border-top: 0.4pt solid #d3dcdd; color: #44555f; font-size: 9pt; overflow-wrap: anywhere }
        """;

    /// <summary>A part of the sheet: a heading with lines of label and value, or with items.</summary>
    public sealed record Part(
        string Heading,
        IReadOnlyList<(string Label, string Value)> Lines,
        IReadOnlyList<string> Items
    );

    /// <param name="Language">Of the document, e.g. <c>zh-HK</c>.</param>
    /// <param name="Title">What the sheet is.</param>
    /// <param name="Edition">The edition's title.</param>
    /// <param name="Receipt">受理编号.</param>
    /// <param name="Parts">In their order.</param>
    /// <param name="Foot">The hash and what it is of.</param>
    public sealed record Facts(
        string Language,
        string Title,
        string Edition,
        string Receipt,
        IReadOnlyList<Part> Parts,
        string Foot
    );

    public static string Html(Facts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return $"""
            <!doctype html><html lang="{Text(facts.Language)}"><head><meta charset="utf-8"><title>{Text(
                facts.Receipt
            )}</title><style>{Style}</style></head><body>
            <h1>{Text(facts.Title)}</h1><p>{Text(facts.Edition)}</p><p class="number">{Text(facts.Receipt)}</p>
            {string.Concat(facts.Parts.Select(Section))}
            <p class="foot">{Text(facts.Foot)}</p></body></html>
            """;
    }

    private static string Section(Part part)
    {
        var lines = string.Concat(part.Lines.Select(l => $"<dt>{Text(l.Label)}</dt><dd>{Text(l.Value)}</dd>"));
        var items = string.Concat(part.Items.Select(i => $"<li>{Text(i)}</li>"));
        return $"<h2>{Text(part.Heading)}</h2>"
            + (lines.Length > 0 ? $"<dl>{lines}</dl>" : "")
            + (items.Length > 0 ? $"<ol>{items}</ol>" : "");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
