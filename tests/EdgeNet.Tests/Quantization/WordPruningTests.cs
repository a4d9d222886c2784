using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

/// <summary>Which words go, and in which order.</summary>
[TestClass]
public class WordPruningTests
{
    [TestMethod]
    public void BeginEpoch_OneLayer_RemovesTheWordsWithTheLowestScores()
    {
        // Two words of two units. Input 0 hardly varies, so that its large weights do less than the small ones of input 1.
        Network<float> network = Softmax([[3, 0.5f, 1], [3, 0.6f, 1], [2, 0.01f, 1], [2, 0.02f, 1]]);
        var pruning = new WordPruning(network, Pairs(), Examples([0.001f, 1, 1]), share: 0.5, epochs: 1, inputCost: 0);

        pruning.BeginEpoch(1);

        Assert.AreEqual((6, 3), (pruning.Total, pruning.Left));
        AssertZeros(network, "0 0 0 0, 1 1 0 0, 1 1 1 1");
    }

    [TestMethod]
    public void BeginEpoch_InputThatCosts_GoesWithAllItsWords()
    {
        // The word with the lowest score is one of input 1, but with input 0 a whole input is saved.
        float[][] rows = [[0.3f, 0.2f, 1], [0.3f, 0.2f, 1], [0.3f, 0.9f, 1], [0.3f, 0.9f, 1]];
        Network<float> byWords = Softmax(rows);
        Network<float> byInputs = Softmax(rows);
        new WordPruning(byWords, Pairs(), Examples([1, 1, 1]), 1 / 3.0, 1, inputCost: 0).BeginEpoch(1);
        new WordPruning(byInputs, Pairs(), Examples([1, 1, 1]), 1 / 3.0, 1, inputCost: 20).BeginEpoch(1);

        AssertZeros(byWords, "0 0 1 1, 0 0 1 1, 1 1 1 1");
        AssertZeros(byInputs, "0 0 0 0, 1 1 1 1, 1 1 1 1");
    }

    [TestMethod]
    public void BeginEpoch_WordsBehindAUnitThatDoesLittle_GoFirst()
    {
        var network = new Network<float>(2, [new LayerShape(2, Activation.Linear), new LayerShape(1, Activation.Sigmoid)]);
        Set(network.Layers[0], [[5, 5], [1, 1]]);
        Set(network.Layers[1], [[0.01f, 1]]);
        var groups = new WordGroups([[[0], [1]], [[0]]]);

        new WordPruning(network, groups, Examples([1, 1]), 2 / 6.0, 1, inputCost: 0).BeginEpoch(1);

        Assert.AreEqual("0 0 1 1", string.Join(' ', network.Layers[0].Weights.Values.ToArray()), "Large weights do nothing if the unit does nothing.");
    }

    [TestMethod]
    public void BeginEpoch_AlmostEverything_LeavesAWordInEachLayer()
    {
        var network = new Network<float>(3, [new LayerShape(4, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Initialize(network, EdgeNet.Networks.Layers.Initialization.He, new SeededRandom(1));
        var pruning = new WordPruning(network, new WordGroups([[[0, 1], [2, 3]], [[0]]]), Examples([1, 1, 1]), 0.99, 5, 4);
        for (int epoch = 1; epoch <= 5; epoch++)
        {
            pruning.BeginEpoch(epoch);
        }

        Assert.AreEqual(2, pruning.Left);
        Assert.IsTrue(network.Layers.All(layer => layer.Weights.Values.ToArray().Any(weight => weight != 0)));
    }

    private static WordGroups Pairs() => new([[[0, 1], [2, 3]]]);

    private static Network<float> Softmax(float[][] rows)
    {
        var network = new Network<float>(rows[0].Length, [new LayerShape(rows.Length, Activation.Softmax)]);
        Set(network.Layers[0], rows);
        return network;
    }

    private static void Set(DenseLayer<float> layer, float[][] rows)
    {
        for (int j = 0; j < rows.Length; j++)
        {
            rows[j].CopyTo(layer.Weights.Row(j));
        }
    }

    // Every combination of plus and minus the deviations.
    private static Matrix<float> Examples(float[] deviations)
    {
        var x = new Matrix<float>(deviations.Length, 1 << deviations.Length);
        for (int i = 0; i < deviations.Length; i++)
        {
            for (int e = 0; e < x.Columns; e++)
            {
                x[i, e] = ((e >> i) & 1) == 0 ? deviations[i] : -deviations[i];
            }
        }

        return x;
    }

    // For each input its units: 1 where a weight is left.
    private static void AssertZeros(Network<float> network, string expected)
    {
        DenseLayer<float> layer = network.Layers[0];
        string left = string.Join(", ", Enumerable.Range(0, layer.Inputs).Select(
            i => string.Join(' ', Enumerable.Range(0, layer.Units).Select(j => layer.Weights[j, i] == 0 ? 0 : 1))));
        Assert.AreEqual(expected, left);
    }
}
