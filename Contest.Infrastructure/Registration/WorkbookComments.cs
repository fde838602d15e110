using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Contest.Infrastructure.Registration;

/// <summary>Comments on cells: their words, and the old drawing (VML) without which Excel shows none.</summary>
internal static class WorkbookComments
{
    private const string Drawing = "rIdNotes";

    /// <summary>Adds the comments to the sheet and says the id its drawing goes under.</summary>
    public static string Add(WorksheetPart sheet, IReadOnlyList<CellComment> comments)
    {
        var cells = comments
            .GroupBy(c => (c.Row, c.Column))
            .Select(g => new CellComment(g.Key.Row, g.Key.Column, string.Join('\n', g.Select(c => c.Text))))
            .OrderBy(c => c.Row)
            .ThenBy(c => c.Column)
            .ToList();
        sheet.AddNewPart<WorksheetCommentsPart>().Comments = new(
            new Authors(new Author("Contest")),
            new CommentList(cells.Select(CommentOf))
        );
        using var vml = new MemoryStream(Encoding.UTF8.GetBytes(Shapes(cells)));
        sheet.AddNewPart<VmlDrawingPart>(Drawing).FeedData(vml);
        return Drawing;
    }

    private static Comment CommentOf(CellComment comment) =>
        new()
        {
            Reference = WorkbookWriter.Place(comment.Row, comment.Column),
            AuthorId = 0,
            CommentText = new(
                new Run(
                    new Text(WorkbookWriter.Legal(comment.Text))
                    {
                        Space = DocumentFormat.OpenXml.SpaceProcessingModeValues.Preserve,
                    }
                )
            ),
        };

    private static string Shapes(List<CellComment> cells)
    {
        StringBuilder vml = new(
            """
            <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
            """
        );
        foreach (var (cell, at) in cells.Select((cell, at) => (cell, at)))
            vml.Append(
                CultureInfo.InvariantCulture,
                $"""
                <v:shape id="_x0000_s{1025 + at}" type="#_x0000_t202" style="position:absolute;width:240pt;height:72pt;z-index:{at
                    + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{cell.Column
                    + 1}, 15, {int.Max(0, cell.Row - 2)}, 2, {cell.Column + 4}, 15, {cell.Row
                    + 3}, 16</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{cell.Row - 1}</x:Row><x:Column>{cell.Column}</x:Column></x:ClientData></v:shape>
                """
            );
        return vml.Append("</xml>").ToString();
    }
}
