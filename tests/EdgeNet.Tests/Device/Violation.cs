namespace EdgeNet.Tests.Device;

/// <summary>Something in the IL that the device cannot do, or that allocates where nothing may.</summary>
/// <param name="Where">The type, or the type and its member.</param>
/// <param name="What">The rule, and what broke it.</param>
internal sealed record Violation(string Where, string What)
{
    public override string ToString() => $"{Where}: {What}";

    /// <summary>Fails with one line for each.</summary>
    public static void AssertNone(IEnumerable<Violation> violations)
    {
        string[] lines = [.. violations.Select(violation => violation.ToString()).Distinct().Order(StringComparer.Ordinal)];
        Assert.IsEmpty(lines, string.Join('\n', lines));
    }
}
