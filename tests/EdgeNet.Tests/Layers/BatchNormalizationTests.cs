using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Batch normalisation: what a step sees, what inference sees, and what the device gets.</summary>
[TestClass]
public class BatchNormalizationTests
{
    [TestMethod]
    public void N16_ForwardTraining_Logits_HaveTheMeanBetaAndTheDeviationGamma()
    {
        DenseLayer<double> layer = Layer(units: 3, inputs: 4, seed: 1);
        for (int m = 2; m <= 70; m++)
        {
            layer.ForwardTraining(RandomMatrix.Of<double>(4, m, new Random(m)), new Random(1));
            for (int j = 0; j < 3; j++)
            {
                double[] z = layer.Logits.Row(j).ToArray();
                Assert.AreEqual(layer.Biases[j, 0], z.Average(), 1e-12);

                // ε keeps it a little below γ.
                double deviation = Math.Sqrt(z.Average(value => Math.Pow(value - layer.Biases[j, 0], 2)));
                Assert.AreEqual(1, deviation / layer.Normalization!.Scales[j, 0], 1e-2);
            }
        }
    }

    [TestMethod]
    public void N16_ForwardTraining_RunningStatistics_AreTheMeanOfTenStepsAndThenFade()
    {
        DenseLayer<double> layer = Layer(units: 1, inputs: 1, seed: 1);
        layer.Weights[0, 0] = 1;
        double mean = 0, variance = 0;
        for (int step = 1; step <= 30; step++)
        {
            Matrix<double> x = RandomMatrix.Of<double>(1, 2 + (step % 3), new Random(step));
            layer.ForwardTraining(x, new Random(1));
            double[] values = x.Values.ToArray();
            double batchMean = values.Average();
            double batchVariance = values.Sum(v => Math.Pow(v - batchMean, 2)) / (values.Length - 1);
            double share = Math.Max(0.1, 1.0 / step);
            mean = ((1 - share) * mean) + (share * batchMean);
            variance = ((1 - share) * variance) + (share * batchVariance);
            Assert.AreEqual(mean, layer.Normalization!.RunningMeans[0, 0], 1e-14, $"step {step}");
            Assert.AreEqual(variance, layer.Normalization.RunningVariances[0, 0], 1e-14, $"step {step}");
        }
    }

    [TestMethod]
    public void N16_ForwardTraining_OneExample_LeavesTheRunningStatisticsAlone()
    {
        DenseLayer<double> layer = Layer(units: 2, inputs: 3, seed: 1);
        layer.ForwardTraining(RandomMatrix.Of<double>(3, 1, new Random(1)), new Random(1));
        CollectionAssert.AreEqual((double[])[0, 0], layer.Normalization!.RunningMeans.Values.ToArray());
        CollectionAssert.AreEqual((double[])[1, 1], layer.Normalization.RunningVariances.Values.ToArray());
        CollectionAssert.AreEqual(layer.Biases.Values.ToArray(), layer.Logits.Values.ToArray(), "A single number is its own mean.");
    }

    [TestMethod]
    public void N16_Forward_RunningStatistics_AreUsedAndStayAsTheyAre()
    {
        RandomNetwork example = Example(Activation.Tanh, seed: 3);
        DenseLayer<double> layer = example.Network.Layers[0];
        BatchNormalization<double> normalization = layer.Normalization!;
        double[] means = normalization.RunningMeans.Values.ToArray();
        example.Network.Forward(example.X);
        for (int j = 0; j < layer.Units; j++)
        {
            for (int e = 0; e < example.X.Columns; e++)
            {
                double product = Enumerable.Range(0, layer.Inputs).Sum(i => layer.Weights[j, i] * example.X[i, e]);
                double expected = (normalization.Scales[j, 0] * (product - means[j]) / Math.Sqrt(normalization.RunningVariances[j, 0] + 1e-5)) + layer.Biases[j, 0];
                Assert.AreEqual(expected, layer.Logits[j, e], 1e-13);
            }
        }

        CollectionAssert.AreEqual(means, normalization.RunningMeans.Values.ToArray());
    }

    [TestMethod]
    [DataRow(Activation.Relu)]
    [DataRow(Activation.LeakyRelu)]
    [DataRow(Activation.Tanh)]
    public void N16_Fold_EveryLayerNormalized_GivesTheSameAnswersWithoutIt(Activation hidden)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomNetwork example = Example(hidden, seed);
            Network<double> folded = example.Network.Fold();
            Assert.IsTrue(folded.Layers.All(layer => layer.Normalization is null && layer.Shape.Dropout == 0));
            double[] expected = example.Network.Forward(example.X).Values.ToArray();
            double[] actual = folded.Forward(example.X).Values.ToArray();
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual(expected[i], actual[i], 1e-12);
            }
        }
    }

    [TestMethod]
    public void N16_Fold_NothingToFold_IsACopy()
    {
        Network<double> network = RandomNetwork.Of(Activation.Relu, Activation.Sigmoid, Loss.CrossEntropy, layers: 3, new Random(1)).Network;
        Network<double> folded = network.Fold();
        double[] expected = new double[network.ParameterCount], actual = new double[network.ParameterCount];
        network.CopyParametersTo(expected);
        folded.CopyParametersTo(actual);
        CollectionAssert.AreEqual(expected, actual);
        folded.Output.Weights[0, 0]++;
        Assert.AreNotEqual(folded.Output.Weights[0, 0], network.Output.Weights[0, 0]);
    }

    [TestMethod]
    public void N16_State_CopiedAndSet_BringsTheRunningStatisticsBack()
    {
        RandomNetwork example = Example(Activation.Relu, seed: 5);
        double[] state = new double[example.Network.StateCount];
        example.Network.CopyStateTo(state);
        Assert.AreEqual(example.Network.ParameterCount + (2 * example.Network.Layers.Sum(layer => layer.Units)), state.Length);
        double[] before = example.Network.Forward(example.X).Values.ToArray();

        example.Forward();
        CollectionAssert.AreNotEqual(before, example.Network.Forward(example.X).Values.ToArray(), "The step has moved them.");
        example.Network.SetState(state);
        CollectionAssert.AreEqual(before, example.Network.Forward(example.X).Values.ToArray());
    }

    [TestMethod]
    public void N16_Backward_AfterInference_IsRefused()
    {
        RandomNetwork example = Example(Activation.Relu, seed: 5);
        example.Network.Forward(example.X);
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => example.Backward(0));
        Assert.Contains("batch normalisation or dropout: its way back needs the forward propagation of training.", exception.Message);
    }

    private static RandomNetwork Example(Activation hidden, int seed) => RandomNetwork.Of(
        new NetworkCase(hidden, Activation.Linear, Loss.SquaredError) { LearnsSlope = hidden == Activation.LeakyRelu, BatchNormalization = true, Dropout = 0.2 },
        layers: 3,
        new Random(seed));

    private static DenseLayer<double> Layer(int units, int inputs, int seed)
    {
        var random = new Random(seed);
        var layer = new DenseLayer<double>(1, inputs, new LayerShape(units, Activation.Relu) { BatchNormalization = true });
        Initializer.Fill(layer.Weights.Values, 1, random);
        Initializer.Fill(layer.Biases.Values, 1, random);
        for (int j = 0; j < units; j++)
        {
            layer.Normalization!.Scales[j, 0] = 0.5 + j;
        }

        return layer;
    }
}
