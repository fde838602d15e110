using System.Net;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Contest.Tests.Pages.Account;

public sealed class DemoPageTests
{
    [Test]
    public async Task Outside_demo_mode_there_is_no_demo_sign_in()
    {
        await using var app = await ContestApp.StartAsync();
        using Visitor visitor = new(app);
        var person = await A.PersonAsync(app);

        Assert.That((await visitor.GetAsync("/demo")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        // the address reads as an edition's, which takes no form
        Assert.That(
            (await visitor.PostBlindlyAsync("/demo", ("id", person.Id.ToString()))).StatusCode,
            Is.AnyOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest)
        );
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(Routes(app).Where(r => r.Contains("demo", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task In_demo_mode_one_click_signs_in_a_demo_person_and_nobody_else()
    {
        await using var app = await ContestApp.StartAsync(null, ("Contest:Demo", "true"));
        await app.WithAsync(
            async (CreateDemoPeople create) =>
            {
                await create.HandleAsync(CancellationToken.None);
                await create.HandleAsync(CancellationToken.None);
                return true;
            }
        );
        var real = await A.PersonAsync(app);
        using Visitor visitor = new(app);

        var page = await visitor.SeeAsync("/demo");
        var names = page.QuerySelectorAll("button").Select(b => b.TextContent.Trim());
        Assert.That(names, Is.SupersetOf(new[] { "方慧敏", "许若岚", "秦守正" }).And.Not.Contains(real.DisplayName));

        var refused = await visitor.SubmitAsync(page, "/demo", ("id", real.Id.ToString()));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        var signedIn = await visitor.SendAsync("/demo");
        Assert.That(signedIn.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static IEnumerable<string> Routes(ContestApp app) =>
        app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText ?? "");
}
