using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>The cost, averaged over the examples, and its gradient at the output.</summary>
[TestClass]
public class LossTests
{
    [TestMethod]
    public void N07_Cost_CrossEntropy_IsTheMeanOverExamplesOfTheSumOverUnits()
    {
        Matrix<double> logits = Matrix<double>.FromRows([1, -2, 0], [3, 0.5, -1]);
        Matrix<double> labels = Matrix<double>.FromRows([1, 0, 1], [0, 0, 1]);
        Matrix<double> activations = new(2, 3, Array.ConvertAll(logits.Values.ToArray(), ScalarActivation.Sigmoid));
        double sum = 0;
        for (int i = 0; i < 6; i++)
        {
            double a = activations.Values[i];
            sum -= Math.Log(labels.Values[i] == 1 ? a : 1 - a);
        }

        Assert.AreEqual(sum / 3, LossFunctions.Cost(Loss.CrossEntropy, logits, activations, labels), 1e-15);
    }

    [TestMethod]
    public void N09_Cost_SquaredError_IsHalfTheMeanOverExamplesOfTheSumOverUnits()
    {
        Matrix<double> activations = Matrix<double>.FromRows([1, 2, 3], [4, 5, 6]);
        Matrix<double> labels = Matrix<double>.FromRows([0, 2, 1], [4, 8, 6]);
        Assert.AreEqual((1 + 4 + 9) / 2.0 / 3, LossFunctions.Cost(Loss.SquaredError, new Matrix<double>(2, 3), activations, labels), 1e-15);
    }

    [TestMethod]
    public void N11_Gradient_EveryLength_IsActivationsMinusLabels()
    {
        var gradients = new Matrix<float>(0, 0);
        for (int m = 0; m <= 256; m++)
        {
            Matrix<float> activations = RandomMatrix.Of<float>(2, m, new Random(m));
            Matrix<float> labels = RandomMatrix.Of<float>(2, m, new Random(m + 1));
            LossFunctions.Gradient(activations, labels, gradients);
            Assert.AreEqual($"(2, {m})", gradients.ToString());
            for (int i = 0; i < 2 * m; i++)
            {
                Assert.AreEqual(activations.Values[i] - labels.Values[i], gradients.Values[i]);
            }
        }
    }

    [TestMethod]
    [DataRow(1, 4)]
    [DataRow(2, 3)]
    [DataRow(1, 1)]
    public void N05_Labels_AnotherShapeThanTheOutput_AreRefusedWithBothShapes(int rows, int columns)
    {
        var network = new Network<double>(2, [new LayerShape(1, Activation.Sigmoid)]);
        network.Forward(new Matrix<double>(2, 3));
        var labels = new Matrix<double>(rows, columns);
        string message = $"The labels Y must have the shape of the output A[L], (1, 3); they have ({rows}, {columns}).";
        Assert.AreEqual(message, Assert.ThrowsExactly<ShapeException>(() => network.Cost(labels, 0)).Message);
        Assert.AreEqual(message, Assert.ThrowsExactly<ShapeException>(() => network.Backward(labels, 0)).Message);
    }
}
