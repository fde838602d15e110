using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>What a person changes about their own account; one change a time, in the audit log without its secrets.</summary>
public sealed class ChangeAccount(ContestDb db, TimeProvider clock, UserManager<Person> people)
{
    public sealed record Command(Guid PersonId, Actor By, Change Change);

    public abstract record Change;

    /// <summary>The language of mails and pages.</summary>
    public sealed record Language(string Culture) : Change;

    public sealed record NewPassword(string Current, string Next) : Change;

    public sealed record RenamePasskey(byte[] CredentialId, string Name) : Change;

    public sealed record RemovePasskey(byte[] CredentialId) : Change;

    /// <summary>Two-step sign-in on: the code shows that the phone has the key.</summary>
    public sealed record EnableCodes(string Code) : Change;

    public sealed record DisableCodes : Change;

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await people.FindByIdAsync(command.PersonId.ToString()) is not { } person)
            return new("people.changed_meanwhile");
        if (await ApplyAsync(person, command.Change) is { } refusal)
            return refusal;
        await db.RecordAsync(
            command.By,
            command.Change.GetType().Name,
            $"person:{person.Id}",
            clock.GetUtcNow(),
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private async Task<Refusal?> ApplyAsync(Person person, Change change) =>
        change switch
        {
            Language language => await SetLanguageAsync(person, language.Culture),
            NewPassword password => await SetPasswordAsync(person, password),
            RenamePasskey rename => await RenameAsync(person, rename),
            RemovePasskey remove => await RemoveAsync(person, remove),
            EnableCodes enable => await EnableAsync(person, enable.Code),
            DisableCodes => await DisableAsync(person),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };

    private async Task<Refusal?> SetLanguageAsync(Person person, string culture)
    {
        person.Culture = culture;
        return Answer(await people.UpdateAsync(person));
    }

    private async Task<Refusal?> SetPasswordAsync(Person person, NewPassword password) =>
        // without one there is nothing to show who asks: the way is the mail to set a new one
        person.PasswordHash
            is null
            ? new("people.password_by_mail")
            : Answer(await people.ChangePasswordAsync(person, password.Current, password.Next));

    private async Task<Refusal?> RenameAsync(Person person, RenamePasskey rename)
    {
        if (await people.GetPasskeyAsync(person, rename.CredentialId) is not { } passkey)
            return new("people.changed_meanwhile");
        passkey.Name = rename.Name;
        return Answer(await people.AddOrUpdatePasskeyAsync(person, passkey));
    }

    private async Task<Refusal?> RemoveAsync(Person person, RemovePasskey remove)
    {
        var all = await people.GetPasskeysAsync(person);
        var isLastWayIn = person.PasswordHash is null && all.Count <= 1;
        return isLastWayIn
            ? new("people.passkey_last_way")
            : Answer(await people.RemovePasskeyAsync(person, remove.CredentialId));
    }

    private async Task<Refusal?> EnableAsync(Person person, string code)
    {
        var isRight = await people.VerifyTwoFactorTokenAsync(
            person,
            people.Options.Tokens.AuthenticatorTokenProvider,
            code.Replace(" ", "", StringComparison.Ordinal)
        );
        return isRight ? Answer(await people.SetTwoFactorEnabledAsync(person, true)) : new("people.code_wrong");
    }

    private async Task<Refusal?> DisableAsync(Person person)
    {
        await people.SetTwoFactorEnabledAsync(person, false);
        return Answer(await people.ResetAuthenticatorKeyAsync(person));
    }

    private static Refusal? Answer(IdentityResult result) => result.Succeeded ? null : AccountErrors.Refusal(result);
}
