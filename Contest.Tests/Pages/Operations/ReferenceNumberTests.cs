using System.Collections.Concurrent;
using Contest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Contest.Tests.Pages.Operations;

/// <summary>What nobody expected has a number that the person is told and the log has too.</summary>
public class ReferenceNumberTests
{
    [Test]
    public async Task The_number_on_the_page_is_the_number_in_the_log()
    {
        await using var app = await ContestApp.StartAtAsync(Contest.Infrastructure.Demo.DemoStage.Voting);
        using Listener listener = new();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(listener);
        using Visitor visitor = new(app);
        await Database.LetInAsync(app, false);
        string page;
        try
        {
            page = await (await visitor.GetAsync("/")).Content.ReadAsStringAsync();
        }
        finally
        {
            await Database.LetInAsync(app, true);
        }
        Assert.That(page, Does.Match("[0-9a-f]{32}"), "the page names its number");
        var number = System.Text.RegularExpressions.Regex.Match(page, "num\">([0-9a-f]{32})<").Groups[1].Value;
        Assert.That(listener.Errors, Has.Some.Contains(number));
        Assert.That(page, Does.Not.Contain("NpgsqlException"));
    }

    /// <summary>Errors with the scopes they were logged in.</summary>
    private sealed class Listener : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private IExternalScopeProvider? _scopes;

        public ConcurrentBag<string> Errors { get; } = [];

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            List<string?> scopes = [];
            _scopes?.ForEachScope((scope, all) => all.Add(scope?.ToString()), scopes);
            if (logLevel >= LogLevel.Error)
                Errors.Add($"{formatter(state, exception)} {string.Join(' ', scopes)}");
        }

        public void Dispose() { }
    }
}
