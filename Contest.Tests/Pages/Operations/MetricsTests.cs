using System.Net;
using Contest.Tests.Support;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Pages.Operations;

public class MetricsTests
{
    [TestCase("127.0.0.1", true)]
    [TestCase("127.1.2.3", true)]
    [TestCase("::1", true)]
    [TestCase("::ffff:127.0.0.1", true)]
    [TestCase("10.0.0.7", false)]
    [TestCase("203.0.113.9", false)]
    [TestCase("::ffff:203.0.113.9", false)]
    [TestCase("2001:db8::1", false)]
    public void Only_a_reader_on_the_same_machine_is_local(string address, bool isLocal) =>
        Assert.That(MetricsApi.IsLocal(IPAddress.Parse(address)), Is.EqualTo(isLocal));

    [Test]
    public void Nobody_is_not_local() => Assert.That(MetricsApi.IsLocal(null), Is.False);

    [Test]
    public async Task The_metrics_ask_where_the_reader_is_and_not_what_the_host_header_says()
    {
        await using var app = await ContestApp.StartAsync();
        var port = new Uri(app.Address).Port;
        using HttpClient http = new();
        using HttpRequestMessage named = new(HttpMethod.Get, $"{app.Address}/metrics");
        named.Headers.Host = $"contest.example:{port}";

        var local = await http.SendAsync(named);

        Assert.That(local.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await local.Content.ReadAsStringAsync(), Does.Contain("# TYPE "));
    }

    [TestCase("203.0.113.9", HttpStatusCode.NotFound)]
    [TestCase("127.0.0.1", HttpStatusCode.OK)]
    public async Task A_reader_elsewhere_who_says_localhost_gets_nothing(string client, HttpStatusCode expected)
    {
        await using var app = await ContestApp.StartAsync();
        var metrics = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Single(e => e.RoutePattern.RawText == "/metrics");
        await using var scope = app.Services.CreateAsyncScope();
        DefaultHttpContext http = new() { RequestServices = scope.ServiceProvider };
        http.Request.Host = new("localhost");
        http.Connection.RemoteIpAddress = IPAddress.Parse(client);

        await metrics.RequestDelegate!(http);

        Assert.That(http.Response.StatusCode, Is.EqualTo((int)expected));
    }
}
