using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>The cost and the accuracy of a network in plain loops in double precision, by the textbook's formulas.</summary>
internal static class PlainCost
{
    /// <summary>The mean cross-entropy, <c>-(y log a + (1-y) log(1-a))</c>.</summary>
    public static double Of<T>(Network<T> network, TrainingSet<T> examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int e = 0; e < examples.Count; e++)
        {
            double a = Probability(network, examples, e);
            double y = double.CreateChecked(examples.Labels[0, e]);
            sum -= (y * Math.Log(a)) + ((1 - y) * Math.Log(1 - a));
        }

        return sum / examples.Count;
    }

    /// <summary>The cost with the penalty, <c>½ λ Σ W²</c>.</summary>
    public static double Of<T>(Network<T> network, TrainingSet<T> examples, double l2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double squares = 0;
        foreach (DenseLayer<T> layer in network.Layers)
        {
            foreach (T weight in layer.Weights.Values)
            {
                squares += double.CreateChecked(weight) * double.CreateChecked(weight);
            }
        }

        return Of(network, examples) + (0.5 * l2 * squares);
    }

    /// <summary>The share of the examples that are on the right side of probability ½.</summary>
    public static double Accuracy<T>(Network<T> network, TrainingSet<T> examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int right = 0;
        for (int e = 0; e < examples.Count; e++)
        {
            right += (Probability(network, examples, e) >= 0.5) == (examples.Labels[0, e] == T.One) ? 1 : 0;
        }

        return (double)right / examples.Count;
    }

    private static double Probability<T>(Network<T> network, TrainingSet<T> examples, int example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var activations = new double[network.Inputs];
        for (int i = 0; i < activations.Length; i++)
        {
            activations[i] = double.CreateChecked(examples.Features[i, example]);
        }

        foreach (DenseLayer<T> layer in network.Layers)
        {
            var next = new double[layer.Units];
            for (int j = 0; j < next.Length; j++)
            {
                double z = double.CreateChecked(layer.Biases[j, 0]);
                for (int i = 0; i < activations.Length; i++)
                {
                    z += double.CreateChecked(layer.Weights[j, i]) * activations[i];
                }

                next[j] = layer.Shape.Activation switch
                {
                    Activation.Tanh => Math.Tanh(z),
                    Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
                    _ => throw new NotSupportedException($"The plain cost has no {layer.Shape.Activation}."),
                };
            }

            activations = next;
        }

        return activations[0];
    }
}
