using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Device;

/// <summary>Rule (c): what the nanoFramework's interpreter does not do, does wrongly, or does only up to a size.</summary>
internal static class LanguageLimits
{
    public const int MostLocals = 250;
    public const int MostStack = 250;
    public const int MostParameters = 250;
    public const int MostStaticFields = 250;
    public const int MostStaticMethods = 255;

    /// <summary>A branch further than this is silently wrong.</summary>
    public const int CodeLimitBytes = 32 * 1024;

    /// <summary>All IL of an assembly, and all its static array initialisers.</summary>
    public const int AssemblyLimitBytes = 64 * 1024;

    /// <summary>Checks each type and its methods.</summary>
    public static IEnumerable<Violation> Check(IEnumerable<TypeDefinition> types)
    {
        return types.SelectMany(type => Check(type).Concat(type.Methods.SelectMany(Check)));
    }

    /// <summary>Checks the sums over an assembly.</summary>
    public static IEnumerable<Violation> CheckSums(ModuleDefinition module)
    {
        MethodDefinition[] methods = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)];
        int code = methods.Sum(method => method.Body.CodeSize);
        int initialisers = module.GetTypes().SelectMany(type => type.Fields).Sum(field => field.InitialValue.Length);
        return Found(
            module.Name,
            (code >= AssemblyLimitBytes, $"{code} bytes of IL"),
            (initialisers >= AssemblyLimitBytes, $"{initialisers} bytes of array initialisers"));
    }

    private static IEnumerable<Violation> Check(TypeDefinition type)
    {
        int fields = type.Fields.Count(field => field.IsStatic && !field.HasConstant);
        int methods = type.Methods.Count(method => method.IsStatic);
        return Found(
            type.FullName,
            (type.HasGenericParameters, "generic type"),
            (type.IsValueType && !type.IsEnum && !IsArrayInitialiser(type), "struct"),
            (type.IsInterface && type.Methods.Any(method => method.HasBody), "default interface method"),
            (fields > MostStaticFields, $"{fields} static fields"),
            (methods > MostStaticMethods, $"{methods} static methods"))
            .Concat(CheckShapes(type.FullName, TypeUse.Of(type)));
    }

    private static IEnumerable<Violation> Check(MethodDefinition method)
    {
        string where = $"{method.DeclaringType.FullName}.{method.Name}";
        IEnumerable<Violation> signature = Found(
            where,
            (method.HasGenericParameters, "generic method"),
            (method.Parameters.Count > MostParameters, $"{method.Parameters.Count} parameters"))
            .Concat(CheckShapes(where, TypeUse.Of(method)));
        return method.HasBody ? signature.Concat(Check(where, method.Body)) : signature;
    }

    private static IEnumerable<Violation> Check(string where, MethodBody body)
    {
        return Found(
            where,
            (body.Variables.Count > MostLocals, $"{body.Variables.Count} locals"),
            (body.MaxStackSize > MostStack, $"{body.MaxStackSize} values on the stack"),
            (body.CodeSize >= CodeLimitBytes, $"{body.CodeSize} bytes of IL in a method"))
            .Concat(body.Instructions.Where(instruction => IsForbidden(instruction.OpCode)).Select(
                instruction => new Violation(where, $"instruction: {instruction.OpCode}")));
    }

    // Checked arithmetic compiles and never throws; the others are rejected or fail at run time.
    private static bool IsForbidden(OpCode code)
    {
        return code.Name.Contains(".ovf", StringComparison.Ordinal)
            || code == OpCodes.Localloc || code == OpCodes.Calli || code == OpCodes.Cpblk || code == OpCodes.Initblk;
    }

    private static IEnumerable<Violation> CheckShapes(string where, IEnumerable<TypeReference> types)
    {
        return types.SelectMany(TypeUse.Parts).SelectMany(type => Found(
            where,
            (type is ArrayType { Rank: > 1 }, $"array of several dimensions: {type.FullName}"),
            (type is PointerType or FunctionPointerType, $"pointer: {type.FullName}"),
            (type is GenericInstanceType or GenericParameter, $"generic type: {type.FullName}")));
    }

    // The bytes of a static array: a field of a nameless struct of that size, which the compiler makes and nothing else can name.
    private static bool IsArrayInitialiser(TypeDefinition type)
    {
        return type.IsExplicitLayout && type.DeclaringType?.Name == "<PrivateImplementationDetails>";
    }

    private static IEnumerable<Violation> Found(string where, params (bool IsBroken, string What)[] rules)
    {
        return rules.Where(rule => rule.IsBroken).Select(rule => new Violation(where, rule.What));
    }
}
