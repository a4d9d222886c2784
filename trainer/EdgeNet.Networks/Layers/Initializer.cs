using System.Numerics;

namespace EdgeNet.Networks.Layers;

/// <summary>Gives a network its first weights.</summary>
internal static class Initializer
{
    /// <summary>Draws the weights of every layer, sets the biases to zero, and begins batch normalisation and learned slopes anew.</summary>
    /// <param name="network">The network.</param>
    /// <param name="initialization">The scale of the weights.</param>
    /// <param name="random">The source of randomness; its seed fixes the weights.</param>
    public static void Initialize<T>(Network<T> network, Initialization initialization, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (DenseLayer<T> layer in network.Layers)
        {
            Fill(layer.Weights.Values, StandardDeviation(layer.Shape, layer.Inputs, initialization), random);
            layer.Biases.Values.Clear();
            layer.Normalization?.Reset();
            layer.LearnedSlopes?.Reset();
        }
    }

    /// <summary>Fills with Gaussian numbers of mean 0.</summary>
    /// <param name="values">Written.</param>
    /// <param name="standardDeviation">0 or more.</param>
    /// <param name="random">The source of randomness.</param>
    public static void Fill<T>(Span<T> values, double standardDeviation, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            value = T.CreateChecked(standardDeviation * NextGaussian(random));
        }
    }

    private static double StandardDeviation(LayerShape shape, int inputs, Initialization initialization) => initialization switch
    {
        Initialization.Auto => StandardDeviation(
            shape, inputs, shape.Activation is Activation.Relu or Activation.LeakyRelu ? Initialization.He : Initialization.Xavier),
        Initialization.Zeros => 0,
        Initialization.Small => 0.01,
        Initialization.He => Math.Sqrt(2.0 / inputs),
        Initialization.Xavier => Math.Sqrt(2.0 / (inputs + shape.Units)),
        _ => throw new ArgumentOutOfRangeException(nameof(initialization), initialization, "No such initialization."),
    };

    // Box and Muller, 1958; 1 - u is never 0.
    private static double NextGaussian(Random random) =>
        Math.Sqrt(-2 * Elementary.Log(1 - random.NextDouble())) * Elementary.CosOfTurns(random.NextDouble());
}

/// <summary>How weights start; biases start at zero.</summary>
internal enum Initialization
{
    /// <summary>He for a ReLU or leaky ReLU layer, Xavier for the others.</summary>
    Auto,

    /// <summary>All zero: fine for one unit; several hidden units would stay the same for ever.</summary>
    Zeros,

    /// <summary>Gaussian with a standard deviation of 0.01.</summary>
    Small,

    /// <summary>Gaussian with a variance of 2/n[l-1] (He et al., "Delving Deep into Rectifiers", 2015).</summary>
    He,

    /// <summary>Gaussian with a variance of 2/(n[l-1] + n[l]) (Glorot and Bengio, 2010).</summary>
    Xavier,
}
