using System.Globalization;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using CsvHelper;

namespace Contest.Infrastructure.Demo;

/// <summary>The demo edition's registrations: the workbook as it came in, and as it is after the office corrected its errors.</summary>
public static class DemoWorkbook
{
    private static readonly string[] ProjectHeadings =
    [
        Headings.Number,
        Headings.Title,
        Headings.Group,
        Headings.Industry,
        Headings.Summary,
        Headings.Market,
        Headings.FirstMarketOn,
        Headings.ContactName,
        Headings.Phone,
        Headings.Email,
        Headings.Recommender,
    ];

    private static readonly string[] EntrantHeadings =
    [
        Headings.Project,
        Headings.EntrantName,
        Headings.EntrantKind,
        Headings.IdentifierKind,
        Headings.Identifier,
        Headings.Region,
        Headings.Revenue,
        Headings.Part,
    ];

    private static readonly string[] PatentHeadings =
    [
        Headings.Project,
        Headings.PatentNumber,
        Headings.PatentTitle,
        Headings.PatentKind,
        Headings.Owners,
        Headings.Inventors,
        Headings.FiledOn,
        Headings.GrantedOn,
        Headings.LegalStatus,
        Headings.Core,
    ];

    /// <summary>One cell the office corrected, and why.</summary>
    public sealed record Correction(string Sheet, int Row, string Column, string Value, string Why);

    /// <summary>The file as it came in, with its errors.</summary>
    public static byte[] File()
    {
        using var stream = Open("registrations.xlsx");
        using MemoryStream file = new();
        stream.CopyTo(file);
        return file.ToArray();
    }

    /// <summary>What the office corrected, in the order of corrections.csv.</summary>
    public static IReadOnlyList<Correction> Corrections()
    {
        using StreamReader text = new(Open("corrections.csv"));
        using CsvReader csv = new(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<Correction> corrections = [];
        while (csv.Read())
            corrections.Add(new(csv["sheet"]!, csv.GetField<int>("row"), csv["column"]!, csv["value"]!, csv["why"]!));
        return corrections;
    }

    /// <summary>The workbook after the corrections: no errors, its warnings are still there.</summary>
    public static RegistrationWorkbook Corrected() => RegistrationWorkbook.Of(CorrectedSheets());

    /// <summary>The corrected workbook as a file.</summary>
    public static byte[] CorrectedFile() =>
        WorkbookWriter.Write(CorrectedSheets().Select(s => (s.Name, s.Rows.Select(r => r.Cells))));

    private static List<Sheet> CorrectedSheets()
    {
        var book = WorkbookReader.Read(File()).Value!;
        var corrections = Corrections().ToLookup(c => (c.Sheet, c.Row, c.Column), c => c.Value);
        return
        [
            Corrected(book.ProjectSheet, ProjectHeadings, book.Projects.Select(r => (r.Row, Cells(r))), corrections),
            Corrected(book.EntrantSheet, EntrantHeadings, book.Entrants.Select(r => (r.Row, Cells(r))), corrections),
            Corrected(book.PatentSheet, PatentHeadings, book.Patents.Select(r => (r.Row, Cells(r))), corrections),
        ];
    }

    private static Sheet Corrected(
        string name,
        string[] headings,
        IEnumerable<(int Row, string[] Cells)> rows,
        ILookup<(string, int, string), string> corrections
    ) =>
        new(
            name,
            [
                new(1, headings),
                .. rows.Select(row => new SheetRow(
                    row.Row,
                    [
                        .. row.Cells.Select(
                            (cell, at) => corrections[(name, row.Row, headings[at])].FirstOrDefault() ?? cell
                        ),
                    ]
                )),
            ]
        );

    private static string[] Cells(ProjectRow r) =>
        [
            r.Number,
            r.Title,
            r.Group,
            r.Industry,
            r.Summary,
            r.Market,
            r.FirstMarketOn,
            r.ContactName,
            r.ContactPhone,
            r.ContactEmail,
            r.Recommender,
        ];

    private static string[] Cells(EntrantRow r) =>
        [r.Project, r.Name, r.Kind, r.IdentifierKind, r.Identifier, r.Region, r.Revenue, r.Part];

    private static string[] Cells(PatentRow r) =>
        [r.Project, r.Number, r.Title, r.Kind, r.Owners, r.Inventors, r.FiledOn, r.GrantedOn, r.LegalStatus, r.Core];

    private static Stream Open(string name) =>
        typeof(DemoWorkbook).Assembly.GetManifestResourceStream($"Contest.Infrastructure.Demo.{name}")!;
}
