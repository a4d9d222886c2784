using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>A small file that promises much is refused before anything is allocated for the promise: the device has 100 KB.</summary>
[TestClass]
public class ModelFileHugeCountTests
{
    private const long MostBytes = 64 * 1024;
    private const int InputCount = 12;
    private const int GoldenCount = 16;

    private static readonly RandomModel Sound = RandomModels.Make(3, 4, [(2, Activation.Tanh)], goldenVectors: 1);
    private static readonly RandomModel Readings = RandomModels.Make(3, 4, [(2, Activation.Tanh)], goldenVectors: 1, takesReadings: true);

    [TestMethod]
    public void Load_65535Inputs_AllocatesLittle()
    {
        AssertRefusedCheaply(ModelFormatError.Truncated, file => ModelBytes.PutUInt16(file, InputCount, 65535));
        AssertRefusedCheaply(ModelFormatError.Truncated, file => ModelBytes.PutUInt16(file, InputCount, 65535), Readings);
    }

    [TestMethod]
    public void Load_255GoldenVectors_AllocatesLittle()
    {
        AssertRefusedCheaply(ModelFormatError.Truncated, file => ModelBytes.PutUInt16(file, GoldenCount, 255));
    }

    [TestMethod]
    public void Load_65535UnitsInHiddenLayer_AllocatesLittle()
    {
        AssertRefusedCheaply(ModelFormatError.Truncated, file => ModelBytes.PutUInt16(file, Sound.Layout.Layers[0], 65535));
    }

    [TestMethod]
    public void Load_65535UnitsInOutputLayer_AllocatesLittle()
    {
        AssertRefusedCheaply(ModelFormatError.ImpossibleShape, file => ModelBytes.PutUInt16(file, Sound.Layout.Layers[1], 65535));
    }

    [TestMethod]
    public void Load_WeightsOfMoreThanFourGigabytes_AllocatesOnlyWhatIsThere()
    {
        // 65535 inputs and 65535 units, whose biases and multipliers are there: the product of the two does not fit in 32 bits.
        const int Many = 65535;
        var bytes = new ModelBytes();
        bytes.WriteHeader(Many, 2, 1, 0, 1f, 0, string.Empty, string.Empty, string.Empty);
        bytes.WriteInputs(new float[Many], new float[Many]);
        bytes.WriteLayer((int)Activation.Linear, 1, 0, new int[Many], new int[Many], null, []);
        byte[] file = bytes.ToFile();

        long allocated = BytesToRefuse(ModelFormatError.Truncated, file);
        Assert.IsLessThan(file.Length + MostBytes, allocated);
    }

    private static void AssertRefusedCheaply(ModelFormatError expected, Action<byte[]> forge, RandomModel? sound = null)
    {
        byte[] file = [.. (sound ?? Sound).File];
        forge(file);
        ModelBytes.Seal(file);
        Assert.IsLessThan(MostBytes, BytesToRefuse(expected, file));
    }

    private static long BytesToRefuse(ModelFormatError expected, byte[] file)
    {
        // Once before, so that what the runtime allocates for the first exception of a kind is not counted.
        LoadResult.AssertRefused(expected, file, "huge count");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreEqual(expected, LoadResult.ErrorOf(file));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
