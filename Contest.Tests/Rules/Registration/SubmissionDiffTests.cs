using Contest.Core;
using Contest.Core.Registration.Drafts;

namespace Contest.Tests.Rules.Registration;

public class SubmissionDiffTests
{
    [Test]
    public void A_correction_shows_what_was_changed_added_and_emptied_and_nothing_else()
    {
        var earlier = Of(
            ("patents/a/number", "1"),
            ("project/title", "旧"),
            ("project/team", "甲"),
            ("project/pitch", "同")
        );
        var later = Of(
            ("patents/a/number", "2"),
            ("project/title", "新"),
            ("project/pitch", "同"),
            ("entrants/b/name", "乙")
        );

        Assert.That(
            SubmissionDiff.Between(earlier, later),
            Is.EqualTo(
                new FieldDifference[]
                {
                    new("project/team", "甲", ""),
                    new("project/title", "旧", "新"),
                    new("entrants/b/name", "", "乙"),
                    new("patents/a/number", "1", "2"),
                }
            )
        );
    }

    [Test]
    public void The_same_submission_twice_has_no_difference() =>
        Assert.That(SubmissionDiff.Between(Of(("project/title", "甲")), Of(("project/title", "甲"))), Is.Empty);

    private static Submission Of(params (string Path, string Value)[] fields)
    {
        var json = CanonicalJson.Write(fields.ToDictionary(f => f.Path, f => f.Value));
        return new()
        {
            Receipt = "T-1",
            Fields = json,
            Hash = CanonicalJson.HashText(json),
            DeclarationVersion = "1",
            DeclarationText = "",
            ByName = "林工",
        };
    }
}
