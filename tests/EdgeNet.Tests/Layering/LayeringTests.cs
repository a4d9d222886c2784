using EdgeNet.Tests.Device;
using EdgeNet.Trainer.Recipes;
using Mono.Cecil;

namespace EdgeNet.Tests.Layering;

/// <summary>Reads the compiled trainer: a stage of the pipeline depends only on earlier stages.</summary>
[TestClass]
public class LayeringTests
{
    [TestMethod]
    public void Trainer_EveryType_RefersToEarlierStagesOnly()
    {
        using ModuleDefinition module = Open();

        Violation.AssertNone(Stages.OfTheTrainer.Check(module));
    }

    [TestMethod]
    public void Trainer_References_AreReadAtAll()
    {
        using ModuleDefinition module = Open();
        string[] uses = [.. Stages.UsesIn(module).Select(use => $"{use.From} uses {use.To}").Distinct()];

        Assert.Contains("Data uses Numerics", uses);
        Assert.Contains("Networks uses Numerics", uses);
        Assert.Contains("Training uses Networks", uses);
        Assert.Contains("Training uses Data", uses);
        Assert.Contains("Quantization uses Networks", uses);
        Assert.Contains("Export uses Quantization", uses);
        Assert.Contains("Recipes uses Evaluation", uses);
        Assert.Contains("Recipes uses Export", uses);
        Assert.Contains("Tuning uses Recipes", uses);
    }

    [TestMethod]
    public void Check_OrderReversed_FindsEveryStageAtFault()
    {
        using ModuleDefinition module = Open();
        var reversed = new Stages([.. Stages.OfTheTrainer.Order.Reverse()]);

        string[] found = [.. reversed.Check(module).Select(violation => violation.ToString())];

        Assert.Contains(
            "EdgeNet.Networks.Layers.DenseLayer`1: Networks may not use Numerics: EdgeNet.Networks.Numerics.Matrix`1", found); // a field
        Assert.Contains(
            "EdgeNet.Networks.Training.AdamOptimizer`1..ctor: Training may not use Networks: EdgeNet.Networks.Layers.Network`1", found); // a signature
        Assert.Contains(
            "EdgeNet.Trainer.TrainedModel.ScoreFloat: Recipes may not use Evaluation: EdgeNet.Networks.Evaluation.Score", found);
        foreach (string stage in Stages.OfTheTrainer.Order.Except(["Numerics", "Evaluation"]))
        {
            Assert.IsTrue(found.Any(line => line.Contains($": {stage} may not use ", StringComparison.Ordinal)), $"{stage} is not found.");
        }
    }

    [TestMethod]
    public void Check_StageThatIsNotInTheOrder_IsFound()
    {
        using ModuleDefinition module = Open();
        var shortened = new Stages([.. Stages.OfTheTrainer.Order.Except(["Evaluation"])]);

        string[] found = [.. shortened.Check(module).Select(violation => violation.ToString())];

        Assert.Contains("EdgeNet.Networks.Evaluation.RocCurve: is in no stage", found);
    }

    [TestMethod]
    [DataRow("Training", "Numerics", true)]
    [DataRow("Training", "Networks", true)]
    [DataRow("Training", "Training", true)]
    [DataRow("Training", "Evaluation", false)]
    [DataRow("Training", "Recipes", false)]
    [DataRow("Numerics", "Networks", false)]
    [DataRow("Data", "Numerics", true)]
    [DataRow("Data", "Networks", false)]
    [DataRow("Data", "Recipes", false)]
    [DataRow("Numerics", "Data", false)]
    [DataRow("Networks", "Data", true)]
    [DataRow("Recipes", "Data", true)]
    [DataRow("Tuning", "Recipes", true)]
    [DataRow("Recipes", "Tuning", false)]
    [DataRow("Recipes", "Plots", false)]
    [DataRow("Plots", "Numerics", false)]
    public void MayUse_TwoStages_FollowsTheOrder(string from, string to, bool expected)
    {
        Assert.AreEqual(expected, Stages.OfTheTrainer.MayUse(from, to));
    }

    private static ModuleDefinition Open() => ModuleDefinition.ReadModule(typeof(Recipe).Assembly.Location);
}
