using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Contest.Infrastructure.Data;

/// <summary>Names tables, columns, keys and indexes as PostgreSQL reads them without quotes: stage_runs, opened_at.</summary>
internal static partial class SnakeCase
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
                continue;
            entity.SetTableName(Of(entity.GetTableName()));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(IsRowVersion(property) ? "xmin" : Of(property.GetColumnName()));
            foreach (var key in entity.GetKeys())
                key.SetName(Of(key.GetName()));
            foreach (var foreignKey in entity.GetForeignKeys())
                foreignKey.SetConstraintName(Of(foreignKey.GetConstraintName()));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Of(index.GetDatabaseName()));
        }
    }

    /// <summary>PostgreSQL keeps the row version itself, in a system column.</summary>
    private static bool IsRowVersion(IMutableProperty property) =>
        property.IsConcurrencyToken && property.ClrType == typeof(uint);

    private static string? Of(string? name) =>
        name is null
            ? null
            : Hump().Replace(name.Replace("AspNet", "identity_", StringComparison.Ordinal), "_$1").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Hump();
}
