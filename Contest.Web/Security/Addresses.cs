using Contest.Core;
using Contest.Infrastructure.Mail;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Contest.Web.Security;

/// <summary>Where people are sent: after signing in, and by links in mails.</summary>
public static class Addresses
{
    /// <summary>The address people use: configured, or as this request came.</summary>
    public static string Public(this HttpRequest request, ContestSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        return settings.PublicAddress is { Length: > 0 } configured
            ? configured.TrimEnd('/')
            : $"{request.Scheme}://{request.Host}{request.PathBase}";
    }

    /// <summary>
    /// Whether links in mails lead where the operator says: mails leave only with a mail server, and then the address
    /// is configured, or a stranger's request could name the host of somebody's link to set a new password.
    /// </summary>
    public static bool MayMail(this ContestSettings settings, SmtpSettings smtp)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(smtp);
        return settings.Demo || settings.PublicAddress is { Length: > 0 } || smtp.Host is not { Length: > 0 };
    }

    /// <summary>The address asked for when it is one of ours, else the role's own first page. Never another site.</summary>
    public static string LocalOrHome(this IUrlHelper url, string? returnUrl, Role? role)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.IsLocalUrl(returnUrl) ? returnUrl! : Home(role);
    }

    /// <summary>The first page of a role.</summary>
    public static string Home(Role? role) =>
        role switch
        {
            Role.Organizer or Role.Staff or Role.Supervisor => "/organise",
            Role.Judge => "/jury",
            Role.Entrant => "/my/entries",
            _ => "/",
        };
}
