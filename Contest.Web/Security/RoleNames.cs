using System.Globalization;
using Contest.Core;

namespace Contest.Web.Security;

/// <summary>What a role is called in the reader's language.</summary>
public static class RoleNames
{
    public static string Of(Role role) =>
        Texts.Account.ResourceManager.GetString($"Role{role}", CultureInfo.CurrentUICulture)!;
}
