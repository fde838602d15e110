using Contest.Core.Competitions;

namespace Contest.Core.Voting;

/// <summary>
/// A code sent to a mailbox or phone so that a voter can show it is theirs. Everything in it is a keyed hash; the row goes
/// a day later, and at once when the vote closes.
/// </summary>
public sealed class VoterCode : IOneTimeCode
{
    /// <summary>The code's identity: it stands in the address of the page that asks for the code.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>What is to be shown.</summary>
    public VoterIdentity Tier { get; init; }

    /// <summary>Whom it was sent to, hashed for counting.</summary>
    public required byte[] Contact { get; init; }

    /// <summary>The pseudonym of the device that asked; no other may enter the code.</summary>
    public Guid Device { get; init; }

    /// <summary>The network it was asked from (/24, /48), hashed.</summary>
    public required byte[] Network { get; init; }

    /// <summary>The voter that whoever enters the code becomes.</summary>
    public Guid Voter { get; init; }

    /// <summary>The code, hashed.</summary>
    public required byte[] CodeHash { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>From when on it is worth nothing.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often something else was entered.</summary>
    public short WrongTries { get; set; }

    /// <summary>When it was entered; a code is good once.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>What decides whether a code that was sent is still good.</summary>
public interface IOneTimeCode
{
    /// <summary>From when on it is worth nothing.</summary>
    DateTimeOffset ExpiresAt { get; }

    /// <summary>How often something else was entered.</summary>
    short WrongTries { get; }

    /// <summary>When it was entered; a code is good once.</summary>
    DateTimeOffset? UsedAt { get; }
}

/// <summary>How many codes were asked for before this one.</summary>
/// <param name="Last">When the last one went to this mailbox or phone; null: none.</param>
/// <param name="ContactHour">To this mailbox or phone in the last hour.</param>
/// <param name="ContactDay">To this mailbox or phone in the last 24 hours.</param>
/// <param name="DeviceHour">By this device in the last hour.</param>
/// <param name="NetworkHour">From this network in the last hour.</param>
public sealed record CodesBefore(
    DateTimeOffset? Last,
    int ContactHour,
    int ContactDay,
    int DeviceHour,
    int NetworkHour
);

/// <summary>When a code may be sent and when it is good (issue 4: single use, short-lived, limited per number, device and network).</summary>
public static class VoterCodes
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Between two codes to one mailbox or phone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    /// <summary>How long rows are counted and so kept.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>Wrong tries that end a code.</summary>
    public const int MostTries = 5;

    /// <summary>Codes to one mailbox or phone an hour, and a day.</summary>
    public const int MostAnHour = 4;

    /// <summary>Codes to one mailbox or phone a day.</summary>
    public const int MostADay = 8;

    /// <summary>Codes one device may ask for an hour: a family's tablet.</summary>
    public const int MostOfDevice = 8;

    /// <summary>Why no code may be sent now, or null. The answer never depends on whether somebody has voted.</summary>
    /// <param name="before">What was asked for before.</param>
    /// <param name="mostOfNetwork">Codes one network may ask for an hour: a company or a carrier shares one.</param>
    /// <param name="now">The moment of the request.</param>
    public static Refusal? WhyNotSend(CodesBefore before, int mostOfNetwork, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.Last is { } last && now - last < Pause)
            return new(
                "voting.code_too_soon",
                (int)decimal.Ceiling((last + Pause - now).Ticks / (decimal)TimeSpan.TicksPerSecond)
            );
        if (before.ContactHour >= MostAnHour || before.ContactDay >= MostADay)
            return new("voting.code_too_many");
        return before.DeviceHour >= MostOfDevice || before.NetworkHour >= mostOfNetwork
            ? new Refusal("voting.code_too_many_here")
            : null;
    }

    /// <summary>Why what was entered does not show anything, or null when it does.</summary>
    /// <param name="code">The code that was sent, its row held; null where there is none of this device.</param>
    /// <param name="isRight">Whether what was entered is the code.</param>
    /// <param name="now">The moment of the request.</param>
    public static Refusal? WhyNotTake(IOneTimeCode? code, bool isRight, DateTimeOffset now)
    {
        if (code is null || now >= code.ExpiresAt)
            return new("voting.code_expired");
        if (code.UsedAt is not null)
            return new("voting.code_used");
        if (code.WrongTries >= MostTries)
            return new("voting.code_spent");
        if (isRight)
            return null;
        var left = MostTries - code.WrongTries - 1;
        return left > 0 ? new("voting.code_wrong", left) : new("voting.code_spent");
    }
}
