using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Tests.Support;

namespace Contest.Tests.Architecture;

/// <summary>No binary floating point where scores are made (PRODUCT.md, promise 3): looked for in the compiled code.</summary>
public class NumbersTests
{
    private static readonly string[] Stages = ["Preliminary", "Final", "Results", "Draw"];

    [Test]
    public void Core_has_no_binary_floating_point_in_its_compiled_code() =>
        Assert.That(typeof(Stage).Assembly.GetTypes().SelectMany(FloatingPoint.In), Is.Empty);

    [Test]
    public void What_reads_marks_and_keeps_standings_has_none_either()
    {
        var acts = typeof(ContestDb).Assembly.GetTypes().Where(IsOfAStage).ToList();

        Assert.That(acts, Has.Count.GreaterThan(50), "the acts are where they are looked for");
        Assert.That(acts.SelectMany(FloatingPoint.In), Is.Empty);
    }

    /// <summary>The search finds what it is for: a literal, a conversion, a call, a field.</summary>
    [TestCase(typeof(ALiteral), "ldc.r8")]
    [TestCase(typeof(AConversion), "conv.r8")]
    [TestCase(typeof(ACall), "calls System.Math.Sqrt")]
    [TestCase(typeof(AField), "is a field")]
    public void What_is_looked_for_would_be_found(Type type, string expected) =>
        Assert.That(string.Join("; ", FloatingPoint.In(type)), Does.Contain(expected));

    private static bool IsOfAStage(Type type) =>
        Stages.Any(stage => type.FullName!.StartsWith($"Contest.Infrastructure.{stage}.", StringComparison.Ordinal));

    private static class ALiteral
    {
        public static string Of() => 0.5.ToString("R", null);
    }

    private static class AConversion
    {
        public static string Of(int value) => ((double)value).ToString("R", null);
    }

    private static class ACall
    {
        public static string Of(decimal value) => Math.Sqrt((double)value).ToString("R", null);
    }

    private sealed class AField
    {
        public double Score { get; init; }
    }
}
