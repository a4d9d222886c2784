using EdgeNet.Files;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Training;

/// <summary>A share so small that no example falls to the dev set: the user is told, and no untrained model is kept.</summary>
[TestClass]
public class NoDevSetTests
{
    private readonly Dataset _examples = TestData.Clouds(features: 3, examples: 20, seed: 1);

    [TestMethod]
    public void Build_PatienceAndNoDevExample_SaysWhatToDo()
    {
        foreach (Dataset? dev in (Dataset?[])[null, _examples.Select([])])
        {
            var error = Assert.ThrowsExactly<InputException>(() => ModelBuilder.Build(Recipe(patience: 3), _examples, dev));
            Assert.AreEqual(
                "sonar.csv: no example is left for the dev set, on which 'training.patience' stops; "
                + "add examples, raise 'split.dev' or leave 'training.patience' out.",
                error.Message);
        }
    }

    [TestMethod]
    public void Build_NoPatienceAndNoDevExample_Trains()
    {
        TrainedModel model = ModelBuilder.Build(Recipe(patience: 0), _examples, _examples.Select([]));

        Assert.AreEqual((TrainingEnd.Completed, 20), (model.Training.End, model.Training.KeptEpoch));
        Assert.IsTrue(double.IsNaN(model.Training.Epochs[0].DevCost));
    }

    private static Recipe Recipe(int patience)
    {
        Recipe recipe = TestData.SonarRecipe();
        return recipe with { Options = recipe.Options with { Training = recipe.Options.Training with { Epochs = 20, Patience = patience } } };
    }
}
