using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>PReLU: a learned slope for each unit.</summary>
[TestClass]
public class LearnedSlopesTests
{
    [TestMethod]
    public void N13_PRelu_NewLayer_StartsAllSlopesAtAQuarter()
    {
        var layer = new DenseLayer<float>(1, 2, LayerShape.PRelu(3));
        CollectionAssert.AreEqual((float[])[0.25f, 0.25f, 0.25f], layer.LearnedSlopes!.Slopes.Values.ToArray());
        Assert.HasCount(3, layer.Parameters);
        Assert.AreEqual(0.25f, layer.SlopeOf(2));
        Assert.AreEqual(0.01f, new DenseLayer<float>(1, 2, new LayerShape(3, Activation.LeakyRelu)).SlopeOf(2), "A fixed slope.");
    }

    [TestMethod]
    public void N13_PRelu_EveryCountOfExamples_AgreesWithTheScalarFormula()
    {
        for (int m = 1; m <= 256; m++)
        {
            ShouldAgree<float>(m, 2e-6);
            ShouldAgree<double>(m, 1e-14);
        }
    }

    [TestMethod]
    public void N13_PRelu_LogitOfZero_HasTheSlopeAsDerivative()
    {
        DenseLayer<double> layer = WithSlopes(0.5);
        layer.Forward(new Matrix<double>(1, 19));
        layer.LogitGradients.Resize(1, 19);
        layer.LogitGradients.Values.Fill(3);
        layer.ActivationBackward();
        Assert.IsTrue(layer.LogitGradients.Values.ToArray().All(dz => dz == 1.5));
        Assert.AreEqual(0, layer.LearnedSlopes!.Gradients[0, 0]);
    }

    [TestMethod]
    public void N13_Project_SlopesOutsideTheirRange_ComeBackToItsEnds()
    {
        DenseLayer<float> layer = new(1, 2, LayerShape.PRelu(4));
        ((float[])[-0.2f, 0, 0.7f, 1.3f]).CopyTo(layer.LearnedSlopes!.Slopes.Values);
        layer.LearnedSlopes.Project();
        CollectionAssert.AreEqual((float[])[0, 0, 0.7f, 1], layer.LearnedSlopes.Slopes.Values.ToArray());
    }

    [TestMethod]
    public void N13_PRelu_SameSlopeEverywhere_IsLeakyRelu()
    {
        Matrix<double> x = RandomMatrix.Of<double>(3, 20, new Random(1));
        var learned = new Network<double>(3, [LayerShape.PRelu(5, 0.3), new LayerShape(1, Activation.Sigmoid)]);
        var leaky = new Network<double>(3, [new LayerShape(5, Activation.LeakyRelu, 0.3), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Initialize(learned, Initialization.Auto, new Random(2));
        Initializer.Initialize(leaky, Initialization.Auto, new Random(2));
        CollectionAssert.AreEqual(leaky.Forward(x).Values.ToArray(), learned.Forward(x).Values.ToArray());
    }

    [TestMethod]
    public void Initialize_TrainedSlopes_StartAnew()
    {
        var network = new Network<float>(2, [LayerShape.PRelu(3, 0.1), new LayerShape(1, Activation.Sigmoid)]);
        network.Layers[0].LearnedSlopes!.Slopes.Values.Fill(0.9f);
        Initializer.Initialize(network, Initialization.He, new Random(1));
        CollectionAssert.AreEqual((float[])[0.1f, 0.1f, 0.1f], network.Layers[0].LearnedSlopes!.Slopes.Values.ToArray());
    }

    [TestMethod]
    [DataRow(Activation.Relu, "relu")]
    [DataRow(Activation.Tanh, "tanh")]
    public void Layer_LearnedSlopeOfAnotherActivation_IsRefused(Activation activation, string name)
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(
            () => new DenseLayer<float>(2, 3, new LayerShape(1, activation) { LearnsSlope = true }));
        Assert.StartsWith($"Only leaky ReLU has a slope to learn; layer 2 is {name}.", exception.Message);
    }

    private static void ShouldAgree<T>(int m, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(m);
        var layer = new DenseLayer<T>(1, 2, LayerShape.PRelu(2));
        Initializer.Fill(layer.Weights.Values, 1, random);
        layer.LearnedSlopes!.Slopes.Values[1] = T.CreateChecked(0.875);
        Matrix<T> da = RandomMatrix.Of<T>(2, m, random);
        layer.Forward(RandomMatrix.Of<T>(2, m, random));
        layer.LogitGradients.Resize(2, m);
        da.Values.CopyTo(layer.LogitGradients.Values);
        layer.ActivationBackward();

        for (int j = 0; j < 2; j++)
        {
            double slope = j == 0 ? 0.25 : 0.875, dSlope = 0;
            for (int e = 0; e < m; e++)
            {
                double z = double.CreateChecked(layer.Logits[j, e]), gradient = double.CreateChecked(da[j, e]);
                Assert.AreEqual(z > 0 ? z : slope * z, double.CreateChecked(layer.Activations[j, e]), tolerance);
                Assert.AreEqual(z > 0 ? gradient : slope * gradient, double.CreateChecked(layer.LogitGradients[j, e]), tolerance);
                dSlope += z > 0 ? 0 : gradient * z / m;
            }

            Assert.AreEqual(dSlope, double.CreateChecked(layer.LearnedSlopes.Gradients[j, 0]), tolerance);
        }
    }

    private static DenseLayer<double> WithSlopes(double slope)
    {
        var layer = new DenseLayer<double>(1, 1, LayerShape.PRelu(1, slope));
        layer.Weights[0, 0] = 1;
        return layer;
    }
}
