using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Inverted dropout: a new mask each step, nothing at inference.</summary>
[TestClass]
public class DropoutTests
{
    private const int Units = 200;
    private const int Examples = 100;

    [TestMethod]
    [DataRow(0.1)]
    [DataRow(0.5)]
    [DataRow(0.9)]
    public void N17_ForwardTraining_Activations_AreDroppedOrGrownByTheShareThatIsKept(double rate)
    {
        DenseLayer<double> layer = Ones(rate);
        double[] a = layer.ForwardTraining(new Matrix<double>(1, Examples), new Random(1)).Values.ToArray();

        double kept = 1 / (1 - rate);
        Assert.IsTrue(a.All(value => value == 0 || value == kept));
        int dropped = a.Count(value => value == 0);
        Assert.AreEqual(rate, (double)dropped / a.Length, 5 * Math.Sqrt(rate * (1 - rate) / a.Length));
        Assert.AreEqual(1, a.Average(), 5 * kept * Math.Sqrt(rate * (1 - rate) / a.Length), "The mean stays.");
    }

    [TestMethod]
    public void N17_Forward_Inference_DropsNothing()
    {
        DenseLayer<double> layer = Ones(0.5);
        layer.ForwardTraining(new Matrix<double>(1, Examples), new Random(1));
        Assert.IsTrue(layer.Forward(new Matrix<double>(1, Examples)).Values.ToArray().All(value => value == 1));
    }

    [TestMethod]
    public void N17_ForwardTraining_EachStep_DrawsANewMaskThatTheSeedFixes()
    {
        DenseLayer<double> layer = Ones(0.5);
        var random = new Random(1);
        var x = new Matrix<double>(1, Examples);
        double[] first = layer.ForwardTraining(x, random).Values.ToArray();
        double[] second = layer.ForwardTraining(x, random).Values.ToArray();
        CollectionAssert.AreNotEqual(first, second);
        CollectionAssert.AreEqual(first, layer.ForwardTraining(x, new Random(1)).Values.ToArray());
    }

    [TestMethod]
    public void N17_ActivationBackward_Gradients_GoWhereTheActivationsWent()
    {
        DenseLayer<double> layer = Ones(0.3);
        double[] a = layer.ForwardTraining(new Matrix<double>(1, Examples), new Random(1)).Values.ToArray();
        layer.LogitGradients.Resize(Units, Examples);
        layer.LogitGradients.Values.Fill(2);
        layer.ActivationBackward();
        CollectionAssert.AreEqual(a.Select(value => 2 * value).ToArray(), layer.LogitGradients.Values.ToArray());
    }

    [TestMethod]
    public void N17_ForwardTraining_WithoutDropout_DrawsNothing()
    {
        var network = new Network<float>(2, [new LayerShape(3, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);
        var random = new Random(4);
        network.ForwardTraining(new Matrix<float>(2, 5), random);
        Assert.AreEqual(new Random(4).Next(), random.Next());
    }

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void Layer_DropoutOutsideItsRange_SaysWhichLayer(double rate)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => new DenseLayer<float>(2, 3, new LayerShape(1, Activation.Relu) { Dropout = rate }));
        Assert.StartsWith("The dropout of layer 2 must be from 0 to below 1.", exception.Message);
    }

    [TestMethod]
    public void Network_DropoutInTheOutputLayer_IsRefused()
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(
            () => new Network<float>(2, [new LayerShape(3, Activation.Relu), new LayerShape(1, Activation.Sigmoid) { Dropout = 0.5 }]));
        Assert.StartsWith("Dropout is for hidden layers; layer 2 is the output layer.", exception.Message);
    }

    /// <summary>A linear layer that gives 1 everywhere.</summary>
    private static DenseLayer<double> Ones(double rate)
    {
        var layer = new DenseLayer<double>(1, 1, new LayerShape(Units, Activation.Linear) { Dropout = rate });
        layer.Biases.Values.Fill(1);
        return layer;
    }
}
