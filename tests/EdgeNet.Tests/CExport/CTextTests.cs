using System.Text;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.CExport;

/// <summary>Whatever a name in a model file is, in C it is a text and no code.</summary>
[TestClass]
public class CTextTests
{
    private static readonly string[] Hostile =
    [
        "\"); exit(1); /*",
        "*/ int evil; /*",
        "??/",
        "??=define int float",
        "line\nfeed\r\u0085\u2028\u2029 end\\",
        "\\x41 \\101 1\u00b5 7",
        "%s %n {0}",
        "°C, Größe, 温度, \ud83c\udf21",
        string.Empty,
        new string('"', 64),
        new string('\u00e9', 200),
    ];

    [TestMethod]
    [DataRow("gcc", "-std=c99")]
    [DataRow("clang", "-std=c99")]
    [DataRow("g++", "-std=c++11", "-x", "c++")]
    public void Text_Hostile_IsReadBackByTheCompiler(string compiler, params string[] options)
    {
        RandomModel network = RandomModels.Make(1, Hostile.Length, [], goldenVectors: 1, outputs: Hostile.Length, output: Activation.Softmax);
        ModelContents contents = ModelContents.Read(network.File);
        contents.Name = Hostile[0];
        contents.Labels = Hostile;
        CSourceModel model = CExporter.Write(contents, null, Hostile);
        using var folder = new TemporaryFolder();
        folder.Write(model.FileName, model.Source);
        folder.Write("program.c", $$"""
            #include "{{model.FileName}}"
            #include <stdio.h>

            int main(void)
            {
                int j;
                for (j = 0; j < EXIT_1_CLASSES; j++)
                {
                    puts(exit_1_labels[j]);
                    puts(exit_1_input_names[j]);
                }

                puts(exit_1_name);
                return exit_1_self_test();
            }

            """);
        string program = CCompiler.Find(compiler).Compile(folder.Path, "program.c", [.. CCompiler.Strict, .. options]);
        (int exitCode, string text) = CCompiler.Run(program, folder.Path);

        Assert.AreEqual(0, exitCode);
        Assert.AreEqual(string.Concat(Hostile.Append(Hostile[0]).SelectMany((name, n) => Enumerable.Repeat(Cut(name) + "\n", n < Hostile.Length ? 2 : 1))), text);
        Assert.IsTrue(model.Source.All(char.IsAscii));
        Assert.DoesNotContain("evil", string.Concat(model.Source.Split('\n').Where(line => !line.Contains('"'))));
    }

