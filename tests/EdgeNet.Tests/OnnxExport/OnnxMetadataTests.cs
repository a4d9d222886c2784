using System.Text.Json;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>What both forms say about the model, as ONNX Runtime reads it.</summary>
[TestClass]
public class OnnxMetadataTests
{
    private static readonly string[] HostileNames = ["\"];[\"", "a\\\n\t\u0001\u007F", "<Ω °C> 🐟 'x' {0}", "\uD800 half"];

    [TestMethod]
    public void Metadata_HostileNames_ComeBack()
    {
        string[] inputs = ["a,b", "\"quoted\"\\", "line\nfeed", "漢字", "node.weights", "{}"];
        Dataset named = OnnxData.Classes(4);
        string[] labels = [.. Enumerable.Range(0, named.Count).Select(row => HostileNames[named.ClassOf(row)])];
        float[][] rows = [.. Enumerable.Range(0, named.Count).Select(row => Enumerable.Range(0, 6).Select(i => named.Features[i, row]).ToArray())];
        TrainedModel model = Experiment.Train(Dataset.FromRows(rows, labels, inputs, HostileNames), new TrainingOptions { Name = "a \"b\"\n🐟", Epochs = 2 });
        string[] expected = [.. HostileNames[..^1], "\uFFFD half"]; // UTF-8 has no half of a pair

        foreach (byte[] onnx in (byte[][])[model.ToOnnx("{ \"name\": \"x\" }"), model.File.ToOnnxInteger()])
        {
            using var session = OnnxSession.Open(onnx);
            Assert.AreEqual("a \"b\"\n🐟", session.Metadata["edgenet.name"]);
            Assert.AreSequenceEqual(inputs, JsonSerializer.Deserialize<string[]>(session.Metadata["edgenet.inputs"])!);
            Assert.AreSequenceEqual(expected, JsonSerializer.Deserialize<string[]>(session.Metadata["edgenet.labels"])!);
            Assert.AreEqual("classes", session.Metadata["edgenet.task"]);
            Assert.IsFalse(session.Metadata.ContainsKey("edgenet.threshold"));
            Assert.Contains("The EdgeNet model 'a \"b\"\n🐟', ", session.Model.Description);
            Assert.AreEqual("EdgeNet", session.Model.ProducerName);
        }

        using var withRecipe = OnnxSession.Open(model.ToOnnx("{ \"name\": \"x\" }"));
        Assert.AreEqual("{ \"name\": \"x\" }", withRecipe.Metadata["edgenet.recipe"]);
    }

    [TestMethod]
    [DataRow("iris", "classes", "[\"setosa\",\"versicolor\",\"virginica\"]")]
    [DataRow("sonar", "binary", "[\"rock\",\"mine\"]")]
    [DataRow("winding", "quantities", null)]
    [DataRow("vibration", "classes", null)]
    public void Metadata_ExampleModels_AreOfTheFile(string name, string task, string? labels)
    {
        var file = ModelFile.Open(Path.Combine(TestData.ModelFolder(name), name + ".edgenet"));

        using var session = OnnxSession.Open(file.ToOnnxInteger());

        Assert.AreEqual(name, session.Metadata["edgenet.name"]);
        Assert.AreEqual(task, session.Metadata["edgenet.task"]);
        Assert.AreEqual(labels ?? JsonSerializer.Serialize(file.ClassNames), session.Metadata["edgenet.labels"]);
        Assert.AreSequenceEqual(file.Inputs!.Select(input => input.Name), JsonSerializer.Deserialize<string[]>(session.Metadata["edgenet.inputs"])!);
        Assert.AreEqual($"{Crc32.Compute(new ByteWindow(file.Bytes), file.Bytes.Length - 4):x8}", session.Metadata["edgenet.model"]);
        Assert.AreEqual(task == "binary", session.Metadata.TryGetValue("edgenet.threshold", out string? threshold));
        Assert.IsTrue(threshold is null || float.Parse(threshold) == file.Device.Threshold);
        Assert.IsFalse(session.Metadata.ContainsKey("edgenet.recipe"));
        Assert.AreEqual(name == "vibration", session.Model.Description.Contains("features of a window of", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Metadata_ThresholdAndModelOfBothForms_AreOfOneModel()
    {
        TrainedModel model = Experiment.Train(OnnxData.Binary(), new TrainingOptions { Epochs = 2, Threshold = 0.3 });

        using var inFloat = OnnxSession.Open(model.ToOnnx(null));
        using var inIntegers = OnnxSession.Open(model.File.ToOnnxInteger());

        Assert.AreEqual("0.3", inFloat.Metadata["edgenet.threshold"]);
        Assert.AreEqual(0.3f, float.Parse(inIntegers.Metadata["edgenet.threshold"]), 0.001f);
        Assert.AreEqual(inFloat.Metadata["edgenet.model"], inIntegers.Metadata["edgenet.model"]);
    }
}
