using System.Numerics;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Training;

/// <summary>Holds weights at 0 during gradient descent.</summary>
internal interface IWeightPruning
{
    /// <summary>Called before each epoch: more weights may be removed.</summary>
    /// <param name="epoch">From 1.</param>
    void BeginEpoch(int epoch);

    /// <summary>Called after each step: makes the weights that are removed 0 again, whatever the optimizer's moments did to them.</summary>
    void Apply();
}

/// <summary>The weights of a network that are removed.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class WeightMask<T> : IWeightPruning
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly bool[][] _removed;

    /// <summary>Makes a mask that removes nothing.</summary>
    /// <param name="network">The network whose weights it holds.</param>
    public WeightMask(Network<T> network)
    {
        _network = network;
        _removed = [.. network.Layers.Select(layer => new bool[layer.Weights.Count])];
    }

    /// <summary>Makes a mask that keeps the weights that are 0 at 0.</summary>
    /// <param name="network">The network.</param>
    public static WeightMask<T> OfZeros(Network<T> network)
    {
        var mask = new WeightMask<T>(network);
        for (int l = 0; l < mask._removed.Length; l++)
        {
            ReadOnlySpan<T> weights = network.Layers[l].Weights.Values;
            for (int k = 0; k < weights.Length; k++)
            {
                mask._removed[l][k] = weights[k] == T.Zero;
            }
        }

        return mask;
    }

    /// <summary>Whether a weight is removed.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="unit">The unit, from 0.</param>
    /// <param name="input">The input, from 0.</param>
    public bool IsRemoved(int layer, int unit, int input) => _removed[layer][(unit * _network.Layers[layer].Inputs) + input];

    /// <summary>Removes a weight from the next <see cref="Apply"/> on.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="unit">The unit, from 0.</param>
    /// <param name="input">The input, from 0.</param>
    public void Remove(int layer, int unit, int input) => _removed[layer][(unit * _network.Layers[layer].Inputs) + input] = true;

    public void BeginEpoch(int epoch)
    {
        // The mask stays as it is.
    }

    public void Apply()
    {
        for (int l = 0; l < _removed.Length; l++)
        {
            bool[] removed = _removed[l];
            Span<T> weights = _network.Layers[l].Weights.Values;
            for (int k = 0; k < removed.Length; k++)
            {
                if (removed[k])
                {
                    weights[k] = T.Zero;
                }
            }
        }
    }
}

/// <summary>The share of the weights that is removed as training goes on.</summary>
internal static class PruningSchedule
{
    /// <summary>Computes the cubic schedule of Zhu and Gupta, "To prune, or not to prune", 2017: <c>s (1 - (1 - t)³)</c>, fast at first and slower towards the end.</summary>
    /// <param name="share">s, the share in the end.</param>
    /// <param name="epoch">The epoch that begins, from 1.</param>
    /// <param name="epochs">The epoch in which s is reached; t is their ratio, 1 at most.</param>
    /// <returns>The share from the beginning of that epoch on.</returns>
    public static double ShareAt(double share, int epoch, int epochs)
    {
        double left = 1 - Math.Min(1, (double)epoch / epochs);
        return share * (1 - (left * left * left));
    }
}
