using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Models;
using EdgeNet.Trainer;
using nanoFramework.Hardware.Esp32;
using SonarNode;

namespace EdgeNet.Tests.Samples;

/// <summary>The ESP32 application, compiled for the host against a stand-in for the chip.</summary>
[TestClass]
public class SonarNodeTests
{
    private const string AcceptVariable = "EDGENET_ACCEPT_SAMPLE";

    private static readonly string Folder = Path.Combine(TestData.RepositoryFolder(), "firmware", "Samples", "SonarNode");

    private static byte[] SonarFile => File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet"));

    [TestMethod]
    public void SonarEchoes_Source_HoldsRowsOfTheData() => AssertIsAsMade("SonarEchoes.cs", SonarSampleSource.Echoes());

    [TestMethod]
    public void SonarEchoes_Shapes_Fit()
    {
        Assert.HasCount(SonarEchoes.Count, SonarEchoes.Features);
        Assert.HasCount(SonarEchoes.Count, SonarEchoes.AreMines);
        Assert.IsTrue(SonarEchoes.Features.All(echo => echo.Length == SonarEchoes.BandCount));
        Assert.AreEqual(SonarEchoes.Count / 2, SonarEchoes.AreMines.Count(isMine => isMine));
    }

    [TestMethod]
    public void Load_NoFile_TakesTheBuiltIn()
    {
        (Predictor model, List<string> lines) = Load(Path.Combine(Path.GetTempPath(), "no-such-folder", "model.edgenet"));

        Assert.AreEqual("sonar", model.Name);
        Assert.StartsWith("There is no ", lines[0]);
        Assert.AreEqual("Model: 'sonar', built in.", lines[1]);
    }

    [TestMethod]
    public void Load_SoundFile_TakesIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        File.WriteAllBytes(path, SonarFile);

        (Predictor model, List<string> lines) = Load(path);

