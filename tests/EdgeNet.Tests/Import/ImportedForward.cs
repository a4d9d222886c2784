using EdgeNet.Interchange;

namespace EdgeNet.Tests.Import;

/// <summary>What an imported network computes, in double precision and without the trainer: the plain reference.</summary>
internal static class ImportedForward
{
    /// <summary>Computes what the file gives for one example; where it gives the name of a class, its number.</summary>
    public static double[] Of(ImportedNetwork network, double[] x)
    {
        double[] a = [.. x.Select((value, i) => Scaled(network.Inputs.Maps[i], value))];
        foreach (LayerValues layer in network.Layers)
        {
            double[] z = [.. layer.Biases.Select((bias, j) => bias + a.Select((value, i) => layer.Weights[j, i] * value).Sum())];
            a = layer == network.Layers[^1] ? z : [.. z.Select((value, j) => Hidden(layer, value, j))];
        }

        bool isRelu = network.Layers[^1].Activation == Activation.Relu;
        return network.Output switch
        {
            ImportedOutput.Numbers => [.. a.Select((z, j) => network.OutputMaps[j].Of(isRelu ? Math.Max(0, z) : z))],
            ImportedOutput.Class => [a.Length == 1 ? (a[0] > 0 ? 1 : 0) : Array.IndexOf(a, a.Max())],
            ImportedOutput.Probability => [Sigmoid(a[0])],
            ImportedOutput.LogProbabilities => [.. LogProbabilities(a)],
            _ => [.. LogProbabilities(a).Select(Math.Exp)],
        };
    }

    private static double Scaled(Affine map, double x) => double.IsInfinity(map.Deviation) ? 0 : ((map.Hold?.Of(x) ?? x) - map.Mean) / map.Deviation;

    private static double Hidden(LayerValues layer, double z, int unit) => layer.Activation switch
    {
        Activation.Linear => z,
        Activation.Relu => Math.Min(Math.Max(z, 0), layer.Ceiling),
        Activation.LeakyRelu => z >= 0 ? z : z * layer.Slopes![unit],
        Activation.Tanh => Math.Tanh(z),
        Activation.Sigmoid => Sigmoid(z),
        _ => throw new InvalidOperationException($"{layer.Activation}"),
    };

    // One logit stands for the two of 0 and z.
    private static IEnumerable<double> LogProbabilities(double[] logits)
    {
        double[] all = logits.Length == 1 ? [0, logits[0]] : logits;
        double most = all.Max();
        double sum = most + Math.Log(all.Sum(z => Math.Exp(z - most)));
        return all.Select(z => z - sum);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
