using EdgeNet.Capture;
using EdgeNet.Cli;
using EdgeNet.Files;
using EdgeNet.Fleet;
using EdgeNet.Interchange;
using EdgeNet.Networks.Layers;
using EdgeNet.Report;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Tuning;
using Mono.Cecil;

namespace EdgeNet.Tests.Layering;

/// <summary>Reads the compiled trainer: each room uses only those that it may.</summary>
[TestClass]
public class LayeringTests
{
    private static readonly Type[] OneOfEach =
        [typeof(InputException), typeof(LayerShape), typeof(NetworkFile), typeof(Experiment), typeof(Tuner), typeof(ModelReport), typeof(CaptureOptions), typeof(HealthReading), typeof(CommandLine)];

    private static readonly ModuleDefinition[] Modules = [.. OneOfEach.Select(type => ModuleDefinition.ReadModule(type.Assembly.Location))];

    [TestMethod]
    public void Trainer_EveryType_UsesOnlyTheRoomsThatItMay()
    {
        Violation.AssertNone(House.OfTheTrainer.Check(Modules));
    }

    [TestMethod]
    public void Trainer_References_AreReadAtAll()
    {
        string[] uses = [.. House.UsesIn(Modules).Select(use => $"{use.From} uses {use.To}").Distinct()];

        foreach (string expected in (string[])
            [
                "EdgeNet.Networks.Layers uses EdgeNet.Networks.Numerics", "EdgeNet.Networks.Training uses EdgeNet.Networks.Layers",
                "EdgeNet.Trainer.Quantization uses EdgeNet.Networks.Layers", "EdgeNet.Trainer.Export uses EdgeNet.Trainer.Quantization",
                "EdgeNet.Trainer.Experiments uses EdgeNet.Trainer.Recipes", $"{House.Front} uses EdgeNet.Trainer.Experiments",
                $"EdgeNet.Tuning uses {House.Front}", $"EdgeNet.Report.Sections uses {House.Front}", $"EdgeNet.Cli uses {House.Front}", "EdgeNet.Capture uses EdgeNet.Files",
                "EdgeNet.Fleet uses EdgeNet.Trainer", "EdgeNet.Fleet.Keys uses EdgeNet.Trainer.Export", "EdgeNet.Cli uses EdgeNet.Fleet",
            ])
        {
            Assert.Contains(expected, uses);
        }
    }

    [TestMethod]
    public void FrontTypes_AreAllThere()
    {
        string[] root = [.. Modules.SelectMany(module => module.Types).Where(type => type.Namespace == House.Vocabulary).Select(type => type.Name)];

        CollectionAssert.IsSubsetOf(House.FrontTypes, root);
    }

    [TestMethod]
    public void Check_HouseUpsideDown_FindsEveryRoomAtFault()
    {
        string[] found = [.. House.OfTheTrainer.UpsideDown().Check(Modules).Select(violation => violation.ToString())];

        Assert.Contains(
            "EdgeNet.Networks.Layers.DenseLayer`1: EdgeNet.Networks.Layers may not use EdgeNet.Networks.Numerics: EdgeNet.Networks.Numerics.Matrix`1", found); // a field
        foreach (string room in House.OfTheTrainer.Rooms.Except(["EdgeNet.Files", "EdgeNet.Networks.Numerics"]))
        {
            Assert.IsTrue(found.Any(line => line.Contains($": {room} may not use ", StringComparison.Ordinal)), $"{room} is not found.");
        }
    }

    [TestMethod]
    public void Check_RoomThatIsNotInTheHouse_IsFound()
    {
        string[] found = [.. House.OfTheTrainer.Without("EdgeNet.Networks.Evaluation").Check(Modules).Select(violation => violation.ToString())];

        Assert.Contains("EdgeNet.Networks.Evaluation.RocCurve: is in no room", found);
    }

    [TestMethod]
    public void CarriedIn_Trainer_IsWhatModelsAndScoresAreMadeOf()
    {
        HashSet<string> carried = House.CarriedIn(Modules);

        Assert.Contains("EdgeNet.Networks.Layers.LayerShape", carried);
        Assert.Contains("EdgeNet.Trainer.Experiments.FoldScore", carried);
        Assert.DoesNotContain("EdgeNet.Trainer.Recipes.Recipe", carried);
        Assert.DoesNotContain("EdgeNet.Trainer.Data.Tables.CsvTable", carried);
        Assert.DoesNotContain("EdgeNet.Trainer.Quantization.Quantizer", carried);
        Assert.DoesNotContain("EdgeNet.Trainer.Export.ModelWriter", carried);
    }

    [TestMethod]
    [DataRow("EdgeNet.Networks.Training", "EdgeNet.Networks.Numerics", true)]
    [DataRow("EdgeNet.Networks.Training", "EdgeNet.Networks.Training", true)]
    [DataRow("EdgeNet.Networks.Training", "EdgeNet.Networks.Evaluation", false)]
    [DataRow("EdgeNet.Networks.Numerics", "EdgeNet.Networks.Layers", false)]
    [DataRow("EdgeNet.Networks.Layers", "EdgeNet.Trainer.Data", false)]
    [DataRow("EdgeNet.Trainer.Data", "EdgeNet.Trainer.Data.Tables", false)]
    [DataRow("EdgeNet.Trainer.Export", "EdgeNet.Trainer.Recipes", false)]
    [DataRow("EdgeNet.Trainer.Recipes", "EdgeNet.Trainer.Experiments", false)]
    [DataRow("EdgeNet.Trainer.Recipes", "EdgeNet.Trainer front", false)]
    [DataRow("EdgeNet.Tuning", "EdgeNet.Trainer.Recipes", true)]
    [DataRow("EdgeNet.Cli", "EdgeNet.Trainer.Recipes", false)]
    [DataRow("EdgeNet.Cli", "EdgeNet.Trainer front", true)]
    [DataRow("EdgeNet.Report", "EdgeNet.Tuning", false)]
    [DataRow("EdgeNet.Capture", "EdgeNet.Trainer", false)]
    [DataRow("EdgeNet.Fleet", "EdgeNet.Trainer", true)]
    [DataRow("EdgeNet.Fleet", "EdgeNet.Trainer front", false)]
    [DataRow("EdgeNet.Trainer.Plots", "EdgeNet.Files", false)]
    public void MayUse_TwoRooms_IsWhatTheHouseSays(string from, string to, bool expected)
    {
        Assert.AreEqual(expected, House.OfTheTrainer.MayUse(from, to));
    }

    [TestMethod]
    public void Networks_Types_TouchNoFileNoJsonAndNoConsole()
    {
        string[] forbidden = ["System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.StreamReader", "System.IO.StreamWriter", "System.Console"];
        ModuleDefinition networks = Modules.Single(module => module.Assembly.Name.Name == "EdgeNet.Networks");

        string[] used = [.. networks.GetTypeReferences().Select(type => type.FullName)];

        Assert.IsGreaterThan(20, used.Length);
        Assert.IsEmpty(used.Where(name => forbidden.Contains(name) || name.StartsWith("System.Text.Json", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void Capture_References_AreNeitherADatabaseNorImageDecodersNorTheTrainer()
    {
        ModuleDefinition capture = Modules.Single(module => module.Assembly.Name.Name == "EdgeNet.Capture");

        string[] references = [.. capture.AssemblyReferences.Select(reference => reference.Name).Where(name => !name.StartsWith("System.", StringComparison.Ordinal))];

        Assert.AreSequenceEqual(["EdgeNet.Files"], references);
    }
}
