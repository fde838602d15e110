using System.Net;
using Contest.Core.Competitions;
using Contest.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Pages.Voting;

/// <summary>A vote that admits mailbox, phone and WeChat and no bare device: the detour without script, and the way of the script.</summary>
public class VerifyTests
{
    private TiersApp _vote = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _vote = await TiersApp.StartAsync(
            [VoterIdentity.Email, VoterIdentity.Phone, VoterIdentity.WeChat],
            ("Verification:PhoneSeconds", "1")
        );

    [OneTimeTearDown]
    public async Task StopAsync() => await _vote.DisposeAsync();

    [Test]
    public async Task Without_script_a_vote_makes_the_detour_by_a_mailed_code_and_what_was_chosen_is_cast()
    {
        using Visitor visitor = new(_vote.App);
        var page = await visitor.SeeAsync(_vote.VotePath);
        Assert.That(
            page.QuerySelector(".note")!.TextContent,
            Does.Contain("投票前需要验证一次身份（微信、手机、邮箱）")
        );

        var detour = TiersApp.Moved(await visitor.SendAsync(_vote.VotePath, ("Choice", $"{_vote.Entries[2]}")));
        var ready = await _vote.VerifyMailboxAsync(visitor, "zhou@example.invalid", detour);
        var cast = await visitor.SendAsync(ready, ("Choice", $"{_vote.Entries[2]}"));

        Assert.That(TiersApp.Moved(cast), Is.EqualTo($"{_vote.VotePath}/mine"));
        var mine = await visitor.SeeAsync($"{_vote.VotePath}/mine");
        var code = await _vote.App.WithDbAsync(db =>
            db.Entries.Where(e => e.Number == _vote.Entries[2]).Select(e => e.Code).SingleAsync()
        );
        Assert.That(mine.QuerySelectorAll("tbody tr").Single().TextContent, Does.Contain(code));
        var receipt = mine.QuerySelector("tbody a.num")!.TextContent.Trim();
        var ballot = await _vote.App.WithDbAsync(db => db.Ballots.SingleAsync(b => b.Receipt == receipt));
        Assert.That((ballot.Tier, (int)ballot.Choices.Single()), Is.EqualTo((VoterIdentity.Email, _vote.Entries[2])));
    }

