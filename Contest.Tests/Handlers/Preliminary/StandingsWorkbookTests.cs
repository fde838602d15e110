using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Scoring;
using Contest.Core.Voting;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>The export calculates by itself what Core has calculated: every formula, on generated rounds with every option.</summary>
public class StandingsWorkbookTests
{
    private static readonly Rulebook Book = WithOwnSheet(Presets.Get("jianggao-like"));

    [Test]
    public void Every_computed_cell_is_Cores_number(
        [Values] PanelNormalisation kind,
        [Values] VoteConversion conversion
    )
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var rules = Rules(kind, conversion, seed);
            var entries = Entries(seed);
            var book = Written(rules, entries);
            var places = Standings.Of(entries, rules).Groups;
            var beside = book.Formulas.Where(f => f.Stored is not null).ToList();

            Assert.That(beside, Is.Not.Empty);
            foreach (var (sheet, row, column, formula, stored) in beside)
                Assert.That(
                    Rounding.HalfUp(book.NumberAt(sheet, row, column), 9),
                    Is.EqualTo(decimal.Round(stored!.Value, 9, MidpointRounding.ToPositiveInfinity))
                        .Within(0.000000001m),
                    $"seed {seed} {sheet} {row},{column}: {formula}"
                );
            foreach (var (group, sheet) in places.Zip(book.Names.Skip(3)))
                for (var nth = 0; nth < group.Standings.Count; nth++)
                {
                    var standing = group.Standings[nth];
                    var rank = rules.Ties.Count(t => t.Kind != TieKind.EarlierStage) + 8;
                    Assert.That(book.TextAt(sheet, nth + 2, 0), Is.EqualTo(standing.Label));
                    Assert.That(book.NumberAt(sheet, nth + 2, 6), Is.EqualTo((Fraction)standing.Score), standing.Label);
                    Assert.That(
                        book.NumberAt(sheet, nth + 2, rank),
                        Is.EqualTo((Fraction)standing.Rank),
                        standing.Label
                    );
                }
        }
    }

    [TestCase("=1+1")]
    [TestCase("+cmd|' /C calc'!A0")]
    [TestCase("-2+3")]
    [TestCase("@SUM(A1)")]
    public void A_title_that_looks_like_a_formula_stays_a_text(string title)
    {
        var entries = Entries(1);
        var book = new FormulaEngine(
            FormulaWorkbook.Write(
                StandingsWorkbook.Of(
                    Book,
                    Rules(PanelNormalisation.None, VoteConversion.Log, 1),
                    entries,
                    entries.ToDictionary(e => e.EntryId, _ => title)
                )
            )
        );

        Assert.That(book.Texts, Has.Some.EqualTo("'" + title));
        Assert.That(book.Texts, Has.None.EqualTo(title));
        Assert.That(book.Formulas.Select(f => f.Formula), Has.None.Contains("calc").And.None.Contains("1+1"));
    }

    private static FormulaEngine Written(StandingRules rules, IReadOnlyList<MarkedEntry> entries) =>
        new(FormulaWorkbook.Write(StandingsWorkbook.Of(Book, rules, entries, new Dictionary<Guid, string>())));

    /// <summary>The first group's sheet has another criterion in the place of the third, in a column of its own.</summary>
    private static Rulebook WithOwnSheet(Rulebook book)
    {
        var sheet = book.Preliminary.Sheet;
        SheetVariant own = new(
            "own",
            new("初创组评分表", "", ""),
            [book.Cuts[0].Group],
            [],
            [.. sheet.Take(2), sheet[2] with { Code = "S3" }, .. sheet.Skip(3)]
        );
        return book with { Preliminary = book.Preliminary with { Variants = [own] } };
    }

    private static StandingRules Rules(PanelNormalisation kind, VoteConversion conversion, int seed) =>
        new()
        {
            Trim = seed % 2 == 0 ? TrimRule.OneAndOne : new(seed % 3, 1, 3, 1),
            FewestSheets = 2,
            Places = seed % 3,
            VoteWeight = seed % 3 == 0 ? 0 : 5,
            Conversion = conversion,
            Normalisation = kind,
            NormalisationMinimum = 4,
            Ties = TieRule.Chain([.. Book.Preliminary.Sheet.Take(2).Select(c => c.Code)]),
        };

    private static List<MarkedEntry> Entries(int seed)
    {
        Random dice = new(seed); // every second entry is of the group with a score sheet of its own
        return [.. Enumerable.Range(1, 14).Select(n => Entry(n, dice))];
    }

    private static MarkedEntry Entry(int number, Random dice)
    {
        var group = Book.Cuts[number % 2].Group;
        var variant = Book.Preliminary.SheetFor(group, Track.Patent)?.Code;
        var sheets = Enumerable
            .Range(1, 1 + dice.Next(7))
            .Select(judge =>
            {
                var marks = Book
                    .Preliminary.On(variant)
                    .Sheet.ToDictionary(c => c.Code, c => (c.Most / 2) + (dice.Next(4) * 0.5m));
                return new MarkedSheet($"评委{judge}", marks.Values.Sum(), marks) { Variant = variant };
            });
        return new(
            new Guid(number, 0, 0, new byte[8]),
            $"A{number:00}",
            group,
            $"{1 + dice.Next(3)}",
            [.. sheets],
            dice.Next(4) * 100
        );
    }
}
