using System.Diagnostics;
using System.Security.Cryptography;
using EdgeNet.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Models;

/// <summary>Trains the committed models again in processes that may use less of the processor, and compares every byte.</summary>
/// <remarks>A setting that this processor has no use for, such as 512 bits where there are none, runs all the same and must give the same bytes.</remarks>
[TestClass]
public sealed class ReproducibilityTests
{
    private static readonly string[] _settings =
    [
        "", "EnableAVX512=0", "EnableAVX2=0", "PreferredVectorBitWidth=128", "PreferredVectorBitWidth=256", "PreferredVectorBitWidth=512", "EnableHWIntrinsic=0",
    ];

    public static IEnumerable<object[]> ModelsAndSettings() =>
        from model in (string[])["sonar", "iris", "winding", "vibration"]
        from setting in _settings
        select new object[] { model, setting };

    [TestMethod]
    [DynamicData(nameof(ModelsAndSettings))]
    public void Train_CommittedModel_SameBytes(string model, string setting)
    {
        using var folder = new TemporaryFolder();
        string committed = TestData.ModelFolder(model);
        foreach (string name in (string[])["recipe.json", model + ".csv"])
        {
            File.Copy(Path.Combine(committed, name), folder.Combine(name));
        }

        Train(folder.Path, setting);

        string[] written = [.. folder.FileNames.Except(["recipe.json", model + ".csv", RunHistory.FileName])];
        Assert.IsGreaterThanOrEqualTo(3, written.Length, "the model, its learning curve and its class");
        foreach (string name in written)
        {
            string expected = HashOf(Path.Combine(committed, name));
            Assert.AreEqual(expected, HashOf(folder.Combine(name)), $"SHA-256 of {name} under {(setting.Length == 0 ? "the default" : setting)}");
        }
    }

    // What the committed models do without: every other activation, batch normalisation, dropout, schedules, weighted classes, a chosen threshold, 4 bits.
    [TestMethod]
    public void Train_EveryKindOfLayer_SameBytesUnderEverySetting()
    {
        const string Recipe = """
            {
              "name": "all", "data": "sonar.csv", "label": "object", "classes": ["rock", "mine"], "seed": 5,
              "hidden": [
                { "units": 13, "activation": "prelu", "batchNormalization": true, "dropout": 0.1 }, { "units": 9, "activation": "tanh" },
                { "units": 7, "activation": "sigmoid" }, { "units": 5, "activation": "leaky-relu" }
              ],
              "training": {
                "epochs": 30, "batchSize": 20, "learningRate": 0.01, "optimizer": "rms-prop", "l2": 0.001, "classWeights": "balanced",
                "schedule": { "kind": "exponential", "factor": 0.7, "every": 13 }
              },
              "quantization": { "weightBits": 4, "awareEpochs": 5 }, "threshold": { "by": "cost", "miss": 10, "falseAlarm": 1 }
            }
            """;
        var hashes = new HashSet<string>();
        foreach (string setting in _settings)
        {
            using var folder = new TemporaryFolder();
            File.Copy(Path.Combine(TestData.SonarFolder, "sonar.csv"), folder.Combine("sonar.csv"));
            File.WriteAllText(folder.Combine("recipe.json"), Recipe);
            Train(folder.Path, setting);
            hashes.Add(HashOf(folder.Combine("all.edgenet")) + HashOf(folder.Combine("all.history.csv")));
            Assert.HasCount(1, hashes, $"under {setting} the model or its learning curve is another");
        }
    }

    private static void Train(string folder, string setting)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "train", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (setting.Split('=') is [var name, var value])
        {
            start.Environment["DOTNET_" + name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(ExitCode.Success, process.ExitCode, error + output.GetAwaiter().GetResult());
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