    [Test]
    public async Task The_script_is_told_where_to_go_and_afterwards_casts_by_the_signed_cookie_alone()
    {
        using Visitor visitor = new(_vote.App, "en");
        var before = await _vote.CastAsync(visitor, _vote.Entries[0]);
        Assert.That(before.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(before.Body.GetProperty("code").GetString(), Is.EqualTo("voting.identity_needed"));
        Assert.That(before.Body.GetProperty("message").GetString(), Does.Contain("has not been cast"));
        var go = before.Body.GetProperty("go").GetString()!;
        Assert.That(go, Does.StartWith(_vote.VerifyPath).And.Contain($"choice={_vote.Entries[0]}"));

        await _vote.VerifyMailboxAsync(visitor, "script@example.invalid", go);
        var after = await _vote.CastAsync(visitor, _vote.Entries[0]);
        var again = await _vote.CastAsync(visitor, _vote.Entries[0]);

        Assert.That(after.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(again.Body.GetProperty("code").GetString(), Is.EqualTo("voting.already_voted"));
    }

    [Test]
    public async Task A_mailbox_is_one_voter_on_every_device_and_is_answered_alike_before_and_after_it_voted()
    {
        using Visitor first = new(_vote.App);
        using Visitor second = new(_vote.App);
        await _vote.VerifyMailboxAsync(first, "one@example.invalid");
        await _vote.CastAsync(first, _vote.Entries[1]);
        _vote.App.TestClock.Advance(TimeSpan.FromSeconds(61));
        var ofVoter = await second.SendAsync(_vote.VerifyPath, ("tier", "Email"), ("contact", "ONE@example.invalid"));
        using Visitor stranger = new(_vote.App);
        var ofStranger = await stranger.SendAsync(
            _vote.VerifyPath,
            ("tier", "Email"),
            ("contact", "x@example.invalid")
        );

        Assert.That(Shape(ofVoter), Is.EqualTo(Shape(ofStranger)));
        var asked = TiersApp.Moved(ofVoter);
        await second.SendAsync(asked, ("code", await _vote.MailedCodeAsync("one@example.invalid")));
        var cast = await _vote.CastAsync(second, _vote.Entries[1]);
        Assert.That(cast.Body.GetProperty("code").GetString(), Is.EqualTo("voting.already_voted"));

        static string Shape(HttpResponseMessage answer) =>
            System.Text.RegularExpressions.Regex.Replace(TiersApp.Moved(answer), "[0-9a-f]{32}", "id");
    }

    [Test]
    public async Task A_phone_gets_its_code_through_the_signed_gateway()
    {
        using Visitor visitor = new(_vote.App);
        var asked = TiersApp.Moved(
            await visitor.SendAsync(_vote.VerifyPath, ("tier", "Phone"), ("region", "+852"), ("contact", "5123 4567"))
        );
        var message = _vote.Phones.Messages.Last(m => m.To == "+85251234567");
        Assert.That(_vote.Phones.Refused, Is.Empty);
        Assert.That((message.Language, message.Minutes), Is.EqualTo(("zh-CN", 10)));

        await visitor.SendAsync(asked, ("code", message.Code));
        var cast = await _vote.CastAsync(visitor, _vote.Entries[0]);

        Assert.That(cast.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await TierOfAsync(cast.Body.GetProperty("receipt").GetString()!), Is.EqualTo(VoterIdentity.Phone));
    }

    [TestCase(500, "13900000500", HttpStatusCode.ServiceUnavailable, "没有发送，也不计入次数")]
    [TestCase(422, "13900000422", HttpStatusCode.OK, "不接受这个号码")]
    [TestCase(0, "13900000001", HttpStatusCode.ServiceUnavailable, "没有发送，也不计入次数")]
    public async Task When_the_gateway_is_away_the_voter_is_told_and_no_code_is_counted(
        int status,
        string phone,
        HttpStatusCode answered,
        string says
    )
    {
        using Visitor visitor = new(_vote.App);
        TaskCompletionSource thinking = new();
        HttpResponseMessage answer;
        (_vote.Phones.Status, _vote.Phones.Thinks) = status == 0 ? (200, thinking.Task) : (status, Task.CompletedTask);
        try
        {
            answer = await visitor.SendAsync(_vote.VerifyPath, ("tier", "Phone"), ("contact", phone));
        }
        finally
        {
            (_vote.Phones.Status, _vote.Phones.Thinks) = (200, Task.CompletedTask);
            thinking.SetResult();
        }
        Assert.That(answer.StatusCode, Is.EqualTo(answered));
        var page = await Visitor.ReadAsync(answer);
        Assert.That(page.QuerySelector("#error-phone")!.TextContent, Does.Contain(says));
        Assert.That(page.QuerySelector("#contact-phone")!.GetAttribute("value"), Is.EqualTo(phone));

        var again = await visitor.SendAsync(_vote.VerifyPath, ("tier", "Phone"), ("contact", phone));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "at once, because nothing was counted");
    }

    [Test]
    public async Task A_wrong_code_is_refused_in_place_and_the_choice_stays()
    {
        using Visitor visitor = new(_vote.App, "zh-HK");
        var from = $"{_vote.VerifyPath}?ballot={Guid.NewGuid():N}&choice={_vote.Entries[3]}";
        var asked = TiersApp.Moved(await visitor.SendAsync(from, ("tier", "Email"), ("contact", "w@example.invalid")));
        var right = await _vote.MailedCodeAsync("w@example.invalid");
        var wrong = await Visitor.ReadAsync(
            await visitor.SendAsync(asked, ("code", right == "123456" ? "654321" : "123456"))
        );
        Assert.That(wrong.QuerySelector("#code-error")!.TextContent, Does.Contain("還可再試 4 次"));
        Assert.That(wrong.QuerySelector("[name=Choice]")!.GetAttribute("value"), Is.EqualTo($"{_vote.Entries[3]}"));

        var done = TiersApp.Moved(await visitor.SubmitAsync(wrong, asked, ("code", right)));
        Assert.That(done, Does.Contain($"choice={_vote.Entries[3]}").And.Not.Contain("sent="));
    }

    [Test]
    public async Task A_device_can_be_made_to_forget_and_then_has_to_show_again()
    {
        using Visitor visitor = new(_vote.App);
        await _vote.VerifyMailboxAsync(visitor, "shared@example.invalid");
        Assert.That((await _vote.CastAsync(visitor, _vote.Entries[0])).Status, Is.EqualTo(HttpStatusCode.OK));

        var page = await visitor.SeeAsync(_vote.VerifyPath);
        var form = page.QuerySelectorAll("form")
            .OfType<AngleSharp.Html.Dom.IHtmlFormElement>()
            .Single(f => f.GetAttribute("action")!.Contains("handler=Forget", StringComparison.Ordinal));
        await visitor.SubmitAsync(form, _vote.VerifyPath);

        Assert.That((await _vote.CastAsync(visitor, _vote.Entries[1])).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_cookie_is_good_for_its_own_way_and_edition_only_and_not_for_ever()
    {
        using HttpClient http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new(_vote.App.Address),
        };
        var protection = _vote.App.Services.GetRequiredService<IDataProtectionProvider>();
        var good = Cookie(protection, _vote.Slug, VoterIdentity.Email, _vote.App.Clock.GetUtcNow().AddMinutes(1));
        var old = Cookie(protection, _vote.Slug, VoterIdentity.Email, _vote.App.Clock.GetUtcNow());
        var elsewhere = Cookie(protection, "other-2026", VoterIdentity.Email, _vote.App.Clock.GetUtcNow().AddDays(1));
        List<HttpStatusCode> answers = [];
        foreach (
            var cookie in new[]
            {
                ("email", good),
                ("phone", good),
                ("email", old),
                ("email", elsewhere),
                ("email", "x"),
            }
        )
        {
            using HttpRequestMessage request = new(HttpMethod.Post, _vote.BallotsPath)
            {
                Content = System.Net.Http.Json.JsonContent.Create(
                    new { id = Guid.NewGuid(), choices = new[] { _vote.Entries[0] } }
                ),
            };
            await request.Content.LoadIntoBufferAsync();
            request.Headers.Add("Cookie", $"voter-{cookie.Item1}-{_vote.Slug}={cookie.Item2}");
            answers.Add((await http.SendAsync(request)).StatusCode);
        }
        var no = HttpStatusCode.Forbidden;
        Assert.That(answers, Is.EqualTo(new[] { HttpStatusCode.OK, no, no, no, no }));
    }

    private Task<VoterIdentity> TierOfAsync(string receipt) =>
        _vote.App.WithDbAsync(db => db.Ballots.Where(b => b.Receipt == receipt).Select(b => b.Tier).SingleAsync());

    private static string Cookie(IDataProtectionProvider keys, string slug, VoterIdentity tier, DateTimeOffset ends)
    {
        byte[] text = [(byte)tier, .. Guid.NewGuid().ToByteArray(), .. BitConverter.GetBytes(ends.UtcTicks)];
        return WebEncoders.Base64UrlEncode(
            keys.CreateProtector("voter-verified-1").CreateProtector(slug).Protect(text)
        );
    }
}
