using System.Text.Json.Nodes;
using Contest.Tests.Support;
using NUnit.Framework;

namespace Contest.Tests.Handlers.Commands;

public sealed class CommandLineTests
{
    [Test]
    public async Task A_dry_run_of_the_offices_workbook_prints_exactly_the_expected_findings()
    {
        var run = await ContestCommand.RunAsync(null, "import", Data("registrations.xlsx"), "--dry-run", "--json");

        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Data("registrations.expected.json")));
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(run.Output), expected), run.Output);
        Assert.That(run.Code, Is.EqualTo(1), "errors were found");
    }

    [TestCase("patent", "ZL202310500001.1", "pass", null)]
    [TestCase("patent", "ZL202310500001.2", "error", "patent.check_digit")]
    [TestCase("credit-code", "91350100M000100Y43", "pass", null)]
    [TestCase("credit-code", "91350100M000100Y4", "error", "*")]
    public async Task A_number_is_checked_and_answered_with_one_object_a_line(
        string what,
        string value,
        string result,
        string? code
    )
    {
        var run = await ContestCommand.RunAsync(null, "check", what, value, value);

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(2));
        var answer = JsonNode.Parse(lines[0])!.AsObject();
        Assert.That(
            answer.Select(p => p.Key),
            Is.EqualTo(new[] { "value", "normalized", "result", "code", "message" })
        );
        Assert.That((string?)answer["value"], Is.EqualTo(value));
        Assert.That((string?)answer["result"], Is.EqualTo(result));
        if (code != "*")
            Assert.That((string?)answer["code"], Is.EqualTo(code));
        Assert.That((string?)answer["message"], code is null ? Is.Empty : Is.Not.Empty);
    }

    [Test]
    public async Task A_file_that_is_no_workbook_is_refused_with_a_sentence_and_no_stack_trace()
    {
        var run = await ContestCommand.RunAsync(null, "import", Data("registrations.expected.json"), "--dry-run");

        Assert.That(run.Code, Is.Not.Zero);
        Assert.That(run.Output + run.Complaints, Is.Not.Empty.And.Not.Contain("   at "));
    }

    private static string Data(string file) => Checkout.Path("Contest.Tests", "Data", file);
}
