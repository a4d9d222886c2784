namespace EdgeNet.Trainer.Export;

/// <summary>Neighbouring units of a layer in one 64-bit word, each in a lane as wide as its own bounds need.</summary>
/// <param name="Lanes">From the lowest bits up.</param>
/// <param name="Start">The biases, each less the lowest accumulator of its unit.</param>
/// <param name="Weights">n[l-1] packed weights.</param>
internal sealed record LaneWord(IReadOnlyList<LaneWord.Lane> Lanes, long Start, long[] Weights)
{
    /// <summary>One unit.</summary>
    /// <param name="Unit">Its number, from 0.</param>
    /// <param name="Offset">Its lowest bit.</param>
    /// <param name="Bits">Its width.</param>
    /// <param name="Lowest">The accumulator that the lane's 0 stands for.</param>
    /// <param name="Highest">The highest accumulator.</param>
    internal sealed record Lane(int Unit, int Offset, int Bits, int Lowest, int Highest)
    {
        public int End => Offset + Bits;
    }

    /// <summary>Packs as many units into each word as provably cannot overflow into one another.</summary>
    /// <remarks>Where weights are 0 other borders between the words may make fewer products; the words are then those with the fewest.</remarks>
    /// <param name="layer">The layer.</param>
    /// <returns>The words, in the order of the units.</returns>
    public static IReadOnlyList<LaneWord> Pack(QuantizedLayer layer)
    {
        // Each as if it were the lowest of its word.
        Lane[] units = [.. Enumerable.Range(0, layer.Units).Select(unit => LaneOf(layer, unit))];
        IReadOnlyList<LaneWord> full = Full(layer, units);
        if (!layer.Weights.AsSpan().Contains((sbyte)0))
        {
            return full;
        }

        IReadOnlyList<LaneWord> least = Least(layer, units);
        return least.Sum(word => word.Cost) < full.Sum(word => word.Cost) ? least : full;
    }

    /// <summary>Products that it takes: an input of weight 0 takes none.</summary>
    public int Products => Weights.Count(weight => weight != 0);

    // Its start costs as much as a product.
    private int Cost => 1 + Products;

    private static Lane LaneOf(QuantizedLayer layer, int unit)
    {
        int lowest = layer.LowestAccumulator(unit);
        int highest = layer.HighestAccumulator(unit);
        return new Lane(unit, 0, Math.Max(1, LanePacking.BitsFor((long)highest - lowest)), lowest, highest);
    }

    private static List<LaneWord> Full(QuantizedLayer layer, Lane[] units)
    {
        List<LaneWord> words = [];
        for (int first = 0, next; first < units.Length; first = next)
        {
            int bits = units[first].Bits;
            for (next = first + 1; next < units.Length && bits + units[next].Bits <= LanePacking.WordBits; next++)
            {
                bits += units[next].Bits;
            }

            words.Add(Of(layer, units[first..next]));
        }

        return words;
    }

    // The cheapest words of the first units, for one unit more each time: its word begins at some unit, after the cheapest words of all before it.
    private static IReadOnlyList<LaneWord> Least(QuantizedLayer layer, Lane[] units)
    {
        var costs = new int[units.Length + 1];
        var starts = new int[units.Length + 1];
        var used = new bool[layer.Inputs];
        for (int next = 1; next <= units.Length; next++)
        {
            costs[next] = int.MaxValue;
            Array.Clear(used);
            int cost = 1;
            int bits = 0;
            for (int first = next - 1; first >= 0 && bits + units[first].Bits <= LanePacking.WordBits; first--)
            {
                bits += units[first].Bits;
                ReadOnlySpan<sbyte> weights = layer.Weights.AsSpan(first * used.Length, used.Length);
                for (int i = 0; i < used.Length; i++)
                {
                    cost += weights[i] != 0 && !used[i] ? 1 : 0;
                    used[i] |= weights[i] != 0;
                }

                if (costs[first] + cost < costs[next])
                {
                    (costs[next], starts[next]) = (costs[first] + cost, first);
                }
            }
        }

        Stack<LaneWord> words = [];
        for (int next = units.Length; next > 0; next = starts[next])
        {
            words.Push(Of(layer, units[starts[next]..next]));
        }

        return [.. words];
    }

    private static LaneWord Of(QuantizedLayer layer, IEnumerable<Lane> units)
    {
        List<Lane> lanes = [];
        foreach (Lane unit in units)
        {
            lanes.Add(unit with { Offset = lanes.Count == 0 ? 0 : lanes[^1].End });
        }

        long start = 0;
        var weights = new long[layer.Inputs];
        foreach (Lane lane in lanes)
        {
            start += ((long)layer.Biases[lane.Unit] - lane.Lowest) << lane.Offset;
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] += (long)layer.Weights[(lane.Unit * layer.Inputs) + i] << lane.Offset;
            }
        }

        return new LaneWord(lanes, start, weights);
    }
}