    [TestMethod]
    [DataRow("sonar", "sonar")]
    [DataRow("fan-1 left", "fan_1_left")]
    [DataRow("MyFan2Model", "my_fan2_model")]
    [DataRow("9 lives", "model_9_lives")]
    [DataRow("", "model")]
    [DataRow("__int__", "int")]
    [DataRow("*/ evil();", "evil")]
    [DataRow("größe", "gr_e")]
    [DataRow("0123456789012345678901234567890123456789abc", "model_0123456789012345678901234567890123")]
    public void PrefixOf_ModelName_BeginsIdentifiers(string name, string expected)
    {
        Assert.AreEqual(expected, CSourceModel.PrefixOf(name));
        Assert.IsNull(CSourceModel.FaultOfPrefix(CSourceModel.PrefixOf(name)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("_a")]
    [DataRow("a_")]
    [DataRow("a__b")]
    [DataRow("1a")]
    [DataRow("a-b")]
    [DataRow("ä")]
    public void FaultOfPrefix_NoIdentifier_SaysSo(string prefix) =>
        Assert.AreEqual($"must be made of letters, digits and single _ between them, with a letter first, and is '{prefix}'.", CSourceModel.FaultOfPrefix(prefix));

    [TestMethod]
    [DataRow("gcc")]
    [DataRow("g++")]
    public void Write_KeywordsAndWordsOfTheLibraryAsPrefix_Compile(string compiler)
    {
        string[] prefixes = ["int", "class", "operator", "main", "unix", "linux", "NULL", "exp", "str", "errno", "edgenet", "INT8", "size", "E1"];
        RandomModel network = RandomModels.Make(1, 3, [(2, Activation.Tanh)], goldenVectors: 1);
        using var folder = new TemporaryFolder();
        foreach (string prefix in prefixes)
        {
            folder.Write($"{prefix}_model.h", CExporter.Write(ModelContents.Read(network.File), null, [], prefix).Source);
        }

        IEnumerable<string> lines = prefixes.Select(prefix => $"#include \"{prefix}_model.h\"");
        folder.Write("program.c", $"#include <errno.h>\n#include <stdio.h>\n{string.Join('\n', lines)}\n\nint main(void)\n{{\n    return {string.Join(" + ", prefixes.Select(prefix => prefix + "_self_test()"))};\n}}\n");
        string program = CCompiler.Find(compiler).Compile(folder.Path, "program.c", [.. CCompiler.Strict, "-x", compiler == "g++" ? "c++" : "c"]);
        Assert.AreEqual(0, CCompiler.Run(program, folder.Path).ExitCode);
    }

    [TestMethod]
    public void Write_WithoutProbabilitiesAndGolden_NeedsNoLibraryButMemory()
    {
        using var folder = new TemporaryFolder();
        folder.Write("vibration_model.h", ModelFile.Open(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet")).GenerateC().Source);
        folder.Write("program.c", """
            #define VIBRATION_NO_PROBABILITIES
            #define VIBRATION_NO_GOLDEN
            #include "vibration_model.h"

            double exp(int unused); /* <math.h> is not included, or this would be an error */

            static vibration_stream stream;

            int main(void)
            {
                int32_t readings[VIBRATION_CHANNELS] = {1, 2, 3};
                vibration_stream_start(&stream);
                return vibration_stream_add(&stream, readings) + vibration_stream_label(&stream)[0];
            }

            """);
        string program = CCompiler.Find("gcc", "clang", "cc").Compile(folder.Path, "program.c", "-std=c99", "-O0", "-fno-builtin");
        Assert.AreEqual(0, CCompiler.Run(program, folder.Path).ExitCode);
    }

    [TestMethod]
    public void RamBytes_OfTheHeader_AreThoseOfTheStructure()
    {
        CSourceModel model = ModelFile.Open(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet")).GenerateC();
        using var folder = new TemporaryFolder();
        folder.Write(model.FileName, model.Source);
        folder.Write("program.c", "#include \"vibration_model.h\"\n#include <stdio.h>\n\nint main(void)\n{\n    printf(\"%d\", (int)sizeof(vibration_stream));\n    return 0;\n}\n");
        string bytes = CCompiler.Run(CCompiler.Find("gcc", "clang", "cc").Compile(folder.Path, "program.c"), folder.Path).Text;
        Assert.Contains(FormattableString.Invariant($"A vibration_stream takes {int.Parse(bytes):N0} bytes of RAM"), model.Source);
    }

    [TestMethod]
    [DataRow("gcc", "-std=c99")]
    [DataRow("clang", "-std=c99")]
    [DataRow("g++", "-std=c++11", "-x", "c++")]
    public void Fragments_AllInOneHeader_CompileAsTheyStand(string compiler, params string[] options)
    {
        string fragments = Path.Combine(TestData.RepositoryFolder(), "firmware", "EdgeNet.Native", "C");
        string all = File.ReadAllText(Path.Combine(fragments, "edgenet.h"));
        string[] names = [.. Directory.GetFiles(fragments, "edgenet_*.h").Select(path => Path.GetFileName(path))];
        Assert.IsGreaterThan(15, names.Length);
        foreach (string name in names)
        {
            Assert.Contains($"#include \"{name}\"", all);
        }

        using var folder = new TemporaryFolder();
        folder.Write("program.c", "#include \"edgenet.h\"\n\nint main(void)\n{\n    return edgenet_shift_right(-3, 1) == -2 ? 0 : 1;\n}\n");
        string program = CCompiler.Find(compiler).Compile(folder.Path, "program.c", [.. CCompiler.Strict, .. options, "-I", fragments]);
        Assert.AreEqual(0, CCompiler.Run(program, folder.Path).ExitCode);
    }

    // What is longer than a name in C is cut off, between two characters.
    private static string Cut(string name)
    {
        while (Encoding.UTF8.GetByteCount(name) > 250)
        {
            name = name[..^1];
        }

        return name;
    }
}
