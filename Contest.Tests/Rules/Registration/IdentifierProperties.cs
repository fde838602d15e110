using System.Diagnostics;
using System.Globalization;
using Contest.Core.Registration;
using FsCheck;
using FsCheck.Fluent;
using Check = Contest.Core.Registration.Check;

namespace Contest.Tests.Rules.Registration;

/// <summary>What the vectors of DOMAIN.md 3 cannot cover: all slips, all strings, all lengths.</summary>
public class IdentifierProperties
{
    private const string CodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly DateOnly Today = new(2026, 6, 1);

    private static readonly Dictionary<string, Func<string?, Check>> Checks = new()
    {
        ["patent"] = typed => PatentNumber.Check(typed, Today),
        ["publication"] = PublicationNumber.Check,
        ["says"] = typed => NumberSays.Of(typed, Today, SaidBy(typed)).Check,
        ["says in Hong Kong"] = typed => NumberSays.Of(typed, Today, null, "HK").Check,
        ["says of a trade mark"] = typed => NumberSays.Of(typed, Today, PatentKind.Trademark).Check,
        ["credit code"] = CreditCode.Check,
        ["business registration"] = BusinessRegistration.Check,
        ["other identifier"] = BusinessRegistration.Free,
        ["phone"] = PhoneNumber.Check,
        ["email"] = EmailAddress.Check,
    };

    private static IEnumerable<string> Names => Checks.Keys;

    /// <summary>Letters and signs that identifiers are made of, in both widths, and some that do not belong.</summary>
    private static Gen<string> Texts =>
        Gen.OneOf(
            Gen.Elements(
                    "0123456789ZLCNPCTWOXABUSYBS./-() ０１２Ｘ．／　第号年月日申请公司（）\t\n\"\u200b\ud842\udfb7".ToCharArray()
                )
                .ArrayOf()
                .Select(letters => new string(letters)),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")
        );

    private static Gen<string> PatentNumbers =>
        from year in Gen.Choose(2003, 2026)
        from kind in Gen.Elements(1, 2, 3, 8, 9)
        from serial in Gen.Choose(0, 9_999_999)
        let digits = string.Create(CultureInfo.InvariantCulture, $"{year}{kind}{serial:0000000}")
        select digits + PatentNumber.CheckCharacterOf(digits);

    private static Gen<string> OldNumbers =>
        from year in Gen.Choose(85, 99)
        from kind in Gen.Elements(1, 2, 3)
        from serial in Gen.Choose(0, 99_999)
        let digits = string.Create(CultureInfo.InvariantCulture, $"{year}{kind}{serial:00000}")
        select digits + PatentNumber.CheckCharacterOf(digits);

    private static Gen<string> CreditCodes =>
        from head in Gen.Elements("91", "92", "12", "51", "N1", "A1")
        from region in Gen.Choose(110000, 820000)
        from body in Gen.Elements(CodeAlphabet.ToCharArray()).ArrayOf(8)
        let first = head + region.ToString(CultureInfo.InvariantCulture) + new string(body)
        let inner = first + InnerCheck(first[8..])
        where CodeAlphabet.Contains(inner[^1], StringComparison.Ordinal)
        select inner + CreditCode.CheckCharacterOf(inner);

    [Test]
    public void Every_wrong_character_of_a_patent_number_is_caught() =>
        Holds(Gen.OneOf(PatentNumbers, OldNumbers), number => Wrong(number, "0123456789", "0123456789X").All(IsCaught));

    [Test]
    public void Every_swap_of_neighbours_in_a_patent_number_is_caught() =>
        Holds(Gen.OneOf(PatentNumbers, OldNumbers), number => Swapped(number).All(IsCaught));

    [Test]
    public void Every_wrong_character_and_every_swap_of_neighbours_in_a_credit_code_is_caught() =>
        Holds(
            CreditCodes,
            code =>
                CreditCode.Check(code).Result == CheckResult.Pass
                && Wrong(code, CodeAlphabet, CodeAlphabet)
                    .Concat(Swapped(code))
                    .All(wrong => CreditCode.Check(wrong).Result != CheckResult.Pass)
        );

