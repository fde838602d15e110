using Contest.Infrastructure.Mail;
using Contest.Web.Operations;
using Contest.Web.Security;

namespace Contest.Tests.Pages.Security;

public sealed class AddressesTests
{
    [TestCase("mail.example.invalid", null, false, false)]
    [TestCase("mail.example.invalid", "https://contest.example.invalid", false, true)]
    [TestCase(null, null, false, true)]
    [TestCase("mail.example.invalid", null, true, true)]
    public void Mails_leave_only_with_an_address_that_no_request_can_choose(
        string? host,
        string? address,
        bool isDemo,
        bool isAllowed
    )
    {
        ContestSettings settings = new() { PublicAddress = address, Demo = isDemo };

        Assert.That(settings.MayMail(new() { Host = host }), Is.EqualTo(isAllowed));
    }
}
