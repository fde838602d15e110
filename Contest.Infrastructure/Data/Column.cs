using Npgsql;
using NpgsqlTypes;

namespace Contest.Infrastructure.Data;

/// <summary>One column of the rows that a prepared statement takes as arrays; its list is used again for every group.</summary>
internal sealed class Column<TRow, TValue>(NpgsqlDbType type)
{
    public List<TValue> Values { get; } = [];

    public NpgsqlParameter<List<TValue>> Parameter =>
        field ??= new() { TypedValue = Values, NpgsqlDbType = NpgsqlDbType.Array | type };

    public void Fill(List<TRow> rows, Func<TRow, TValue> value)
    {
        Values.Clear();
        foreach (var row in rows)
            Values.Add(value(row));
    }
}
