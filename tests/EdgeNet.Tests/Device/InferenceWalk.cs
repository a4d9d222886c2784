using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Device;

/// <summary>Rule (b): what can run in an inference allocates nothing, on the desktop and on the device.</summary>
/// <remarks>
/// Calls are followed into the given assemblies, virtual ones into every override. A method that has no <c>ret</c> is not entered: it never comes
/// back to the inference, it can only throw, and a message may be built then. (So a throw belongs into such a method.)
/// </remarks>
internal sealed class InferenceWalk
{
    // On the device each of these allocates; so does ldstr, which makes a string each time.
    private static readonly HashSet<OpCode> Allocating =
    [
        OpCodes.Newobj, OpCodes.Newarr, OpCodes.Box, OpCodes.Ldstr, OpCodes.Ldftn, OpCodes.Ldvirtftn, OpCodes.Initobj, OpCodes.Localloc,
        OpCodes.Calli, OpCodes.Mkrefany,
    ];

    // What allocates by its documentation: the self-test of a model that keeps its bytes, and a buffer that grows while the model is made.
    private static readonly string[] Documented = ["StoredContents.GoldenInput", "StoredContents.GoldenLogit", "StorageWindow.Resize"];

    private readonly HashSet<MethodDefinition> _visited = [];
    private readonly List<Violation> _violations = [];

    private readonly HashSet<ModuleDefinition> _modules;

    private InferenceWalk(IEnumerable<ModuleDefinition> modules)
    {
        _modules = [.. modules];
    }

    public IReadOnlyCollection<MethodDefinition> Visited => _visited;

    public IReadOnlyCollection<Violation> Violations => _violations;

    /// <summary>Walks from some methods.</summary>
    /// <param name="roots">The methods.</param>
    /// <param name="modules">The assemblies that are entered; none means those of the methods.</param>
    public static InferenceWalk From(IReadOnlyCollection<MethodDefinition> roots, params ModuleDefinition[] modules)
    {
        var walk = new InferenceWalk(modules.Length > 0 ? modules : roots.Select(root => root.Module));
        foreach (MethodDefinition root in roots)
        {
            walk.Visit(root);
        }

        return walk;
    }

    private void Visit(MethodDefinition method)
    {
        if (IsOnlyThrowing(method) || Documented.Contains($"{method.DeclaringType.Name}.{method.Name}") || !_visited.Add(method))
        {
            return;
        }

        foreach (MethodDefinition overriding in OverridesOf(method))
        {
            Visit(overriding);
        }

        if (!method.HasBody)
        {
            return;
        }

        string where = $"{method.DeclaringType.FullName}.{method.Name}";
        foreach (VariableDefinition local in method.Body.Variables.Where(local => IsStruct(local.VariableType)))
        {
            _violations.Add(new Violation(where, $"local struct: {local.VariableType.FullName}"));
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            Visit(instruction, where);
        }
    }

    private void Visit(Instruction instruction, string where)
    {
        if (Allocating.Contains(instruction.OpCode))
        {
            _violations.Add(new Violation(where, $"allocates: {instruction.OpCode} {instruction.Operand}"));
        }
        else if (instruction.Operand is MethodReference called && !IsFree(called))
        {
            if (Inside(called) is { } inside)
            {
                Visit(inside);
            }
            else
            {
                _violations.Add(new Violation(where, $"calls outside: {NameOf(called)}"));
            }
        }
    }

    // A call from one of the assemblies into another is a reference by name.
    private MethodDefinition? Inside(MethodReference called)
    {
        return called as MethodDefinition
            ?? (_modules.Any(module => module.Assembly.Name.Name == called.DeclaringType.Scope.Name) ? called.Resolve() : null);
    }

    private static string NameOf(MethodReference method) =>
        $"M:{method.DeclaringType.FullName}.{method.Name}({string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.FullName))})";

    private static bool IsOnlyThrowing(MethodDefinition method)
    {
        return method.HasBody && method.Body.Instructions.All(instruction => instruction.OpCode != OpCodes.Ret);
    }

    // Measured on the device's interpreter: array copies and the functions of Math allocate nothing, and a lock gives back what it takes.
    private static bool IsFree(MethodReference method)
    {
        return method.DeclaringType.FullName == "System.Math"
            || method.DeclaringType.FullName == "System.Threading.Monitor"
            || (method.DeclaringType.FullName == "System.String" && method.Name is "get_Chars" or "get_Length")
            || (method.DeclaringType.FullName == "System.BitConverter" && method.Name.StartsWith("To", StringComparison.Ordinal) && method.Name != "ToString")
            || (method.DeclaringType.FullName == "System.Array" && method.Name is "Copy" or "Clear");
    }

    // Every virtual method of that name and number of parameters: more than can be called, never fewer.
    private IEnumerable<MethodDefinition> OverridesOf(MethodDefinition method)
    {
        return method.IsVirtual
            ? _modules.SelectMany(module => module.GetTypes()).SelectMany(type => type.Methods).Where(
                other => other.IsVirtual && other.Parameters.Count == method.Parameters.Count && SimpleName(other) == SimpleName(method))
            : [];
    }

    // An explicit implementation is called Interface.Method.
    private static string SimpleName(MethodDefinition method) => method.Name[(method.Name.LastIndexOf('.') + 1)..];

    // A struct in a local is a heap object on the device; numbers and enums are not.
    private static bool IsStruct(TypeReference type)
    {
        return type.IsValueType && !type.IsPrimitive && !(type is TypeDefinition { IsEnum: true });
    }
}
