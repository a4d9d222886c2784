using System.Reflection;
using EdgeNet.Tests.Export;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Models;

/// <summary>The C# in <c>models/</c> is what <c>edgenet export</c> writes, and a pipeline of it tests itself with windows of readings.</summary>
[TestClass]
public class GeneratedFilesTests
{
    [TestMethod]
    [DataRow("iris", 2)]
    [DataRow("sonar", 2)]
    [DataRow("vibration", 4)]
    [DataRow("winding", 2)]
    public void Sources_OfEachModel_AreWhatExportWrites(string name, int count)
    {
        using var folder = new TemporaryFolder();
        Cli.CliRun run = Cli.CliRun.Of("export", Path.Combine(TestData.ModelFolder(name), name + ".edgenet"), "--csharp", "--output", folder.Path);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        string[] committed = [.. Directory.GetFiles(TestData.ModelFolder(name), "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

        Assert.HasCount(count, committed);
        Assert.AreSequenceEqual(folder.FileNames.Order(StringComparer.Ordinal), committed);
        foreach (string file in committed)
        {
            Assert.AreEqual(File.ReadAllText(folder.Combine(file)), File.ReadAllText(Path.Combine(TestData.ModelFolder(name), file)).ReplaceLineEndings("\n"), file);
        }
    }

    [TestMethod]
    public void SelfTest_OfVibration_FailsWithOneWeightOfTheGeneratedClassAltered()
    {
        CSharpModel model = Vibration();
        Assert.IsTrue(PipelineOf(model).SelfTest());
        int at = model.Source.IndexOf(" * 4054465904698L", StringComparison.Ordinal);
        Assert.IsGreaterThan(0, at);

        Assert.IsFalse(PipelineOf(model with { Source = model.Source.Insert(at + 3, "2") }).SelfTest());
    }

    [TestMethod]
    [DataRow("FeatureKind.Kurtosis, 2", "FeatureKind.Kurtosis, 1")]
    [DataRow("0, 3, 7)", "0, 3, 8)")]
    public void SelfTest_OfVibration_FailsWithAnotherSetting(string sound, string altered)
    {
        CSharpModel model = Vibration();
        CSharpStream stream = model.Stream!;
        Assert.Contains(sound, stream.Source);
        stream = stream with { Source = stream.Source.Replace(sound, altered, StringComparison.Ordinal) };

        Assert.IsFalse(PipelineOf(model with { Stream = stream }).SelfTest());
    }

    [TestMethod]
    public void SelfTest_WithoutTheFileOfGoldenWindows_TestsTheNetworkAlone()
    {
        CSharpModel model = Vibration();
        Pipeline pipeline = PipelineOf(model with { Stream = model.Stream! with { GoldenSource = string.Empty } });

        Assert.IsEmpty(pipeline.Settings.Golden);
        Assert.IsTrue(pipeline.SelfTest());
    }

    private static CSharpModel Vibration() => ModelFile.Open(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet")).Generate();

    private static Pipeline PipelineOf(CSharpModel model)
    {
        var assembly = Assembly.Load(GeneratedClass.Compile([model.Source, model.GoldenSource, model.Stream!.Source, model.Stream.GoldenSource]));
        var predictor = (Predictor)Activator.CreateInstance(assembly.GetType($"{CSharpModel.DefaultNamespace}.{model.ClassName}")!)!;
        object settings = assembly.GetType($"{CSharpModel.DefaultNamespace}.{model.Stream.ClassName}")!.GetMethod("Settings")!.Invoke(null, null)!;
        return new Pipeline(predictor, (StreamSettings)settings);
    }
}
