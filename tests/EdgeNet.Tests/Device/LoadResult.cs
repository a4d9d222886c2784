using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>What <see cref="Model.Load(byte[])"/> says to a file. Only <see cref="ModelFormatException"/> is caught: any other fails the test.</summary>
internal static class LoadResult
{
    /// <summary>Returns the reason of the refusal, or <c>null</c> when the file was loaded.</summary>
    public static ModelFormatError? ErrorOf(byte[] file)
    {
        return ErrorOf(() => Model.Load(file));
    }

    /// <summary>Asserts that the file is refused for one reason, however it is loaded.</summary>
    public static void AssertRefused(ModelFormatError expected, byte[] file, string damage)
    {
        ModelFormatError? actual = ErrorOf(file);
        if (actual != expected)
        {
            Assert.Fail($"Expected {expected}, got {actual?.ToString() ?? "a model"}: {damage}.");
        }

        AssertSameInAllForms(file, actual, damage);
    }

    /// <summary>Asserts that the other forms of a model say what the packed one says.</summary>
    public static void AssertSameInAllForms(byte[] file, ModelFormatError? packed, string damage)
    {
        Assert.AreEqual(packed, ErrorOf(() => Model.Load(file, ModelMemory.Bytes)), $"stored: {damage}");
        Assert.AreEqual(packed, ErrorOf(() => Model.Open(new ArrayStorage(file), 64)), $"opened: {damage}");
    }

    private static ModelFormatError? ErrorOf(Func<Model> load)
    {
        try
        {
            load();
            return null;
        }
        catch (ModelFormatException e)
        {
            return e.Error;
        }
    }
}
