using System.Globalization;
using EdgeNet.Cli;
using EdgeNet.Files;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Recipes;

/// <summary>The section <c>update</c> of a recipe, and the seal that training writes.</summary>
[TestClass]
public class UpdateRecipeTests
{
    private const string Two = """ "label": "label", "classes": ["no", "yes"] """;

    [TestMethod]
    public void Train_TwoClasses_SealsTheModelAndChangesNothingElse()
    {
        using TemporaryFolder folder = Write(Two);
        CliRun without = CliRun.Of("train", folder.Path);
        byte[] plain = File.ReadAllBytes(folder.Combine("m.edgenet"));
        using TemporaryFolder other = Write($$"""{{Two}}, "update": { "version": 3 }""");
        CliRun run = CliRun.Of("train", other.Path);

        Assert.AreEqual(ExitCode.Success, without.ExitCode, without.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.AreEqual(4, BitConverter.ToUInt16(plain, 4));
        Assert.DoesNotContain("edgenet sign", without.Output);
        Assert.Contains("For boards in the field: version 3, a trial of 100 decisions, a health record every 60 s; the alarm is yes. They take it once 'edgenet sign ", run.Output);
        ModelFile file = ModelFile.Open(other.Combine("m.edgenet"));
        Assert.AreSequenceEqual(plain, file.Unsealed);
        ModelSeal seal = file.Seal!;
        Assert.AreEqual((3, SignatureKind.None, 1, 100, 60), (seal.Version, seal.Kind, seal.Alarm, seal.TrialDecisions, seal.HealthSeconds));
        Assert.IsTrue(seal.HasShares);
        Assert.Contains($"{file.SealBytes} of the seal", run.Output);
    }

    [TestMethod]
    public void Train_SignInspectAndReport_GoTogether()
    {
        using TemporaryFolder folder = Write($$"""{{Two}}, "update": { "version": 3, "alarm": "no", "trial": 5, "health": 0 }""");
        string model = folder.Combine("m.edgenet");
        string key = folder.Combine("k");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path, "--set", "seed=2", "--checkpoint").ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("key", "new", key).ExitCode);
        CliRun sign = CliRun.Of("sign", model, "--key", key);
        CliRun inspect = CliRun.Of("inspect", model, "--key", key + ".pub");

        Assert.AreEqual(string.Empty, sign.Error);
        Assert.AreEqual(ExitCode.Success, sign.ExitCode);
        Assert.Contains("m, version 3, a trial of 5 decisions, no health records; the alarm is no.", sign.Output);
        Assert.AreEqual(ExitCode.Success, inspect.ExitCode);
        Assert.Contains("Signature: right", inspect.Output);
        Assert.IsTrue(ModelFile.Open(model).Seal!.HasShares);

