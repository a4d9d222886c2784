using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Models;

/// <summary>The recipe of <c>models/fan</c> on its data, which is not part of the repository: without it there is nothing to test.</summary>
[TestClass]
public class FanTests
{
    [TestMethod]
    public void Read_Fan_IsAsItsReadmeSays()
    {
        Recipe recipe = RecipeOf();
        RecordingSet recordings = RecipeData.ReadRecordings(recipe, "speed_pct");
        Dataset windows = RecipeData.Read(recipe);

        Assert.AreEqual(153_000, recordings.Count);
        Assert.HasCount(51, recordings.Recordings);
        Assert.AreEqual(17, recordings.Recordings.Select(recording => recording.Groups["speed_pct"]).Distinct().Count());
        Assert.AreEqual((3060, 2040), (windows.Count, windows.PositiveCount));
        Assert.HasCount(30, windows.FeatureNames);
    }

    [TestMethod]
    public void Run_FewerEpochs_IsNearTheFiguresOnTheDeviceLibrary()
    {
        Recipe recipe = RecipeOf() with { Stream = RecipeOf().Stream! with { SplitBy = WindowGroups.Windows } };
        recipe = recipe with { Options = recipe.Options with { Epochs = 150 } };
        IReadOnlyList<FoldScore> scores = CrossValidation.Run(recipe.Options, RecipeData.Read(recipe), folds: 5, runs: 1);

        Assert.HasCount(5, scores);
        Assert.IsGreaterThan(0.93, scores.Average(score => score.DeviceScore.Accuracy));
    }

    private static Recipe RecipeOf()
    {
        Recipe recipe = RecipeReader.Read(TestData.ModelFolder("fan"));
        if (!File.Exists(recipe.DataPath))
        {
            Assert.Inconclusive($"The recordings of the fan are not at {recipe.DataPath}; models/fan/README.md says where they come from.");
        }

        return recipe;
    }
}
