using System;

namespace EdgeNet
{
    /// <summary>
    /// A trained network: raw sensor values in, class, probability or quantity out, in integer arithmetic that is the same on every machine.
    /// </summary>
    /// <remarks>
    /// Every buffer is allocated by <see cref="Load"/>; nothing after that allocates. <b>One thread at a time:</b> all calls share the buffers, so a
    /// model that two threads use gives wrong results, without an exception. Load one for each thread. The weights are packed when it is loaded, so
    /// that one multiplication serves several units: see <c>PackedLayer</c>.
    /// </remarks>
    public sealed class Model : Predictor
    {
        private readonly int _inputCount;
        private readonly PackedLayer[] _layers;
        private readonly sbyte[] _tanhTable;
        private readonly int[] _codes;
        private readonly InputStage _stage;
        private readonly float[][] _goldenInputs;
        private readonly int[] _goldenLogits;

        internal Model(ModelContents contents)
            : base(
                contents.Name,
                contents.Labels,
                contents.OutputCount,
                contents.LogitScale,
                contents.LogitThreshold,
                contents.OutputScales,
                contents.OutputOffsets)
        {
            _stage = contents.Inputs;
            _goldenInputs = contents.GoldenInputs;
            _goldenLogits = contents.GoldenLogits;
            _inputCount = contents.Inputs.Count;
            _tanhTable = contents.TanhTable;
            _codes = new int[contents.Width()];
            _layers = new PackedLayer[contents.Layers.Length];
            for (int l = 0; l < _layers.Length; l++)
            {
                _layers[l] = new PackedLayer(contents.Layers[l]);
            }
        }

        /// <inheritdoc/>
        public override int RamBytes
        {
            get
            {
                // The input stage has two arrays of four bytes an input, and the shifts of readings.
                int bytes = _goldenInputs.Length * ArrayMemory.Bytes(_inputCount, 4);
                bytes += ArrayMemory.Bytes(_goldenInputs.Length, 4) + ArrayMemory.Bytes(_goldenLogits.Length, 4);
                bytes += OutputBytes() + ArrayMemory.Bytes(_layers.Length, 4) + (2 * ArrayMemory.Bytes(_inputCount, 4));
                bytes += _layers[0].TakesReadings ? ArrayMemory.Bytes(_inputCount, 1) : 0;
                bytes += ArrayMemory.Bytes(_codes.Length, 4);
                bytes += _tanhTable == null ? 0 : ArrayMemory.Bytes(_tanhTable.Length, 1);
                foreach (PackedLayer layer in _layers)
                {
                    bytes += layer.RamBytes;
                }

                return bytes;
            }
        }

        /// <summary>Reads a model file, checks everything in it and allocates every buffer.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. Nothing of the array is kept.</param>
        /// <returns>The model.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static Model Load(byte[] data)
        {
            return new Model(ModelContents.Read(data));
        }

        /// <inheritdoc/>
        public override int LayerCount => _layers.Length;

        /// <inheritdoc/>
        public override int UnitsOf(int layer)
        {
            return layer == 0 ? _inputCount : _layers[layer - 1].Units;
        }

        /// <inheritdoc/>
        public override Activation ActivationOf(int layer)
        {
            return _layers[layer - 1].Activation;
        }

        /// <summary>Returns how many output units of a layer share a 64-bit word.</summary>
        /// <param name="layer">1 to the number of layers.</param>
        /// <returns>1 or more.</returns>
        internal int LanesOf(int layer)
        {
            return _layers[layer - 1].Lanes;
        }

        /// <summary>Golden vectors in the file, at least one.</summary>
        internal int GoldenVectorCount => _goldenInputs.Length;

        /// <summary>Returns the raw values of a golden vector.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <returns>Shape (n[0]). Not a copy.</returns>
        internal float[] GoldenInput(int index)
        {
            return _goldenInputs[index];
        }

        /// <summary>Returns the integer logit that a golden vector must give.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <param name="output">0 to n[L] - 1.</param>
        /// <returns>The logit.</returns>
        internal int GoldenLogit(int index, int output = 0)
        {
            return _goldenLogits[(index * OutputCount) + output];
        }

        /// <inheritdoc/>
        public override int Logit(float[] features)
        {
            if (features == null || features.Length != _inputCount)
            {
                ThrowWrongLength(features);
            }

            _layers[0].Accumulate(features);
            return Forward().FirstAccumulator();
        }

        /// <inheritdoc/>
        public override int Logit(int[] readings)
        {
            if (readings == null || readings.Length != _inputCount)
            {
                ThrowWrongLength(readings);
            }

            _layers[0].AccumulateReadings(readings);
            return Forward().FirstAccumulator();
        }

        /// <inheritdoc/>
        public override int LogitUnchecked(int[] readings)
        {
            if (!_layers[0].TakesReadings)
            {
                return Logit(readings);
            }

            if (readings == null || readings.Length != _inputCount)
            {
                ThrowWrongLength(readings);
            }

            _layers[0].AccumulateUnchecked(readings);
            return Forward().FirstAccumulator();
        }

        /// <inheritdoc/>
        public override void Logits(float[] features, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            Logit(features);
            _layers[_layers.Length - 1].CopyAccumulators(logits);
        }

        /// <inheritdoc/>
        public override void Logits(int[] readings, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            Logit(readings);
            _layers[_layers.Length - 1].CopyAccumulators(logits);
        }

        /// <inheritdoc/>
        public override void LogitsUnchecked(int[] readings, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            LogitUnchecked(readings);
            _layers[_layers.Length - 1].CopyAccumulators(logits);
        }

        /// <inheritdoc/>
        public override int CountSaturated(float[] features)
        {
            if (features == null || features.Length != InputCount)
            {
                ThrowWrongLength(features);
            }

            int count = 0;
            for (int i = 0; i < features.Length; i++)
            {
                count += _stage.IsSaturated(features[i], i) ? 1 : 0;
            }

            return count;
        }

        /// <inheritdoc/>
        public override int CountSaturated(int[] readings)
        {
            if (readings == null || readings.Length != InputCount)
            {
                ThrowWrongLength(readings);
            }

            int count = 0;
            for (int i = 0; i < readings.Length; i++)
            {
                count += _stage.IsSaturated(readings[i], i) ? 1 : 0;
            }

            return count;
        }

        /// <inheritdoc/>
        public override int FirstGoldenMismatch()
        {
            for (int g = 0; g < _goldenInputs.Length; g++)
            {
                if (!IsExact(g))
                {
                    return g;
                }
            }

            return -1;
        }

        private bool IsExact(int index)
        {
            int[] logits = LogitBuffer();
            if (logits == null)
            {
                return Logit(_goldenInputs[index]) == _goldenLogits[index];
            }

            Logits(_goldenInputs[index], logits);
            for (int j = 0; j < logits.Length; j++)
            {
                if (logits[j] != GoldenLogit(index, j))
                {
                    return false;
                }
            }

            return true;
        }

        // Runs the layers after the first, whose words are complete, and returns the output layer. A layer's words are complete before its codes
        // are written, so one buffer of codes serves all hidden layers.
        private PackedLayer Forward()
        {
            PackedLayer[] layers = _layers;
            int[] codes = _codes;
            PackedLayer layer = layers[0];
            for (int l = 1; l < layers.Length; l++)
            {
                layer.Activate(_tanhTable, codes);
                layer = layers[l];
                layer.Accumulate(codes);
            }

            return layer;
        }
    }
}
