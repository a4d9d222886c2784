using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Import;

/// <summary>What becomes of an imported network: the integers of the device.</summary>
[TestClass]
public class ImportedModelTests
{
    private const double Ceiling = 6;

    [TestMethod]
    public void Import_ReluWithACeiling_SaturatesThereOnTheDevice()
    {
        using var folder = new TemporaryFolder();
        string path = Save(folder, new OnnxGraph().Input("x", -1, 1).Floats("W", [1, 1], 1).Floats("zero", [], 0).Floats("six", [], (float)Ceiling)
            .Node("MatMul", "x W", "h").Node("Clip", "h zero six", "a").Node("MatMul", "a W", "y").Output("y"));
        float[][] rows = [.. Enumerable.Range(-100, 201).Select(k => (float[])[k / 10f])];

        TrainedModel model = Experiment.Import(path, rows);

        double[] device = model.DeviceOutputs(Examples(model, rows)).Values.ToArray();
        const double Step = 20.0 / 255; // of the codes of the inputs
        Assert.AreEqual(0, device[0], Step);
        Assert.AreEqual(device[^1], device[165], "Beyond the ceiling nothing changes.");
        Assert.AreEqual(Ceiling, device[^1], 0.05);
        for (int k = 0; k < rows.Length; k++)
        {
            Assert.AreEqual(Math.Clamp(rows[k][0], 0, Ceiling), device[k], 2 * Step, $"{rows[k][0]}");
        }
    }

    [TestMethod]
    public void Import_MoreQuantitiesThanNames_IsWrittenWithoutThemAndRead()
    {
        const int Outputs = 300;
        using var folder = new TemporaryFolder();
        string path = Save(folder, new OnnxGraph().Input("x", -1, 4).Gemm("x", "h", 4, 5).Node("Relu", "h", "a").Gemm("a", "y", 5, Outputs).Output("y"));
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Range(0, 60).Select(_ => (float[])[random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle()])];

        TrainedModel model = Experiment.Import(path, rows);

        Assert.AreEqual("y300", model.File.ClassNames[^1]);
        Assert.AreEqual(string.Empty, Model.Load(model.File.Bytes).LabelOf(Outputs - 1));
        Assert.AreEqual(Outputs, Model.Load(model.File.Bytes).LabelCount);
    }

    [TestMethod]
    public void Import_AutoencoderOfMlPerfTiny_KeepsItsErrorInFloatAndIntegers()
    {
        const double Published = 9.4913;
        string path = ImportFiles.Shared("mlperf-ad", "model_ToyCar.hdf5");
        float[][] rows = ImportFiles.ToyCarWindows();
        Assert.HasCount(196, rows);

        TrainedModel model = Experiment.Import(path, rows);

        Assert.AreEqual(Published, Error(model.FloatOutputs(Examples(model, rows))), 1e-4);
        Assert.AreEqual(Published, Error(model.DeviceOutputs(Examples(model, rows))), 0.02 * Published);

        double Error(Matrix<double> outputs) => rows.Index().Average(row => row.Item.Index().Average(value => Math.Pow(outputs[value.Index, row.Index] - value.Item, 2)));
    }

    private static Dataset Examples(TrainedModel model, float[][] rows) =>
        new(Dataset.FeaturesOf(rows), new Matrix<float>(model.File.ClassNames.Count, rows.Length), [.. rows[0].Select((_, i) => $"x{i + 1}")], [], [.. model.File.ClassNames]);

    private static string Save(TemporaryFolder folder, OnnxGraph graph)
    {
        File.WriteAllBytes(folder.Combine("net.onnx"), graph.ToBytes());
        return folder.Combine("net.onnx");
    }
}
