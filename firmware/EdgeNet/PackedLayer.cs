using System;

namespace EdgeNet
{
    /// <summary>
    /// A dense layer with several output units in each 64-bit word, so that one multiplication and one addition serve them all. Bit for bit
    /// what <see cref="LayerRows"/> describes.
    /// </summary>
    /// <remarks>
    /// A unit's lane holds its accumulator less the lowest value that it can have, which is not negative and, by the exact bound of the
    /// weights and the range of the inputs, stays below 2^width. So the lanes of the finished word are plain binary digits; what
    /// overflows from lane to lane on the way there cancels out, since all arithmetic is modulo 2^64.
    /// </remarks>
    internal sealed partial class PackedLayer
    {
        // Features become codes in the kernel, once a pass: with more passes than these a buffer of codes is faster.
        private const int MostFusedPasses = 2;

        /// <summary>n[l].</summary>
        public readonly int Units;

        /// <summary>g[l].</summary>
        public readonly Activation Activation;

        /// <summary>Output units in a word, 1 or more.</summary>
        public readonly int Lanes;

        private readonly int _shift;
        private readonly int _lowestCode;
        private readonly int _excess;
        private readonly int _width;
        private readonly long _mask;

        private readonly long[][] _weights;   // one row a word, n[l-1] long
        private readonly long[] _starts;      // the biases of a word, each less the lowest accumulator of its unit
        private readonly long[] _words;       // the result of Accumulate
        private readonly int[] _inputCodes;   // in a first layer of many words only

        private readonly InputStage _stage;   // of the first layer, and its arrays: a property costs a call
        private readonly float[] _scales;
        private readonly float[] _offsets;
        private readonly sbyte[] _shifts;
        private readonly bool _hasCommonRange;
        private readonly int _lowestReading;  // the intersection of all declared ranges: readings within it need no check against each one
        private readonly uint _span;

        private readonly int[] _lowest;       // the lowest accumulator of each unit, where it is read: in a leaky and in the output layer
        private readonly int[] _multipliers;
        private readonly long[] _constants;   // half, zero point and lowest accumulator, scaled: added before the shift
        private readonly int[] _negativeMultipliers;
        private readonly long[] _negativeConstants;

        /// <summary>Packs a layer.</summary>
        /// <param name="layer">The plain layer; only its multipliers are kept.</param>
        public PackedLayer(LayerRows layer)
        {
            Units = layer.Units;
            Activation = layer.Activation;
            _shift = layer.Shift;
            _lowestCode = layer.Activation == Activation.Relu ? layer.ZeroPoint : sbyte.MinValue;
            _stage = layer.InputStage;
            if (_stage is AffineStage affine)
            {
                _scales = affine.Scales;
                _offsets = affine.Offsets;
            }
            else if (_stage is ReadingStage readings)
            {
                _shifts = readings.Shifts;
                int lowestReading = readings.Lowest[0];
                int highestReading = readings.Highest[0];
                for (int i = 1; i < _shifts.Length; i++)
                {
                    lowestReading = Math.Max(lowestReading, readings.Lowest[i]);
                    highestReading = Math.Min(highestReading, readings.Highest[i]);
                }

                _hasCommonRange = lowestReading <= highestReading;
                _lowestReading = lowestReading;
                _span = (uint)(highestReading - lowestReading);
            }

            var lowest = new int[Units];
            var sums = new int[Units];
            long largest = 1; // as wide as the widest
            for (int j = 0; j < Units; j++)
            {
                layer.Measure(j);
                lowest[j] = layer.Lowest;
                sums[j] = layer.Sum;
                largest |= (long)layer.Highest - layer.Lowest;
            }

            Lanes = LanePacking.WordBits / LanePacking.BitsFor(largest);
            _width = LanePacking.WordBits / Lanes;
            _mask = _width == LanePacking.WordBits ? -1L : (1L << _width) - 1;

            int words = (Units + Lanes - 1) / Lanes;
            if (_scales != null && Passes(words) > MostFusedPasses)
            {
                _inputCodes = new int[layer.Inputs];
            }
            else if (_stage != null)
            {
                _excess = _stage.Excess;
            }

            _weights = new long[words][];
            _starts = new long[words];
            _words = new long[words];
            for (int w = 0; w < words; w++)
            {
                int first = w * Lanes;
                int count = Math.Min(Lanes, Units - first);
                _weights[w] = Pack(layer, first, count);
                for (int t = 0; t < count; t++)
                {
                    int j = first + t;
                    _starts[w] += ((long)layer.Biases[j] - lowest[j] - (_excess * (long)sums[j])) << (t * _width);
                }
            }

            if (layer.Multipliers != null)
            {
                bool isTabulated = Activation == Activation.Tanh || Activation == Activation.Sigmoid;
                int centre = isTabulated ? TanhTable.Centre : layer.ZeroPoint;
                _multipliers = layer.Multipliers;
                _constants = Constants(lowest, _multipliers, centre);
                _negativeMultipliers = layer.NegativeMultipliers;
                _negativeConstants = _negativeMultipliers == null ? null : Constants(lowest, _negativeMultipliers, centre);
            }

            _lowest = _multipliers == null || _negativeMultipliers != null ? lowest : null;
        }

