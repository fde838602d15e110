using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Contest.Web.Security;

/// <summary>Outside demo mode the pages under /Demo have no route: they do not exist.</summary>
public sealed class DemoOnly(bool isDemo) : IPageRouteModelConvention
{
    public void Apply(PageRouteModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!isDemo && model.ViewEnginePath.StartsWith("/Demo/", StringComparison.Ordinal))
            model.Selectors.Clear();
    }
}
