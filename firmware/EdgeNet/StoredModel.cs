using System;

namespace EdgeNet
{
    /// <summary>What a model keeps whose numbers stay in the bytes of its file.</summary>
    internal sealed class StoredContents
    {
        public readonly StoredInputs Inputs;

        public readonly StoredLayer[] Layers;

        private readonly ModelLoader _loader;

        /// <summary>Reads a file with a fresh loader.</summary>
        public StoredContents(ModelLoader loader)
        {
            _loader = loader;
            Inputs = (StoredInputs)loader.ReadInputs(true);
            Layers = new StoredLayer[loader.LayerCount];
            for (int l = 0; l < Layers.Length; l++)
            {
                Layers[l] = loader.ReadLayer(Inputs);
                Layers[l].DropArrays();
            }

            loader.ReadEnd();
        }

        public int GoldenCount => _loader.GoldenCount;

        public float[] GoldenInput(int index)
        {
            return _loader.ReadGoldenInput(index);
        }

        public int GoldenLogit(int index, int output)
        {
            return _loader.ReadGoldenLogit(index, output);
        }
    }

    /// <summary>A model whose weights stay in the bytes of its file, in memory or behind a window: one multiply-add after the other.</summary>
    internal sealed class StoredModel : Model
    {
        private readonly StoredContents _contents;
        private readonly StoredInputs _inputs;
        private readonly StoredLayer[] _layers;
        private readonly ByteWindow _bytes;
        private readonly byte[] _table;     // the bytes that have the tanh table, or null
        private readonly int _tableAt;
        private readonly NativeEngine _engine;
        private readonly int[] _work;       // the codes, and the accumulators behind them
        private readonly int _accumulatorsAt;
        private readonly int _inputCount;
        private readonly int[] _rowProgram; // of the engine
        private readonly Array[] _rowArrays; // for the engine: the program, bytes, the work array

        /// <summary>Makes the model.</summary>
        /// <param name="loader">A fresh loader; its bytes are kept.</param>
        /// <param name="engine">The kernels of the firmware, for rows of weights; or null.</param>
        public StoredModel(ModelLoader loader, NativeEngine engine)
            : this(loader, engine, new StoredContents(loader))
        {
        }

        private StoredModel(ModelLoader loader, NativeEngine engine, StoredContents contents)
            : base(loader, contents.Inputs)
        {
            _contents = contents;
            _inputs = contents.Inputs;
            _layers = contents.Layers;
            _bytes = loader.Bytes;
            _engine = engine;
            _rowProgram = engine == null ? null : NativeProgram.OfRows();
            _inputCount = loader.InputCount;
            if (loader.TableAt != 0)
            {
                _table = _bytes.IsWhole ? _bytes.Data : loader.CopyTable();
                _tableAt = _bytes.IsWhole ? loader.TableAt : 0;
            }

            foreach (StoredLayer layer in _layers)
            {
                layer.RowAt(0); // so that the buffer is as long as the longest row from now on
            }

            _accumulatorsAt = Math.Max(_inputCount, loader.Width);
            _work = new int[_accumulatorsAt + loader.Width];
            _rowArrays = engine == null ? null : new Array[] { _rowProgram, null, _work };
        }

        /// <inheritdoc/>
        public override int RamBytes
        {
            get
            {
                int bytes = OutputBytes() + ArrayMemory.Bytes(_work.Length, 4) + ArrayMemory.Bytes(_bytes.Data.Length, 1);
                if (_bytes.IsWhole)
                {
                    return bytes;
                }

                bytes += ArrayMemory.Bytes(_inputs.Data.Length, 1) + (_table == null ? 0 : ArrayMemory.Bytes(_table.Length, 1));
                foreach (StoredLayer layer in _layers)
                {
                    bytes += ArrayMemory.Bytes(layer.Tables.Length, 1);
                }

                return bytes;
            }
        }

        /// <inheritdoc/>
        public override int LayerCount => _layers.Length;

        /// <inheritdoc/>
        internal override int[] LastCodes => _work;

