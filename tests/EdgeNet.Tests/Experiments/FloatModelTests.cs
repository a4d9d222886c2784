using EdgeNet.Files;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

/// <summary>The float half of the path on the example models of several classes and of regression.</summary>
[TestClass]
public class FloatModelTests
{
    [TestMethod]
    public void N14_Train_Iris_TellsThreeClassesApart()
    {
        (TrainingOptions options, Dataset train, Dataset dev, Dataset test) = TestData.Parts("iris");
        Assert.AreEqual((LearningTask.MultiClass, 150), (train.Task, train.Count + dev.Count + test.Count));

        Score score = ModelTrainer.Train(options, train, dev).Score(test);

        Assert.AreEqual((30, 3), (score.Count, score.Confusion!.Classes));
        Assert.IsGreaterThanOrEqualTo(0.9, score.Accuracy);
        Assert.IsGreaterThanOrEqualTo(0.9, score.F1);
        Assert.IsLessThan(0.3, score.Cost);
    }

    [TestMethod]
    public void N14_Train_Winding_EstimatesNearlyToTheNoise()
    {
        (TrainingOptions options, Dataset train, Dataset dev, Dataset test) = TestData.Parts("winding");

        Score score = ModelTrainer.Train(options, train, dev).Score(test);

        Assert.IsGreaterThan(0.7, score.RootMeanSquareError); // the noise has a deviation of 1 K: much less would be an error of the test
        Assert.IsLessThan(2, score.RootMeanSquareError);
        Assert.IsGreaterThan(0.98, score.R2);
    }

    [TestMethod]
    [DataRow("iris")]
    [DataRow("winding")]
    public void N34_Train_OtherDevAndTestParts_KeepTheStandardisationOfTheTrainingPart(string name)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);
        options = options with { Epochs = 2 };
        Matrix<float> moved = dev.Features.Clone();
        foreach (ref float value in moved.Values)
        {
            value += 1000;
        }

        Dataset other = dev.Task == LearningTask.Regression
            ? Dataset.ForRegression(moved, dev.Labels, dev.FeatureNames, dev.TargetNames)
            : new Dataset(moved, dev.Labels, dev.FeatureNames, dev.ClassNames);

        FloatModel first = ModelTrainer.Train(options, train, dev);
        FloatModel second = ModelTrainer.Train(options, train, other);

        CollectionAssert.AreEqual(Standardizer.Fit(train.Features).Means.ToArray(), first.Standardizer.Means.ToArray());
        CollectionAssert.AreEqual(first.Standardizer.Means.ToArray(), second.Standardizer.Means.ToArray());
        CollectionAssert.AreEqual(first.Standardizer.Deviations.ToArray(), second.Standardizer.Deviations.ToArray());
        CollectionAssert.AreEqual(first.Outputs(train).Values.ToArray(), second.Outputs(train).Values.ToArray());
    }

    [TestMethod]
    public void N34_Train_Regression_FitsTheTargetsOnTheTrainingPartToo()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("winding");
        options = options with { Epochs = 1 };

        FloatModel linear = ModelTrainer.Train(options, train, dev);
        FloatModel relu = ModelTrainer.Train(options with { HasNegativeTargets = false }, train, dev);

        double mean = train.Labels.Values.ToArray().Average(target => (double)target);
        double deviation = Math.Sqrt(train.Labels.Values.ToArray().Average(target => (target - mean) * (target - mean)));
        Assert.AreEqual(mean, linear.TargetStandardizer!.Means[0], 1e-9);
        Assert.AreEqual(deviation, linear.TargetStandardizer.Deviations[0], 1e-9);
        Assert.AreEqual(0, relu.TargetStandardizer!.Means[0]);
        Assert.AreEqual(deviation, relu.TargetStandardizer.Deviations[0], 1e-9);
        Assert.IsGreaterThanOrEqualTo(0, relu.Outputs(train).Values.ToArray().Min());
    }

    [TestMethod]
    public void N14_Train_TwoTargetsWithReluOutputs_AreEstimatedInTheirUnits()
    {
        // The volume of a jar in litres and its empty weight in grams, from height and width in centimetres: two scales, both 0 or more.
        var random = new Random(3);
        var features = new Matrix<float>(2, 300);
        var targets = new Matrix<float>(2, 300);
        for (int e = 0; e < features.Columns; e++)
        {
            features[0, e] = 5 + (20 * random.NextSingle());
            features[1, e] = 4 + (8 * random.NextSingle());
            targets[0, e] = features[0, e] * features[1, e] * features[1, e] / 1000;
            targets[1, e] = 20 * features[0, e];
        }

        Dataset jars = Dataset.ForRegression(features, targets, ["height", "width"], ["litres", "grams"]);
        TrainingOptions options = TestData.Parts("winding").Options with { HasNegativeTargets = false };

        Score score = ModelTrainer.Train(options, jars, null).Score(jars);

        Assert.HasCount(2, score.Targets);
        Assert.IsGreaterThan(0.98, score.Targets[0].R2);
        Assert.IsGreaterThan(0.98, score.Targets[1].R2);
        Assert.IsLessThan(0.3, score.Targets[0].RootMeanSquareError);
        Assert.IsLessThan(20, score.Targets[1].RootMeanSquareError);
    }

    [TestMethod]
    public void Train_TargetThatNeverChanges_IsRefused()
    {
        TrainingOptions options = TestData.Parts("winding").Options;
        Dataset examples = Dataset.ForRegression(Matrix<float>.FromRows([1, 2, 3]), Matrix<float>.FromRows([5, 5, 5]), ["x"], ["y"]);
        examples = examples.WithOrigin(examples.Origin with { Source = "winding.csv" });

        InputException error = Assert.ThrowsExactly<InputException>(() => ModelTrainer.Train(options, examples, null));

        Assert.AreEqual(
            "winding.csv: the target 'y' has one value only in the training part, so there is nothing to estimate; add examples of others.", error.Message);
    }

    [TestMethod]
    public void Train_ClassWithoutExample_IsRefused()
    {
        (TrainingOptions options, Dataset train, _, _) = TestData.Parts("iris");
        Dataset rest = train.Select([.. Enumerable.Range(0, train.Count).Where(example => train.ClassOf(example) != 1)]);

        InputException error = Assert.ThrowsExactly<InputException>(() => ModelTrainer.Train(options, rest, null));

        Assert.AreEqual(
            "iris.csv: no example of 'versicolor' is left for training; add examples or lower the shares of 'split'.", error.Message);
    }
}
