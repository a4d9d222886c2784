using System.Numerics;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

/// <summary>Networks that compute parity, the exclusive or of n bits, exactly; they show how many units depth saves.</summary>
/// <remarks>
/// A deep network halves the bits layer by layer and needs O(n) hidden units in O(log n) layers. A single hidden layer has to know each of the
/// <c>2^(n-1)</c> inputs with an odd number of ones by itself: no two of them can share a unit that stands for an input, because between
/// any two of them lies an even one. The output is a sigmoid unit with the logit +10 for odd and -10 for even.
/// </remarks>
internal static class ParityNetworks
{
    private const int Logit = 10;

    // 16 bits already need 2^15 units in one hidden layer.
    private const int MostBits = 16;

    /// <summary>Makes the tree: each hidden layer takes the exclusive or of pairs.</summary>
    /// <remarks>
    /// <c>a xor b = relu(a + b) - 2 relu(a + b - 1)</c> for bits: two ReLU units, whose difference the next layer takes with its weights.
    /// A bit without a partner is handed on by one unit. That makes ⌈log₂ n⌉ hidden layers with <c>2(n-1)</c> units for the pairs and at most
    /// ⌈log₂ n⌉ for bits without a partner.
    /// </remarks>
    /// <param name="bits">n, 2 to 16.</param>
    /// <returns>The network, with one sigmoid output.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is below 2 or above 16.</exception>
    public static Network<T> Tree<T>(int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(bits);
        List<LayerShape> shapes = [];
        for (int left = bits; left > 1; left = (left + 1) / 2)
        {
            shapes.Add(new LayerShape(left, Activation.Relu));
        }

        var network = new Network<T>(bits, [.. shapes, new LayerShape(1, Activation.Sigmoid)]);

        // Each value as a row of weights over the units of the layer before: at first a bit, later a pair of units or one handed on.
        List<(int Unit, int Count)> values = [.. Enumerable.Range(0, bits).Select(bit => (bit, 1))];
        foreach (DenseLayer<T> layer in network.Layers.Take(shapes.Count))
        {
            values = TakePairs(layer, values);
        }

        AddValue(network.Output, 0, values[0], 2 * Logit);
        network.Output.Biases[0, 0] = T.CreateChecked(-Logit);
        return network;
    }

    /// <summary>Makes the network of one hidden layer: a unit for each input with an odd number of ones, which gives 1 there and 0 elsewhere.</summary>
    /// <remarks>The unit of the pattern p is <c>relu(1 - d)</c>, where d is the number of bits in which the input differs from p.</remarks>
    /// <param name="bits">n, 2 to 16.</param>
    /// <returns>The network, with <c>2^(n-1)</c> hidden units and one sigmoid output.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is below 2 or above 16.</exception>
    public static Network<T> SingleHiddenLayer<T>(int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(bits);
        var network = new Network<T>(bits, [new LayerShape(1 << (bits - 1), Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);
        DenseLayer<T> hidden = network.Layers[0];
        int unit = 0;
        for (uint pattern = 0; pattern < 1u << bits; pattern++)
        {
            int ones = BitOperations.PopCount(pattern);
            if (ones % 2 == 0)
            {
                continue;
            }

            for (int bit = 0; bit < bits; bit++)
            {
                hidden.Weights[unit, bit] = (pattern >> bit & 1) == 1 ? T.One : -T.One;
            }

            hidden.Biases[unit, 0] = T.CreateChecked(1 - ones);
            network.Output.Weights[0, unit] = T.CreateChecked(2 * Logit);
            unit++;
        }

        network.Output.Biases[0, 0] = T.CreateChecked(-Logit);
        return network;
    }

    // Of k values, ⌊k/2⌋ pairs take two units each, and the last of an odd k one: k units, which stand for ⌈k/2⌉ values.
    private static List<(int Unit, int Count)> TakePairs<T>(DenseLayer<T> layer, List<(int Unit, int Count)> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<(int Unit, int Count)> results = [];
        for (int i = 0; i < values.Count; i += 2)
        {
            bool hasPartner = i + 1 < values.Count;
            for (int unit = i; unit < Math.Min(i + 2, values.Count); unit++)
            {
                AddValue(layer, unit, values[i], 1);
                if (hasPartner)
                {
                    AddValue(layer, unit, values[i + 1], 1);
                    layer.Biases[unit, 0] = T.CreateChecked(i - unit);
                }
            }

            results.Add((i, hasPartner ? 2 : 1));
        }

        return results;
    }

    /// <summary>Gives a unit a value of the layer before: one unit, or the first of two less twice the second.</summary>
    private static void AddValue<T>(DenseLayer<T> layer, int unit, (int Unit, int Count) value, int factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        layer.Weights[unit, value.Unit] = T.CreateChecked(factor);
        if (value.Count == 2)
        {
            layer.Weights[unit, value.Unit + 1] = T.CreateChecked(-2 * factor);
        }
    }

    private static void Check(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MostBits);
    }
}
