using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Organise.Settings;

/// <summary>The few types a rulebook is made of, as fields of a form.</summary>
internal static class RulebookTypes
{
    private const string MomentForm = "yyyy-MM-ddTHH:mm";

    /// <summary>The members of a record that its canonical text has, in the order they are written down.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>The member's name in the canonical text.</summary>
    public static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The member's name in words.</summary>
    public static string Label(PropertyInfo property) => Words.Say(RulebookLabels.Of(Name(property))[^1]);

    /// <summary>How a single value is entered; null for records and lists.</summary>
    public static FieldKind? KindOf(Type type)
    {
        var bare = Bare(type);
        return bare.IsEnum ? FieldKind.Choice
            : bare == typeof(string) ? FieldKind.Text
            : bare == typeof(int) ? FieldKind.WholeNumber
            : bare == typeof(decimal) ? FieldKind.Number
            : bare == typeof(bool) ? FieldKind.YesNo
            : bare == typeof(DateTime) ? FieldKind.Moment
            : bare == typeof(DateOnly) ? FieldKind.Day
            : null;
    }

    /// <summary>What a list is made of; null for anything else.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;

    /// <summary>The choices of an enum in the reader's words.</summary>
    public static IReadOnlyList<RulebookOption> Options(Type type)
    {
        var bare = Bare(type);
        return bare.IsEnum
            ? [.. Enum.GetNames(bare).Select(name => new RulebookOption(name, Word($"{bare.Name}_{name}") ?? name))]
            : [];
    }

    public static string Text(object value) =>
        value switch
        {
            DateTime moment => moment.ToString(MomentForm, CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
            bool isTrue => isTrue ? "true" : "",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    /// <summary>The value a text stands for; null when it stands for none.</summary>
    public static object? Parse(string text, Type type)
    {
        var bare = Bare(type);
        var culture = CultureInfo.InvariantCulture;
        return KindOf(bare) switch
        {
            FieldKind.Choice => Enum.IsDefined(bare, text) ? Enum.Parse(bare, text) : null,
            FieldKind.WholeNumber => int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole)
                ? whole
                : null,
            FieldKind.Number => decimal.TryParse(text, Decimals, culture, out var number) ? number : null,
            FieldKind.YesNo => text is "true" or "on",
            FieldKind.Moment => DateTime.TryParseExact(
                text,
                [MomentForm, "yyyy-MM-ddTHH:mm:ss"],
                culture,
                0,
                out var at
            )
                ? at
                : null,
            FieldKind.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null,
            _ => text,
        };
    }

    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string? Word(string key) => Rules.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}
