namespace EdgeNet
{
    /// <summary>A layer whose numbers stay where they lie: in the bytes of a model file.</summary>
    internal sealed class StoredLayer : LayerRows
    {
        /// <summary>The bytes that have biases and multipliers: those of the file, or a copy of this part. Not a copy.</summary>
        public byte[] Tables;

        /// <summary>Where the biases begin in <see cref="Tables"/>.</summary>
        public int BiasesAt;

        /// <summary>Where the multipliers begin there; means nothing in the output layer.</summary>
        public int MultipliersAt;

        /// <summary>Where the multipliers for negative accumulators begin there; means nothing unless the layer is leaky.</summary>
        public int NegativesAt;

        /// <summary>Where the weights begin in the file.</summary>
        public int WeightsAt;

        /// <summary>Whether a weight is half a byte.</summary>
        public readonly bool HasNibbles;

        /// <summary>The file. Not a copy.</summary>
        public readonly ByteWindow Bytes;

        private readonly byte[] _row; // of nibbles

        public StoredLayer(ByteWindow bytes, int inputs, int units, Activation activation, int shift, int zeroPoint, bool hasNibbles, InputStage stage)
            : base(inputs, units, activation, shift, zeroPoint, stage)
        {
            Bytes = bytes;
            HasNibbles = hasNibbles;
            _row = hasNibbles ? new byte[inputs] : null;
        }

        /// <inheritdoc/>
        public override int RowAt(int unit)
        {
            int first = unit * Inputs;
            if (!HasNibbles)
            {
                int at = Bytes.At(WeightsAt + first, Inputs);
                Row = Bytes.Data;
                return at;
            }

            ReadNibbles(first);
            Row = _row;
            return 0;
        }

        // The first weight can stand in the upper half of a byte, and the last one in the lower half.
        private void ReadNibbles(int first)
        {
            int begin = first >> 1;
            int at = Bytes.At(WeightsAt + begin, ((first + Inputs + 1) >> 1) - begin);
            byte[] data = Bytes.Data;
            byte[] row = _row;
            int i = 0;
            if (first % 2 != 0)
            {
                row[i++] = (byte)((sbyte)data[at++] >> 4);
            }

            int end = row.Length - 1;
            while (i < end)
            {
                int pair = (sbyte)data[at++];
                row[i] = (byte)((pair << 28) >> 28);
                row[i + 1] = (byte)(pair >> 4);
                i += 2;
            }

            if (i == end)
            {
                row[i] = (byte)((data[at] << 28) >> 28);
            }
        }

        /// <summary>Drops what was read to be checked, and stays with the bytes.</summary>
        public void DropArrays()
        {
            Biases = null;
            Multipliers = null;
            NegativeMultipliers = null;
        }
    }
}