    [TestCaseSource(nameof(Names))]
    public void Checking_what_a_check_made_of_a_value_changes_nothing_any_more(string name) =>
        Holds(
            Gen.OneOf(
                Texts,
                PatentNumbers,
                OldNumbers,
                CreditCodes,
                Gen.Elements("１３８００１３８０００", "a@Ｂ.cn", "BS.205012345", "第１２３４５号")
            ),
            typed =>
            {
                var once = Checks[name](typed);
                if (once.Result == CheckResult.Error)
                    return once.Value == typed;
                var twice = Checks[name](once.Normalized);
                return twice.Normalized == once.Normalized && twice.Result <= once.Result && once.Value == typed;
            }
        );

    [Test]
    public void Comparing_forms_are_stable() =>
        Holds(
            Texts,
            typed =>
                Stable(Plain.Tidy, typed)
                && Stable(Plain.Key, typed)
                && Stable(Plain.Compact, typed)
                && Stable(OrganisationName.Key, typed)
                && Stable(PatentFamily.Key, typed)
                && PatentFamily
                    .Members(string.Join('、', PatentFamily.Members(typed)))
                    .SequenceEqual(PatentFamily.Members(typed))
        );

    /// <summary>A prefix uncovered by the mark that hid it goes too: the same number typed with and without is one.</summary>
    [TestCase("C.N202419999991", "202419999991.X")]
    [TestCase("C．N月5年．6（X5O\"C１7", "月5年6(X5O\"C17")]
    [TestCase("第２2 22０-3", "222203")]
    [TestCase("CNCNCN1234567", "CN1234567")]
    [TestCase("CN2024199999910", "2024199999910")]
    [TestCase("申请中", "")]
    public void A_mistyped_number_is_compared_by_what_is_left_of_it(string typed, string key)
    {
        Assert.That(PatentFamily.Key(typed), Is.EqualTo(key));
        Assert.That(PatentFamily.Key(key), Is.EqualTo(key));
    }

    /// <summary>The longest run of readings: 64 characters are kept of a mistyped number, each reading takes one prefix away.</summary>
    [TestCase(31, "1234")]
    [TestCase(32, "")]
    [TestCase(499, "")]
    public void A_number_under_a_pile_of_prefixes_is_read_to_its_end(int prefixes, string key)
    {
        var typed = string.Concat(Enumerable.Repeat("CN", prefixes)) + "1234";

        Assert.That(PatentFamily.Key(typed), Is.EqualTo(key));
        Assert.That(PatentFamily.Key(key), Is.EqualTo(key));
    }

    [Test]
    public void However_prefixes_and_marks_are_piled_up_nothing_is_left_to_take_away() =>
        Holds(
            from pile in Gen.Elements("CN", "CN", "CN", "ZL", "C.N", ":", "·", "-", "第").ArrayOf()
            from rest in Gen.OneOf(
                Texts,
                PatentNumbers,
                OldNumbers,
                Gen.Elements("1234", "CN1234567A", "WO2024/123456A1")
            )
            select string.Concat(pile) + rest,
            typed => Stable(PatentFamily.Key, typed) && PatentFamily.Key(typed).Length <= 64
        );

    [Test]
    public void Whatever_is_pasted_is_read_or_said() =>
        Holds(
            Texts,
            pasted =>
            {
                var list = PastedList.Read(pasted, Today);
                return list.Rows.Count <= PastedList.MostRows
                    && list.Rows.Select(r => r.Row).SequenceEqual(Enumerable.Range(1, list.Rows.Count))
                    && list.Rows.All(r => r.Number.Length > 0)
                    && list.Unread.All(u => u.Message.Length > 0 && u.Text.Length <= 80);
            }
        );

