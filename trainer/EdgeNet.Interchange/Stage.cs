using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange;

/// <summary>Where numbers come from: the inputs, or the units of a layer.</summary>
internal abstract class Stage
{
    /// <summary>How many numbers there are for each example.</summary>
    public abstract int Count { get; }
}

/// <summary>The inputs, and what the file does with each before the first layer.</summary>
/// <param name="count">n[0].</param>
internal sealed class InputValues(int count) : Stage
{
    private readonly Affine?[] _maps = new Affine?[count];
    private InputHold[]? _holds;

    /// <inheritdoc/>
    public override int Count => count;

    /// <summary>The scaling of each input, an identity where there is none.</summary>
    public IReadOnlyList<Affine> Maps => [.. _maps.Select(map => map ?? Affine.Identity)];

    /// <summary>The ends that each input is held to, infinite where there are none; null without any.</summary>
    public IReadOnlyList<InputHold>? Holds => _holds;

    /// <summary>Says how an input is scaled; the first scaling of each input is kept, and another has to go into the weights.</summary>
    /// <returns>What is kept.</returns>
    public Affine Keep(int input, Affine map) => _maps[input] ??= map;

    /// <summary>Narrows the ends that an input is held to.</summary>
    public void Hold(int input, InputHold hold)
    {
        _holds ??= [.. Enumerable.Repeat(InputHold.None, count)];
        InputHold own = _holds[input];
        _holds[input] = new InputHold(
            hold.LowFence > own.LowFence ? hold.LowFence : own.LowFence, hold.LowFence > own.LowFence ? hold.Lowest : own.Lowest,
            hold.HighFence < own.HighFence ? hold.HighFence : own.HighFence, hold.HighFence < own.HighFence ? hold.Highest : own.Highest);
    }
}

/// <summary>What replaces a raw input beyond a fence.</summary>
/// <param name="LowFence">Below it the input counts as <paramref name="Lowest"/>.</param>
/// <param name="Lowest">The lower end.</param>
/// <param name="HighFence">Above it the input counts as <paramref name="Highest"/>.</param>
/// <param name="Highest">The upper end.</param>
internal readonly record struct InputHold(double LowFence, double Lowest, double HighFence, double Highest)
{
    /// <summary>No ends.</summary>
    public static InputHold None { get; } = new(double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>Holds a number.</summary>
    public double Of(double x) => x < LowFence ? Lowest : x > HighFence ? Highest : x;
}

/// <summary>A dense layer, <c>a = g(W·x + b)</c>.</summary>
/// <param name="from">Where x comes from.</param>
/// <param name="weights">W, shape (units, numbers of <paramref name="from"/>).</param>
/// <param name="biases">b.</param>
/// <param name="activation">g.</param>
/// <param name="where">The operation of the file that ends the layer, for messages.</param>
internal sealed class LayerValues(Stage from, Matrix<double> weights, double[] biases, Activation activation, string where) : Stage
{
    /// <inheritdoc/>
    public override int Count => weights.Rows;

    /// <summary>Where the layer's input comes from.</summary>
    public Stage From => from;

    /// <summary>W.</summary>
    public Matrix<double> Weights => weights;

    /// <summary>b.</summary>
    public double[] Biases => biases;

    /// <summary>g.</summary>
    public Activation Activation => activation;

    /// <summary>The operation of the file that ends the layer.</summary>
    public string Where => where;

    /// <summary>Of leaky ReLU the slope of each unit, 0 to 1; else null.</summary>
    public double[]? Slopes { get; init; }

    /// <summary>Whether the slopes differ from unit to unit in the file: PReLU.</summary>
    public bool IsPRelu { get; init; }

    /// <summary>Of ReLU the largest activation; infinite without one.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>Of softmax: whether the file gives the logarithms of the probabilities.</summary>
    public bool IsLogarithm { get; init; }

    /// <summary>The same layer with a lower ceiling.</summary>
    public LayerValues With(double ceiling) => new(from, weights, biases, activation, where) { Ceiling = Math.Min(ceiling, Ceiling) };
}
