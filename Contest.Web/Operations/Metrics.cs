using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Contest.Web.Operations;

/// <summary>
/// /metrics in the Prometheus text format, from the meters that ASP.NET Core, Npgsql and the product publish
/// themselves. Answers only to a reader on the same machine, whatever the Host header says.
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

    private readonly ConcurrentDictionary<string, Series> _series = new();
    private readonly MeterListener _listener = new();

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((i, v, t, _) => Take(i, v, t));
        _listener.SetMeasurementEventCallback<int>((i, v, t, _) => Take(i, v, t));
        _listener.SetMeasurementEventCallback<long>((i, v, t, _) => Take(i, v, t));
        _listener.SetMeasurementEventCallback<double>((i, v, t, _) => Take(i, v, t));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        StringBuilder text = new();
        foreach (var group in _series.Values.OrderBy(s => s.Name, StringComparer.Ordinal).GroupBy(s => s.Name))
        {
            text.Append("# TYPE ").Append(group.Key).Append(' ').AppendLine(group.First().Type);
            foreach (var series in group)
                series.Write(text);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var labels = Labels(tags);
        var kind = instrument.GetType().Name;
        _series
            .GetOrAdd(
                $"{name}{{{labels}}}",
                _ => new(name, labels, kind.StartsWith("Histogram", StringComparison.Ordinal))
            )
            .Add(
                value,
                isState: kind.StartsWith("Observable", StringComparison.Ordinal)
                    || kind.StartsWith("Gauge", StringComparison.Ordinal)
            );
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        StringBuilder text = new();
        foreach (var (key, value) in tags)
        {
            var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            shown = shown
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length > 0 ? "," : "")
                .Append(key.Replace('.', '_'))
                .Append("=\"")
                .Append(shown)
                .Append('"');
        }
        return text.ToString();
    }

    private sealed class Series(string name, string labels, bool isHistogram)
    {
        private readonly Lock _gate = new();
        private double _value;
        private long _count;

        public string Name => name;
        public string Type => isHistogram ? "summary" : "untyped";

        public void Add(double value, bool isState)
        {
            lock (_gate)
            {
                _count++;
                _value = isState ? value : _value + value;
            }
        }

        public void Write(StringBuilder text)
        {
            var braces = labels.Length > 0 ? $"{{{labels}}}" : "";
            lock (_gate)
            {
                if (isHistogram)
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{name}_sum{braces} {_value}\n{name}_count{braces} {_count}\n"
                    );
                else
                    text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {_value}\n");
            }
        }
    }
}

/// <summary>Where the metrics are read.</summary>
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
