using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Device;

/// <summary>Every type that a type or a method mentions, anywhere but in a custom attribute.</summary>
/// <remarks>
/// Attributes are left out: the compiler puts its own on the assembly and on what it generates (nullable, CompilerGenerated,
/// RefSafetyRules), other ones for .NET than for the nanoFramework, and no instruction ever reads them.
/// </remarks>
internal static class TypeUse
{
    /// <summary>The types declared in a module, nested ones and those that the compiler makes included.</summary>
    public static IEnumerable<TypeDefinition> TypesOf(ModuleDefinition module) => module.GetTypes().Where(type => type.Name != "<Module>");

    /// <summary>The base, the interfaces and the types of the fields.</summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type)
    {
        IEnumerable<TypeReference?> mentioned =
            [type.BaseType, .. type.Interfaces.Select(each => each.InterfaceType), .. type.Fields.Select(field => field.FieldType)];
        return mentioned.OfType<TypeReference>();
    }

    /// <summary>The signature, the locals, what is caught, and the types in the operands of the instructions.</summary>
    public static IEnumerable<TypeReference> Of(MethodDefinition method)
    {
        IEnumerable<TypeReference> signature = [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];
        if (!method.HasBody)
        {
            return signature;
        }

        MethodBody body = method.Body;
        return signature
            .Concat(body.Variables.Select(variable => variable.VariableType))
            .Concat(body.ExceptionHandlers.Select(handler => handler.CatchType).OfType<TypeReference>())
            .Concat(body.Instructions.SelectMany(instruction => OfOperand(instruction.Operand)));
    }

    /// <summary>Takes a type apart: an array and its elements, a reference and what it refers to, a generic type and its arguments.</summary>
    public static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        IEnumerable<TypeReference> inner = type switch
        {
            GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments],
            IModifierType modifier => [modifier.ModifierType, modifier.ElementType],
            FunctionPointerType => [], // has no element: it is forbidden as it stands
            TypeSpecification specification => [specification.ElementType],
            _ => [],
        };
        return inner.SelectMany(Parts).Prepend(type);
    }

    private static IEnumerable<TypeReference> OfOperand(object operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
        [
            method.DeclaringType,
            method.ReturnType,
            .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. (method as GenericInstanceMethod)?.GenericArguments ?? [],
        ],
        _ => [],
    };
}
