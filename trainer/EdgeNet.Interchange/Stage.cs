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

    /// <inheritdoc/>
    public override int Count => count;

    /// <summary>The dimensions of one example, where they are those of one input of the file; else null.</summary>
    public int[]? Shape { get; init; }

    /// <summary>The scaling of each input, an identity where there is none.</summary>
    public IReadOnlyList<Affine> Maps => [.. _maps.Select(map => map ?? Affine.Identity)];

    /// <summary>The ends that each input is held to, infinite where there are none; null without any.</summary>
    public IReadOnlyList<InputHold>? Holds => _maps.Any(map => map?.Hold is not null) ? [.. _maps.Select(map => map?.Hold ?? InputHold.None)] : null;

    /// <summary>Says how an input is scaled; the first scaling of each input is kept, and another has to go into the weights.</summary>
    /// <returns>What is kept.</returns>
    public Affine Keep(int input, Affine map) => _maps[input] ??= map;
}

/// <summary>What replaces a raw input beyond a fence.</summary>
/// <param name="LowFence">Below it the input counts as <paramref name="Lowest"/>.</param>
/// <param name="Lowest">The lower end.</param>
/// <param name="HighFence">Above it the input counts as <paramref name="Highest"/>.</param>
/// <param name="Highest">The upper end.</param>
internal sealed record InputHold(double LowFence, double Lowest, double HighFence, double Highest)
{
    /// <summary>No ends.</summary>
    public static InputHold None { get; } = new(double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>Holds a number.</summary>
    public double Of(double x) => x < LowFence ? Lowest : x > HighFence ? Highest : x;

    /// <summary>The ends of this hold and then of another.</summary>
    /// <exception cref="InputException">No single pair of ends does the same.</exception>
    public InputHold Then(InputHold next)
    {
        bool isLower = next.LowFence > LowFence, isUpper = next.HighFence < HighFence;
        var both = new InputHold(
            isLower ? next.LowFence : LowFence, isLower ? next.Lowest : Lowest,
            isUpper ? next.HighFence : HighFence, isUpper ? next.Highest : Highest);
        return next.Of(Lowest) == both.Lowest && next.Of(Highest) == both.Highest ? both : throw new InputException("holds an input to two ranges that do not overlap");
    }
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

    /// <summary>The first layer with its inputs in another order.</summary>
    /// <param name="inputs">The inputs in that order.</param>
    /// <param name="order">For each the one of before.</param>
    public LayerValues Of(InputValues inputs, int[] order)
    {
        var moved = new Matrix<double>(weights.Rows, weights.Columns);
        for (int j = 0; j < weights.Rows; j++)
        {
            for (int i = 0; i < order.Length; i++)
            {
                moved[j, i] = weights[j, order[i]];
            }
        }

        return new LayerValues(inputs, moved, biases, activation, where) { Slopes = Slopes, IsPRelu = IsPRelu, Ceiling = Ceiling, IsLogarithm = IsLogarithm };
    }

    /// <summary>The same layer with a lower ceiling.</summary>
    public LayerValues With(double ceiling) => new(from, weights, biases, activation, where) { Ceiling = Math.Min(ceiling, Ceiling) };
}
