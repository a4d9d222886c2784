using Mono.Cecil;

namespace EdgeNet.Tests.Device;

/// <summary>Rule (a): what code refers to outside its own assembly, the device has.</summary>
internal static class OutsideReferences
{
    public static IEnumerable<Violation> Check(IEnumerable<TypeDefinition> types, Func<string, bool> isOnDevice)
    {
        return types.SelectMany(type => Check(type).Where(each => !isOnDevice(each.Name)).Select(
            each => new Violation(each.Where, $"not on the device: {each.Name}")));
    }

    /// <summary>Every name that a method uses from outside, in the notation of <c>DeviceSurface.txt</c>.</summary>
    public static IEnumerable<string> NamesIn(MethodDefinition method)
    {
        IEnumerable<string> members = method.HasBody
            ? method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MemberReference>().Where(IsOutside).SelectMany(NameOfMember)
            : [];
        return members.Concat(NamesOf(TypeUse.Of(method)));
    }

    private static IEnumerable<(string Where, string Name)> Check(TypeDefinition type)
    {
        return NamesOf(TypeUse.Of(type)).Select(name => (type.FullName, name)).Concat(
            type.Methods.SelectMany(method => NamesIn(method).Select(name => ($"{type.FullName}.{method.Name}", name))));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<TypeReference> types)
    {
        // An array or a reference is as good as its elements; a generic type keeps its arguments, and so is never found.
        return types
            .SelectMany(TypeUse.Parts)
            .Where(type => type is GenericInstanceType || (type is not (TypeSpecification or GenericParameter) && IsOutside(type)))
            .Select(DeviceSurface.NameOf);
    }

    private static IEnumerable<string> NameOfMember(MemberReference member) => member switch
    {
        MethodReference method => [DeviceSurface.NameOf(method)],
        FieldReference field => [DeviceSurface.NameOf(field)],
        _ => [], // a type: among those of TypeUse
    };

    private static bool IsOutside(MemberReference member)
    {
        TypeReference type = member as TypeReference ?? member.DeclaringType;
        return type is ArrayType || type.GetElementType().Scope is AssemblyNameReference;
    }
}
