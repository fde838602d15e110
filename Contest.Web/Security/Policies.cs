using Contest.Core;
using Contest.Web.Pages.Jury;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Contest.Web.Security;

/// <summary>Who may enter which folder: each folder of pages is authorised once, here. Everything else is public.</summary>
public static class Policies
{
    public const string Console = nameof(Console);
    public const string Organizer = nameof(Organizer);
    public const string Reviewer = nameof(Reviewer);
    public const string Judge = nameof(Judge);
    public const string Entrant = nameof(Entrant);

    public static void Add(AuthorizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddPolicy(Console, p => p.RequireRole(Names(Role.Organizer, Role.Staff, Role.Supervisor)));
        options.AddPolicy(Organizer, p => p.RequireRole(Names(Role.Organizer)));
        options.AddPolicy(Reviewer, p => p.RequireRole(Names(Role.Organizer, Role.Staff)));
        options.AddPolicy(Judge, p => p.RequireRole(Names(Role.Judge)));
        options.AddPolicy(Entrant, p => p.RequireRole(Names(Role.Entrant)));
    }

    public static void Apply(PageConventionCollection pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        pages.AuthorizeFolder("/Organise", Console);
        pages.AuthorizeFolder("/Jury", Judge);
        pages.AuthorizeFolder("/Registration/Mine", Entrant);
        pages.AuthorizeFolder("/Account/Mine");
        pages.AddFolderApplicationModelConvention(
            "/Jury",
            page => page.Filters.Add(new TypeFilterAttribute(typeof(TermsFilter)))
        );
    }

    private static string[] Names(params Role[] roles) => [.. roles.Select(r => r.ToString())];
}
