using System.Reflection;
using System.Reflection.Emit;

namespace Contest.Tests.Support;

/// <summary>
/// Finds binary floating point in compiled code: fields, parameters, locals and answers of such a type, instructions
/// that load, convert or store one, and calls that take or give one.
/// </summary>
public static class FloatingPoint
{
    private const BindingFlags All =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    private static readonly HashSet<OpCode> Floating =
    [
        OpCodes.Ldc_R4,
        OpCodes.Ldc_R8,
        OpCodes.Conv_R4,
        OpCodes.Conv_R8,
        OpCodes.Conv_R_Un,
        OpCodes.Ldind_R4,
        OpCodes.Ldind_R8,
        OpCodes.Stind_R4,
        OpCodes.Stind_R8,
        OpCodes.Ldelem_R4,
        OpCodes.Ldelem_R8,
        OpCodes.Stelem_R4,
        OpCodes.Stelem_R8,
        OpCodes.Ckfinite,
    ];

    /// <summary>Every use in a type, with where it is.</summary>
    public static IEnumerable<string> In(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        foreach (var field in type.GetFields(All).Where(f => Is(f.FieldType)))
            yield return $"{type}.{field.Name} is a field";
        foreach (var method in type.GetMembers(All).OfType<MethodBase>())
        {
            if (Takes(method))
                yield return $"{type}.{method.Name} takes or gives one";
            foreach (var use in InBody(method))
                yield return $"{type}.{method.Name} {use}";
        }
    }

    private static IEnumerable<string> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            yield break;
        if (body.LocalVariables.Any(l => Is(l.LocalType)))
            yield return "has a local";
        foreach (var (code, operand) in Instructions(body.GetILAsByteArray()!))
            if (Floating.Contains(code))
                yield return $"does {code}";
            else if (
                code.OperandType == OperandType.InlineMethod
                && Called(method, operand) is { } called
                && Takes(called)
            )
                yield return $"calls {called.DeclaringType}.{called.Name}";
    }

    private static MethodBase? Called(MethodBase caller, int token) =>
        caller.Module.ResolveMethod(
            token,
            caller.DeclaringType?.IsGenericType is true ? caller.DeclaringType.GetGenericArguments() : null,
            caller.IsGenericMethod ? caller.GetGenericArguments() : null
        );

    private static bool Takes(MethodBase method) =>
        method.GetParameters().Any(p => Is(p.ParameterType))
        || (method is MethodInfo { ReturnType: var answer } && Is(answer));

    private static bool Is(Type type) =>
        type == typeof(double)
        || type == typeof(float)
        || type == typeof(Half)
        || (type.HasElementType && Is(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(Is));

    private static IEnumerable<(OpCode Code, int Operand)> Instructions(byte[] il)
    {
        for (var at = 0; at < il.Length; )
        {
            var value = (short)il[at++];
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | il[at++]));
            var code = Codes[value];
            var size = SizeOf(code, il, at);
            yield return (code, size == 4 ? BitConverter.ToInt32(il, at) : 0);
            at += size;
        }
    }

    private static int SizeOf(OpCode code, byte[] il, int at) =>
        code.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
            _ => 4,
        };
}
