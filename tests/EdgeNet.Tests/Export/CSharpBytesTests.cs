using System.Reflection;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using Mono.Cecil;

namespace EdgeNet.Tests.Export;

/// <summary>A model file in C#: its bytes are those of the file, and what an assembly cannot hold is refused.</summary>
[TestClass]
public class CSharpBytesTests
{
    private const int MostBytes = AssemblyShare.Most - AssemblyShare.DataForApplication;

    private static readonly string Sonar = Path.Combine(TestData.SonarFolder, "sonar.edgenet");

    [TestMethod]
    public void Export_Bytes_GiveTheFileAndStayInFlash()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of("export", Sonar, "--bytes", "--namespace", "Some.Space", "--output", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.AreSequenceEqual((string[])["SonarFile.cs"], folder.FileNames);
        Assert.MatchesRegex(@"SonarFile leaves 65,[0-9]{3} of an assembly's 65,535 bytes of code, and 62,[0-9]{3} of as many of data, for the application", run.Output);
        string source = File.ReadAllText(folder.Combine("SonarFile.cs"));
        Assert.Contains("<c>Model.Load(SonarFile.Bytes())</c>", source);
        CollectionAssert.AreEqual(File.ReadAllBytes(Sonar), BytesOf(source, "Some.Space.SonarFile"));
        using ModuleDefinition module = DeviceCompiler.CompileTexts([source]);
        TypeDefinition type = module.Types.Single(each => each.Name == "SonarFile");
        Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(module)).Concat(LanguageLimits.CheckSums(module)));
        Assert.IsEmpty(type.Fields); // an array of a static field would be in RAM from the start
    }

    [TestMethod]
    public void Export_BytesAndClassTogether_AreAddedUp()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(ExitCode.Success, CliRun.Of("export", Sonar, "--csharp", "--class", "EchoModel", "--output", folder.Path).ExitCode);
        CliRun run = CliRun.Of("export", Sonar, "--bytes", "--class", "EchoModel", "--output", folder.Path);

        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains("EchoFile.cs", folder.FileNames);
        Assert.MatchesRegex(@"With EchoModel\.cs in the same folder, 5[0-9],[0-9]{3} bytes of code and 6[0-9],[0-9]{3} of data are left\.", run.Output);
    }

    [TestMethod]
    public void Generate_FileAtTheLimit_IsWrittenAndAByteMoreIsRefused()
    {
        byte[] largest = FileOf(bytes => bytes <= MostBytes - 8, -1);
        CSharpBytes written = ModelFile.Parse(largest).GenerateBytes();
        Assert.IsGreaterThan(MostBytes - 500, written.Share.DataBytes);
        CollectionAssert.AreEqual(largest, BytesOf(written.Source, $"{CSharpModel.DefaultNamespace}.{written.ClassName}"));

        byte[] larger = FileOf(bytes => bytes > MostBytes, 1);
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ModelFile.Parse(larger).GenerateBytes(className: "WideFile"));
        Assert.MatchesRegex(
            @"^WideFile would take about 6[0-9],[0-9]{3} bytes of data; an assembly has room for 65,535, of which 4,096 are for the application\. More arrays do not help, as all of an assembly share that room\. Add the file to a \.resx as a resource, which stays in flash, or send it with 'edgenet flash'\.",
            error.Message);
    }

    [TestMethod]
    [DataRow("--onnx-integer", "--namespace", "--csharp or --bytes")]
    [DataRow("--c", "--class", "--csharp or --bytes")]
    public void Export_OptionOfOtherForms_SaysWhose(string form, string option, string others) =>
        CliRun.Of("export", Sonar, form, option, "Some").ShouldFail(ExitCode.Usage, $"{option} needs {others}. See 'edgenet --help'.");

    // The first file that a condition on its length allows, of a network with a few more or fewer inputs each time.
    private static byte[] FileOf(Func<int, bool> isAllowed, int step)
    {
        const int PerInput = 13; // a weight, a scale, an offset, a golden input
        int inputs = MostBytes / PerInput;
        byte[] file;
        do
        {
            inputs += step;
            file = RandomModels.Make(1, inputs, [], goldenVectors: 1).File;
        }
        while (!isAllowed(file.Length));

        return file;
    }

    private static byte[] BytesOf(string source, string type) =>
        (byte[])Assembly.Load(GeneratedClass.Compile([source])).GetType(type)!.GetMethod("Bytes")!.Invoke(null, null)!;
}
