using System.Text.Encodings.Web;
using System.Text.Json;

namespace Contest.Web.Operations;

/// <summary>One JSON object a line on standard output, each line of a request with its trace id: the reference number.</summary>
public static class Logging
{
    public static void Configure(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.ClearProviders();
        Configure(builder.Logging, builder.Configuration);
    }

    public static void Configure(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddFilter(RequestTrace.Replaced, LogLevel.None);
        logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        logging.AddJsonConsole(o =>
        {
            o.IncludeScopes = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            o.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }
}
