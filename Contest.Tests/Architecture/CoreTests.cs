using System.Reflection;
using System.Xml.Linq;
using Contest.Core;

namespace Contest.Tests.Architecture;

public class CoreTests
{
    private const BindingFlags All =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;
    private const BindingFlags Seen =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Assembly Core = typeof(Stage).Assembly;

    [Test]
    public void Core_uses_no_binary_floating_point()
    {
        var uses = Core.GetTypes().SelectMany(UsesOf).Where(use => IsFloating(use.Type)).Select(use => use.Where);

        Assert.That(uses, Is.Empty);
    }

    [Test]
    public void Core_leans_on_the_runtime_only()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var others = Core.GetReferencedAssemblies()
            .Where(name => !File.Exists(Path.Combine(runtime, $"{name.Name}.dll")));

        Assert.That(others, Is.Empty);
    }

    [Test]
    public void Every_public_type_and_member_of_Core_says_what_it_is()
    {
        var documented = XDocument
            .Load(Path.ChangeExtension(Core.Location, ".xml"))
            .Descendants("member")
            .Where(Says)
            .Select(member => (string)member.Attribute("name")!)
            .ToHashSet();
        var names = Core.GetExportedTypes().SelectMany(NamesOf);

        Assert.That(
            names.Where(name =>
                !documented.Contains(name)
                && !documented.Any(known =>
                    known.StartsWith(name + "(", StringComparison.Ordinal)
                    || known.StartsWith(name + "`", StringComparison.Ordinal)
                )
            ),
            Is.Empty
        );
    }

    private static bool Says(XElement member) =>
        member.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(member.Element("summary")?.Value);

    private static bool IsFloating(Type type) =>
        type == typeof(double)
        || type == typeof(float)
        || type == typeof(Half)
        || (type.HasElementType && IsFloating(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(IsFloating));

    private static IEnumerable<(Type Type, string Where)> UsesOf(Type type)
    {
        foreach (var field in type.GetFields(All))
            yield return (field.FieldType, $"{type}.{field.Name}");
        foreach (var method in type.GetMembers(All).OfType<MethodBase>())
        {
            foreach (var parameter in method.GetParameters())
                yield return (parameter.ParameterType, $"{type}.{method.Name}({parameter.Name})");
            foreach (var local in method.GetMethodBody()?.LocalVariables ?? [])
                yield return (local.LocalType, $"{type}.{method.Name} local");
            if (method is MethodInfo { ReturnType: var answer })
                yield return (answer, $"{type}.{method.Name}");
        }
    }

    private static IEnumerable<string> NamesOf(Type type)
    {
        var name = type.FullName!.Replace('+', '.');
        yield return "T:" + name;
        foreach (var property in type.GetProperties(Seen).Where(property => property.Name != "EqualityContract"))
            yield return $"P:{name}.{property.Name}";
        foreach (var field in type.GetFields(Seen).Where(field => !field.IsSpecialName))
            yield return $"F:{name}.{field.Name}";
        foreach (var method in type.GetMethods(Seen).Where(IsWritten))
            yield return $"M:{name}.{method.Name}";
    }

    /// <summary>Not a property's accessor, an event's, or what the compiler writes for a record.</summary>
    private static bool IsWritten(MethodInfo method) =>
        !method.Name.StartsWith("get_", StringComparison.Ordinal)
        && !method.Name.StartsWith("set_", StringComparison.Ordinal)
        && method.Name
            is not (
                "Deconstruct"
                or "<Clone>$"
                or "Equals"
                or "GetHashCode"
                or "ToString"
                or "op_Equality"
                or "op_Inequality"
            )
        && method.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null
        && method.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is null;
}