        Assert.AreEqual("sonar", model.Name);
        Assert.AreSequenceEqual([$"Model: 'sonar' from {path}."], lines);
    }

    [TestMethod]
    public void Load_DamagedFile_SaysWhyAndTakesTheBuiltIn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        byte[] file = SonarFile;
        file[500] ^= 1;
        File.WriteAllBytes(path, file);

        (Predictor model, List<string> lines) = Load(path);

        Assert.IsTrue(model.SelfTest());
        Assert.StartsWith($"{path} is refused: ", lines[0]);
        Assert.Contains("CRC", lines[0]);
        Assert.AreEqual("Model: 'sonar', built in.", lines[1]);
    }

    [TestMethod]
    public void Load_ModelOfOtherShape_SaysBothNumbersAndTakesTheBuiltIn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        File.WriteAllBytes(path, DeviceTests.SmallModels.OneLayer());

        (Predictor model, List<string> lines) = Load(path);

        Assert.AreEqual(60, model.InputCount);
        Assert.AreEqual($"{path} is refused: It is a model of 'toy'; this board takes 'sonar'.", lines[0]);
    }

    [TestMethod]
    public void Load_ModelOfAnotherKind_SaysWhyAndTakesTheBuiltIn()
    {
        foreach ((byte[] file, string reason) in ((byte[], string)[])[
            (Sonar(60, Activation.Linear, "range", string.Empty), "It gives quantities; this board takes classes."),
            (Sonar(60, Activation.Softmax, "rock", "mine", "wreck"), "It has 3 classes or quantities; this board knows 2."),
            (Sonar(60, Activation.Softmax, "rock", "mine"), "It gives a logit for each class; this program takes one."),
            (Sonar(60, Activation.Softmax, "mine", "rock"), "Its label 1 is 'mine'; this board knows 'rock' there."),
            (Sonar(59, Activation.Softmax, "rock", "mine"), "It takes 59 inputs; an echo has 60 bands.")])
        {
            AssertRefused(file, reason);
        }
    }

    [TestMethod]
    public void Load_InputsInAnotherOrder_SaysWhich()
    {
        byte[] file = SonarFile;
        int at = file.AsSpan().IndexOf("band_02"u8);
        Assert.IsGreaterThan(0, at);
        file[at + 6] = (byte)'3';
        DeviceTests.ModelBytes.Seal(file);

        AssertRefused(file, "Its input 2 is 'band_03'; this board has 'band_02' there.");
    }

    [TestMethod]
    public void Load_GoldenVectorThatDiffers_TakesTheBuiltIn()
    {
        byte[] file = SonarFile;
        file[file.Length - 12 - (4 * BitConverter.ToInt32(file, file.Length - 8))] ^= 1; // the last logit, before the names of the inputs
        DeviceTests.ModelBytes.Seal(file);
        int mismatch = Model.Load(file).FirstGoldenMismatch();
        Assert.IsGreaterThanOrEqualTo(0, mismatch);

        AssertRefused(file, $"Its golden vector {mismatch} differs: this board does not compute what the PC computed.");
    }

    [TestMethod]
    public void Load_FileThatCannotBeRead_SaysWhyAndTakesTheBuiltIn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        using FileStream locked = new(path, FileMode.Create, FileAccess.Write, FileShare.None);

        (Predictor model, List<string> lines) = Load(path);

        Assert.AreEqual("sonar", model.Name);
        Assert.StartsWith($"{path} cannot be read: ", lines[0]);
    }

    [TestMethod]
    public void Run_BuiltInModel_PrintsClassProbabilityAndTimeOfEachEcho()
    {
        var model = new SonarModel();
        var lines = new List<string>();
        Esp32Fake.Reset(microsecondsPerReading: 700);

        Assert.IsTrue(SonarReplay.Run(model, lines.Add));

        Assert.HasCount(2 + SonarEchoes.Count, lines);
        Assert.AreEqual("Golden vectors: all exact.", lines[0]);
        int right = 0;
        for (int e = 0; e < SonarEchoes.Count; e++)
        {
            Match line = Regex.Match(lines[e + 1], @"^Echo (\d): (rock|mine), mine (\d+\.\d) %; it is a (rock|mine); 700 us$");
            Assert.IsTrue(line.Success, lines[e + 1]);
            Assert.AreEqual($"{e + 1}", line.Groups[1].Value);
            Assert.AreEqual(model.Classify(SonarEchoes.Features[e]) ? "mine" : "rock", line.Groups[2].Value);
            Assert.AreEqual(model.Predict(SonarEchoes.Features[e]) * 100, double.Parse(line.Groups[3].Value, null), 0.0501);
            right += line.Groups[2].Value == line.Groups[4].Value ? 1 : 0;
        }

        Assert.AreEqual($"{right} of 8 right; an inference took 700 us (700 to 700).", lines[^1]);
        Assert.IsGreaterThanOrEqualTo(6, right);
    }

    [TestMethod]
    public void BoardTime_Instructions_AreThoseOfTheBuiltInModel()
    {
        int estimate = ModelFile.Parse(SonarFile).Generated!.Cost.Instructions;

        Assert.IsLessThan(estimate * 0.01, Math.Abs((double)estimate - BoardTime.Instructions), "The model or the estimate has changed: write the estimate into BoardTime.");
    }

    [TestMethod]
    public void BoardTime_Run_PrintsALineForTheCommandLine()
    {
        var lines = new List<string>();
        Esp32Fake.Reset(microsecondsPerReading: 400_000);

        BoardTime.Run(lines.Add);

        var board = BoardCalibration.Parse(lines.Single());
        Assert.AreEqual((long)BoardTime.Instructions * SonarEchoes.Count * BoardTime.Rounds, board.Instructions);
        Assert.AreEqual(400_000, board.Microseconds);
    }

    [TestMethod]
    public void Run_GoldenVectorThatDiffers_StopsAndSaysWhich()
    {
        byte[] file = DeviceTests.SmallModels.OneLayer();
        DeviceTests.ModelBytes.PutInt32(file, file.Length - DeviceTests.SmallModels.LastGoldenLogitFromEnd, 12345);
        DeviceTests.ModelBytes.Seal(file);
        var lines = new List<string>();

        Assert.IsFalse(SonarReplay.Run(Model.Load(file), lines.Add));
        Assert.AreSequenceEqual(["Golden vector 2 differs: this board does not compute what the PC computed."], lines);
    }

    private static void AssertRefused(byte[] file, string reason)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        File.WriteAllBytes(path, file);

        (Predictor model, List<string> lines) = Load(path);

        Assert.AreSequenceEqual([$"{path} is refused: {reason}", "Model: 'sonar', built in."], lines);
        Assert.IsInstanceOfType<SonarModel>(model);
    }

    // One layer without weights, called 'sonar'; with one label a quantity.
    private static byte[] Sonar(int inputs, Activation activation, string first, string second, params string[] others)
    {
        int units = second.Length == 0 ? 1 : 2 + others.Length;
        var file = new DeviceTests.ModelBytes();
        file.WriteHeader(inputs, 1, 1, 0, 1f, 0, "sonar", first, second, others);
        file.WriteInputs([.. Enumerable.Repeat(1f, inputs)], [.. Enumerable.Repeat(128.5f, inputs)]);
        bool isQuantity = activation == Activation.Linear;
        file.WriteLayer((int)activation, 0, 0, new int[units], null, null, new sbyte[units * inputs], isQuantity ? new float[] { 1f } : null, isQuantity ? new float[] { 0f } : null);
        file.WriteGoldenVector(new float[inputs], new int[units]);
        return file.ToFile();
    }

    private static (Predictor Model, List<string> Lines) Load(string path)
    {
        var lines = new List<string>();
        return (ModelSource.Load(path, lines.Add), lines);
    }

    private static void AssertIsAsMade(string file, string expected)
    {
        string path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.AreEqual(
            expected, File.ReadAllText(path).ReplaceLineEndings("\n"), $"models/sonar has changed. Run the tests once with {AcceptVariable}=1 and commit {file}.");
    }
}
