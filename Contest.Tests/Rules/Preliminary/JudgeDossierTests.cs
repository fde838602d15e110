using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;

namespace Contest.Tests.Rules.Preliminary;

/// <summary>What a judge is shown, with a canary in every field that would say whose it is.</summary>
public sealed class JudgeDossierTests
{
    private static readonly string[] Naming =
    [
        "云江机器人有限公司",
        "9144000000000000XC",
        "林姓发明人",
        "王姓发明人",
        "云江资本",
        "某某代理所",
        "张联系",
        "+8613900000001",
        "lianxi@example.invalid",
        "云江知识产权局",
        "团队金丝雀",
        "https://video.example.invalid/x",
        "ZL201910000001.1",
        "CN110000001B",
        "EP3000001",
        "云江机器人-项目书.pdf",
    ];

    [Test]
    public void An_anonymous_dossier_holds_nothing_that_names_the_entrant()
    {
        var text = CanonicalJson.Write(JudgeDossier.Of(Entry(), Files(), isAnonymous: true));

        Assert.That(Naming.Where(n => text.Contains(n, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public void A_named_dossier_shows_what_the_anonymous_one_hides_but_never_the_contact()
    {
        var text = CanonicalJson.Write(JudgeDossier.Of(Entry(), Files(), isAnonymous: false));
        string[] never = ["9144000000000000XC", "张联系", "+8613900000001", "lianxi@example.invalid", "云江知识产权局"];

        Assert.That(Naming.Where(n => !text.Contains(n, StringComparison.Ordinal)), Is.EquivalentTo(never));
    }

    [Test]
    public void What_is_judged_stays_in_an_anonymous_dossier()
    {
        var shown = JudgeDossier.Of(Entry(), Files(), isAnonymous: true);

        Assert.That((shown.Code, shown.Title), Is.EqualTo(("", "协作机器人关节力矩传感")));
        Assert.That(shown.Summary, Is.EqualTo("■■■自研关节力矩传感器，由■■■提出。"));
        var patent = shown.Patents.Single();
        Assert.That(
            (patent.Label, patent.Kind, patent.LegalStatus, patent.GrantedOn, patent.StatusCheckedOn, patent.IsCore),
            Is.EqualTo(("P1", PatentKind.Invention, "有效", new DateOnly(2021, 5, 4), new DateOnly(2026, 2, 1), true))
        );
        Assert.That((patent.Family, patent.FamilyMembers), Is.EqualTo(("", 2)));
    }

    [Test]
    public void Files_have_numbers_for_names_and_no_original_in_an_anonymous_dossier()
    {
        var shown = JudgeDossier.Of(Entry(), Files(), isAnonymous: true).Files;

        Assert.That(
            shown.Select(f => (f.Slot, f.Number, f.Name, f.HasOriginal)),
            Is.EqualTo(new[] { (FileSlot.Dossier, 1, (string?)null, false), (FileSlot.Evidence, 2, null, false) })
        );
    }

    [Test]
    public void The_licence_is_never_shown()
    {
        Assert.That(
            JudgeDossier.Of(Entry(), Files(), isAnonymous: false).Files.Select(f => f.Slot),
            Is.EqualTo(new[] { FileSlot.Dossier, FileSlot.Evidence })
        );
    }

    private static IEnumerable<StoredFile> Files() =>
        [File(FileSlot.Licence), File(FileSlot.Evidence), File(FileSlot.Dossier)];

    private static StoredFile File(FileSlot slot) =>
        new()
        {
            Id = Guid.NewGuid(),
            Slot = slot,
            Place = 1,
            Name = "云江机器人-项目书.pdf",
            Kind = FileKind.Pdf,
            Size = 10,
            Pages = 2,
            Sha256 = "",
        };

    private static Entry Entry() =>
        new()
        {
            Id = Guid.NewGuid(),
            Code = "A07",
            Title = "协作机器人关节力矩传感",
            Industry = "robotics",
            Summary = "云江机器人有限公司自研关节力矩传感器，由林姓发明人提出。",
            Pitch = "云江资本支持",
            Team = "团队金丝雀",
            VideoUrl = "https://video.example.invalid/x",
            ContactName = "张联系",
            ContactPhone = "+8613900000001",
            ContactEmail = "lianxi@example.invalid",
            Recommender = "云江知识产权局",
            Participations =
            [
                new()
                {
                    Position = 1,
                    Entrant = new()
                    {
                        Name = "云江机器人有限公司",
                        NameKey = "",
                        Identifier = "9144000000000000XC",
                        Region = "",
                    },
                },
            ],
            Patents =
            [
                new()
                {
                    Position = 1,
                    Number = "ZL201910000001.1",
                    NumberKey = "CN2019100000011",
                    PublicationNumber = "CN110000001B",
                    Title = "一种传感器（云江机器人有限公司）",
                    Kind = PatentKind.Invention,
                    Owners = "云江机器人有限公司、云江资本",
                    Inventors = "林姓发明人、王姓发明人",
                    Agency = "某某代理所",
                    FiledOn = new(2019, 1, 2),
                    GrantedOn = new(2021, 5, 4),
                    LegalStatus = "有效",
                    StatusCheckedOn = new(2026, 2, 1),
                    Family = "EP3000001、PCT/CN2020/000001",
                    Encumbrances = "质押，出质人云江资本",
                    RoleInProject = "保护关节，王姓发明人",
                    IsCore = true,
                },
            ],
        };
}
