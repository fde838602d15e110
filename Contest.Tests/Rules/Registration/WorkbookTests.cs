using System.Text.Json;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;

namespace Contest.Tests.Rules.Registration;

public class WorkbookTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly string Data = Path.Combine(TestContext.CurrentContext.TestDirectory, "Data");

    private static IEnumerable<string> Folders()
    {
        yield return Data;
        if (Directory.Exists("/work/shared/data"))
            yield return "/work/shared/data";
    }

    [TestCaseSource(nameof(Folders))]
    public void The_example_workbook_has_exactly_the_findings_that_were_put_into_it(string folder)
    {
        var found = WorkbookReader.Check(File.ReadAllBytes(Path.Combine(folder, "registrations.xlsx")), Today);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "registrations.expected.json")));
        var root = expected.RootElement;

        Assert.That(
            found.Findings.Select(f => (f.Sheet, f.Row, f.Code, f.Level.ToString().ToLowerInvariant())),
            Is.EqualTo(
                root.GetProperty("findings")
                    .EnumerateArray()
                    .Select(f =>
                        (
                            f.GetProperty("sheet").GetString()!,
                            f.GetProperty("row").GetInt32(),
                            f.GetProperty("code").GetString()!,
                            f.GetProperty("level").GetString()!
                        )
                    )
            )
        );
        Assert.That(
            new[] { found.Projects, found.Entrants, found.Patents, found.Errors, found.Warnings },
            Is.EqualTo(
                new[] { "projects", "entrants", "patents", "errors", "warnings" }.Select(n =>
                    root.GetProperty(n).GetInt32()
                )
            )
        );
        Assert.That(found.Findings.Where(f => f.Message == f.Code), Is.Empty);
    }
}
