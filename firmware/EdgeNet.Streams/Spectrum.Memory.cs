namespace EdgeNet
{
    /// <content>What it holds.</content>
    internal sealed partial class Spectrum
    {
        /// <summary>Bytes of the arrays, headers included.</summary>
        public int RamBytes
        {
            get
            {
                int pairs = _firstBins.Length;
                int classes = _starts.Length;
                int row = ArrayMemory.Bytes(2 * Step, 8);
                int bytes = ArrayMemory.Bytes(classes, 8) + ArrayMemory.Bytes(_power.Length, 8);
                bytes += 2 * (ArrayMemory.Bytes(classes, 4) + (classes * ArrayMemory.Bytes(_forCosines[0].Length, 8)));
                bytes += (2 * ArrayMemory.Bytes(pairs, 4)) + (2 * ArrayMemory.Bytes(pairs, 8));
                bytes += ArrayMemory.Bytes(_pairsOf.Length, 4);
                foreach (int[] some in _pairsOf)
                {
                    bytes += ArrayMemory.Bytes(some.Length, 4);
                }

                if (_kept == null)
                {
                    return bytes + (2 * ArrayMemory.Bytes(_length, 4)) + ArrayMemory.Bytes(pairs, 4) + row;
                }

                return bytes + ArrayMemory.Bytes(_kept.Length, 4) + (_kept.Length * (ArrayMemory.Bytes(pairs, 4) + (pairs * row)));
            }
        }
    }
}