        // It is still the model of its run and of its checkpoint.
        TrainingRun run = RunHistory.Find(folder.Path, ModelFile.Open(model))!;
        Assert.AreSequenceEqual(["seed=2"], run.Changes);
        CliRun export = CliRun.Of("export", model, "--onnx", "--csharp");
        Assert.AreEqual(ExitCode.Success, export.ExitCode, export.Error);
        CliRun rows = CliRun.Of("run", model, folder.Combine("d.csv"));
        Assert.AreEqual(ExitCode.Success, rows.ExitCode, rows.Error);
    }

    [TestMethod]
    public void Train_ShareAtAnEnd_IsThatOfTheTrainingExamples()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 600).Select(k => k < 200 && k % 4 == 0 ? 0f : k == 201 ? 100f : random.Next(10, 90))];
        var data = new Dataset(new Matrix<float>(3, 200, values), new Matrix<float>(1, 200, [.. Enumerable.Range(0, 200).Select(e => e / 7 % 2f)]), ["a", "b", "c"], ["no", "yes"]);
        TrainedModel model = ModelBuilder.Build(new TrainingOptions { Name = "m", Readings = (0, 100), Update = new UpdateOptions { Version = 9 }, Epochs = 2 }, data, null);
        ModelSeal seal = model.File.Seal!;

        Assert.AreSequenceEqual([64, 2, 0], Enumerable.Range(0, 3).Select(seal.ShareAtEnd)); // 255 / 4 and 255 / 200, rounded up
    }

    [TestMethod]
    public void Train_Quantities_HaveNoAlarm()
    {
        using TemporaryFolder folder = Write(""" "label": "a", "output": "linear", "ignore": ["label"], "update": { "version": 1 } """);
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("; no alarm. They take it", run.Output);
        Assert.AreEqual(ModelSeal.NoAlarm, ModelFile.Open(folder.Combine("m.edgenet")).Seal!.Alarm);
    }

    [TestMethod]
    public void Train_AnomalyModel_HasTheAlarmUnusual()
    {
        using TemporaryFolder folder = Write($$"""{{Two}}, "task": "anomaly", "update": { "version": 2 }""");
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("the alarm is unusual", run.Output);
        ModelSeal seal = ModelFile.Open(folder.Combine("m.edgenet")).Seal!;
        Assert.AreEqual("unusual", seal.LabelOf(seal.Alarm));
        Assert.IsTrue(seal.IsAnomaly);
    }

    [TestMethod]
    public void Train_Stream_IsSealedBehindItsNames()
    {
        using var folder = new StreamFolder(rest: ", \"update\": { \"version\": 4 }");
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        ModelFile file = ModelFile.Open(Directory.GetFiles(folder.Path, "*.edgenet").Single());
        Assert.IsTrue(file.Seal!.HasStream);
        Assert.AreEqual(file.FeatureNames[0], file.Seal.InputNameOf(0));
        Assert.IsTrue(file.Pipeline!.SelfTest());
    }

    [TestMethod]
    [DataRow(Two + """, "update": {} """, "the key 'update.version' is missing; add it.")]
    [DataRow(Two + """, "update": { "version": 0 } """, "'update.version' must be a whole number from 1 to 2147483647, and is 0.")]
    [DataRow(Two + """, "update": { "version": 1, "trial": 1000001 } """, "'update.trial' must be a whole number from 1 to 1000000, and is 1000001.")]
    [DataRow(Two + """, "update": { "version": 1, "alarm": "Yes" } """, "'update.alarm' is 'Yes', and the classes are no, yes; name one of them, or remove it.")]
    [DataRow(Two + """, "task": "anomaly", "update": { "version": 1, "alarm": "yes" } """, "'update.alarm' is 'yes', and the classes of task anomaly are normal, unusual; name one of them, or remove it.")]
    [DataRow(""" "label": "a", "output": "linear", "update": { "version": 1, "alarm": "a" } """, "'update.alarm' is a class, and quantities have none; remove it.")]
    [DataRow(Two + """, "update": { "version": 1, "key": "k" } """, "unknown key 'update.key'; the keys here are version, alarm, trial, health.")]
    public void Read_ImpossibleUpdate_IsRefused(string keys, string message)
    {
        using TemporaryFolder folder = Write(keys);
        CliRun.Of("train", folder.Path).ShouldFail(ExitCode.BadRecipe, $"recipe.json: {message}");
    }

    [TestMethod]
    public void Read_ClassBeyondTheByte_CannotBeTheAlarm()
    {
        string classes = string.Join(", ", Enumerable.Range(0, 257).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        using TemporaryFolder folder = Write($$""" "label": "label", "classes": [{{classes}}], "update": { "version": 1, "alarm": 254 } """);
        Assert.AreEqual("254", RecipeReader.Read(folder.Path).Options.Update!.Alarm);
        using TemporaryFolder beyond = Write($$""" "label": "label", "classes": [{{classes}}], "update": { "version": 1, "alarm": 255 } """);
        Assert.AreEqual(
            "recipe.json: 'update.alarm' is class 256, and only the first 255 can be an alarm; move it up in 'classes'.",
            Assert.ThrowsExactly<RecipeException>(() => RecipeReader.Read(beyond.Path)).Message);
    }

    [TestMethod]
    [DataRow(0, null, 1, 1)]
    [DataRow(1, "maybe", 1, 1)]
    [DataRow(1, null, 0, 1)]
    [DataRow(1, null, 1_000_001, 1)]
    [DataRow(1, null, 1, -1)]
    public void Build_ImpossibleOptions_AreRefused(int version, string? alarm, int trial, int health)
    {
        var options = new TrainingOptions { Name = "m", Epochs = 1, Update = new UpdateOptions { Version = version, Alarm = alarm, TrialDecisions = trial, HealthSeconds = health } };
        Assert.ThrowsExactly<ArgumentException>(() => options.Validate(TestData.Clouds(2, 40, seed: 1), null));
    }

    [TestMethod]
    public void Study_OfARecipeWithAnotherUpdate_IsTheSame()
    {
        using TemporaryFolder folder = Write(Two);
        using TemporaryFolder other = Write($$"""{{Two}}, "update": { "version": 3 }""");
        Assert.AreEqual(Identity(folder), Identity(other));

        static StudyIdentity Identity(TemporaryFolder folder)
        {
            RecipeDocument document = RecipeDocument.Read(folder.Path);
            return StudyIdentity.Of(document, TestData.Clouds(2, 40, seed: 1), SearchSpaceReader.Read(document, 40), new TuningOptions());
        }
    }

    private static TemporaryFolder Write(string keys)
    {
        var folder = new TemporaryFolder();
        var random = new Random(3);
        folder.Write("d.csv", "a,b,label\n" + string.Concat(Enumerable.Range(0, 200).Select(n =>
            FormattableString.Invariant($"{random.NextDouble() + (n % 2):0.000},{random.NextDouble():0.000},{(n % 2 == 0 ? "no" : "yes")}\n"))));
        string training = keys.Contains("anomaly", StringComparison.Ordinal) ? string.Empty : ", \"training\": { \"epochs\": 3 }";
        folder.Write("recipe.json", $$"""{ "name": "m", "data": "d.csv", {{keys}}{{training}} }""");
        return folder;
    }
}
