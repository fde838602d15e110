using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Contest.Tests.Pages.Security;

/// <summary>
/// A mailbox, a phone number, an OpenID and their codes that are nowhere else, looked for after they were shown: in every
/// column of the database, in all that was logged, in the metrics, the ledger's files and the folder of data.
/// </summary>
public class VoterCanaryTests
{
    private const string Mailbox = "kanarie-voter@example.invalid";
    private const string Phone = "13977701234";
    private const string OpenId = "oKanarieVoter_000001";

    [Test]
    public async Task What_voters_showed_is_nowhere_once_they_have_shown_it()
    {
        await using var vote = await TiersApp.StartAsync(
            [VoterIdentity.Email, VoterIdentity.Phone, VoterIdentity.WeChat],
            ("Logging:LogLevel:Default", "Debug"),
            ("Logging:LogLevel:Microsoft", "Debug"),
            ("Logging:LogLevel:Npgsql", "Debug"),
            ("Logging:Console:LogLevel:Default", "None"),
            ("Logging:Console:LogLevel:Microsoft", "None"),
            ("Logging:Console:LogLevel:Npgsql", "None")
        );
        using HeardLog log = new();
        vote.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        vote.WeChat.OpenId = OpenId;

        List<string> words = [Mailbox, Phone, OpenId, "kanarie-access", "kanarie-refresh"];
        words.AddRange(await VoteByMailboxAsync(vote));
        words.AddRange(await VoteByPhoneAsync(vote));
        await VoteByWeChatAsync(vote);

        Assert.That(await Everywhere.FindAsync(vote.App.ConnectionString, words), Is.Empty, "while the vote is open");
        Assert.That(
            await vote.App.WithDbAsync(db =>
                db.Ballots.Select(b => b.Tier).Distinct().CountAsync(t => t != VoterIdentity.Device)
            ),
            Is.EqualTo(3)
        );

        await CloseAsync(vote);
        Assert.That(await vote.App.WithDbAsync(db => db.VoterCodes.CountAsync()), Is.Zero);
        Assert.That(await Everywhere.FindAsync(vote.App.ConnectionString, words), Is.Empty, "after the close");
        using Visitor visitor = new(vote.App);
        foreach (
            var path in new[] { "/metrics", $"{vote.VotePath}/ledger/leaves.txt", $"{vote.VotePath}/ledger/tally.json" }
        )
            AssertSilent(await (await visitor.GetAsync(path)).Content.ReadAsStringAsync(), words, path);
        Assert.That(log.Lines, Has.Count.GreaterThan(100), "the log was heard");
        AssertSilent(string.Join('\n', log.Lines), words, "log");
        foreach (var file in Directory.EnumerateFiles(vote.App.DataFolder, "*", SearchOption.AllDirectories))
            AssertSilent(await File.ReadAllTextAsync(file), words, file);
    }

    private static async Task<IReadOnlyList<string>> VoteByMailboxAsync(TiersApp vote)
    {
        using Visitor visitor = new(vote.App);
        var asked = TiersApp.Moved(await visitor.SendAsync(vote.VerifyPath, ("tier", "Email"), ("contact", Mailbox)));
        // while the mail waits it is there: the search finds what there is to find
        Assert.That(
            await Everywhere.FindAsync(vote.App.ConnectionString, [Mailbox]),
            Is.EqualTo(new[] { $"outbox_mails.to: {Mailbox}" })
        );
        var code = await vote.MailedCodeAsync(Mailbox);
        await visitor.SendAsync(asked, ("code", code));
        await vote.CastAsync(visitor, vote.Entries[0]);
        return [code];
    }

    private static async Task<IReadOnlyList<string>> VoteByPhoneAsync(TiersApp vote)
    {
        using Visitor visitor = new(vote.App);
        var asked = TiersApp.Moved(await visitor.SendAsync(vote.VerifyPath, ("tier", "Phone"), ("contact", Phone)));
        var code = vote.Phones.Messages.Single().Code;
        await visitor.SendAsync(asked, ("code", code));
        await vote.CastAsync(visitor, vote.Entries[0]);
        // a gateway that is away is logged, without whom it was for
        vote.Phones.Status = 500;
        await visitor.SendAsync(vote.VerifyPath, ("tier", "Email"), ("contact", $"+{Mailbox}"));
        using Visitor other = new(vote.App);
        vote.App.TestClock.Advance(TimeSpan.FromMinutes(2));
        await other.SendAsync(vote.VerifyPath, ("tier", "Phone"), ("contact", Phone));
        vote.Phones.Status = 200;
        await vote.App.WithAsync((Contest.Infrastructure.Mail.SendDueMail a) => a.HandleAsync(default));
        return [code];
    }

    private static async Task VoteByWeChatAsync(TiersApp vote)
    {
        using Visitor visitor = new(vote.App);
        var there = TiersApp.Moved(await visitor.GetAsync($"{vote.VotePath}/wechat"));
        using HttpClient weChat = new(new HttpClientHandler { AllowAutoRedirect = false });
        var back = await weChat.GetAsync(new Uri(there));
        await visitor.GetAsync(back.Headers.Location!.PathAndQuery);
        await vote.CastAsync(visitor, vote.Entries[0]);
    }

    private static async Task CloseAsync(TiersApp vote)
    {
        var edition = await vote.App.WithDbAsync(db => db.Competitions.SingleAsync(c => c.Slug == vote.Slug));
        var rules = CanonicalJson.Read<Rulebook>(edition.RulebookJson);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rules.TimeZone);
        vote.App.TestClock.Set(rules.Window(Stage.Voting).Closes(zone).ToUniversalTime());
        var closed = await vote.App.WithAsync(
            (CloseStage act) => act.HandleAsync(new(edition.Id, Stage.Voting, Actor.Clock), default)
        );
        Assert.That(closed.Refusal?.Message, Is.Null);
    }

    private static void AssertSilent(string text, IReadOnlyList<string> words, string where) =>
        Assert.That(
            words.Where(w => Regex.IsMatch(text, Everywhere.Pattern(w), RegexOptions.IgnoreCase)),
            Is.Empty,
            where
        );
}
