using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contest.Core.Registration;

namespace Contest.Web.Commands;

/// <summary><c>contest check patent|credit-code VALUE…</c>: one JSON object a line. Checks typing, never existence.</summary>
internal static class CheckCommand
{
    internal static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static Command Make() =>
        new("check", "Check the form of numbers; one JSON object a line.")
        {
            Kind("patent", "Chinese application, patent, publication and PCT numbers.", CheckPatent),
            Kind("credit-code", "Unified social credit codes (GB 32100-2015).", CreditCode.Check),
        };

    private static Command Kind(string name, string description, Func<string, Check> check)
    {
        Argument<string[]> values = new("VALUE") { Arity = ArgumentArity.OneOrMore, Description = "What to check." };
        Command command = new(name, description) { values };
        command.SetAction(parsed =>
        {
            var checks = parsed.GetValue(values)!.Select(check).ToList();
            foreach (var found in checks)
                Console.Out.WriteLine(Line(found));
            return checks.Exists(c => c.Result == CheckResult.Error) ? 1 : 0;
        });
        return command;
    }

    private static Check CheckPatent(string value) =>
        PublicationNumber.IsMeant(value)
            ? PublicationNumber.Check(value)
            : PatentNumber.Check(value, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime));

    private static string Line(Check check) =>
        JsonSerializer.Serialize(
            new
            {
                check.Value,
                check.Normalized,
                Result = check.Result.ToString().ToLowerInvariant(),
                check.Code,
                check.Message,
            },
            OneLine
        );
}
