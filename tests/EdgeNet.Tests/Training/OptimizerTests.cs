using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>The optimizers against their plain twins, over many steps and at every remainder of the vector width.</summary>
[TestClass]
public class OptimizerTests
{
    private const int Steps = 40;
    private const int MostInputs = 40;

    [TestMethod]
    [DataRow(OptimizerKind.Plain, 0.9)]
    [DataRow(OptimizerKind.Momentum, 0.9)]
    [DataRow(OptimizerKind.Momentum, 0.0)]
    [DataRow(OptimizerKind.Adam, 0.9)]
    [DataRow(OptimizerKind.Adam, 0.0)]
    [DataRow(OptimizerKind.RmsProp, 0.9)]
    [DataRow(OptimizerKind.RmsProp, 0.0)]
    public void N21_Step_EveryLengthInDouble_IsThePlainTwin(OptimizerKind kind, double momentum)
    {
        for (int inputs = 1; inputs <= MostInputs; inputs++)
        {
            Compare<double>(kind, momentum, inputs, tolerance: 1e-13);
        }
    }

    [TestMethod]
    [DataRow(OptimizerKind.Plain, 0.9)]
    [DataRow(OptimizerKind.Momentum, 0.9)]
    [DataRow(OptimizerKind.Momentum, 0.0)]
    [DataRow(OptimizerKind.Adam, 0.9)]
    [DataRow(OptimizerKind.Adam, 0.0)]
    [DataRow(OptimizerKind.RmsProp, 0.9)]
    [DataRow(OptimizerKind.RmsProp, 0.0)]
    public void N21_Step_EveryLengthInFloat_IsThePlainTwin(OptimizerKind kind, double momentum)
    {
        for (int inputs = 1; inputs <= MostInputs; inputs++)
        {
            Compare<float>(kind, momentum, inputs, tolerance: 2e-6);
        }
    }

    [TestMethod]
    [DataRow(1e-5)]
    [DataRow(1.0)]
    [DataRow(1e6)]
    public void N21_AdamStep_First_HasTheLengthOfTheLearningRateWhateverTheGradient(double gradient)
    {
        Network<double> network = TwoLayers<double>(3);
        Optimizer<double> optimizer = Optimizer<double>.Create(network, Options(OptimizerKind.Adam, 0.9));
        network.Output.WeightGradients.Values.Fill(gradient);
        network.Output.BiasGradients.Values.Fill(-gradient);

        optimizer.Step();

        double expected = 0.01 * gradient / (gradient + 1e-8);
        Assert.AreEqual(-expected, network.Output.Weights[0, 0], 1e-15);
        Assert.AreEqual(expected, network.Output.Biases[0, 0], 1e-15);
    }

    [TestMethod]
    [DataRow(OptimizerKind.Plain)]
    [DataRow(OptimizerKind.Momentum)]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.RmsProp)]
    public void N21_Step_GradientsOfZero_MoveNothing(OptimizerKind kind)
    {
        Network<float> network = TwoLayers<float>(9);
        Initializer.Initialize(network, Initialization.Xavier, new Random(1));
        float[] before = SmallProblems.ParametersOf(network);
        Optimizer<float> optimizer = Optimizer<float>.Create(network, Options(kind, 0.9));

        optimizer.Step();
        optimizer.Step();

        CollectionAssert.AreEqual(before, SmallProblems.ParametersOf(network));
    }

    [TestMethod]
    public void N13_N21_Step_LearnedSlopesDrivenOut_EndAtTheEndsOfTheirRange()
    {
        var network = new Network<double>(2, [LayerShape.PRelu(2), new LayerShape(1, Activation.Sigmoid)]);
        Optimizer<double> optimizer = Optimizer<double>.Create(network, new DescentOptions { Optimizer = OptimizerKind.Plain, LearningRate = 1 });
        LearnedSlopes<double> slopes = network.Layers[0].LearnedSlopes!;
        slopes.Gradients[0, 0] = 5;
        slopes.Gradients[1, 0] = -0.125;
        optimizer.Step();
        CollectionAssert.AreEqual((double[])[0, 0.375], slopes.Slopes.Values.ToArray());
        slopes.Gradients[1, 0] = -5;
        optimizer.Step();
        CollectionAssert.AreEqual((double[])[0, 1], slopes.Slopes.Values.ToArray());
    }

    [TestMethod]
    public void Create_UnknownKind_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Optimizer<float>.Create(TwoLayers<float>(1), Options((OptimizerKind)99, 0.9)));
        Assert.Contains("No such optimizer.", error.Message);
    }

    private static void Compare<T>(OptimizerKind kind, double momentum, int inputs, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = TwoLayers<T>(inputs);
        var random = new Random(inputs);
        Initializer.Initialize(network, Initialization.Xavier, random);
        Optimizer<T> optimizer = Optimizer<T>.Create(network, Options(kind, momentum));
        PlainOptimizerTwin[] twins = [.. SmallProblems.ParametersOf(network).Select(
            first => new PlainOptimizerTwin(kind, double.CreateChecked(first), 0.01, momentum))];

        for (int step = 0; step < Steps; step++)
        {
            foreach (DenseLayer<T> layer in network.Layers)
            {
                Initializer.Fill(layer.WeightGradients.Values, 0.5, random);
                Initializer.Fill(layer.BiasGradients.Values, 0.5, random);
            }

            T[] gradients = [.. network.Layers.SelectMany(layer => (T[])[.. layer.WeightGradients.Values, .. layer.BiasGradients.Values])];
            for (int p = 0; p < twins.Length; p++)
            {
                twins[p].Step(double.CreateChecked(gradients[p]));
            }

            optimizer.Step();
            T[] parameters = SmallProblems.ParametersOf(network);
            for (int p = 0; p < twins.Length; p++)
            {
                Assert.AreEqual(twins[p].Value, double.CreateChecked(parameters[p]), tolerance, $"{inputs} inputs, step {step}, parameter {p}.");
            }
        }
    }

    private static Network<T> TwoLayers<T>(int inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(inputs, [new LayerShape(2, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);

    private static DescentOptions Options(OptimizerKind kind, double momentum) =>
        new() { Optimizer = kind, LearningRate = 0.01, Momentum = momentum };
}
