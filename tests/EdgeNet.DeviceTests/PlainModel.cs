#if NANOFRAMEWORK_1_0
using System;
#endif

namespace EdgeNet.DeviceTests
{
    /// <summary>A model computed by the plain kernels, one multiply-add after the other: the reference of every faster form, and slower.</summary>
    public sealed class PlainModel : Predictor
    {
        private readonly ModelContents _contents;
        private readonly InputStage _inputs;
        private readonly QuantizedLayer[] _layers;
        private readonly int[] _accumulators;
        private readonly int[] _firstCodes;
        private readonly int[] _secondCodes;

        /// <summary>Makes a model of what a file says.</summary>
        /// <param name="contents">That.</param>
        internal PlainModel(ModelContents contents)
            : base(
                contents.Name,
                contents.Labels,
                contents.OutputCount,
                contents.LogitScale,
                contents.LogitThreshold,
                contents.OutputScales,
                contents.OutputOffsets)
        {
            _contents = contents;
            _inputs = contents.Inputs;
            _layers = contents.Layers;
            int width = 0;
            foreach (QuantizedLayer layer in _layers)
            {
                width = Math.Max(width, layer.Units);
            }

            _accumulators = new int[width];
            _firstCodes = new int[Math.Max(width, _inputs.Count)];
            _secondCodes = new int[width];
        }

        /// <summary>Bytes of the weights, biases, multipliers and buffers.</summary>
        public override int RamBytes
        {
            get
            {
                int bytes = 4 * (_accumulators.Length + _firstCodes.Length + _secondCodes.Length);
                foreach (QuantizedLayer layer in _layers)
                {
                    bytes += layer.Weights.Length + (8 * layer.Units);
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

        /// <summary>Reads a model file.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file.</param>
        /// <returns>The model.</returns>
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
            CheckLogits(logits);
            Forward(features);
            Array.Copy(_accumulators, logits, logits.Length);
        }

        /// <inheritdoc/>
        public override void Logits(int[] readings, int[] logits)
        {
            CheckLogits(logits);
            Forward(readings);
            Array.Copy(_accumulators, logits, logits.Length);
        }

        /// <inheritdoc/>
        public override int CountSaturated(float[] features)
        {
            int count = 0;
            for (int i = 0; i < features.Length; i++)
            {
                count += _inputs.IsSaturated(features[i], i) ? 1 : 0;
            }

            return count;
        }

        /// <inheritdoc/>
        public override int CountSaturated(int[] readings)
        {
            int count = 0;
            for (int i = 0; i < readings.Length; i++)
            {
                count += _inputs.IsSaturated(readings[i], i) ? 1 : 0;
            }

            return count;
        }

        /// <inheritdoc/>
        public override int FirstGoldenMismatch()
        {
            int outputs = OutputCount;
            for (int g = 0; g < _contents.GoldenInputs.Length; g++)
            {
                Forward(_contents.GoldenInputs[g]);
                for (int j = 0; j < outputs; j++)
                {
                    if (_accumulators[j] != _contents.GoldenLogits[(g * outputs) + j])
                    {
                        return g;
                    }
                }
            }

            return -1;
        }

        private void CheckLogits(int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }
        }

        private void Forward(float[] features)
        {
            if (features == null || features.Length != _inputs.Count)
            {
                ThrowWrongLength(features);
            }

            _inputs.Quantize(features, _firstCodes);
            Forward();
        }

        private void Forward(int[] readings)
        {
            if (readings == null || readings.Length != _inputs.Count)
            {
                ThrowWrongLength(readings);
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
                _layers[l].Activate(_accumulators, _contents.TanhTable, output);
                int[] swap = input;
                input = output;
                output = swap;
            }

            _layers[last].Accumulate(input, _accumulators);
        }
    }
}
