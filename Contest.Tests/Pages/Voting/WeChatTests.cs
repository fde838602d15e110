using System.Net;
using Contest.Core.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Voting;

/// <summary>The silent sign-in of a service account, against a WeChat of its own.</summary>
public class WeChatTests
{
    private const string InWeChat =
        "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/87.0 Mobile Safari/537.36 MicroMessenger/8.0.30";

    private TiersApp _vote = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _vote = await TiersApp.StartAsync([VoterIdentity.WeChat, VoterIdentity.Email]);

    [OneTimeTearDown]
    public async Task StopAsync() => await _vote.DisposeAsync();

    [Test]
    public async Task Inside_wechat_the_way_is_led_and_the_openid_votes_once_on_every_device()
    {
        _vote.WeChat.OpenId = "oSameVoter_00000001";
        List<string> codes = [];
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using Visitor visitor = new(_vote.App);
            var go = $"{_vote.VerifyPath}?ballot={Guid.NewGuid():N}&choice={_vote.Entries[0]}";
            var refresh = (await Visitor.ReadAsync(await AskAsync(visitor, go))).QuerySelector(
                "meta[http-equiv=refresh]"
            );
            var led = refresh!.GetAttribute("content")!.Split("url=")[1];
            Assert.That(led, Does.StartWith($"{_vote.VotePath}/wechat?ballot="));
            var done = TiersApp.Moved(await visitor.GetAsync(await ToWeChatAndBackAsync(visitor, led)));
            Assert.That(done, Is.EqualTo(go), "what was chosen has come along");
            var page = await Visitor.ReadAsync(await AskAsync(visitor, done));
            Assert.That(page.QuerySelector(".note-ok")!.TextContent, Does.Contain("已验证：微信"));
            var cast = await _vote.CastAsync(visitor, _vote.Entries[0]);
            codes.Add(cast.Status == HttpStatusCode.OK ? "cast" : cast.Body.GetProperty("code").GetString()!);
        }
        Assert.That(codes, Is.EqualTo(new[] { "cast", "voting.already_voted" }));
        Assert.That(
            await _vote.App.WithDbAsync(db => db.Ballots.CountAsync(b => b.Tier == VoterIdentity.WeChat)),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task Elsewhere_the_page_explains_and_shows_the_address_and_asks_nobody_to_follow()
    {
        using Visitor visitor = new(_vote.App, "en");
        var page = await visitor.SeeAsync(_vote.VerifyPath);
        var section = page.QuerySelector("#wechat")!;
        Assert.That(section.TextContent, Does.Contain("inside WeChat").And.Contain("need not follow"));
        Assert.That(section.QuerySelector("code")!.TextContent, Is.EqualTo($"{_vote.App.Address}{_vote.VerifyPath}"));
        Assert.That(section.QuerySelector("svg"), Is.Not.Null);
    }

    [Test]
    public async Task Only_the_browser_that_set_out_comes_back_and_once_and_in_time()
    {
        using Visitor mine = new(_vote.App);
        using Visitor other = new(_vote.App);
        var back = await ToWeChatAndBackAsync(mine, $"{_vote.VotePath}/wechat");
        var stolen = TiersApp.Moved(await other.GetAsync(back));
        var first = TiersApp.Moved(await mine.GetAsync(back));
        var replayed = TiersApp.Moved(await mine.GetAsync(back));
        var late = await ToWeChatAndBackAsync(mine, $"{_vote.VotePath}/wechat");
        _vote.App.TestClock.Advance(TimeSpan.FromMinutes(10));
        var tooLate = TiersApp.Moved(await mine.GetAsync(late));

        Assert.That(first, Is.EqualTo(_vote.VerifyPath));
        Assert.That(new[] { stolen, replayed, tooLate }, Is.All.EqualTo($"{_vote.VerifyPath}?why=voting.wechat_state"));
        Assert.That((await _vote.CastAsync(other, _vote.Entries[0])).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        var told = await Visitor.ReadAsync(await AskAsync(other, stolen)); // inside WeChat too: not led round in a circle
        Assert.That(told.QuerySelector("meta[http-equiv=refresh]"), Is.Null);
        Assert.That(told.QuerySelector("#wechat [role=alert]")!.TextContent, Does.Contain("没有从这个浏览器开始"));
    }

    [TestCase(null, "voting.wechat_refused")]
    [TestCase(502, "voting.wechat_away")]
    public async Task A_wechat_that_says_no_or_nothing_is_told_in_words(int? fails, string why)
    {
        using Visitor visitor = new(_vote.App);
        var back = await ToWeChatAndBackAsync(visitor, $"{_vote.VotePath}/wechat");
        _vote.WeChat.Fails = fails;
        var answer = TiersApp.Moved(
            await visitor.GetAsync(fails is null ? back.Replace("code=", "code=0", StringComparison.Ordinal) : back)
        );
        _vote.WeChat.Fails = null;
        Assert.That(answer, Is.EqualTo($"{_vote.VerifyPath}?why={why}"));
    }

    private async Task<string> ToWeChatAndBackAsync(Visitor visitor, string from)
    {
        var there = TiersApp.Moved(await visitor.GetAsync(from));
        Assert.That(there, Does.StartWith($"{_vote.WeChat.Address}/connect/oauth2/authorize?"));
        Assert.That(there, Does.EndWith("#wechat_redirect"));
        using HttpClient weChat = new(new HttpClientHandler { AllowAutoRedirect = false });
        var back = await weChat.GetAsync(new Uri(there));
        return back.Headers.Location!.PathAndQuery;
    }

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string path)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.UserAgent.ParseAdd(InWeChat);
        return visitor.AskAsync(request);
    }
}
