using EdgeNet.Tests.Device;
using Mono.Cecil;

namespace EdgeNet.Tests.Layering;

/// <summary>The stages of the trainer, in order: the types of one refer to earlier ones only. Data stands beside them, on Numerics alone.</summary>
internal sealed class Stages(params string[] order)
{
    private const string Root = "EdgeNet.Trainer";
    private const string First = "Numerics";
    private const string Beside = "Data";

    public static readonly Stages OfTheTrainer = new(First, "Networks", "Training", "Evaluation", "Quantization", "Export", "Advice", "Recipes", "Tuning");

    public IReadOnlyList<string> Order => order;

    /// <summary>Every stage with each stage that it refers to, itself left out, and where it does so.</summary>
    public static IEnumerable<(string From, string To, string Where, string What)> UsesIn(ModuleDefinition module)
    {
        foreach (TypeDefinition type in TypeUse.TypesOf(module))
        {
            string? from = StageOf(type);
            foreach ((string where, TypeReference use) in References(type).Where(each => from is not null && each.Use.Scope == module))
            {
                if (StageOf(use) is { } to && to != from)
                {
                    yield return (from!, to, where, use.FullName);
                }
            }
        }
    }

    /// <summary>Finds the types that are in no stage, and the references to a stage that is not an earlier one.</summary>
    public IEnumerable<Violation> Check(ModuleDefinition module)
    {
        IEnumerable<Violation> strays = TypeUse.TypesOf(module)
            .Where(type => StageOf(type) is { } stage && stage != Beside && !order.Contains(stage))
            .Select(type => new Violation(type.FullName, "is in no stage"));
        IEnumerable<Violation> references = UsesIn(module)
            .Where(use => !MayUse(use.From, use.To))
            .Select(use => new Violation(use.Where, $"{use.From} may not use {use.To}: {use.What}"));
        return strays.Concat(references);
    }

    public bool MayUse(string from, string to)
    {
        if (from == to)
        {
            return true;
        }

        if (from == Beside)
        {
            return to == First;
        }

        return to == Beside ? from != First : order.Contains(to) && Array.IndexOf(order, to) < Array.IndexOf(order, from);
    }

    // What the compiler makes for itself is in no namespace.
    private static string? StageOf(TypeReference type)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        string name = type.Namespace;
        if (name.Length == 0 && type.Name.StartsWith('<'))
        {
            return null;
        }

        return name.StartsWith($"{Root}.", StringComparison.Ordinal) ? name[(Root.Length + 1)..] : $"'{name}'";
    }

    private static IEnumerable<(string Where, TypeReference Use)> References(TypeDefinition type)
    {
        IEnumerable<(string Where, TypeReference Use)> ofType =
            TypeUse.Of(type).Concat(ConstraintsOf(type)).Select(use => (type.FullName, use));
        IEnumerable<(string Where, TypeReference Use)> ofMethods = type.Methods.SelectMany(
            method => TypeUse.Of(method).Concat(ConstraintsOf(method)).Select(use => ($"{type.FullName}.{method.Name}", use)));
        return ofType.Concat(ofMethods).SelectMany(
            each => TypeUse.Parts(each.Use).Where(part => part is not (TypeSpecification or GenericParameter)).Select(part => (each.Where, part)));
    }

    private static IEnumerable<TypeReference> ConstraintsOf(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);
}
