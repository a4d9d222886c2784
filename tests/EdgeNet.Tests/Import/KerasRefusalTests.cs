using System.IO.Compression;
using System.Text;
using EdgeNet.Files;
using EdgeNet.Interchange;
using EdgeNet.Interchange.Keras;

namespace EdgeNet.Tests.Import;

/// <summary>Layers and files of Keras that cannot be taken.</summary>
[TestClass]
public class KerasRefusalTests
{
    private const string Name = "keras3_bn_fun.keras";

    [TestMethod]
    [DataRow("\"class_name\": \"Dropout\"", "\"class_name\": \"LSTM\"", "layer 'dropout' (LSTM) is no part of a dense network; use features of a window of readings, which EdgeNet's streams compute on the device.")]
    [DataRow("\"class_name\": \"Dropout\"", "\"class_name\": \"Conv1D\"", "layer 'dropout' (Conv1D) is no part of a dense network; flatten the input and use dense layers, or train on features of it.")]
    [DataRow("\"class_name\": \"Dropout\"", "\"class_name\": \"LayerNormalization\"", "layer 'dropout' (LayerNormalization) is no part of a dense network; it needs the mean of each example; use batch normalisation, which costs the device nothing.")]
    [DataRow("\"activation\": \"relu\"", "\"activation\": \"gelu\"", "layer 'activation' (Activation) has the activation 'gelu'; train with relu, leaky_relu, tanh or sigmoid there.")]
    [DataRow("\"threshold\": 0.0", "\"threshold\": 0.5", "layer 're_lu' (ReLU) has a threshold, at which it jumps; use ReLU without one.")]
    [DataRow("\"units\": 3", "\"units\": 4", "layer 'dense_2' (Dense) has a kernel of 5×3, and 5×4 are expected.")]
    [DataRow("\"epsilon\": 0.001", "\"epsilon\": -1e9", "layer 'batch_normalization' (BatchNormalization) has a variance that is not above 0.")]
    [DataRow("\"keras_history\": [\"dense_1\", 0, 0]", "\"keras_history\": [\"dense_2\", 0, 0]", "the layers do not form a line at 'dense_2': there is a cycle, or a layer that is missing or used twice.")]
    [DataRow("\"class_name\": \"Functional\"", "\"class_name\": \"MyModel\"", "holds a MyModel that is neither Sequential nor Functional; rebuild it from layers, and save that.")]
    [DataRow("{\"class_name\"", "{\"class_name\":", "the description of the network is no JSON, or is nested too deep; the file is damaged. Save the model again.")]
    public void Read_ChangedDescription_IsRefusedByLayerAndReason(string before, string after, string rest)
    {
        using var folder = new TemporaryFolder();
        string path = Changed(folder, config =>
        {
            Assert.Contains(before, config);
            return config.Replace(before, after, StringComparison.Ordinal);
        });

        Assert.AreEqual($"{path}: {rest}", Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(path)).Message);
    }

    [TestMethod]
    public void Read_DescriptionNestedDeep_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = Changed(folder, _ => string.Concat(Enumerable.Repeat("[", 1_000_000)));

        Assert.EndsWith("nested too deep; the file is damaged. Save the model again.", Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(path)).Message);
    }

    [TestMethod]
    public void Read_DescriptionThatUnpacksToTooMuch_IsRefusedAndNotUnpacked()
    {
        using var folder = new TemporaryFolder();
        string path = Changed(folder, _ => new string(' ', 20_000_000));
        Assert.IsLessThan(100_000, new FileInfo(path).Length);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(path)).Message;

        Assert.AreEqual($"{path}: config.json has 20,000,000 bytes unpacked, and 16,777,216 are possible; this is no network for a small device.", message);
        Assert.IsLessThan(2_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Read_ArchiveWithoutWeights_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("net.keras");
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            archive.CreateEntry("config.json");
        }

        Assert.EndsWith("the description of the network is no JSON, or is nested too deep; the file is damaged. Save the model again.", Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(path)).Message);
    }

    [TestMethod]
    [DataRow("BatchNormalization", "batch_normalization")]
    [DataRow("Dense", "dense")]
    [DataRow("ReLU", "re_lu")]
    [DataRow("PReLU", "p_re_lu")]
    [DataRow("LeakyReLU", "leaky_re_lu")]
    [DataRow("InputLayer", "input_layer")]
    public void ToSnakeCase_ClassOfKeras_IsTheNameOfItsWeights(string name, string expected) => Assert.AreEqual(expected, KerasReader.ToSnakeCase(name));

    private static string Changed(TemporaryFolder folder, Func<string, string> change)
    {
        string path = folder.Combine("net.keras");
        File.Copy(ImportFiles.Of(Name), path);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry entry = archive.GetEntry("config.json")!;
        string config;
        using (var reader = new StreamReader(entry.Open()))
        {
            config = reader.ReadToEnd();
        }

        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry("config.json").Open(), new UTF8Encoding(false));
        writer.Write(change(config));
        return path;
    }
}
