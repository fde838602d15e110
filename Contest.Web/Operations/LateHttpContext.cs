namespace Contest.Web.Operations;

/// <summary>
/// The request for whoever cannot be handed it: sign-in asks for it. The framework's own is set for every request, and then
/// each of its awaits carries it along; this one begins behind the ballots and the page from memory, which need none.
/// </summary>
public sealed class LateHttpContext : IHttpContextAccessor
{
    private sealed class Held
    {
        public HttpContext? Context { get; set; }
    }

    private readonly AsyncLocal<Held?> _held = new();

    /// <summary>Null before <see cref="LateHttpContextApplication.UseHttpContextAccess"/> and after the request; nobody else sets it.</summary>
    public HttpContext? HttpContext
    {
        get => _held.Value?.Context;
        set { }
    }

    internal async Task HoldAsync(HttpContext http, RequestDelegate next)
    {
        Held held = new() { Context = http };
        _held.Value = held;
        try
        {
            await next(http);
        }
        finally
        {
            held.Context = null; // whatever still runs has no request any more
        }
    }
}

/// <summary>Where a request begins to be known to everybody.</summary>
public static class LateHttpContextApplication
{
    /// <summary>
    /// The accessor, kept from the host: a host that knows of one makes a context, request and response for each request anew, as
    /// somebody may still hold the last; ours lets go of them at the request's end, so a connection's serve again.
    /// </summary>
    public static IServiceCollection AddLateHttpContext(this IServiceCollection services) =>
        services
            .AddSingleton<IHttpContextAccessor, LateHttpContext>()
            .AddSingleton<IHttpContextFactory>(provider => new DefaultHttpContextFactory(new HostsView(provider)));

    public static IApplicationBuilder UseHttpContextAccess(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use(((LateHttpContext)app.Services.GetRequiredService<IHttpContextAccessor>()).HoldAsync);
    }

    private sealed class HostsView(IServiceProvider all) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(IHttpContextAccessor) ? null : all.GetService(serviceType);
    }
}
