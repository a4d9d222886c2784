using System;

namespace EdgeNet
{
    /// <summary>
    /// A dense layer with several output units in each 64-bit word, so that one multiplication and one addition serve them all. Bit for bit
    /// what <see cref="QuantizedLayer"/> computes.
    /// </summary>
    /// <remarks>
    /// A unit's lane holds its accumulator less the lowest value that it can have, which is not negative and, by the exact bound of the
    /// weights and the range of the inputs, stays below 2^width. So the lanes of the finished word are plain binary digits; what
    /// overflows from lane to lane on the way there cancels out, since all arithmetic is modulo 2^64.
    /// </remarks>
    public sealed class PackedLayer
    {
        // Features become codes in the kernel, once a pass: with more passes than these a buffer of codes is faster.
        private const int MostFusedPasses = 2;

        private readonly int _units;
        private readonly Activation _activation;
        private readonly int _shift;
        private readonly int _lowestCode;
        private readonly int _excess;
        private readonly int _lanes;
        private readonly int _width;
        private readonly long _mask;

        private readonly long[][] _weights;   // one row a word, n[l-1] long
        private readonly long[] _starts;      // the biases of a word, each less the lowest accumulator of its unit
        private readonly long[] _words;       // what Accumulate leaves
        private readonly int[] _inputCodes;   // in a first layer of many words only

        private readonly InputStage _stage;   // of the first layer, and its arrays: a property costs a call
        private readonly float[] _scales;
        private readonly float[] _offsets;
        private readonly sbyte[] _shifts;

        private readonly int[] _lowest;       // the lowest accumulator of each unit, where it is read: in a leaky and in the output layer
        private readonly int[] _multipliers;
        private readonly long[] _constants;   // half, zero point and lowest accumulator, scaled: what is added before the shift
        private readonly int[] _negativeMultipliers;
        private readonly long[] _negativeConstants;

        /// <summary>Packs a layer.</summary>
        /// <param name="layer">The plain layer; nothing of it is kept but its multipliers.</param>
        public PackedLayer(QuantizedLayer layer)
        {
            _units = layer.Units;
            _activation = layer.Activation;
            _shift = layer.Shift;
            _lowestCode = layer.Activation == Activation.Relu ? layer.ZeroPoint : sbyte.MinValue;
            _stage = layer.InputStage;
            if (_stage is AffineInputs affine)
            {
                _scales = affine.Scales;
                _offsets = affine.Offsets;
            }
            else if (_stage is ReadingInputs readings)
            {
                _shifts = readings.Shifts;
            }

            var lowest = new int[_units];
            int widest = 1;
            for (int j = 0; j < _units; j++)
            {
                lowest[j] = layer.LowestAccumulator(j);
                widest = Math.Max(widest, LanePacking.BitsFor((long)layer.HighestAccumulator(j) - lowest[j]));
            }

            _lanes = LanePacking.WordBits / widest;
            _width = LanePacking.WordBits / _lanes;
            _mask = _width == LanePacking.WordBits ? -1L : (1L << _width) - 1;

            int words = (_units + _lanes - 1) / _lanes;
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
                int first = w * _lanes;
                int count = Math.Min(_lanes, _units - first);
                _weights[w] = LanePacking.PackRows(layer, first, count, _width);
                for (int t = 0; t < count; t++)
                {
                    _starts[w] += ((long)layer.Biases[first + t] - lowest[first + t]) << (t * _width);
                }

                foreach (long weight in _weights[w])
                {
                    _starts[w] -= _excess * weight;
                }
            }

            if (layer.Multipliers != null)
            {
                bool isTabulated = _activation == Activation.Tanh || _activation == Activation.Sigmoid;
                int centre = isTabulated ? TanhTable.Centre : layer.ZeroPoint;
                _multipliers = layer.Multipliers;
                _constants = Constants(lowest, _multipliers, centre);
                _negativeMultipliers = layer.NegativeMultipliers;
                _negativeConstants = _negativeMultipliers == null ? null : Constants(lowest, _negativeMultipliers, centre);
            }

            _lowest = _multipliers == null || _negativeMultipliers != null ? lowest : null;
        }

        /// <summary>n[l].</summary>
        public int Units => _units;

        /// <summary>g[l].</summary>
        public Activation Activation => _activation;

