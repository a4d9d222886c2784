namespace EdgeNet
{
    /// <summary>A model whose weights are packed when it is loaded, so that one multiplication serves several units: see <see cref="PackedLayer"/>.</summary>
    internal sealed class PackedModel : Model
    {
        private readonly int _inputCount;
        private readonly PackedLayer[] _layers;
        private readonly byte[] _tanhTable;
        private readonly int[] _codes;
        private readonly float[][] _goldenInputs;
        private readonly int[] _goldenLogits;

        /// <summary>Makes the model.</summary>
        /// <param name="loader">A fresh loader; nothing of its bytes is kept.</param>
        public PackedModel(ModelLoader loader)
            : this(loader, loader.ReadInputs(false))
        {
        }

        private PackedModel(ModelLoader loader, InputStage inputs)
            : this(loader, inputs, Pack(loader, inputs))
        {
        }

        private PackedModel(ModelLoader loader, InputStage inputs, PackedLayer[] layers)
            : base(loader, inputs)
        {
            _inputCount = loader.InputCount;
            _layers = layers;
            _tanhTable = loader.TableAt == 0 ? null : loader.CopyTable();
            _codes = new int[loader.Width];
            int outputs = loader.OutputCount;
            _goldenInputs = new float[loader.GoldenCount][];
            _goldenLogits = new int[loader.GoldenCount * outputs];
            for (int g = 0; g < _goldenInputs.Length; g++)
            {
                _goldenInputs[g] = loader.ReadGoldenInput(g);
                for (int j = 0; j < outputs; j++)
                {
                    _goldenLogits[(g * outputs) + j] = loader.ReadGoldenLogit(g, j);
                }
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
                bytes += Inputs.TakesReadings ? ArrayMemory.Bytes(_inputCount, 1) : 0;
                bytes += ArrayMemory.Bytes(_codes.Length, 4);
                bytes += _tanhTable == null ? 0 : ArrayMemory.Bytes(_tanhTable.Length, 1);
                foreach (PackedLayer layer in _layers)
                {
                    bytes += layer.RamBytes;
                }

                return bytes;
            }
        }

        /// <inheritdoc/>
        public override int LayerCount => _layers.Length;

        /// <inheritdoc/>
        internal override int[] LastCodes => _codes;

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

        /// <inheritdoc/>
        internal override int LanesOf(int layer)
        {
            return _layers[layer - 1].Lanes;
        }

        /// <inheritdoc/>
        internal override int GoldenVectorCount => _goldenInputs.Length;

        /// <inheritdoc/>
        internal override float[] GoldenInput(int index)
        {
            return _goldenInputs[index];
        }

        /// <inheritdoc/>
        internal override int GoldenLogit(int index, int output = 0)
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
        internal override void Encode(float[] features)
        {
            _layers[0].Accumulate(features);
            Forward().Activate(_tanhTable, _codes);
        }

        /// <inheritdoc/>
        internal override void Encode(int[] readings)
        {
            _layers[0].AccumulateReadings(readings);
            Forward().Activate(_tanhTable, _codes);
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

        // One layer after the other, so that of its numbers only the packed ones stay.
        private static PackedLayer[] Pack(ModelLoader loader, InputStage inputs)
        {
            var layers = new PackedLayer[loader.LayerCount];
            for (int l = 0; l < layers.Length; l++)
            {
                layers[l] = new PackedLayer(loader.ReadLayer(inputs));
            }

            loader.ReadEnd();
            return layers;
        }
    }
}
