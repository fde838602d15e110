using System.Globalization;
using Contest.Core.Registration.Mails;
using FsCheck;
using FsCheck.Fluent;

namespace Contest.Tests.Rules.Registration.Mails;

public sealed class MailWordsTests
{
    private static readonly Dictionary<string, string> Sample = new()
    {
        ["contact"] = "林可",
        ["entry"] = "智能排爆机器人",
        ["reasons"] = "R05 专利已失效",
        ["note"] = "",
        ["correct_by"] = "2026-03-05 00:00",
        ["link"] = "https://contest.example/my/x",
    };

    [Test]
    public void The_products_own_words_are_good_templates_in_every_language(
        [Values] MailKind kind,
        [Values("zh-CN", "zh-HK", "en")] string language
    )
    {
        var words = MailWords.Default(kind, language);

        Assert.That(words.Problems(kind), Is.Empty);
        Assert.That(language == "zh-CN" || words != MailWords.Default(kind, "zh-CN"), Is.True);
    }

    [TestCase(
        "{{entry}} 请补正",
        "林",
        "{{contact}}",
        "mail.missing|mail.missing|mail.missing|mail.missing|mail.missing"
    )]
    [TestCase("", "", "", "mail.no_subject|mail.missing")]
    [TestCase("{{code}}", "", "", "mail.subject_unknown")]
    [TestCase("请 {{entry", "", "", "mail.subject_broken")]
    [TestCase("两\r\n行", "", "", "mail.subject_of_lines")]
    [TestCase("请补正", "{{Entry}}", "", "mail.body_unknown")]
    [TestCase("请补正", "{{}}", "", "mail.body_broken")]
    public void A_bad_template_is_refused_with_its_place(string subject, string first, string only, string codes)
    {
        var body =
            only.Length > 0
                ? only
                : "{{entry}} {{ reasons }}\n{{note}}\n{{correct_by}}"
                    + (subject == "" ? "" : " {{link}}")
                    + "\n"
                    + first;

        var problems = new MailWords(subject, body).Problems(MailKind.Returned);

        Assert.That(string.Join('|', problems.Select(p => p.Code)), Is.EqualTo(codes));
    }

    [Test]
    public void A_wrong_placeholder_is_named_with_its_line()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        MailWords words = new("a", "{{entry}} {{code}}\n\n{{receipt}}\n{{");

        Assert.That(
            words.Problems(MailKind.Accepted).Select(p => p.Message),
            Is.EqualTo(
                new[]
                {
                    "{{receipt}} in line 3 of the text is not a placeholder of this mail.",
                    "A placeholder in line 4 of the text is not finished: after two opening braces come a name and two closing braces.",
                }
            )
        );
    }

    [Test]
    public void Texts_longer_than_a_mail_should_be_are_refused_and_those_at_the_edge_are_not()
    {
        var body = "{{entry}}{{code}}".PadRight(MailWords.LongestBody, '长');
        var subject = new string('长', MailWords.LongestSubject);

        Assert.That(new MailWords(subject, body).Problems(MailKind.Accepted), Is.Empty);
        Assert.That(
            new MailWords(subject + "长", body + "长").Problems(MailKind.Accepted).Select(p => p.Code),
            Is.EqualTo(new[] { "mail.subject_too_long", "mail.body_too_long" })
        );
    }

    [Test]
    public void Values_take_the_places_of_their_names_and_a_line_of_empty_values_is_left_out()
    {
        MailWords words = new(
            "{{entry}}：请补正",
            "{{contact}}：\r\n{{reasons}}。\r\n{{note}}\r\n{{ correct_by }} 前：{{link}}"
        );

        var mail = words.Filled(Sample);

        Assert.That(
            mail,
            Is.EqualTo(
                new MailWords(
                    "智能排爆机器人：请补正",
                    "林可：\nR05 专利已失效。\n2026-03-05 00:00 前：https://contest.example/my/x"
                )
            )
        );
    }

    [Test]
    public void A_value_is_never_read_as_a_template_and_never_makes_a_second_header()
    {
        MailWords words = new("{{entry}}", "{{entry}}");

        var mail = words.Filled(
            new Dictionary<string, string>
            {
                ["entry"] = "甲\r\nBcc: x@example.invalid\u0085\u0000{{link}}",
                ["link"] = "泄",
            }
        );

        Assert.That(
            mail,
            Is.EqualTo(new MailWords("甲 Bcc: x@example.invalid {{link}}", "甲\nBcc: x@example.invalid\n{{link}}"))
        );
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public Property No_text_crashes_it_leaves_a_placeholder_or_breaks_the_subject()
    {
        var piece = Gen.Elements(
            "{{",
            "}}",
            "{",
            "}",
            "entry",
            "note",
            " ",
            "\r",
            "\n",
            "\u2028",
            "\ud83d",
            "\ude00",
            "长",
            "{{entry}}",
            "{{ link }}",
            "x@y"
        );
        var text = Gen.ArrayOf(piece).Select(string.Concat);
        var any = Gen.OneOf(text, ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""));
        var value = any.Select(s => s.Replace("{", "", StringComparison.Ordinal));
        return Prop.ForAll(
            (from s in any from b in any from v in value select (s, b, v)).ToArbitrary(),
            three =>
            {
                var (subject, body, said) = three;
                var words = MailWords.AsTyped(subject, body);
                var values = Sample.Keys.ToDictionary(k => k, _ => said);
                _ = words.Problems(MailKind.Returned);
                var mail = new MailWords(subject, body).Filled(values);
                return !mail.Subject.Contains("{{", StringComparison.Ordinal)
                    && !mail.Body.Contains("{{", StringComparison.Ordinal)
                    && !mail.Subject.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')
                    && mail.Subject.Length <= MailWords.LongestSentSubject
                    && !mail.Body.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
                    && words == MailWords.AsTyped(words.Subject, words.Body);
            }
        );
    }
}
