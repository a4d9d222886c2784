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
    /// <param name="layer">The layer.</param>
    /// <returns>The words, in the order of the units.</returns>
    public static IReadOnlyList<LaneWord> Pack(QuantizedLayer layer)
    {
        List<LaneWord> words = [];
        List<Lane> lanes = [];
        for (int j = 0; j < layer.Units; j++)
        {
            int lowest = layer.LowestAccumulator(j);
            int highest = layer.HighestAccumulator(j);
            int bits = Math.Max(1, LanePacking.BitsFor((long)highest - lowest));
            int offset = lanes.Count == 0 ? 0 : lanes[^1].End;
            if (offset + bits > LanePacking.WordBits)
            {
                words.Add(Of(layer, lanes));
                lanes = [];
                offset = 0;
            }

            lanes.Add(new Lane(j, offset, bits, lowest, highest));
        }

        words.Add(Of(layer, lanes));
        return words;
    }

    private static LaneWord Of(QuantizedLayer layer, IReadOnlyList<Lane> lanes)
    {
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