        /// <inheritdoc/>
        internal override int GoldenVectorCount => _contents.GoldenCount;

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
        public override int Logit(float[] features)
        {
            if (features == null || features.Length != _inputCount)
            {
                ThrowWrongLength(features);
            }

            Quantize(features);
            return Forward();
        }

        /// <inheritdoc/>
        public override int Logit(int[] readings)
        {
            if (readings == null || readings.Length != _inputCount)
            {
                ThrowWrongLength(readings);
            }

            Quantize(readings);
            return Forward();
        }

        /// <inheritdoc/>
        public override void Logits(float[] features, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            Logit(features);
            Array.Copy(_work, _accumulatorsAt, logits, 0, logits.Length);
        }

        /// <inheritdoc/>
        public override void Logits(int[] readings, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            Logit(readings);
            Array.Copy(_work, _accumulatorsAt, logits, 0, logits.Length);
        }

        /// <inheritdoc/>
        internal override float[] GoldenInput(int index)
        {
            return _contents.GoldenInput(index);
        }

        /// <inheritdoc/>
        internal override int GoldenLogit(int index, int output = 0)
        {
            return _contents.GoldenLogit(index, output);
        }

        /// <inheritdoc/>
        internal override void Encode(float[] features)
        {
            Quantize(features);
            Forward();
            ActivateLast();
        }

        /// <inheritdoc/>
        internal override void Encode(int[] readings)
        {
            Quantize(readings);
            Forward();
            ActivateLast();
        }

        private void ActivateLast()
        {
            StoredKernels.Activate(_layers[_layers.Length - 1], _work, _accumulatorsAt, _table, _tableAt);
        }

        private void Quantize(float[] features)
        {
            for (int i = 0; i < features.Length; i++)
            {
                _work[i] = _inputs.Code(features[i], i);
            }
        }

        private void Quantize(int[] readings)
        {
            for (int i = 0; i < readings.Length; i++)
            {
                _work[i] = _inputs.Code(readings[i], i);
            }
        }

        private int Forward()
        {
            int last = _layers.Length - 1;
            for (int l = 0; l < last; l++)
            {
                Accumulate(_layers[l]);
                StoredKernels.Activate(_layers[l], _work, _accumulatorsAt, _table, _tableAt);
            }

            Accumulate(_layers[last]);
            return _work[_accumulatorsAt];
        }

        private void Accumulate(StoredLayer layer)
        {
            if (_engine != null)
            {
                AccumulateRows(layer);
                return;
            }

            for (int j = 0; j < layer.Units; j++)
            {
                int at = layer.RowAt(j);
                _work[_accumulatorsAt + j] = BitConverter.ToInt32(layer.Tables, layer.BiasesAt + (4 * j))
                    + StoredKernels.Sum(layer.Row, at, _work, layer.Inputs);
            }
        }

        // As many rows at once as the window holds: their biases are laid behind it, since an instruction reads one array.
        private void AccumulateRows(StoredLayer layer)
        {
            int most = Math.Max(1, Math.Min(StorageWindow.Spare / 4, _bytes.Block * (layer.HasNibbles ? 2 : 1) / layer.Inputs));
            if (layer.HasNibbles && layer.Inputs % 2 != 0)
            {
                most = Math.Max(2, most & ~1); // a row begins with a byte of its own
            }

            for (int first = 0; first < layer.Units; first += most)
            {
                int rows = Math.Min(most, layer.Units - first);
                int weights = first * layer.Inputs;
                int count = rows * layer.Inputs;
                int at = layer.HasNibbles ? _bytes.At(layer.WeightsAt + (weights / 2), (count + 1) / 2) : _bytes.At(layer.WeightsAt + weights, count);
                byte[] data = _bytes.Data;
                Array.Copy(layer.Tables, layer.BiasesAt + (4 * first), data, _bytes.Block, 4 * rows);
                NativeProgram.SetRows(_rowProgram, layer, at, _bytes.Block, rows, _accumulatorsAt + first);
                _rowArrays[1] = data;
                if (_engine.Execute(_rowArrays, null) != 0)
                {
                    NativeModel.ThrowBroken();
                }
            }
        }
    }
}
