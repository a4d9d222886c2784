using System.Text.RegularExpressions;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.CExport;

/// <summary>What the page "A model in C" shows compiles and runs.</summary>
[TestClass]
public partial class CPageTests
{
    private static readonly string Firmware = Path.Combine(TestData.RepositoryFolder(), "firmware");

    private static readonly string Text = System.IO.File.ReadAllText(Path.Combine(Firmware, "C.md")).ReplaceLineEndings("\n");

    [TestMethod]
    public void Page_Length_IsUnderOneHundredAndFiftyLines() => Assert.IsLessThan(150, Text.Split('\n').Length);

    [TestMethod]
    public void Code_OfSonar_SaysWhatTheDeviceLibrarySays()
    {
        (int exitCode, string output) = Run("sonar", Blocks()[0]);
        Model model = ModelFile.Open(Path.Combine(TestData.SonarFolder, "sonar.edgenet")).Device;
        float[] echo = new float[model.InputCount];
        Assert.AreEqual(0, exitCode);
        Assert.AreEqual(FormattableString.Invariant($"{model.LabelOf(model.ClassOf(echo))} {model.Predict(echo):F3}\n"), output);
    }

    [TestMethod]
    public void Code_OfTheStream_FindsAState()
    {
        (int exitCode, string output) = Run("vibration", Blocks()[1] + """


            int main(void)
            {
                int i;
                if (!start())
                {
                    return 1;
                }

                for (i = 0; i < 500; i++)
                {
                    on_reading(0, 0, 1000);
                }

                return 0;
            }

            """.ReplaceLineEndings("\n"));
        ModelFile vibration = File("vibration");
        for (int i = 0; i < 500; i++)
        {
            vibration.Pipeline!.Add(0, 0, 1000);
        }

        Assert.AreEqual(0, exitCode);
        Assert.EndsWith(vibration.Pipeline!.StateLabel + "\n", output);
    }

    [TestMethod]
    public void Functions_OfTheTable_AreInAHeader()
    {
        string headers = string.Concat(((string[])["sonar", "iris", "winding"]).Select(name => File(name).GenerateC("m").Source));
        string[] named = [.. FunctionName().Matches(Text).Select(match => match.Groups[1].Value).Distinct()];
        Assert.IsGreaterThan(9, named.Length);
        foreach (string name in named)
        {
            Assert.MatchesRegex($@"static inline \w+ {name}\(", headers);
        }
    }

    [TestMethod]
    public void Links_OfThePage_LeadToFilesAndTheReadmeLeadsHere()
    {
        MatchCollection links = Link().Matches(Text);
        Assert.HasCount(2, links);
        foreach (Match link in links)
        {
            Assert.IsTrue(System.IO.File.Exists(Path.GetFullPath(Path.Combine(Firmware, link.Groups[1].Value))), link.Value);
        }

        Assert.Contains("(firmware/C.md)", System.IO.File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "README.md")));
    }

    private static ModelFile File(string name) => ModelFile.Open(Path.Combine(TestData.ModelFolder(name), name + ".edgenet"));

    private static string[] Blocks() => [.. CodeBlock().Matches(Text).Select(block => block.Groups[1].Value)];

    private static (int ExitCode, string Output) Run(string model, string source)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"{model}_model.h", File(model).GenerateC().Source);
        folder.Write("program.c", source + "\n");
        string program = CCompiler.Find("gcc", "clang", "cc").Compile(folder.Path, "program.c", ["-std=c99", "-O2", .. CCompiler.Strict]);
        return CCompiler.Run(program, folder.Path);
    }

    [GeneratedRegex("```c\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"`(m_\w+)\(")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();
}
