namespace EdgeNet.Tests.Device;

/// <summary>What <see cref="Model.Load"/> says to a file. Only <see cref="ModelFormatException"/> is caught: any other fails the test.</summary>
internal static class LoadResult
{
    /// <summary>Returns the reason of the refusal, or <c>null</c> when the file was loaded.</summary>
    public static ModelFormatError? ErrorOf(byte[] file)
    {
        try
        {
            Model.Load(file);
            return null;
        }
        catch (ModelFormatException e)
        {
            return e.Error;
        }
    }

    public static void AssertRefused(ModelFormatError expected, byte[] file, string damage)
    {
        ModelFormatError? actual = ErrorOf(file);
        if (actual != expected)
        {
            Assert.Fail($"Expected {expected}, got {actual?.ToString() ?? "a model"}: {damage}.");
        }
    }
}
