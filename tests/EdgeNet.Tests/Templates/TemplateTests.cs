using System.Text.Json;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Device;
using EdgeNet.Tests.Projects;
using Mono.Cecil;

namespace EdgeNet.Tests.Templates;

/// <summary>What a template makes trains as it is, and its program compiles for the device.</summary>
[TestClass]
public class TemplateTests
{
    [TestMethod]
    [DataRow("classifier", "my-fan", new[] { "MyFanModel.cs", "MyFanModel.Golden.cs" })]
    [DataRow("stream", "motor_3", new[] { "Motor3Model.cs", "Motor3Model.Golden.cs", "Motor3Stream.cs", "Motor3Stream.Golden.cs" })]
    public void Project_Trained_CompilesForTheDevice(string kind, string name, string[] classes)
    {
        using var project = new TemplateFolder(kind, name);

        CliRun run = CliRun.Of("train", project.Path);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.DoesNotContain("Warning", run.Output + run.Error);
        Assert.Contains("4 of 4 exact", run.Output);
        Assert.IsTrue(File.Exists(project.Combine($"{name}.edgenet")));
        var device = new NanoProject(project.Combine($"device/{name}.nfproj"));
        CollectionAssert.AreEqual(classes.Select(file => $@"..\{file}").ToArray(), device.Compile.Where(file => file.StartsWith("..", StringComparison.Ordinal)).ToArray());
        using ModuleDefinition module = DeviceCompiler.CompileFiles(name, device.Compile.Select(file => Path.Combine(device.Folder, file.Replace('\\', Path.DirectorySeparatorChar))));
        Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(module)).Concat(LanguageLimits.CheckSums(module)));
    }

    [TestMethod]
    [DataRow("classifier", new[] { "EdgeNet" })]
    [DataRow("stream", new[] { "EdgeNet", "EdgeNet.Streams" })]
    public void DeviceProject_AllRules_FindNothing(string kind, string[] libraries)
    {
        using var project = new TemplateFolder(kind, "fan");
        var device = new NanoProject(project.Combine("device/fan.nfproj"));
        const string version = "0.1.0"; // stands for the version that the template is packed with

        // The rules know the nanoFramework's packages; here those of EdgeNet stand beside them, and the classes are there after training.
        string[] findings = [.. NanoProjectRules.Check(device, project.Path).Where(each => !each.Contains("EdgeNet", StringComparison.Ordinal) && !each.Contains(@"'..\Fan", StringComparison.Ordinal))];

        Assert.IsEmpty(findings, string.Join('\n', findings));
        CollectionAssert.AreEqual(libraries, device.References.Select(each => each.Identity).Where(each => each.StartsWith("EdgeNet", StringComparison.Ordinal)).ToArray());
        foreach (string library in libraries)
        {
            Assert.Contains((library, $@"..\packages\{library}.{version}\lib\{library}.dll"), device.References);
            Assert.Contains(new NanoPackage(library, version, "netnano1.0"), device.Packages);
        }

        string solution = File.ReadAllText(project.Combine("fan.sln"));
        Assert.Contains($"""= "fan", "device\fan.nfproj", "{device.Property("ProjectGuid")}" """.TrimEnd(), solution);
    }

    [TestMethod]
    [DataRow("classifier")]
    [DataRow("stream")]
    public void Configuration_OfATemplate_FitsItsFiles(string kind)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(TemplateFolder.Content(kind), ".template.config", "template.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        JsonElement template = document.RootElement;

        Assert.AreEqual($"edgenet-{kind}", template.GetProperty("shortName").GetString());
        Assert.Contains(template.GetProperty("guids")[0].GetString()!, File.ReadAllText(Path.Combine(TemplateFolder.Content(kind), "EdgeNetApp.sln")));
        Assert.Contains(template.GetProperty("symbols").GetProperty("recipeName").GetProperty("replaces").GetString()!, File.ReadAllText(Path.Combine(TemplateFolder.Content(kind), "recipe.json")));
    }
}
