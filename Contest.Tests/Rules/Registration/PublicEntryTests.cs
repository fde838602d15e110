using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public sealed class PublicEntryTests
{
    [Test]
    public void Without_any_consent_only_what_is_always_public_is_seen()
    {
        var seen = PublicEntry.Of(Entry([]))!;

        Assert.That(
            (seen.Pitch, seen.Summary, seen.Team, seen.Video, seen.ShowsCover, seen.Patents),
            Is.EqualTo(((string?)null, (string?)null, (string?)null, (Uri?)null, false, (object?)null))
        );
        Assert.That((seen.Code, seen.Title, seen.Group, seen.Industry), Is.EqualTo(("A01", "液冷", "startup", "能源")));
        Assert.That(seen.Parties.Select(p => (p.Name, p.IsLead)), Is.EqualTo([("甲", true), ("乙", false)]));
        Assert.That(seen.Portfolio.Total, Is.EqualTo(2));
    }

    [TestCaseSource(typeof(PublishedFields), nameof(PublishedFields.All))]
    public void A_consent_opens_its_own_field_and_no_other(string field)
    {
        var seen = PublicEntry.Of(Entry([field]))!;

        string[] open =
        [
            .. seen.Pitch is null ? [] : new[] { PublishedFields.Pitch },
            .. seen.Summary is null ? [] : new[] { PublishedFields.Summary },
            .. seen.Team is null ? [] : new[] { PublishedFields.Team },
            .. seen.Video is null ? [] : new[] { PublishedFields.Video },
            .. seen.ShowsCover ? new[] { PublishedFields.Cover } : [],
            .. seen.Patents is null ? [] : new[] { PublishedFields.Patents },
        ];
        Assert.That(open, Is.EqualTo(new[] { field }));
    }

    [TestCase(EntryState.Draft)]
    [TestCase(EntryState.Submitted)]
    [TestCase(EntryState.Returned)]
    [TestCase(EntryState.Rejected)]
    [TestCase(EntryState.Withdrawn)]
    public void What_takes_no_part_does_not_exist(EntryState state)
    {
        var entry = Entry([.. PublishedFields.All]);
        entry.State = state;

        Assert.That(PublicEntry.Of(entry), Is.Null);
    }

    [TestCase("https://video.example.cn/v/1", true)]
    [TestCase("http://video.example.cn/v/1", false)]
    [TestCase("javascript:alert(1)", false)]
    [TestCase("https://name:word@video.example.cn/", false)]
    [TestCase("//video.example.cn", false)]
    [TestCase("哔哩哔哩", false)]
    public void A_video_is_linked_by_https_only(string address, bool linked)
    {
        var entry = Entry([PublishedFields.Video]);
        entry.VideoUrl = address;

        Assert.That(PublicEntry.Of(entry)!.Video is not null, Is.EqualTo(linked));
    }

    [TestCase("授权有效", 1, 0, 0, 0)]
    [TestCase("部分无效后维持", 1, 0, 0, 0)]
    [TestCase("无效程序中", 1, 0, 0, 0)]
    [TestCase("实质审查", 0, 1, 0, 0)]
    [TestCase("已受理", 0, 1, 0, 0)]
    [TestCase("公开", 0, 1, 0, 0)]
    [TestCase("终止（未缴年费）", 0, 0, 1, 0)]
    [TestCase("视为撤回", 0, 0, 1, 0)]
    [TestCase("全部无效", 0, 0, 1, 0)]
    [TestCase("授权后届满", 0, 0, 1, 0)]
    [TestCase("質押", 0, 0, 0, 1)]
    [TestCase("", 0, 0, 0, 1)]
    public void A_status_of_the_glossary_is_counted_where_it_belongs(
        string status,
        int inForce,
        int pending,
        int lapsed,
        int unstated
    )
    {
        var counted = Portfolio.Of([Patent(1, status: status)]);

        Assert.That(
            (counted.InForce, counted.Pending, counted.Lapsed, counted.Unstated),
            Is.EqualTo((inForce, pending, lapsed, unstated))
        );
    }

    [Test]
    public void A_portfolio_is_counted_by_kind_office_and_core()
    {
        var counted = Portfolio.Of([
            Patent(1, PatentKind.UtilityModel, "HK"),
            Patent(2, PatentKind.Invention, "CN", core: true),
            Patent(3, PatentKind.Invention, "CN"),
            Patent(4, PatentKind.Design, ""),
        ]);

        Assert.That(
            counted.Kinds.Select(k => (k.Kind, k.Count)),
            Is.EqualTo([(PatentKind.Invention, 2), (PatentKind.UtilityModel, 1), (PatentKind.Design, 1)])
        );
        Assert.That(counted.Jurisdictions, Is.EqualTo(new[] { "CN", "HK" }));
        Assert.That((counted.Total, counted.HasCore), Is.EqualTo((4, true)));
    }

    private static Entry Entry(List<string> published)
    {
        Entry entry = new()
        {
            Code = "A01",
            Title = "液冷",
            Group = "startup",
            Industry = "能源",
            Summary = "简介",
            Pitch = "一句话",
            Team = "团队",
            VideoUrl = "https://video.example.cn/v/1",
            ContactName = "",
            ContactPhone = "",
            ContactEmail = "",
            State = EntryState.Accepted,
            Published = published,
        };
        entry.Participations.AddRange([Part("乙", 2), Part("甲", 1)]);
        entry.Patents.AddRange([Patent(1), Patent(2)]);
        return entry;
    }

    private static Participation Part(string name, int position) =>
        new()
        {
            Position = position,
            Entrant = new()
            {
                Name = name,
                NameKey = name,
                Identifier = name,
                Region = "云江市",
            },
        };

    private static Patent Patent(
        int position,
        PatentKind kind = PatentKind.Invention,
        string office = "CN",
        string status = "授权有效",
        bool core = false
    ) =>
        new()
        {
            Position = position,
            Number = $"{position}",
            NumberKey = $"{position}",
            Title = "专利",
            Kind = kind,
            Owners = "甲",
            Inventors = "发明人",
            LegalStatus = status,
            Jurisdiction = office,
            IsCore = core,
        };
}
