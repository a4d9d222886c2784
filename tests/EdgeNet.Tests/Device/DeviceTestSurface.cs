using System.Text.RegularExpressions;

namespace EdgeNet.Tests.Device;

/// <summary>What the device's tests may refer to when they are compiled for the host: the library, and asserts that the device has too.</summary>
/// <remarks>
/// MSTest's asserts are generic or take a <c>bool?</c>, and get the text of the argument from the compiler; the nanoFramework's have an
/// overload for each type. The same call is bound to another method there, and that one must exist.
/// </remarks>
internal static partial class DeviceTestSurface
{
    private const string Host = "Microsoft.VisualStudio.TestTools.UnitTesting.Assert";
    private const string Device = "nanoFramework.TestFramework.Assert";
    private const string OptionalBool = "System.Nullable`1<System.Boolean>";

    private static readonly string[] LibraryTypes = [.. typeof(Model).Assembly.GetExportedTypes().Select(type => type.FullName!)];

    public static bool Has(string name)
    {
        return DeviceSurface.Has(name)
            || LibraryTypes.Any(type => $"{name}.".StartsWith($"{name[..2]}{type}.", StringComparison.Ordinal))
            || IsGenericByHost(name)
            || DeviceSurface.Has(ToDevice(name));
    }

    /// <summary>Is this broken limit one of MSTest's own signatures?</summary>
    public static bool Explains(Violation violation) => IsGenericByHost(violation.What);

    private static bool IsGenericByHost(string text)
    {
        return text is "generic type: !!0" or "generic type: !0" or $"generic type: {OptionalBool}"
            or "T:System.Nullable`1" or $"T:{OptionalBool}" or $"M:{OptionalBool}..ctor(!0)";
    }

    private static string ToDevice(string name)
    {
        string typed = GenericAssert().Replace(name, "$1(${type},${type},System.String)");
        return typed
            .Replace(Host, Device, StringComparison.Ordinal)
            .Replace($"({OptionalBool},System.String,System.String)", "(System.Boolean,System.String)", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(M:[\w.]+)<(?<type>[\w.]+)>\(!!0,!!0,System\.String,System\.String,System\.String\)$")]
    private static partial Regex GenericAssert();
}