        /// <summary>Whether it is the first layer of a model whose inputs are integer readings.</summary>
        public bool TakesReadings => _shifts != null;

        /// <summary>Words.</summary>
        public int Words => _words.Length;

        /// <summary>Bytes of the arrays, headers included.</summary>
        public int RamBytes
        {
            get
            {
                int bytes = ArrayMemory.Bytes(_weights.Length, 4) + (2 * ArrayMemory.Bytes(_words.Length, 8));
                bytes += _lowest == null ? 0 : ArrayMemory.Bytes(Units, 4);
                bytes += _inputCodes == null ? 0 : ArrayMemory.Bytes(_inputCodes.Length, 4);
                foreach (long[] row in _weights)
                {
                    bytes += ArrayMemory.Bytes(row.Length, 8);
                }

                bytes += _multipliers == null ? 0 : ArrayMemory.Bytes(Units, 4) + ArrayMemory.Bytes(Units, 8);
                return bytes + (_negativeMultipliers == null ? 0 : ArrayMemory.Bytes(Units, 4) + ArrayMemory.Bytes(Units, 8));
            }
        }

        /// <summary>Counts how often the kernels go along the inputs: with four words at a time, then two, then one.</summary>
        /// <param name="words">0 or more.</param>
        /// <returns>The passes.</returns>
        public static int Passes(int words)
        {
            return (words / 4) + (words % 4 / 2) + (words % 2);
        }

        // The weights of neighbouring units, the first in the lowest lane: Σ weight[first + t, i] · 2^(t·width) for each input i.
        private long[] Pack(LayerRows layer, int first, int count)
        {
            var words = new long[layer.Inputs];
            for (int t = 0; t < count; t++)
            {
                int at = layer.RowAt(first + t);
                byte[] row = layer.Row;
                long factor = 1L << (t * _width);
                int i = 0;
                if (words.Length % 2 != 0)
                {
                    words[0] += (sbyte)row[at++] * factor;
                    i = 1;
                }

                while (i < words.Length)
                {
                    words[i] += (sbyte)row[at] * factor;
                    words[i + 1] += (sbyte)row[at + 1] * factor;
                    i += 2;
                    at += 2;
                }
            }

            return words;
        }

        private long[] Constants(int[] lowest, int[] multipliers, int centre)
        {
            var constants = new long[Units];
            for (int j = 0; j < Units; j++)
            {
                constants[j] = ((long)lowest[j] * multipliers[j]) + (1L << (_shift - 1)) + ((long)centre << _shift);
            }

            return constants;
        }
    }

    /// <summary>How output units share a 64-bit word.</summary>
    internal static class LanePacking
    {
        /// <summary>Bits of a word.</summary>
        public const int WordBits = 64;

        /// <summary>Computes the bits that hold every number from 0 to a largest one.</summary>
        /// <param name="largest">0 or more.</param>
        /// <returns>0 to 63.</returns>
        public static int BitsFor(long largest)
        {
            int bits = 0;
            for (; largest > 0; largest >>= 1)
            {
                bits++;
            }

            return bits;
        }
    }
}
