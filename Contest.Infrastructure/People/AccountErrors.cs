using Contest.Core;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>What Identity says no to, as a refusal with a sentence of ours.</summary>
public static class AccountErrors
{
    public static Refusal Refusal(IdentityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var codes = result.Errors.Select(e => e.Code).ToHashSet();
        return codes.Contains(nameof(IdentityErrorDescriber.DuplicateEmail))
            || codes.Contains(nameof(IdentityErrorDescriber.DuplicateUserName))
                ? new("people.already_has_account_here")
            : codes.Contains(nameof(IdentityErrorDescriber.PasswordTooShort)) ? new("people.password_too_short")
            : codes.Contains(nameof(IdentityErrorDescriber.PasswordMismatch)) ? new("people.password_wrong")
            : codes.Contains(nameof(IdentityErrorDescriber.InvalidToken)) ? new("people.link_invalid")
            : codes.Contains(nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? new("people.changed_meanwhile")
            : throw new InvalidOperationException(string.Join(", ", codes));
    }
}
