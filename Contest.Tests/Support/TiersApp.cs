using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>
/// The product at its vote, with a mail server, a phone gateway and a WeChat of their own, and a rulebook that admits what
/// the test says.
/// </summary>
public sealed partial class TiersApp : IAsyncDisposable
{
    private TiersApp(ContestApp app, SmtpServer mails, PhoneGatewayServer phones, WeChatServer weChat) =>
        (App, Mails, Phones, WeChat) = (app, mails, phones, weChat);

    public ContestApp App { get; }
    public SmtpServer Mails { get; }
    public PhoneGatewayServer Phones { get; }
    public WeChatServer WeChat { get; }
    public string Slug { get; private set; } = "";
    public IReadOnlyList<int> Entries { get; private set; } = [];
    public string VotePath => $"/{Slug}/vote";
    public string VerifyPath => $"/{Slug}/vote/verify";
    public string BallotsPath => $"/api/{Slug}/ballots";

    public static async Task<TiersApp> StartAsync(
        IReadOnlyList<VoterIdentity> identities,
        params (string Key, string Value)[] settings
    )
    {
        SmtpServer mails = new();
        var phones = await PhoneGatewayServer.StartAsync();
        var weChat = await WeChatServer.StartAsync();
        var app = await ContestApp.StartAtAsync(
            DemoStage.Voting,
            [
                ("Smtp:Host", "127.0.0.1"),
                ("Smtp:Port", $"{mails.Port}"),
                .. phones.Settings,
                .. weChat.Settings,
                .. settings,
            ]
        );
        phones.Clock = app.Clock;
        TiersApp tiers = new(app, mails, phones, weChat);
        await tiers.AdmitAsync(identities);
        return tiers;
    }

    /// <summary>As if the rulebook had always been so: changing it properly is tested elsewhere.</summary>
    public async Task AdmitAsync(IReadOnlyList<VoterIdentity> identities)
    {
        var edition = await App.WithDbAsync(db => db.Competitions.OrderByDescending(c => c.CreatedAt).FirstAsync());
        Slug = edition.Slug;
        var rules = CanonicalJson.Read<Rulebook>(edition.RulebookJson);
        var json = CanonicalJson.Write(rules with { Vote = rules.Vote with { Identities = identities } });
        await App.WithDbAsync(db =>
            db.Competitions.Where(c => c.Id == edition.Id)
                .ExecuteUpdateAsync(c =>
                    c.SetProperty(x => x.RulebookJson, json)
                        .SetProperty(x => x.RulebookHash, CanonicalJson.HashText(json))
                )
        );
        App.TestClock.Advance(TimeSpan.FromSeconds(11)); // the vote path knows its rules for ten seconds
        Entries = await App.WithDbAsync(db =>
            db.Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted)
                .OrderBy(e => e.Number)
                .Select(e => e.Number)
                .ToListAsync()
        );
    }

    /// <summary>A ballot as the page's script sends it.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> CastAsync(Visitor visitor, params int[] choices)
    {
        var answer = await visitor.PostJsonBlindlyAsync(
            BallotsPath,
            JsonSerializer.Serialize(new { id = Guid.NewGuid(), choices })
        );
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.Clone());
    }

    /// <summary>Sends what waits in the outbox and reads the newest mail's code.</summary>
    public async Task<string> MailedCodeAsync(string mailbox)
    {
        await App.WithAsync((SendDueMail a) => a.HandleAsync(default));
        return Digits().Match(Mails.Accepted.Last(m => m.To == mailbox).Body).Value;
    }

    /// <summary>Verifies a mailbox through the forms; the address that follows.</summary>
    public async Task<string> VerifyMailboxAsync(Visitor visitor, string mailbox, string? from = null)
    {
        var asked = Moved(await visitor.SendAsync(from ?? VerifyPath, ("tier", "Email"), ("contact", mailbox)));
        return Moved(await visitor.SendAsync(asked, ("code", await MailedCodeAsync(mailbox))));
    }

    /// <summary>Where a redirect leads.</summary>
    public static string Moved(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Redirect
            ? answer.Headers.Location!.OriginalString
            : throw new InvalidOperationException($"No redirect but {answer.StatusCode}.");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await WeChat.DisposeAsync();
        await Phones.DisposeAsync();
        await Mails.DisposeAsync();
    }

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Digits();
}
