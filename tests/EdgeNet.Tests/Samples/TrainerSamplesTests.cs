using System.Text.RegularExpressions;
using EdgeNet.Tests.Export;

namespace EdgeNet.Tests.Samples;

/// <summary>The samples of training from C# compile as a user's program, run, and do what they say.</summary>
[TestClass]
public partial class TrainerSamplesTests
{
    private static readonly string Vibration = Path.Combine(TestData.ModelFolder("vibration"), "vibration.csv");

    [TestMethod]
    public void FromRows_Run_TrainsSavesAndClassifies()
    {
        using var program = new UserProgram(UserProgram.SourceOf("FromRows"));
        using var folder = new TemporaryFolder();

        (int exitCode, string output) = program.Run(folder.Path);

        Assert.AreEqual(0, exitCode, output);
        Match scores = AccuracyOfRows().Match(output);
        Assert.IsTrue(scores.Success, output);
        Assert.IsTrue(scores.Groups.Values.Skip(1).All(share => double.Parse(share.Value) is > 90 and <= 100), output);
        Assert.MatchesRegex(@"\n9 V, 1520 rpm, 195 mA: clogged, probability of 'clogged' (0\.9\d|1\.00)\.\n$", output);
        CollectionAssert.AreEqual((string[])["fan.edgenet", "FanModel.cs", "FanModel.Golden.cs"], folder.FileNames.ToArray());
        var model = Model.Load(File.ReadAllBytes(folder.Combine("fan.edgenet")));
        Assert.IsTrue(model.SelfTest());
        Assert.AreEqual("fan", model.Name);
        Assert.AreEqual("clogged", model.LabelOf(1));
        Assert.IsNotEmpty(GeneratedClass.Compile([File.ReadAllText(folder.Combine("FanModel.cs")), File.ReadAllText(folder.Combine("FanModel.Golden.cs"))]));
    }

    [TestMethod]
    public void FromRecordings_Run_MakesTheModelThatTheRecipeMakes()
    {
        using var program = new UserProgram(UserProgram.SourceOf("FromRecordings"));
        using var folder = new TemporaryFolder();

        (int exitCode, string output) = program.Run(Vibration, folder.Path);

        Assert.AreEqual(0, exitCode, output);
        Assert.StartsWith("720 windows with 14 features.\nfold 1 done\n", output);
        Assert.HasCount(8, AccuracyOfFold().Matches(output));
        CollectionAssert.AreEqual(
            (string[])["30", "60", "90", "120", "150"], Epoch().Matches(output).Select(epoch => epoch.Groups[1].Value).ToArray());
        Assert.MatchesRegex(@"\nAccuracy on windows of other recordings: float \d+\.\d %, int8 \d+\.\d %\n$", output);
        CollectionAssert.AreEqual(
            File.ReadAllBytes(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet")), File.ReadAllBytes(folder.Combine("vibration.edgenet")));
    }

    [TestMethod]
    public void FromRecordings_NoSuchFile_SaysSo()
    {
        using var program = new UserProgram(UserProgram.SourceOf("FromRecordings"));

        (int exitCode, string output) = program.Run("nowhere.csv");

        Assert.AreEqual((3, "nowhere.csv: there is no such file; check the path.\n"), (exitCode, output));
    }

    [TestMethod]
    public void FromRecordings_CtrlCWhileItTrains_KeepsTheBestWeightsSoFar()
    {
        RequireLinux();
        string endless = Evaluation().Replace(Endless(), "Array.Empty<PartScore>()");
        using var program = new UserProgram(endless);
        using var folder = new TemporaryFolder();

        (int exitCode, string rest) = program.Interrupt("training: epoch 30 of", Vibration, folder.Path);

        Assert.AreEqual(0, exitCode, rest);
        Assert.EndsWith("; stopped early\n", rest);
        Assert.IsTrue(Pipeline.Load(File.ReadAllBytes(folder.Combine("vibration.edgenet"))).SelfTest());
    }

    [TestMethod]
    public void FromRecordings_CtrlCWhileItEvaluates_EndsWithoutAModel()
    {
        RequireLinux();
        using var program = new UserProgram(Endless());
        using var folder = new TemporaryFolder();

        (int exitCode, string rest) = program.Interrupt("720 windows", Vibration, folder.Path);

        Assert.AreEqual((130, "Stopped before the first epoch had ended; there is no model.\n"), (exitCode, rest));
        Assert.IsEmpty(folder.FileNames);
    }

    private static string Endless()
    {
        string source = UserProgram.SourceOf("FromRecordings");
        Assert.Contains("Epochs = 150", source);
        return source.Replace("Epochs = 150", "Epochs = 1_000_000", StringComparison.Ordinal);
    }

    private static void RequireLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Ctrl-C is sent by programs of Linux.");
        }
    }

    [GeneratedRegex(@"training rows: float (\d+\.\d) %, int8 (\d+\.\d) %\nAccuracy on 90 rows that training did not see: float (\d+\.\d) %, int8 (\d+\.\d) %\n")]
    private static partial Regex AccuracyOfRows();

    [GeneratedRegex(@"run 1, fold \d: \d+ windows, float \d+\.\d %, int8 \d+\.\d %\n")]
    private static partial Regex AccuracyOfFold();

    [GeneratedRegex(@"training: epoch (\d+) of 150, cost \d\.\d{4}\n")]
    private static partial Regex Epoch();

    [GeneratedRegex(@"experiment\.Evaluate\(.*\)(?=\)\n)")]
    private static partial Regex Evaluation();
}