        /// <summary>Output units in a word, 1 or more.</summary>
        public int Lanes => _lanes;

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
                bytes += _lowest == null ? 0 : ArrayMemory.Bytes(_units, 4);
                bytes += _inputCodes == null ? 0 : ArrayMemory.Bytes(_inputCodes.Length, 4);
                foreach (long[] row in _weights)
                {
                    bytes += ArrayMemory.Bytes(row.Length, 8);
                }

                bytes += _multipliers == null ? 0 : ArrayMemory.Bytes(_units, 4) + ArrayMemory.Bytes(_units, 8);
                return bytes + (_negativeMultipliers == null ? 0 : ArrayMemory.Bytes(_units, 4) + ArrayMemory.Bytes(_units, 8));
            }
        }

        /// <summary>Computes every word from codes: in any layer but the first.</summary>
        /// <param name="codes">Codes of A[l-1]; the first n[l-1] are read.</param>
        public void Accumulate(int[] codes)
        {
            int w = 0;
            for (; w <= _words.Length - 4; w += 4)
            {
                PackedKernel.Four(codes, _weights, w, _starts, _words);
            }

            if (w <= _words.Length - 2)
            {
                PackedKernel.Two(codes, _weights, w, _starts, _words);
                w += 2;
            }

            if (w < _words.Length)
            {
                PackedKernel.One(codes, _weights, w, _starts, _words);
            }
        }

        /// <summary>Computes every word of the first layer from raw features.</summary>
        /// <remarks>From readings as floating-point numbers it is done input by input, which is slower.</remarks>
        /// <param name="features">The first n[0] are read.</param>
        public void Accumulate(float[] features)
        {
            if (_shifts != null)
            {
                Array.Copy(_starts, _words, _words.Length);
                for (int i = 0; i < _shifts.Length; i++)
                {
                    Add(i, _stage.Code(features[i], i));
                }

                return;
            }

            if (_inputCodes != null)
            {
                _stage.Quantize(features, _inputCodes);
                Accumulate(_inputCodes);
                return;
            }

            int w = 0;
            for (; w <= _words.Length - 4; w += 4)
            {
                PackedFeatureKernel.Four(features, _scales, _offsets, _weights, w, _starts, _words);
            }

            if (w <= _words.Length - 2)
            {
                PackedFeatureKernel.Two(features, _scales, _offsets, _weights, w, _starts, _words);
                w += 2;
            }

            if (w < _words.Length)
            {
                PackedFeatureKernel.One(features, _scales, _offsets, _weights, w, _starts, _words);
            }
        }

        /// <summary>Computes every word of the first layer from integer readings.</summary>
        /// <remarks>Where their range was not declared it is done input by input, which is slower.</remarks>
        /// <param name="readings">The first n[0] are read.</param>
        public void AccumulateReadings(int[] readings)
        {
            if (_shifts == null)
            {
                AccumulateUndeclared(readings);
                return;
            }

            int w = 0;
            for (; w <= _words.Length - 4; w += 4)
            {
                PackedReadingKernel.Four(readings, _shifts, _weights, w, _starts, _words);
            }

            if (w <= _words.Length - 2)
            {
                PackedReadingKernel.Two(readings, _shifts, _weights, w, _starts, _words);
                w += 2;
            }

            if (w < _words.Length)
            {
                PackedReadingKernel.One(readings, _shifts, _weights, w, _starts, _words);
            }
        }

        /// <summary>Returns the accumulator of the first unit: the logit, in the output layer.</summary>
        /// <returns>The accumulator.</returns>
        public int First()
        {
            return (int)(_words[0] & _mask) + _lowest[0];
        }

        /// <summary>Takes the accumulator of every unit out of the words, in the output layer.</summary>
        /// <param name="accumulators">Written: the first n[l] elements.</param>
        public void CopyAccumulators(int[] accumulators)
        {
            int j = 0;
            for (int w = 0; w < _words.Length; w++)
            {
                long word = _words[w];
                int end = Math.Min(j + _lanes, _units);
                for (; j < end; j++)
                {
                    accumulators[j] = (int)(word & _mask) + _lowest[j];
                    word >>= _width;
                }
            }
        }

        /// <summary>Turns the words into the codes of A[l].</summary>
        /// <param name="tanhTable">The table of <see cref="TanhTable"/>; read by tanh and sigmoid only.</param>
        /// <param name="output">Written: the first n[l] elements.</param>
        public void Activate(sbyte[] tanhTable, int[] output)
        {
            switch (_activation)
            {
                case Activation.Tanh:
                case Activation.Sigmoid:
                    LookUp(tanhTable, output);
                    break;
                case Activation.LeakyRelu:
                    Leak(output);
                    break;
                default:
                    if (_lanes == 3)
                    {
                        ClampThree(output);
                    }
                    else
                    {
                        Clamp(output, 0, 0);
                    }

                    break;
            }
        }

        /// <summary>Counts how often the kernels go along the inputs: with four words at a time, then two, then one.</summary>
        /// <param name="words">0 or more.</param>
        /// <returns>The passes.</returns>
        public static int Passes(int words)
        {
            return (words / 4) + (words % 4 / 2) + (words % 2);
        }

        private long[] Constants(int[] lowest, int[] multipliers, int centre)
        {
            var constants = new long[_units];
            for (int j = 0; j < _units; j++)
            {
                constants[j] = ((long)lowest[j] * multipliers[j]) + (1L << (_shift - 1)) + ((long)centre << _shift);
            }

            return constants;
        }

        private void AccumulateUndeclared(int[] readings)
        {
            if (_inputCodes != null)
            {
                _stage.Quantize(readings, _inputCodes);
                Accumulate(_inputCodes);
                return;
            }

            Array.Copy(_starts, _words, _words.Length);
            for (int i = 0; i < _scales.Length; i++)
            {
                Add(i, _stage.Code(readings[i], i));
            }
        }

        private void Add(int input, int code)
        {
            long x = code + _excess;
            for (int w = 0; w < _words.Length; w++)
            {
                _words[w] += _weights[w][input] * x;
            }
        }

        // Three units a word is what hidden layers of a few dozen inputs have: without a loop over them, a fifth less.
        private void ClampThree(int[] output)
        {
            long[] words = _words;
            int[] multipliers = _multipliers;
            long[] constants = _constants;
            long mask = _mask;
            int shift = _shift;
            int width = _width;
            long lowest = _lowestCode;
            long highest = sbyte.MaxValue;
            int end = _units - 2;
            int j = 0;
            int w = 0;
            while (j < end)
            {
                long word = words[w];
                long code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                j++;
                word >>= width;
                code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                j++;
                word >>= width;
                code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                j++;
                w++;
            }

            if (j < _units)
            {
                Clamp(output, w, j);
            }
        }

        // From a word on, whose first unit is given.
        private void Clamp(int[] output, int firstWord, int firstUnit)
        {
            long[] words = _words;
            int[] multipliers = _multipliers;
            long[] constants = _constants;
            long mask = _mask;
            int shift = _shift;
            int width = _width;
            int lanes = _lanes;
            long lowest = _lowestCode;
            long highest = sbyte.MaxValue;
            int units = _units;
            int j = firstUnit;
            for (int w = firstWord; w < words.Length; w++)
            {
                long word = words[w];
                int end = j + lanes;
                end = end < units ? end : units;
                for (; j < end; j++)
                {
                    long code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                    output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                    word >>= width;
                }
            }
        }

        private void Leak(int[] output)
        {
            int j = 0;
            for (int w = 0; w < _words.Length; w++)
            {
                long word = _words[w];
                int end = Math.Min(j + _lanes, _units);
                for (; j < end; j++)
                {
                    long lane = word & _mask;
                    long code = lane + _lowest[j] < 0
                        ? ((lane * _negativeMultipliers[j]) + _negativeConstants[j]) >> _shift
                        : ((lane * _multipliers[j]) + _constants[j]) >> _shift;
                    output[j] = code > sbyte.MinValue ? (code < sbyte.MaxValue ? (int)code : sbyte.MaxValue) : sbyte.MinValue;
                    word >>= _width;
                }
            }
        }

        private void LookUp(sbyte[] tanhTable, int[] output)
        {
            int j = 0;
            for (int w = 0; w < _words.Length; w++)
            {
                long word = _words[w];
                int end = Math.Min(j + _lanes, _units);
                for (; j < end; j++)
                {
                    long index = (((word & _mask) * _multipliers[j]) + _constants[j]) >> _shift;
                    output[j] = tanhTable[index > 0 ? (index < TanhTable.Length ? (int)index : TanhTable.Length - 1) : 0];
                    word >>= _width;
                }
            }
        }
    }
}
