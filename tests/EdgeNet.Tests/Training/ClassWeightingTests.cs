using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Class weights: in the cost, in the gradient, and what they are for.</summary>
[TestClass]
public class ClassWeightingTests
{
    [TestMethod]
    public void Balanced_Counts_GiveEveryClassTheSameShareAndTheMeanOne()
    {
        double[] weights = ClassWeighting.Balanced([1, 3, 8]);
        CollectionAssert.AreEqual((double[])[4, 4.0 / 3, 0.5], weights);
        double[] scaled = ClassWeighting.Scale(weights, [1, 3, 8]);
        for (int c = 0; c < 3; c++)
        {
            Assert.AreEqual(weights[c], scaled[c], 1e-15);
        }
    }

    [TestMethod]
    public void Scale_Weights_HaveTheMeanOneOverTheExamples()
    {
        double[] scaled = ClassWeighting.Scale([1, 5], [30, 10]);
        CollectionAssert.AreEqual((double[])[0.5, 2.5], scaled);
        CollectionAssert.AreEqual(scaled, ClassWeighting.Scale([100, 500], [30, 10]), "Only the ratio counts.");
    }

    [TestMethod]
    public void ToExamples_Labels_GetTheWeightOfTheirClass()
    {
        Matrix<double> binary = Matrix<double>.FromRows([0, 1, 1, 0]);
        CollectionAssert.AreEqual((int[])[2, 2], ClassWeighting.Count(binary));
        CollectionAssert.AreEqual((double[])[3, 7, 7, 3], ClassWeighting.ToExamples(binary, [3, 7]).Values.ToArray());
        Matrix<float> oneHot = Matrix<float>.FromRows([0, 1, 0], [0, 0, 1], [1, 0, 0]);
        CollectionAssert.AreEqual((int[])[1, 1, 1], ClassWeighting.Count(oneHot));
        CollectionAssert.AreEqual((float[])[4, 2, 3], ClassWeighting.ToExamples(oneHot, [2, 3, 4]).Values.ToArray());
    }

    [TestMethod]
    public void Run_WholeNumberRatio_IsAsIfTheRareExamplesWereThereAsOften()
    {
        // 1 positive example of weight 3 beside 5 negative ones: the same descent as with 3 copies of it, but for the scale of the cost.
        Matrix<double> x = Matrix<double>.FromRows([1.5, -1, 0.2, 0.7, -0.3, 0.9]);
        Matrix<double> y = Matrix<double>.FromRows([1, 0, 0, 0, 0, 0]);
        Matrix<double> copiedX = Matrix<double>.FromRows([1.5, 1.5, 1.5, -1, 0.2, 0.7, -0.3, 0.9]);
        Matrix<double> copiedY = Matrix<double>.FromRows([1, 1, 1, 0, 0, 0, 0, 0]);
        double[] weighted = Train(new(x, y), SmallProblems.BatchDescent(0.3, 50) with { ClassWeights = [1, 3] });
        double[] copied = Train(new(copiedX, copiedY), SmallProblems.BatchDescent(0.3, 50));
        Assert.AreEqual(copied[0], weighted[0], 1e-12);
        Assert.AreEqual(copied[1], weighted[1], 1e-12);
        CollectionAssert.AreNotEqual(Train(new(x, y), SmallProblems.BatchDescent(0.3, 50)), weighted);
    }

    [TestMethod]
    public void Run_EqualWeights_ChangeNothing()
    {
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 2, examples: 30, seed: 1);
        double[] plain = Train(train, SmallProblems.BatchDescent(0.3, 20));
        double[] weighted = Train(train, SmallProblems.BatchDescent(0.3, 20) with { ClassWeights = [5, 5] });
        for (int p = 0; p < plain.Length; p++)
        {
            Assert.AreEqual(plain[p], weighted[p], 1e-14);
        }
    }

    [TestMethod]
    public void Run_RareClassBalanced_FindsMoreOfIt()
    {
        (TrainingSet<double> train, TrainingSet<double> dev) = (Rare(400, 1), Rare(400, 2));
        int[] found = [.. ((bool[])[false, true]).Select(balanced =>
        {
            var network = new Network<double>(1, [new LayerShape(1, Activation.Sigmoid)]);
            var options = new DescentOptions { Epochs = 60, LearningRate = 0.05, BalancesClasses = balanced };
            TrainingResult result = new GradientDescent<double>(network, train, dev, options).Run();
            double[] a = network.Forward(dev.Features).Values.ToArray();
            double[] weights = balanced ? ClassWeighting.Balanced(ClassWeighting.Count(train.Labels)) : [1, 1];
            double cost = Enumerable.Range(0, dev.Count).Average(
                e => dev.Labels[0, e] == 1 ? -weights[1] * Math.Log(a[e]) : -weights[0] * Math.Log(1 - a[e]));
            Assert.AreEqual(cost, result.Epochs[^1].DevCost, 1e-12);
            return Enumerable.Range(0, dev.Count).Count(e => dev.Labels[0, e] == 1 && a[e] >= 0.5);
        })];
        Assert.IsGreaterThan(found[0] + 2, found[1], "Of 20.");
    }

    [TestMethod]
    public void GradientDescent_BalancedWithAnEmptyClass_IsRefused()
    {
        TrainingSet<double> train = new(new Matrix<double>(1, 3), Matrix<double>.FromRows([0, 0, 0]));
        var error = Assert.ThrowsExactly<InputException>(() => Train(train, new DescentOptions { BalancesClasses = true }));
        Assert.StartsWith("Class 1 of 0 to 1 has no training example", error.Message);
    }

    [TestMethod]
    public void GradientDescent_WeightsOfOtherClasses_AreRefusedWithBothCounts()
    {
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 2, examples: 30, seed: 1);
        var error = Assert.ThrowsExactly<ArgumentException>(() => Train(train, new DescentOptions { ClassWeights = [1, 2, 3] }));
        Assert.StartsWith("There are 2 classes and 3 class weights; give one for each class.", error.Message);
    }

    [TestMethod]
    public void GradientDescent_ClassWeightsInRegression_AreRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new GradientDescent<double>(
            SmallProblems.BiasOnly(), SmallProblems.Targets(1), null, new DescentOptions { BalancesClasses = true }));
        Assert.StartsWith("Class weights need classes: one sigmoid output unit or a softmax output layer.", error.Message);
    }

    [TestMethod]
    public void Validate_BalancedAndNamed_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(new DescentOptions { BalancesClasses = true, ClassWeights = [1, 2] }.Validate);
        Assert.StartsWith("Class weights are either balanced or named, not both.", error.Message);
    }

    private static double[] Train(TrainingSet<double> train, DescentOptions options)
    {
        var network = new Network<double>(train.Features.Rows, [new LayerShape(1, Activation.Sigmoid)]);
        new GradientDescent<double>(network, train, null, options).Run();
        return SmallProblems.ParametersOf(network);
    }

    /// <summary>One in twenty is positive, around +1; the others lie around -1, and both spread widely.</summary>
    private static TrainingSet<double> Rare(int examples, int seed)
    {
        var random = new Random(seed);
        var x = new Matrix<double>(1, examples);
        var y = new Matrix<double>(1, examples);
        for (int e = 0; e < examples; e++)
        {
            bool isPositive = e % 20 == 0;
            y[0, e] = isPositive ? 1 : 0;
            x[0, e] = (isPositive ? 1 : -1) + (3 * (random.NextDouble() - 0.5)) + (2 * (random.NextDouble() - 0.5));
        }

        return new TrainingSet<double>(x, y);
    }
}