    [Test]
    public void Numbers_pasted_one_a_line_all_become_rows() =>
        Holds(
            Gen.OneOf(PatentNumbers, OldNumbers).Select(number => $"{number[..^1]}.{number[^1]}").NonEmptyListOf(),
            numbers =>
                PastedList
                    .Read(string.Join('\n', numbers), Today)
                    .Rows.Select(r => r.Number)
                    .SequenceEqual(numbers.Take(PastedList.MostRows))
        );

    [Test]
    public void Cells_written_with_quotes_come_back_as_they_were() =>
        Holds(
            Gen.Elements("甲公司", "乙\n大学", "一种\"装置\"", "a\tb", "x").Two(),
            cells =>
            {
                var (title, owner) = cells;
                var pasted = $"专利号\t专利名称\t专利权人\n202419999991.X\t{Quoted(title)}\t{Quoted(owner)}";
                var row = PastedList.Read(pasted, Today).Rows.Single();
                return (row.Title, row.Owners) == (Plain.AsTyped(title), Plain.AsTyped(owner));
            }
        );

    [Test]
    public void Ten_thousand_strings_are_checked_in_every_way_within_ten_seconds()
    {
        var texts = Texts.Sample(10_000, 60).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var check in Checks.Values)
        foreach (var text in texts)
            check(text);

        Assert.That(
            watch.Elapsed,
            Is.LessThan(TimeSpan.FromSeconds(10)),
            "100,000 checks: a millisecond each would be 100 s"
        );
    }

    /// <summary>Inputs that make a careless regular expression run away.</summary>
    [TestCase("1")]
    [TestCase("a")]
    [TestCase("a.")]
    [TestCase(" ")]
    [TestCase("(")]
    [TestCase("\"")]
    [TestCase("ZL")]
    [TestCase("CN1")]
    [TestCase("2024 1 ")]
    [TestCase("a@a.")]
    [TestCase("公司")]
    [TestCase("，")]
    [TestCase("\t\n")]
    [TestCase("\"\"\n")]
    public void A_hundred_thousand_characters_are_answered_at_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        foreach (var end in (string[])["", "!", "X"])
        {
            var watch = Stopwatch.StartNew();
            foreach (var check in Checks.Values)
                check(text + end);
            PastedList.Read(text + end, Today);
            LegalStatus.Read(text + end);
            OwnerNames.LooseKey(text + end);
            PatentFamily.Members(text + end);
            SheetDate.Read(text + end);
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        }
    }

    /// <summary>第12345号 says by its words that it is a trade mark; the bare 12345 needs that said beside it.</summary>
    private static PatentKind? SaidBy(string? typed) =>
        NumberSays.Of(typed, Today).Form == NumberForm.Unknown
        && Plain.Compact(typed) is { Length: < 10 } text
        && text.All(char.IsAsciiDigit)
            ? PatentKind.Trademark
            : null;

    private static bool IsCaught(string wrong) => PatentNumber.Check(wrong, Today).Result != CheckResult.Pass;

    private static IEnumerable<string> Wrong(string right, string inside, string last) =>
        from at in Enumerable.Range(0, right.Length)
        from other in at == right.Length - 1 ? last : inside
        where other != right[at]
        select right[..at] + other + right[(at + 1)..];

    private static IEnumerable<string> Swapped(string right) =>
        from at in Enumerable.Range(0, right.Length - 1)
        where right[at] != right[at + 1]
        select right[..at] + right[at + 1] + right[at] + right[(at + 2)..];

    private static char InnerCheck(string eight)
    {
        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = eight.Zip(weights, (c, w) => (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * w).Sum();
        return "0X987654321"[sum % 11];
    }

    private static string Quoted(string cell) => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static bool Stable(Func<string?, string> form, string typed) => form(form(typed)) == form(typed);

    private static void Holds<T>(Gen<T> values, Func<T, bool> isTrue) =>
        Prop.ForAll(values.ToArbitrary(), isTrue).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
