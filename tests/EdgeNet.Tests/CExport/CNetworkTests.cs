using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.CExport;

/// <summary>What a C compiler makes of an exported network gives the device library's answers, exactly, however it optimises.</summary>
[TestClass]
public class CNetworkTests
{
    private const int RowsOfModels = 10_000;
    private const int RowsOfNetworks = 20;

    private static readonly string[] Models = ["iris", "sonar", "vibration", "winding"];

    private static readonly (int Outputs, Activation Activation)[] Outputs =
        [(1, Activation.Sigmoid), (4, Activation.Softmax), (3, Activation.Linear), (1, Activation.Relu)];

    private static readonly Lazy<CProgram> All = new(() => new CProgram([.. Models.Select(name => OfModel(name, RowsOfModels)), .. Networks()]));

    // A smaller one for the builds beside the first: compiling takes the time.
    private static readonly Lazy<CProgram> Some = new(() => new CProgram([.. Models.Select(name => OfModel(name, 200)), .. Networks().Where((_, n) => n % 5 == 0)]));

    [ClassCleanup]
    public static void Clean()
    {
        foreach (Lazy<CProgram> program in ((Lazy<CProgram>[])[All, Some]).Where(program => program.IsValueCreated))
        {
            program.Value.Dispose();
        }
    }

    [TestMethod]
    public void Logits_EveryKindOfNetwork_AreThoseOfTheDeviceLibrary() =>
        Assert.IsNull(All.Value.FirstDifference(CCompiler.Find("gcc", "clang", "cc"), ["-std=c99", "-O2", .. CCompiler.Strict]));

    [TestMethod]
    public void Logits_WithSanitizers_ReadNothingBeyondAndHaveNoUndefinedBehaviour()
    {
        string[] options = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        Assert.IsNull(Some.Value.FirstDifference(CCompiler.FindWith("gcc", options), ["-std=c99", .. options]));
    }

    [TestMethod]
    [DataRow("clang", "-std=c99", "-O2")]
    [DataRow("g++", "-std=c++11", "-O1", "-x", "c++")]
    [DataRow("clang++", "-std=c++11", "-O0", "-x", "c++")]
    public void Logits_OtherCompilers_AreThoseOfTheDeviceLibrary(string compiler, params string[] options) =>
        Assert.IsNull(Some.Value.FirstDifference(CCompiler.Find(compiler), [.. CCompiler.Strict, .. options]));

    [TestMethod]
    [DataRow("-O2", "-mfma", "-ffp-contract=fast")] // one rounding for a product and a sum
    [DataRow("-O2", "-mfpmath=387")] // registers of 80 bits
    public void Logits_UnitsThatRoundOtherwise_AreThoseOfTheDeviceLibrary(params string[] options)
    {
        RequireFma();
        CCompiler compiler = CCompiler.FindWith("gcc", options);
        Assert.IsNull(Some.Value.FirstDifference(compiler, options));
    }

    [TestMethod]
    public void Logits_FusedWithoutVolatile_Differ()
    {
        RequireFma();
        string[] options = ["-O2", "-mfma", "-ffp-contract=fast"];
        CCompiler compiler = CCompiler.FindWith("gcc", options);
        using var program = new CProgram([OfModel("sonar", 1)]);
        Assert.IsNotNull(program.FirstDifference(compiler, [.. options, "-Dvolatile="]), "No row is rounded otherwise: the test before proves nothing.");
    }

    [TestMethod]
    public void Logits_WideLayers_AreThoseOfTheDeviceLibrary()
    {
        (int, Activation)[] hidden = [.. ((int[])[128, 128, 128, 128, 8, 128, 128, 128, 128]).Select(units => (units, Activation.Relu))];
        RandomModel network = RandomModels.Make(7, 640, hidden, goldenVectors: 1, outputs: 257, output: Activation.Linear);
        using var program = new CProgram([OfNetwork("wide", "wide", network, rows: 5)]);
        string[] options = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        Assert.IsNull(program.FirstDifference(CCompiler.FindWith("gcc", options), ["-std=c99", "-O1", .. CCompiler.Strict, .. options]));
    }

    [TestMethod]
    public void FirstDifference_OneWeightAltered_IsFound()
    {
        CCase sound = OfModel("iris", 1);
        string header = sound.Header.Replace("{\n    127, -101,", "{\n    127, -100,", StringComparison.Ordinal);
        Assert.AreNotEqual(sound.Header, header);
        using var program = new CProgram([sound with { Header = header }]);
        Assert.StartsWith("iris: the self-test gives ", program.FirstDifference(CCompiler.Find("gcc", "clang", "cc"))!);
    }

    /// <summary>Every activation with every kind of outputs and inputs, and weights of eight and of four bits.</summary>
    private static IEnumerable<CCase> Networks()
    {
        int n = 0;
        foreach (Activation activation in HiddenActivations.All)
        {
            foreach ((int outputs, Activation output) in Outputs)
            {
                foreach ((bool takesReadings, bool areNibbles) in ((bool, bool)[])[(false, false), (false, true), (true, false), (true, true)])
                {
                    var random = new Random(n);
                    (int, Activation)[] hidden = [.. Enumerable.Range(0, (n + (n / 4)) % 4).Select(_ => (random.Next(1, 14), activation))];
                    RandomModel network = RandomModels.Make(900 + n, random.Next(1, 24), hidden, goldenVectors: 3, takesReadings, outputs, output, areNibbles);
                    string name = $"{activation} × {hidden.Length}, {output}, {(takesReadings ? "readings" : "features")}, {(areNibbles ? 4 : 8)} bits";
                    yield return OfNetwork(name, $"n{n}", network, RowsOfNetworks);
                    n++;
                }
            }
        }
    }

    private static CCase OfNetwork(string name, string prefix, RandomModel network, int rows)
    {
        Model model = Model.Load(network.File);
        CCase each = CCase.Of(name, prefix, model, null, null, network.File);
        AddRows(each, model, network.Inputs, rows);
        return each;
    }

    private static CCase OfModel(string name, int rows)
    {
        ModelFile file = ModelFile.Open(Path.Combine(TestData.ModelFolder(name), name + ".edgenet"));
        CCase each = CCase.Of(name, name, file.Device, file.Stream, file, file.Bytes);
        AddRows(each, file.Device, RandomRows.For(file.Contents.Inputs), rows / 2);
        foreach (float[] features in RandomRows.Boundaries(file.Contents.Inputs, new Random(1)))
        {
            each.AddFeatures(file.Device, features);
        }

        return each;
    }

    private static void AddRows(CCase each, Model model, RandomInputs inputs, int rows)
    {
        var random = new Random(rows);
        foreach (float[] features in inputs.ExtremeFeatures().Concat(Enumerable.Range(0, rows).Select(_ => inputs.NextFeatures(random))))
        {
            each.AddFeatures(model, features);
        }

        foreach (int[] readings in inputs.ExtremeReadings().Concat(Enumerable.Range(0, rows).Select(_ => inputs.NextReadings(random))))
        {
            each.AddReadings(model, readings);
        }
    }

    private static void RequireFma()
    {
        if (!System.Runtime.Intrinsics.X86.Fma.IsSupported)
        {
            Assert.Inconclusive("This processor has no fused multiply-add of x86.");
        }
    }
}
