using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Options out of their range are refused before anything is trained.</summary>
[TestClass]
public class TrainingOptionsTests
{
    internal static IEnumerable<(string Name, DescentOptions Options)> OutOfRange() =>
    [
        (nameof(DescentOptions.Epochs), new() { Epochs = 0 }),
        (nameof(DescentOptions.Epochs), new() { Epochs = -1 }),
        (nameof(DescentOptions.BatchSize), new() { BatchSize = -1 }),
        (nameof(DescentOptions.LearningRate), new() { LearningRate = 0 }),
        (nameof(DescentOptions.LearningRate), new() { LearningRate = -0.1 }),
        (nameof(DescentOptions.LearningRate), new() { LearningRate = double.NaN }),
        (nameof(DescentOptions.LearningRate), new() { LearningRate = double.PositiveInfinity }),
        (nameof(DescentOptions.Momentum), new() { Momentum = -0.1 }),
        (nameof(DescentOptions.Momentum), new() { Momentum = 1 }),
        (nameof(DescentOptions.Momentum), new() { Momentum = double.PositiveInfinity }),
        (nameof(DescentOptions.Momentum), new() { Momentum = double.NaN }),
        (nameof(DescentOptions.L2), new() { L2 = -0.1 }),
        (nameof(DescentOptions.L2), new() { L2 = double.NaN }),
        (nameof(DescentOptions.L2), new() { L2 = double.PositiveInfinity }),
        (nameof(DescentOptions.Patience), new() { Patience = -1 }),
        (nameof(DescentOptions.ClassWeights), new() { ClassWeights = [1, 0] }),
        (nameof(DescentOptions.ClassWeights), new() { ClassWeights = [1, -2] }),
        (nameof(DescentOptions.ClassWeights), new() { ClassWeights = [double.NaN, 1] }),
        (nameof(DescentOptions.ClassWeights), new() { ClassWeights = [double.PositiveInfinity, 1] }),
        (nameof(LearningRateSchedule.Kind), new() { Schedule = new() { Kind = (ScheduleKind)99 } }),
        (nameof(LearningRateSchedule.Factor), new() { Schedule = new() { Factor = 0 } }),
        (nameof(LearningRateSchedule.Factor), new() { Schedule = new() { Factor = 1 } }),
        (nameof(LearningRateSchedule.Factor), new() { Schedule = new() { Factor = double.NaN } }),
        (nameof(LearningRateSchedule.Every), new() { Schedule = new() { Every = 0 } }),
        (nameof(LearningRateSchedule.Patience), new() { Schedule = new() { Patience = 0 } }),
        (nameof(LearningRateSchedule.Lowest), new() { Schedule = new() { Lowest = -0.1 } }),
        (nameof(LearningRateSchedule.Lowest), new() { Schedule = new() { Lowest = 1 } }),
        (nameof(DescentOptions.Seed), new() { Seed = -1 }), // Random takes -1 for 1
    ];

    internal static IEnumerable<DescentOptions> AtTheEdge() =>
    [
        new(),
        new() { Epochs = 1, BatchSize = 0, Momentum = 0, L2 = 0, Patience = 0, Seed = 0 },
        new() { BatchSize = int.MaxValue, Patience = int.MaxValue, Momentum = Math.BitDecrement(1), LearningRate = double.Epsilon, Seed = int.MaxValue },
    ];

    [TestMethod]
    [DynamicData(nameof(OutOfRange))]
    internal void Validate_OptionOutOfRange_IsRefusedByName(string name, DescentOptions options)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate);
        Assert.AreEqual(name, error.ParamName);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Descent(SmallProblems.Targets(1), SmallProblems.Targets(1), options));
    }

    [TestMethod]
    [DynamicData(nameof(AtTheEdge))]
    internal void Validate_OptionAtTheEdgeOfItsRange_IsTaken(DescentOptions options)
    {
        options.Validate();

        Assert.AreEqual(TrainingEnd.Completed, Descent(SmallProblems.Targets(1), SmallProblems.Targets(1), options).Run().End);
    }

    [TestMethod]
    public void GradientDescent_NoTrainingExample_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Descent(SmallProblems.Targets(), null, new DescentOptions()));
        Assert.StartsWith("There is no training example.", error.Message);
    }

    [TestMethod]
    public void GradientDescent_PatienceWithoutDevSet_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Descent(SmallProblems.Targets(1), null, new DescentOptions { Patience = 1 }));
        Assert.StartsWith("Early stopping needs a dev set.", error.Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void GradientDescent_DevSetWithoutExamples_IsRefused(int patience)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(
            () => Descent(SmallProblems.Targets(1), SmallProblems.Targets(), new DescentOptions { Patience = patience }));
        Assert.StartsWith("There is no example in the dev set.", error.Message);
    }

    [TestMethod]
    public void GradientDescent_PlateauWithoutDevSet_IsRefused()
    {
        var options = new DescentOptions { Schedule = new() { Kind = ScheduleKind.ReduceOnPlateau } };
        var error = Assert.ThrowsExactly<ArgumentException>(() => Descent(SmallProblems.Targets(1), null, options));
        Assert.StartsWith("Reducing the learning rate on a plateau needs a dev set.", error.Message);
    }

    [TestMethod]
    public void GradientDescent_BatchNormalizationOfOneExampleAStep_IsRefused()
    {
        var network = new Network<double>(1, [new LayerShape(2, Activation.Relu), new LayerShape(1, Activation.Linear) { BatchNormalization = true }]);
        foreach ((TrainingSet<double> train, int batchSize) in ((TrainingSet<double>, int)[])[(SmallProblems.Targets(1, 2), 1), (SmallProblems.Targets(1), 0)])
        {
            var error = Assert.ThrowsExactly<ArgumentException>(
                () => new GradientDescent<double>(network, train, null, new DescentOptions { BatchSize = batchSize }));
            Assert.StartsWith("Layer 2 has batch normalisation, which needs steps of 2 examples or more; they have 1.", error.Message);
        }
    }

    [TestMethod]
    public void GradientDescent_UnknownChoice_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Descent(SmallProblems.Targets(1), null, new DescentOptions { Optimizer = (OptimizerKind)99 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Descent(SmallProblems.Targets(1), null, new DescentOptions { Initialization = (Initialization)99 }));
    }

    private static GradientDescent<double> Descent(TrainingSet<double> train, TrainingSet<double>? dev, DescentOptions options) =>
        new(SmallProblems.BiasOnly(), train, dev, options);
}
