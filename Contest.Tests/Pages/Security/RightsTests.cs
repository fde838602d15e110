using System.Net;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Contest.Web.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Contest.Tests.Pages.Security;

/// <summary>Every route, asked as every role and as nobody, in every stage, against the table of rights.</summary>
public sealed class RightsTests
{
    private static readonly Role?[] Viewers = [null, .. Enum.GetValues<Role>().Cast<Role?>()];

    [TestCaseSource(nameof(Stages))]
    public async Task Every_route_answers_every_role_as_the_table_says(DemoStage stage)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        // judges are only invited when registration is over; somebody may be one already
        await app.WithAsync((DemoPeople people) => people.AddAsync("林志远", Role.Judge, "judge1", null, default));
        List<string> surprises = [];
        foreach (var role in Viewers)
        {
            using Visitor visitor = new(app);
            if (role is { } signedIn)
                await visitor.SignInAsync(app, signedIn);
            var values = await RouteValues.OfAsync(app, role);
            foreach (var right in Rights.All.Where(r => r.Route != "/account/sign-out"))
            {
                var path = RouteValues.Fill(right.Route, values);
                var status = (int)await visitor.StatusAsync(MethodOf(app, right.Route), path);
                if (!Foreseen(right, role, await IsOpenAsync(app, right.From)).Contains(status))
                    surprises.Add($"{role?.ToString() ?? "nobody"} {path}: {status}");
            }
        }
        Assert.That(surprises, Is.Empty);
    }

    [Test]
    public async Task Every_route_of_the_product_is_in_the_table_and_every_row_is_a_route()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Registration);
        var routes = Routes(app).Select(Pattern).Distinct().Where(IsOurs);
        var rows = Rights.All.Select(r => r.Route).ToList();

        Assert.That(rows, Is.Unique);
        Assert.That(routes.Except(rows), Is.Empty, "routes without a row in the table of rights");
        Assert.That(rows.Except(Routes(app).Select(Pattern)), Is.Empty, "rows without a route");
    }

    [TestCase(Role.Organizer)]
    [TestCase(Role.Judge)]
    [TestCase(Role.Entrant)]
    [TestCase(null)]
    public async Task Nothing_is_posted_by_another_sites_page_without_an_antiforgery_token(Role? role)
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        using Visitor visitor = new(app);
        if (role is { } signedIn)
            await visitor.SignInAsync(app, signedIn);
        var values = await RouteValues.OfAsync(app, role);
        List<string> accepted = [];
        foreach (var route in Routes(app).Where(r => !IsReadOnly(r)).Select(Pattern).Where(IsOurs).Distinct())
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put])
        {
            var path = RouteValues.Fill(route, values);
            var status = await visitor.StatusAsync(method, path, "https://elsewhere.example");
            HttpStatusCode[] refused =
            [
                HttpStatusCode.BadRequest,
                HttpStatusCode.Redirect, // to sign in
                HttpStatusCode.Unauthorized,
                HttpStatusCode.Forbidden,
                HttpStatusCode.NotFound,
                HttpStatusCode.MethodNotAllowed,
                HttpStatusCode.UnsupportedMediaType,
            ];
            if (!refused.Contains(status))
                accepted.Add($"{method} {path}: {(int)status}");
        }
        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public async Task Every_form_that_posts_carries_its_token()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Voting);
        List<string> bare = [];
        foreach (var role in Viewers)
        {
            using Visitor visitor = new(app);
            if (role is { } signedIn)
                await visitor.SignInAsync(app, signedIn);
            var values = await RouteValues.OfAsync(app, role);
            foreach (var right in Rights.All.Where(r => r.Who.HasFlag(RouteValues.WhoIs(role))))
            {
                var path = RouteValues.Fill(right.Route, values);
                if (path.StartsWith("/api", StringComparison.Ordinal) || path == "/account/sign-out")
                    continue;
                var page = await visitor.SeeAsync(path);
                bare.AddRange(
                    // the ballot paper is the same bytes for everybody: it asks where a post comes from instead
                    page.QuerySelectorAll("form[method=post]:not(:has([name=__RequestVerificationToken]))")
                        .Where(f => !f.HasAttribute("data-vote") && !f.HasAttribute("data-ballot"))
                        .Select(f => $"{path}: {f.GetAttribute("action")}")
                );
            }
        }
        Assert.That(bare.Distinct(), Is.Empty);
    }

    private static IEnumerable<DemoStage> Stages => Enum.GetValues<DemoStage>();

    /// <summary>What the table foresees for this viewer.</summary>
    private static IReadOnlyList<int> Foreseen(Right right, Role? role, bool isOpen)
    {
        if (right.Who.HasFlag(RouteValues.WhoIs(role)))
            return isOpen ? right.Allowed : [.. right.Allowed, 404];
        return role is not null ? [403]
            : right.Route.StartsWith("/api", StringComparison.Ordinal) ? [401]
            : [302];
    }

    private static async Task<bool> IsOpenAsync(ContestApp app, Stage? from) =>
        from is null || await app.WithDbAsync(db => db.StageRuns.AnyAsync(r => r.Stage == from && r.OpenedAt != null));

    private static IEnumerable<RouteEndpoint> Routes(ContestApp app) =>
        app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    /// <summary>Not the error pages, which show what another route answered, and not development's own file server.</summary>
    private static bool IsOurs(string route) =>
        !route.StartsWith("/error", StringComparison.Ordinal) && !route.Contains("**path", StringComparison.Ordinal);

    /// <summary>GET wherever a route answers it, else what it takes.</summary>
    private static HttpMethod MethodOf(ContestApp app, string route)
    {
        var methods = Routes(app)
            .Where(e => Pattern(e) == route)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .ToList();
        return methods.Count == 0 || methods.Contains("GET") ? HttpMethod.Get : new(methods[0]);
    }

    private static bool IsReadOnly(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is ["GET"] or ["GET", "HEAD"];
}
