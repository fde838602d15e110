using System.Globalization;
using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// Sends a voter a code, by mail or by text message. Limits hold over all nodes because they are counted in the database,
/// one request after the other. What was typed is sent to and hashed, and then gone; no line of the audit log is about a
/// voter.
/// </summary>
public sealed class RequestVoterCode(
    ContestDb db,
    TimeProvider clock,
    IPhoneGateway phones,
    VoterGateways gateways,
    IOptions<VerificationSettings> settings
)
{
    /// <param name="Typed">The mailbox or phone number as it was typed.</param>
    /// <param name="Device">The pseudonym of the device that asks.</param>
    /// <param name="Network">Its network, cut to /24 or /48.</param>
    /// <param name="Culture">The language of the message.</param>
    public sealed record Command(
        Guid CompetitionId,
        VoterIdentity Tier,
        string Typed,
        Guid Device,
        string Network,
        string Culture
    );

    /// <summary>The id by which the code is entered; nothing in it says whether this voter has voted.</summary>
    public async Task<Outcome<Guid>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Tier is not (VoterIdentity.Email or VoterIdentity.Phone))
            return new Refusal("voting.tier_not_admitted");
        if (VoterContact.Normal(command.Tier, command.Typed) is not { } contact)
            return new Refusal(command.Tier == VoterIdentity.Email ? "voting.contact_email" : "voting.contact_phone");
        if (!gateways.IsReady(command.Tier))
            return new Refusal("voting.tier_away");
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var kept = await KeepAsync(command, contact, code, cancel);
        if (kept.Refusal is not null || command.Tier == VoterIdentity.Email)
            return kept;
        if (await phones.SendAsync(new(kept.Value, contact, code, command.Culture), cancel) is not { } away)
            return kept;
        // nothing was sent: it does not count
        await db.VoterCodes.Where(c => c.Id == kept.Value).ExecuteDeleteAsync(CancellationToken.None);
        return away;
    }

    /// <summary>What the keys of an edition's mails with codes begin with.</summary>
    internal static string MailKeyOf(Guid competitionId) => $"voter-code:{competitionId:N}:";

    private async Task<Outcome<Guid>> KeepAsync(Command command, string contact, string code, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var voting = await db.HoldStageAsync(command.CompetitionId, Stage.Voting, cancel);
        var edition = await db.Competitions.AsNoTracking().SingleAsync(c => c.Id == command.CompetitionId, cancel);
        var rulebook = ParsedRulebooks.Of(edition.RulebookJson);
        if (StageGates.WhyNotAct(voting) is { } closed)
            return closed;
        if (edition.VoterKey is not { } key || !rulebook.Vote.Identities.Contains(command.Tier))
            return new Refusal("voting.tier_not_admitted");
        VoterCode row = Row(command, contact, code, key, now);
        await db.HoldCodesAsync(row.Contact, row.Device, row.Network, cancel);
        var before = await BeforeAsync(row, now, cancel);
        if (VoterCodes.WhyNotSend(before, settings.Value.CodesPerNetworkHour, now) is { } refusal)
            return refusal;
        db.Add(row);
        if (command.Tier == VoterIdentity.Email)
            db.Add(Mail(row, contact, code, rulebook, command.Culture));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return row.Id;
    }

    private static VoterCode Row(Command command, string contact, string code, byte[] key, DateTimeOffset now)
    {
        var id = Guid.NewGuid();
        return new()
        {
            Id = id,
            CompetitionId = command.CompetitionId,
            Tier = command.Tier,
            Contact = VoterPseudonym.Contact(key, command.Tier, contact),
            Device = command.Device,
            Network = VoterPseudonym.Network(key, command.Network),
            Voter = VoterPseudonym.Of(key, command.Tier, contact),
            CodeHash = VoterPseudonym.Code(key, id, code),
            SentAt = now,
            ExpiresAt = now + VoterCodes.Life,
        };
    }

    private async Task<CodesBefore> BeforeAsync(VoterCode row, DateTimeOffset now, CancellationToken cancel)
    {
        var (hour, day) = (now - TimeSpan.FromHours(1), now - VoterCodes.Memory);
        var sent = db.VoterCodes.Where(c => c.CompetitionId == row.CompetitionId);
        var toContact = await sent.Where(c => c.Contact == row.Contact && c.SentAt > day)
            .Select(c => c.SentAt)
            .ToListAsync(cancel);
        return new(
            toContact.Count > 0 ? toContact.Max() : null,
            toContact.Count(at => at > hour),
            toContact.Count,
            await sent.CountAsync(c => c.Device == row.Device && c.SentAt > hour, cancel),
            await sent.CountAsync(c => c.Network == row.Network && c.SentAt > hour, cancel)
        );
    }

    private static OutboxMail Mail(VoterCode row, string mailbox, string code, Rulebook rulebook, string culture)
    {
        var language = CultureInfo.GetCultureInfo(culture);
        return new()
        {
            Id = Guid.CreateVersion7(row.SentAt),
            To = mailbox,
            Subject = Say("voting.mail.code.subject"),
            Body = Say("voting.mail.code.body"),
            QueuedAt = row.SentAt,
            NextTryAt = row.SentAt,
            Key = $"{MailKeyOf(row.CompetitionId)}{row.Id:N}",
            ForgetAt = row.ExpiresAt,
        };

        string Say(string text) =>
            string.Format(
                language,
                Words.Find(text, language)!,
                code,
                rulebook.Title.For(culture),
                VoterCodes.Life.Minutes
            );
    }
}
