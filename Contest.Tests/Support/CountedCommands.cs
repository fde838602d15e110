using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Contest.Tests.Support;

/// <summary>Counts the SQL commands Entity Framework sends to one database, however many apps run beside it.</summary>
public sealed class CountedCommands
    : IObserver<DiagnosticListener>,
        IObserver<KeyValuePair<string, object?>>,
        IDisposable
{
    private readonly string _database;
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private readonly ConcurrentQueue<string> _sql = new();

    private CountedCommands(string connectionString)
    {
        _database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Counts from now on, also what contexts from the pool send: each asks once a second whether anybody listens.</summary>
    public static async Task<CountedCommands> StartAsync(string connectionString)
    {
        CountedCommands counted = new(connectionString);
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        return counted;
    }

    /// <summary>What was sent since the last time this was asked.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> taken = [];
        while (_sql.TryDequeue(out var sql))
            taken.Add(sql);
        return taken;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value?.Name == "Microsoft.EntityFrameworkCore")
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandEventData sent && sent.Command.Connection?.Database == _database)
            _sql.Enqueue(sent.Command.CommandText);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }
}
