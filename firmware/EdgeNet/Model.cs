using System;

namespace EdgeNet
{
    /// <summary>
    /// A trained binary classifier: raw sensor values in, class and probability out, in integer arithmetic that is the same on every machine.
    /// </summary>
    /// <remarks>
    /// Every buffer is allocated by <see cref="Load"/>; nothing after that allocates. The buffers are shared by all calls, so use one
    /// model from one thread at a time.
    /// </remarks>
    public sealed class Model
    {
        private readonly float[] _inputScales;
        private readonly float[] _inputOffsets;
        private readonly QuantizedLayer[] _layers;
        private readonly sbyte[] _tanhTable;
        private readonly float[][] _goldenInputs;
        private readonly int[] _goldenLogits;

        private readonly int[] _accumulators;
        private readonly sbyte[] _evenCodes;
        private readonly sbyte[] _oddCodes;

        internal Model(
            string name,
            string negativeLabel,
            string positiveLabel,
            float[] inputScales,
            float[] inputOffsets,
            QuantizedLayer[] layers,
            sbyte[] tanhTable,
            float logitScale,
            int logitThreshold,
            float[][] goldenInputs,
            int[] goldenLogits)
        {
            Name = name;
            NegativeLabel = negativeLabel;
            PositiveLabel = positiveLabel;
            LogitScale = logitScale;
            LogitThreshold = logitThreshold;
            _inputScales = inputScales;
            _inputOffsets = inputOffsets;
            _layers = layers;
            _tanhTable = tanhTable;
            _goldenInputs = goldenInputs;
            _goldenLogits = goldenLogits;

            int evenWidth = inputScales.Length;
            int oddWidth = 0;
            int accumulators = 0;
            for (int l = 0; l < layers.Length; l++)
            {
                int units = layers[l].Units;
                accumulators = Math.Max(accumulators, units);
                if (l == layers.Length - 1)
                {
                    break;
                }

                if (l % 2 == 0)
                {
                    oddWidth = Math.Max(oddWidth, units);
                }
                else
                {
                    evenWidth = Math.Max(evenWidth, units);
                }
            }

            _accumulators = new int[accumulators];
            _evenCodes = new sbyte[evenWidth];
            _oddCodes = new sbyte[oddWidth];
        }

        /// <summary>The name given in training.</summary>
        public string Name { get; }

        /// <summary>What <c>false</c> stands for.</summary>
        public string NegativeLabel { get; }

        /// <summary>What <c>true</c> stands for.</summary>
        public string PositiveLabel { get; }

        /// <summary>n[0], the length of the array that <see cref="Predict(float[])"/> takes.</summary>
        public int InputCount => _inputScales.Length;

        /// <summary>L; the input is layer 0 and is not counted.</summary>
        public int LayerCount => _layers.Length;

        /// <summary>Multiply-adds of one inference.</summary>
        public int Macs
        {
            get
            {
                int macs = 0;
                foreach (QuantizedLayer layer in _layers)
                {
                    macs += layer.Units * layer.Inputs;
                }

                return macs;
            }
        }

        /// <summary>Bytes of the arrays that the model holds, with 24 bytes for the header of each, as a 32-bit device counts them.</summary>
        public int RamBytes => ModelMemory.Count(_layers, _tanhTable, _goldenInputs, InputCount, _accumulators.Length, _evenCodes.Length + _oddCodes.Length);

        /// <summary>Golden vectors in the file, at least one.</summary>
        public int GoldenVectorCount => _goldenLogits.Length;

        /// <summary>The real logit is the integer logit times this.</summary>
        public float LogitScale { get; }

        /// <summary>The class is positive when the integer logit is this or more.</summary>
        public int LogitThreshold { get; }

        /// <summary>The probability at the decision threshold, 0 to 1.</summary>
        public float Threshold => Probability(LogitThreshold);

        /// <summary>Reads a model file, checks everything in it and allocates every buffer.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. Nothing of the array is kept.</param>
        /// <returns>The model.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static Model Load(byte[] data)
        {
            if (data == null)
            {
                throw new ArgumentNullException(nameof(data));
            }

            return ModelLoader.Load(data);
        }

        /// <summary>Returns n[l], the units of a layer.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>, or 0 for the input.</param>
        /// <returns>The number of units.</returns>
        public int UnitsOf(int layer)
        {
            return layer == 0 ? InputCount : _layers[layer - 1].Units;
        }

        /// <summary>Returns the activation of a layer; <see cref="ActivationNames"/> names it.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>.</param>
        /// <returns>The activation.</returns>
        public Activation ActivationOf(int layer)
        {
            return _layers[layer - 1].Activation;
        }

