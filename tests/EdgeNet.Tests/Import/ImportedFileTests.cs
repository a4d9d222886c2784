using EdgeNet.Files;
using EdgeNet.Interchange;

namespace EdgeNet.Tests.Import;

/// <summary>Files of PyTorch and Keras, against the outputs of the framework.</summary>
[TestClass]
public class ImportedFileTests
{
    public static IEnumerable<object[]> Names => Directory.GetFiles(ImportFiles.Folder).Select(path => Path.GetFileName(path))
        .Where(name => Path.GetExtension(name) is ".onnx" or ".h5" or ".keras").Order(StringComparer.Ordinal).Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_FileOfAnotherFramework_AgreesWithItsOutputs(string name)
    {
        double[][] rows = ImportFiles.Rows(ImportFiles.Of(name + ".csv"), hasHeader: true);

        ImportedNetwork network = NetworkFile.Read(ImportFiles.Of(name));

        int inputs = network.Inputs.Count;
        ImportFiles.ShouldAgree(network, [.. rows.Select(row => row[..inputs])], [.. rows.Select(row => row[inputs..])]);
    }

    [TestMethod]
    [DataRow("torch_sonar_relu_sigmoid", "60-12-1", "Probability")]
    [DataRow("torch_norm_tanh_softmax", "8-16-4", "Probabilities")]
    [DataRow("torch_prelu_regression", "6-10-2", "Numbers")]
    [DataRow("torch_flatten_images", "192-20-5", "LogProbabilities")]
    public void Read_FilesOfPyTorch_AgreeWithItsOutputs(string name, string sizes, string output)
    {
        ImportedNetwork network = NetworkFile.Read(ImportFiles.Shared("onnx", name + ".onnx"));

        Assert.AreEqual(sizes, network.Sizes);
        Assert.AreEqual(output, $"{network.Output}");
        Assert.AreEqual("ONNX by pytorch 1.13.0", network.Source);
        ImportFiles.ShouldAgree(network, Numbers(name + ".input.csv"), Numbers(name + ".output.csv"));

        static double[][] Numbers(string file) => ImportFiles.Rows(ImportFiles.Shared("onnx", file), hasHeader: char.IsLetter(File.ReadAllText(ImportFiles.Shared("onnx", file))[0]));
    }

    [TestMethod]
    [DataRow("net.pt", "is PyTorch's own format; export it with torch.onnx.export, and import that.")]
    [DataRow("net.tflite", "is a TensorFlow Lite file; save the Keras model as .keras, and import that.")]
    [DataRow("net.pkl", "is a Python pickle; export it with skl2onnx, and import that.")]
    [DataRow("net.pb", "is TensorFlow's own format; save the Keras model as .keras, and import that.")]
    [DataRow("net.edgenet", "is a model of integers already; name the float network that it was made from, and import that.")]
    [DataRow("net.onnx", "there is no such file; name an .onnx, .keras or .h5 file.")]
    [DataRow("net.keras", "there is no such file; name an .onnx, .keras or .h5 file.")]
    [DataRow("", "is a folder; name an .onnx, .keras or .h5 file. Of TensorFlow's SavedModel, save the model as .keras first.")]
    public void Read_AnotherKindOfFile_SaysWhatToDo(string name, string rest)
    {
        using var folder = new TemporaryFolder();
        string path = name.Length == 0 ? folder.Path : folder.Combine(name);

        Assert.AreEqual($"{path}: {rest}", Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(path)).Message);
    }
}
