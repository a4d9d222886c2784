using System;

namespace EdgeNet
{
    /// <summary>A model computed by the plain kernels, one multiply-add after the other: the reference of every faster form, and slower.</summary>
    public sealed class PlainModel : LoadedModel
    {
        private readonly InputStage _inputs;
        private readonly QuantizedLayer[] _layers;
        private readonly sbyte[] _tanhTable;
        private readonly int[] _accumulators;
        private readonly int[] _firstCodes;
        private readonly int[] _secondCodes;

        internal PlainModel(ModelContents contents)
            : base(contents)
        {
            _inputs = contents.Inputs;
            _layers = contents.Layers;
            _tanhTable = contents.TanhTable;
            int width = contents.Width();
            _accumulators = new int[width];
            _firstCodes = new int[Math.Max(width, _inputs.Count)];
            _secondCodes = new int[width];
        }

        /// <inheritdoc/>
        public override int RamBytes
        {
            get
            {
                int bytes = GoldenBytes() + OutputBytes() + ArrayMemory.Bytes(_layers.Length, 4) + (2 * ArrayMemory.Bytes(InputCount, 4));
                bytes += ArrayMemory.Bytes(_accumulators.Length, 4) + ArrayMemory.Bytes(_firstCodes.Length, 4) + ArrayMemory.Bytes(_secondCodes.Length, 4);
                bytes += _tanhTable == null ? 0 : ArrayMemory.Bytes(_tanhTable.Length, 1);
                foreach (QuantizedLayer layer in _layers)
                {
                    bytes += ArrayMemory.Bytes(layer.Weights.Length, 1) + (2 * ArrayMemory.Bytes(layer.Units, 4));
                }

                return bytes;
            }
        }

        /// <inheritdoc/>
        public override int LayerCount => _layers.Length;

        /// <inheritdoc/>
        public override int UnitsOf(int layer)
        {
            return layer == 0 ? _inputs.Count : _layers[layer - 1].Units;
        }

        /// <inheritdoc/>
        public override Activation ActivationOf(int layer)
        {
            return _layers[layer - 1].Activation;
        }

        /// <summary>Reads a model file, checks everything in it and allocates every buffer.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. Nothing of the array is kept.</param>
        /// <returns>The model.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static PlainModel Load(byte[] data)
        {
            return new PlainModel(ModelContents.Read(data));
        }

        /// <inheritdoc/>
        public override int Logit(float[] features)
        {
            Forward(features);
            return _accumulators[0];
        }

        /// <inheritdoc/>
        public override int Logit(int[] readings)
        {
            Forward(readings);
            return _accumulators[0];
        }

        /// <inheritdoc/>
        public override void Logits(float[] features, int[] logits)
        {
            CheckOutputs(logits.Length);
            Forward(features);
            Array.Copy(_accumulators, logits, logits.Length);
        }

        /// <inheritdoc/>
        public override void Logits(int[] readings, int[] logits)
        {
            CheckOutputs(logits.Length);
            Forward(readings);
            Array.Copy(_accumulators, logits, logits.Length);
        }

        private void Forward(float[] features)
        {
            if (features.Length != _inputs.Count)
            {
                ThrowWrongLength(features.Length);
            }

            _inputs.Quantize(features, _firstCodes);
            Forward();
        }

        private void Forward(int[] readings)
        {
            if (readings.Length != _inputs.Count)
            {
                ThrowWrongLength(readings.Length);
            }

            _inputs.Quantize(readings, _firstCodes);
            Forward();
        }

        private void Forward()
        {
            int[] input = _firstCodes;
            int[] output = _secondCodes;
            int last = _layers.Length - 1;
            for (int l = 0; l < last; l++)
            {
                _layers[l].Accumulate(input, _accumulators);
                _layers[l].Activate(_accumulators, _tanhTable, output);
                int[] swap = input;
                input = output;
                output = swap;
            }

            _layers[last].Accumulate(input, _accumulators);
        }
    }
}