        /// <summary>Computes the probability of the positive class from raw sensor values.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]). See <see cref="InputQuantization"/> for NaN and infinity.</param>
        /// <returns>0 to 1, within 1e-6 of the logistic function of the exact logit.</returns>
        /// <exception cref="ArgumentException">The array does not have n[0] elements.</exception>
        public float Predict(float[] features)
        {
            return Probability(Logit(features));
        }

        /// <summary>Computes the probability of the positive class from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>As for the same values as <c>float</c>.</returns>
        /// <exception cref="ArgumentException">The array does not have n[0] elements.</exception>
        public float Predict(int[] readings)
        {
            return Probability(Logit(readings));
        }

        /// <summary>Decides the class by comparing two integers; no sigmoid is evaluated.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns><c>true</c> for <see cref="PositiveLabel"/>.</returns>
        /// <exception cref="ArgumentException">The array does not have n[0] elements.</exception>
        public bool Classify(float[] features)
        {
            return Logit(features) >= LogitThreshold;
        }

        /// <summary>Decides the class from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]).</param>
        /// <returns><c>true</c> for <see cref="PositiveLabel"/>.</returns>
        /// <exception cref="ArgumentException">The array does not have n[0] elements.</exception>
        public bool Classify(int[] readings)
        {
            return Logit(readings) >= LogitThreshold;
        }

        /// <summary>Computes the exact integer logit.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>The accumulator of the output unit: the logit in units of <see cref="LogitScale"/>.</returns>
        /// <exception cref="ArgumentException">The array does not have n[0] elements.</exception>
        public int Logit(float[] features)
        {
            if (features.Length != _inputScales.Length)
            {
                ThrowWrongLength(features.Length);
            }

            InputQuantization.Quantize(features, _inputScales, _inputOffsets, _evenCodes);
            return Forward();
        }

        /// <summary>Computes the exact integer logit from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>As for the same values as <c>float</c>.</returns>
        /// <exception cref="ArgumentException">The array does not have n[0] elements.</exception>
        public int Logit(int[] readings)
        {
            if (readings.Length != _inputScales.Length)
            {
                ThrowWrongLength(readings.Length);
            }

            InputQuantization.Quantize(readings, _inputScales, _inputOffsets, _evenCodes);
            return Forward();
        }

        /// <summary>Turns an integer logit into the probability of the positive class.</summary>
        /// <param name="logit">What <see cref="Logit(float[])"/> returned.</param>
        /// <returns>0 to 1.</returns>
        public float Probability(int logit)
        {
            return (float)Logistic.Of(logit * (double)LogitScale);
        }

        /// <summary>Runs the golden vectors: proves on the spot that this machine computes what the PC computed.</summary>
        /// <returns><c>true</c> when every logit is exact.</returns>
        public bool SelfTest()
        {
            return FirstGoldenMismatch() < 0;
        }

        /// <summary>Runs the golden vectors.</summary>
        /// <returns>The index of the first one whose logit differs, or -1 when every logit is exact.</returns>
        public int FirstGoldenMismatch()
        {
            for (int g = 0; g < _goldenLogits.Length; g++)
            {
                if (Logit(_goldenInputs[g]) != _goldenLogits[g])
                {
                    return g;
                }
            }

            return -1;
        }

        /// <summary>Returns the raw values of a golden vector.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <returns>Shape (n[0]). Not a copy.</returns>
        public float[] GoldenInput(int index)
        {
            return _goldenInputs[index];
        }

        /// <summary>Returns the integer logit that a golden vector must give.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <returns>The logit.</returns>
        public int GoldenLogit(int index)
        {
            return _goldenLogits[index];
        }

        private int Forward()
        {
            int[] accumulators = _accumulators;
            sbyte[] input = _evenCodes;
            sbyte[] output = _oddCodes;
            int last = _layers.Length - 1;
            for (int l = 0; l < last; l++)
            {
                QuantizedLayer layer = _layers[l];
                layer.Accumulate(input, accumulators);
                layer.Activate(accumulators, _tanhTable, output);
                sbyte[] swap = input;
                input = output;
                output = swap;
            }

            _layers[last].Accumulate(input, accumulators);
            return accumulators[0];
        }

        // A method of its own that only throws, so that nothing on the way of an inference can allocate.
        private void ThrowWrongLength(int given)
        {
            throw new ArgumentException(
                "The model '" + Name + "' takes " + InputCount.ToString() + " inputs; it was given " + given.ToString() + ".");
        }
    }
}
