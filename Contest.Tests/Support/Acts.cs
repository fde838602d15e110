using Contest.Infrastructure;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Support;

/// <summary>The product's acts on a database of their own, without the web around them; each call in a scope of its own.</summary>
public sealed class Acts : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly (string Key, string Value)[] _settings;
    private readonly ServiceProvider _services;
    private bool _isSecond;

    private Acts(
        string connectionString,
        TestClock clock,
        IInterceptor? interceptor,
        (string Key, string Value)[] settings
    )
    {
        (_connectionString, Clock, _settings) = (connectionString, clock, settings);
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
                .Build()
        );
        services.AddHttpContextAccessor();
        services.AddAuthentication();
        services.AddDataProtection();
        services.AddContest(connectionString);
        if (interceptor is not null)
            services.ConfigureDbContext<ContestDb>(o => o.AddInterceptors(interceptor));
        _services = services.BuildServiceProvider();
    }

    public TestClock Clock { get; }

    public static async Task<Acts> StartAsync(
        IInterceptor? interceptor = null,
        params (string Key, string Value)[] settings
    )
    {
        var database = await Database.CreateAsync();
        return new(database, new(new(2026, 3, 1, 1, 0, 0, TimeSpan.Zero)), interceptor, settings);
    }

    /// <summary>Acts on a copy of a database that stands somewhere already.</summary>
    public static async Task<Acts> StartFromAsync(
        string database,
        DateTimeOffset now,
        IInterceptor? interceptor,
        params (string Key, string Value)[] settings
    ) => new(await Database.CopyAsync(database), new(now), interceptor, settings);

    /// <summary>A second node of the product on the same database and by the same clock.</summary>
    public Acts SecondNode() => new(_connectionString, Clock, null, _settings) { _isSecond = true };

    /// <summary>Stops, but leaves the database for copies.</summary>
    public async Task<string> LeaveDatabaseAsync()
    {
        await _services.DisposeAsync();
        return _connectionString;
    }

    public string ConnectionString => _connectionString;

    public async Task<T> WithAsync<TAct, T>(Func<TAct, Task<T>> act)
        where TAct : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TAct>());
    }

    public Task<T> WithDbAsync<T>(Func<ContestDb, Task<T>> act) => WithAsync(act);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (!_isSecond)
            await Database.DropAsync(_connectionString);
    }
}
