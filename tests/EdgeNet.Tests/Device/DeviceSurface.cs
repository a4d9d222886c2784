using Mono.Cecil;

namespace EdgeNet.Tests.Device;

/// <summary>The types and members that the device has: <c>DeviceSurface.txt</c>.</summary>
/// <remarks>
/// Names are compared, never assemblies: .NET keeps <c>Math</c> and <c>BitConverter</c> in other assemblies than the nanoFramework does, and
/// the device library is compiled against those there.
/// </remarks>
internal static class DeviceSurface
{
    private static readonly HashSet<string> Names = Read();

    public static bool Has(string name) => Names.Contains(name);

    public static string NameOf(TypeReference type) => $"T:{type.FullName}";

    public static string NameOf(FieldReference field) => $"F:{field.DeclaringType.FullName}.{field.Name}";

    public static string NameOf(MethodReference method)
    {
        // A generic method keeps its arguments in the name: the device has none, so that none is found.
        string arguments = method is GenericInstanceMethod generic ? $"<{string.Join(',', generic.GenericArguments)}>" : string.Empty;
        string parameters = string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.FullName));
        return $"M:{method.DeclaringType.FullName}.{method.Name}{arguments}({parameters})";
    }

    private static HashSet<string> Read()
    {
        using Stream stream = typeof(DeviceSurface).Assembly.GetManifestResourceStream("EdgeNet.Tests.Device.DeviceSurface.txt")
            ?? throw new InvalidOperationException("DeviceSurface.txt is not embedded in the test assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries).Where(line => line is not ("" or ['#', ..]))];
    }
}
