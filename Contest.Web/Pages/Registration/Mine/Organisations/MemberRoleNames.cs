using Contest.Core.Registration;
using Contest.Web.Look;
using Says = Contest.Web.Texts.Organisations;

namespace Contest.Web.Pages.Registration.Mine.Organisations;

/// <summary>The words of an organisation's pages that several of them show.</summary>
public static class MemberRoleNames
{
    // these pages belong to no edition, whose zone they could show
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static string Of(MemberRole role) =>
        role switch
        {
            MemberRole.Owner => Says.RoleOwner,
            MemberRole.Editor => Says.RoleEditor,
            _ => Says.RoleAgent,
        };

    public static string Of(PartState state) =>
        state switch
        {
            PartState.Confirmed => Says.PartConfirmed,
            PartState.Refused => Says.PartRefused,
            _ => Says.PartUnconfirmed,
        };

    /// <summary>What a check that passed says; numbers without a check character do not claim one (PRODUCT.md, promise 10).</summary>
    public static string Passed(IdentifierKind kind) =>
        kind switch
        {
            IdentifierKind.CreditCode => Says.CheckPass,
            IdentifierKind.BusinessRegistration => Says.CheckForm,
            _ => Says.CheckByPerson,
        };

    public static string Day(DateTimeOffset moment) => LocalTime.Day(moment, Zone);
}
