using EdgeNet.Files;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Training;

/// <summary>A share so small that no example falls to the dev set: the user is told, and no untrained model is kept.</summary>
[TestClass]
public class NoDevSetTests
{
    private readonly Dataset _examples = Named(TestData.Clouds(features: 3, examples: 20, seed: 1));

    [TestMethod]
    public void Build_PatienceAndNoDevExample_SaysWhatToDo()
    {
        foreach (Dataset? dev in (Dataset?[])[null, _examples.Select([])])
        {
            var error = Assert.ThrowsExactly<InputException>(() => ModelBuilder.Build(Options(patience: 3), _examples, dev));
            Assert.AreEqual(
                "sonar.csv: no example is left for the dev set, on which 'training.patience' stops; "
                + "add examples, raise 'split.dev' or leave 'training.patience' out.",
                error.Message);
        }
    }

    [TestMethod]
    public void Build_NoPatienceAndNoDevExample_Trains()
    {
        TrainedModel model = ModelBuilder.Build(Options(patience: 0), _examples, _examples.Select([]));

        Assert.AreEqual((TrainingEnd.Completed, 20), (model.Training.End, model.Training.KeptEpoch));
        Assert.IsTrue(double.IsNaN(model.Training.Epochs[0].DevCost));
    }

    private static Dataset Named(Dataset examples) => examples.WithOrigin(examples.Origin with { Source = "sonar.csv" });

    private static TrainingOptions Options(int patience)
    {
        return TestData.SonarRecipe().Options with { Epochs = 20, Patience = patience };
    }
}
