using System.Diagnostics.Metrics;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Contest.Web.Operations;

/// <summary>
/// What ASP.NET Core, Npgsql and the product itself publish, added up by OpenTelemetry: every request is measured a few
/// times, and what that costs is paid 20,000 times a second while people vote.
/// </summary>
public sealed class Metrics : IDisposable
{
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "Npgsql",
        "System.Runtime",
        "Contest",
    ];

    private readonly Lock _gate = new();
    private readonly MetricsText _text = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;

    public Metrics()
    {
        _reader = new(_text) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Meters)
            .AddView(of =>
                of.Name == "http.server.active_requests"
                    ? MetricStreamConfiguration.Drop // two more measurements for every request; its duration says more
                    : new MetricStreamConfiguration { CardinalityLimit = Most(of) }
            )
            .AddReader(_reader)
            .Build();
    }

    /// <summary>
    /// Different labels kept apart, further ones are added up as one. Room for all of them is taken at once, some hundred
    /// bytes each: requests have a route, a method and a status, the others hardly any.
    /// </summary>
    private static int Most(Instrument instrument) =>
        instrument.Name.StartsWith("http.server.", StringComparison.Ordinal) ? 1000 : 50;

    /// <summary>All figures as they are now, in the Prometheus text format.</summary>
    public string Write()
    {
        lock (_gate)
        {
            _reader.Collect();
            return _text.Last;
        }
    }

    public void Dispose()
    {
        _provider.Dispose();
        _reader.Dispose();
    }
}

/// <summary>
/// Where the metrics are read. Answers only to a reader on the same machine, whatever the Host header says.
/// </summary>
public static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/metrics",
            (HttpContext http, Metrics metrics) =>
                IsLocal(http.Connection.RemoteIpAddress)
                    ? Results.Text(metrics.Write(), "text/plain; version=0.0.4")
                    : Results.NotFound()
        );

    /// <summary>A loopback address; one behind a trusted proxy has already been replaced by the client's own.</summary>
    public static bool IsLocal(IPAddress? client) =>
        client is not null && IPAddress.IsLoopback(client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client);
}
