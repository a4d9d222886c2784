using EdgeNet.Cli;
using EdgeNet.Tests.Cli;

namespace EdgeNet.Tests.CExport;

/// <summary>The command writes a model in C, alone or together with other forms.</summary>
[TestClass]
public class CFilesTests
{
    private static readonly string Sonar = Path.Combine(TestData.SonarFolder, "sonar.edgenet");

    [TestMethod]
    public void Export_TwoFormsAtOnce_WritesBoth()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of("export", Sonar, "--csharp", "--c", "--output", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.AreSequenceEqual((string[])["SonarModel.cs", "SonarModel.Golden.cs", "sonar_model.h"], folder.FileNames);
        Assert.Contains("sonar_model.h", run.Output);
    }

    [TestMethod]
    public void Export_Prefix_NamesTheFileAndTheFunctions()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of("export", Sonar, "--c", "--prefix", "left_echo", "--output", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.AreSequenceEqual((string[])["left_echo_model.h"], folder.FileNames);
        string header = File.ReadAllText(folder.Combine("left_echo_model.h"));
        Assert.Contains("static inline void left_echo_logits(const float *features, int32_t *logits)", header);
        Assert.DoesNotContain("edgenet_", header);
        Assert.DoesNotContain("sonar_", header);
    }

    [TestMethod]
    public void Export_NoForm_SaysWhichThereAre() =>
        CliRun.Of("export", Sonar).ShouldFail(ExitCode.Usage, "'edgenet export' needs at least one of --csharp, --bytes, --c, --onnx, --onnx-integer. See 'edgenet --help'.");

    [TestMethod]
    [DataRow("--c", "--class", "Some", "--csharp or --bytes")]
    [DataRow("--c", "--namespace", "Some", "--csharp or --bytes")]
    [DataRow("--csharp", "--prefix", "some", "--c")]
    public void Export_OptionOfAnotherForm_SaysWhose(string form, string option, string value, string other) =>
        CliRun.Of("export", Sonar, form, option, value).ShouldFail(ExitCode.Usage, $"{option} needs {other}. See 'edgenet --help'.");

    [TestMethod]
    public void Export_PrefixThatCDoesNotTake_SaysWhatItMayBe() =>
        CliRun.Of("export", Sonar, "--c", "--prefix", "2fast").ShouldFail(
            ExitCode.Usage, "--prefix must be made of letters, digits and single _ between them, with a letter first, and is '2fast'. See 'edgenet --help'.");
}
