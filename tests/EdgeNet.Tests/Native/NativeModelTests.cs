using EdgeNet.Tests.CExport;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Native;

/// <summary>Networks that the firmware's kernels compute give the device library's logits, exactly, however a compiler optimises.</summary>
[TestClass]
public class NativeModelTests
{
    private const int Seeds = 3;

    private static readonly string[] Models = ["iris", "sonar", "vibration", "winding"];

    private static readonly (int Outputs, Activation Activation)[] Outputs =
        [(1, Activation.Sigmoid), (4, Activation.Softmax), (3, Activation.Linear), (1, Activation.Relu)];

    [TestMethod]
    [DataRow("gcc", "-std=c99", "-O2")]
    [DataRow("gcc", "-std=c99", "-O3")]
    [DataRow("gcc", "-std=c99", "-Os")] // which unrolls by hand
    [DataRow("clang", "-std=c99", "-O2")]
    [DataRow("g++", "-std=c++11", "-O1", "-x", "c++")]
    [DataRow("clang++", "-std=c++11", "-O0", "-x", "c++")]
    public void Logits_EveryKindOfNetwork_AreThoseOfTheDeviceLibrary(string compiler, params string[] options)
    {
        using var engine = new CEngine(CCompiler.Find(compiler), [.. CCompiler.Strict, .. options]);
        int networks = 0;
        foreach (RandomModel network in Networks())
        {
            AssertSame(engine, network.File, network.Inputs, rows: 8);
            networks++;
        }

        Assert.IsGreaterThanOrEqualTo(200, networks);
    }

    [TestMethod]
    public void Logits_FusedMultiplyAdd_AreThoseOfTheDeviceLibrary()
    {
        if (!System.Runtime.Intrinsics.X86.Fma.IsSupported)
        {
            Assert.Inconclusive("This processor has no fused multiply-add of x86.");
        }

        using var engine = new CEngine("-O2", "-mfma", "-ffp-contract=fast");
        foreach (string name in Models)
        {
            AssertModel(engine, name);
        }

        // It tells the two roundings apart: without volatile there is a difference.
        using var fused = new CEngine("-O2", "-mfma", "-ffp-contract=fast", "-Dvolatile=");
        Assert.ThrowsExactly<AssertFailedException>(() => AssertModel(fused, "sonar"));
    }

    [TestMethod]
    public void Logits_ModelsOfTheRepository_AreThoseOfTheDeviceLibrary()
    {
        using var engine = new CEngine("-O2");
        foreach (string name in Models)
        {
            AssertModel(engine, name);
        }
    }

    [TestMethod]
    public void SelfTest_ModelsOfTheRepository_Pass()
    {
        using var engine = new CEngine("-O2");
        foreach (string name in Models)
        {
            Assert.IsTrue(Native(engine, ModelFile.Open(Path.Combine(TestData.ModelFolder(name), name + ".edgenet")).Bytes).SelfTest(), name);
        }
    }

    [TestMethod]
    public void Logits_WideLayers_AreThoseOfTheDeviceLibrary()
    {
        (int, Activation)[] hidden = [.. ((int[])[128, 8, 255]).Select(units => (units, Activation.Relu))];
        using var engine = new CEngine("-O2");
        foreach (bool areNibbles in (bool[])[false, true])
        {
            RandomModel network = RandomModels.Make(7, 641, hidden, goldenVectors: 1, outputs: 257, output: Activation.Linear, areNibbles: areNibbles);
            AssertSame(engine, network.File, network.Inputs, rows: 5);
        }
    }

    /// <summary>Every activation with every kind of outputs and inputs, and weights of eight and of four bits; of those, rows of an odd length.</summary>
    private static IEnumerable<RandomModel> Networks()
    {
        int n = 0;
        foreach (Activation activation in HiddenActivations.All)
        {
            foreach ((int outputs, Activation output) in Outputs)
            {
                for (int kind = 0; kind < 4 * Seeds; kind++)
                {
                    var random = new Random(n);
                    (int, Activation)[] hidden = [.. Enumerable.Range(0, n % 4).Select(_ => (random.Next(1, 20), activation))];
                    int inputs = (2 * random.Next(1, 20)) - (kind % 3 == 0 ? 0 : 1);
                    yield return RandomModels.Make(5000 + n, inputs, hidden, goldenVectors: 2, takesReadings: kind % 2 == 1, outputs, output, areNibbles: kind % 4 > 1);
                    n++;
                }
            }
        }
    }

    private static void AssertModel(NativeEngine engine, string name)
    {
        ModelFile file = ModelFile.Open(Path.Combine(TestData.ModelFolder(name), name + ".edgenet"));
        AssertSame(engine, file.Bytes, RandomRows.For(file.Contents.Inputs), rows: 300);
        Model native = Native(engine, file.Bytes);
        foreach (float[] features in RandomRows.Boundaries(file.Contents.Inputs, new Random(1)))
        {
            Assert.AreSequenceEqual(Logits(file.Device, features), Logits(native, features));
        }
    }

    private static void AssertSame(NativeEngine engine, byte[] file, RandomInputs inputs, int rows)
    {
        Model expected = Model.Load(file, ModelMemory.Packed);
        Model native = Native(engine, file);
        var random = new Random(rows);
        foreach (float[] features in inputs.ExtremeFeatures().Concat(Enumerable.Range(0, rows).Select(_ => inputs.NextFeatures(random))))
        {
            Assert.AreSequenceEqual(Logits(expected, features), Logits(native, features));
        }

        foreach (int[] readings in inputs.ExtremeReadings().Concat(Enumerable.Range(0, rows).Select(_ => inputs.NextReadings(random))))
        {
            Assert.AreSequenceEqual(Logits(expected, readings), Logits(native, readings));
        }
    }

    private static NativeModel Native(NativeEngine engine, byte[] file)
    {
        var model = new NativeModel(new ModelLoader(new ByteWindow(file)), engine);
        Assert.IsTrue(model.IsSupported);
        return model;
    }

    private static int[] Logits(Model model, float[] features)
    {
        var logits = new int[model.OutputCount];
        model.Logits(features, logits);
        return logits;
    }

    private static int[] Logits(Model model, int[] readings)
    {
        var logits = new int[model.OutputCount];
        model.Logits(readings, logits);
        return logits;
    }
}
