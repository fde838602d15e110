using Contest.Infrastructure.Mail;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>The mail with the link that shows the mailbox is the person's own.</summary>
internal static class ConfirmationMail
{
    public static async Task<OutboxMail> WriteAsync(
        UserManager<Person> people,
        Person person,
        string address,
        DateTimeOffset now
    )
    {
        var token = await people.GenerateEmailConfirmationTokenAsync(person);
        var link =
            $"{address.TrimEnd('/')}/account/confirm-email?person={person.Id}&token={Uri.EscapeDataString(token)}";
        return PeopleMail.Write("confirm", person.Email!, person.Culture, now, null, person.DisplayName, link);
    }
}
