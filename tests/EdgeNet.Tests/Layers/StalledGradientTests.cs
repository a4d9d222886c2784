using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Both losses from a confidently wrong point: z = 20, so a = 1 - 2e-9, where the label is 0.</summary>
[TestClass]
public class StalledGradientTests
{
    private static readonly Matrix<double> X = Matrix<double>.FromRows([1]);
    private static readonly Matrix<double> Y = Matrix<double>.FromRows([0]);

    [TestMethod]
    public void N09_Gradient_ConfidentlyWrong_VanishesForSquaredErrorOnly()
    {
        double a = ScalarActivation.Sigmoid(20);
        Network<double> squared = ConfidentlyWrong(Loss.SquaredError);
        squared.Forward(X);
        squared.Backward(Y, 0);
        Assert.AreEqual(a * a * (1 - a), squared.Output.WeightGradients[0, 0], 1e-15);
        Assert.IsLessThan(1e-8, squared.Output.WeightGradients[0, 0]);
        Assert.AreEqual(0.5, squared.Cost(Y, 0), 1e-8, "Though it could hardly be more wrong.");

        Network<double> entropy = ConfidentlyWrong(Loss.CrossEntropy);
        entropy.Forward(X);
        entropy.Backward(Y, 0);
        Assert.AreEqual(a, entropy.Output.WeightGradients[0, 0], 1e-15);
        Assert.AreEqual(20, entropy.Cost(Y, 0), 1e-8);
    }

    [TestMethod]
    public void N09_Descent_ConfidentlyWrong_StallsWithSquaredErrorAndArrivesWithCrossEntropy()
    {
        Network<double> squared = ConfidentlyWrong(Loss.SquaredError);
        PlainStep.Train(squared, X, Y, steps: 200, learningRate: 0.5);
        Assert.IsGreaterThan(0.999999, squared.Forward(X)[0, 0], "200 steps did nothing.");

        Network<double> entropy = ConfidentlyWrong(Loss.CrossEntropy);
        PlainStep.Train(entropy, X, Y, steps: 200, learningRate: 0.5);
        Assert.IsLessThan(0.02, entropy.Forward(X)[0, 0]);
    }

    [TestMethod]
    public void N09_Descent_NotYetDecided_ArrivesWithEitherLoss()
    {
        // The stall is one of the starting point, not of a squared error that does not work.
        foreach (Loss loss in (Loss[])[Loss.CrossEntropy, Loss.SquaredError])
        {
            var network = new Network<double>(1, [new LayerShape(1, Activation.Sigmoid)], loss);
            PlainStep.Train(network, X, Y, steps: 2000, learningRate: 0.5);
            Assert.IsLessThan(0.05, network.Forward(X)[0, 0], $"{loss}");
        }
    }

    private static Network<double> ConfidentlyWrong(Loss loss)
    {
        var network = new Network<double>(1, [new LayerShape(1, Activation.Sigmoid)], loss);
        network.Output.Weights[0, 0] = 12;
        network.Output.Biases[0, 0] = 8;
        return network;
    }
}
