using Contest.Core;

namespace Contest.Infrastructure.Voting;

/// <summary>A text message with a code.</summary>
/// <param name="Id">The same message again has the same id.</param>
/// <param name="To">E.164.</param>
public sealed record PhoneCode(Guid Id, string To, string Code, string Culture);

/// <summary>What sends text messages. Keeps and logs nothing of them.</summary>
public interface IPhoneGateway
{
    /// <summary>Null once the gateway has taken it; else why nothing was sent.</summary>
    Task<Refusal?> SendAsync(PhoneCode message, CancellationToken cancel);
}
