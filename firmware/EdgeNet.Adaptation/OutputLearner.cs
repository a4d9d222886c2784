using System;

namespace EdgeNet
{
    /// <summary>Adapts the output layer of a classifier to a user or a place, by a few examples with their classes.</summary>
    /// <remarks>
    /// The hidden layers stay as they are: what is learned from are their codes. Gradient descent of the cross-entropy in integers, the same on
    /// every machine; each step is normalised by the length of the codes (Nagumo and Noda, "A learning method for system identification", 1967). Each
    /// epoch pulls the weights back towards those of training, and none goes farther from them than <see cref="FarthestWeight"/>. Nothing here
    /// allocates after construction. <b>One thread at a time.</b>
    /// </remarks>
    public sealed partial class OutputLearner
    {
        /// <summary>The most that a weight moves; the largest of a layer is 127.</summary>
        public const int FarthestWeight = 64;

        /// <summary>The default of the epochs.</summary>
        public const int DefaultEpochs = 20;

        private const int Fraction = 16;        // bits of a weight behind the point
        private const int BiasCode = 64;        // a bias learns as the weight of a code of this would
        private const int RateShift = 6;        // a step changes the logit by a 64th of the error
        private const int PullShift = 3;        // an epoch takes an eighth of what was learned back: a few examples change little

        private readonly byte[] _file;
        private readonly ModelLoader _loader;
        private readonly Model _model;
        private readonly StoredLayer _layer;
        private readonly StoredWindows _windows;
        private readonly IntegerSoftmax _softmax;
        private readonly ByteWriter _output;
        private readonly float[] _features;
        private readonly sbyte[] _origin;       // weights of training, shape (outputs, codes)
        private readonly int[] _weights;        // with a fraction
        private readonly long[] _biasOrigin;    // of codes that begin at their zero point, with a fraction
        private readonly long[] _biases;
        private readonly int[] _errors;         // one for each output
        private readonly sbyte[] _codes;        // of the examples
        private readonly ushort[] _classes;
        private readonly int _inputs;           // codes of the last hidden layer
        private readonly int _zeroPoint;
        private readonly int _stepShift;
        private readonly long _inverseScale;

        /// <summary>Reads a classifier and makes room for examples.</summary>
        /// <param name="file">The bytes of its <c>.edgenet</c> file. The array is kept: do not change it.</param>
        /// <param name="capacity">The most examples, 1 to 65,535.</param>
        /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
        /// <exception cref="ArgumentException">The model is no classifier with a hidden layer, weights of one byte and no <c>unfamiliar</c>, or the capacity is none.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public OutputLearner(byte[] file, int capacity)
        {
            if (file == null)
            {
                throw new ArgumentNullException(nameof(file));
            }

            if (capacity < 1 || capacity > ushort.MaxValue)
            {
                throw new ArgumentException("There is no room for " + capacity.ToString() + " examples; possible: 1 to 65535.");
            }

            _file = file;
            _model = Model.Load(file, ModelMemory.Packed);
            _loader = new ModelLoader(new ByteWindow(file));
            InputStage inputs = _loader.ReadInputs(true);
            StoredLayer hidden = null;
            for (int l = 0; l < _loader.LayerCount; l++)
            {
                hidden = _layer;
                _layer = _loader.ReadLayer(inputs);
            }

            _loader.ReadEnd();
            if (_model.IsRegression || _loader.HeadKind != HeadKind.None || hidden == null || _layer.HasNibbles)
            {
                throw new ArgumentException(
                    "The model '" + _model.Name + "' is no classifier with a hidden layer and an output layer of 8-bit weights, and without 'unfamiliar'.");
            }

            _windows = new StoredWindows(file, _loader);
            _inputs = _layer.Inputs;
            if ((long)capacity * _inputs > int.MaxValue)
            {
                throw new ArgumentException("There is no room for " + capacity.ToString() + " examples of " + _inputs.ToString() + " units.");
            }

            _zeroPoint = ZeroPointOf(hidden);
            _softmax = new IntegerSoftmax(file);
            _inverseScale = _softmax.InverseScale;
            int rate = _layer.Units == 1 ? RateShift - 1 : RateShift; // of two logits, both would move
            _stepShift = Clamp(_softmax.Exponent + rate - 90, 0, 62);
            _output = new ByteWriter(file.Length);
            _features = new float[_loader.InputCount];
            int outputs = _layer.Units;
            _origin = new sbyte[outputs * _inputs];
            _weights = new int[_origin.Length];
            _biasOrigin = new long[outputs];
            _biases = new long[outputs];
            _errors = new int[outputs];
            _codes = new sbyte[capacity * _inputs];
            _classes = new ushort[capacity];
            ReadOrigin();
            Restart();
        }

        /// <summary>Examples that were added.</summary>
        public int Count { get; private set; }

        /// <summary>The most examples.</summary>
        public int Capacity => _classes.Length;

        /// <summary>The bytes of the file that <see cref="Commit"/> wrote last: the first ones, as many as it returned. Not a copy.</summary>
        public byte[] File => _output.Data;

        /// <summary>Bytes of the arrays that it holds, with those of the file and of the network.</summary>
        public int RamBytes
        {
            get
            {
                int bytes = (2 * ArrayMemory.Bytes(_file.Length, 1)) + _model.RamBytes + ArrayMemory.Bytes(_features.Length, 4);
                bytes += ArrayMemory.Bytes(_origin.Length, 1) + ArrayMemory.Bytes(_weights.Length, 4) + (2 * ArrayMemory.Bytes(_biases.Length, 8));
                return bytes + ArrayMemory.Bytes(_errors.Length, 4) + ArrayMemory.Bytes(_codes.Length, 1) + ArrayMemory.Bytes(_classes.Length, 2);
            }
        }

        /// <summary>Takes an example.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]); of a stream, what <c>Pipeline.CopyFeatures</c> gives.</param>
        /// <param name="label">The number of its class: of two classes 0 for the negative and 1 for the positive one.</param>
        /// <returns><c>false</c> when there is no room for it.</returns>
        /// <exception cref="ArgumentException">The array is null or does not have n[0] elements, or there is no such class.</exception>
        public bool Add(float[] features, int label)
        {
            if (label < 0 || label >= _model.LabelCount)
            {
                ThrowNoClass(label);
            }

            int[] codes = Encode(features);
            if (Count == Capacity)
            {
                return false;
            }

            int at = Count * _inputs;
            for (int i = 0; i < _inputs; i++)
            {
                _codes[at + i] = (sbyte)codes[i];
            }

            _classes[Count] = (ushort)label;
            Count++;
            return true;
        }

        /// <summary>Forgets examples, and what was learned from them.</summary>
        public void Clear()
        {
            Count = 0;
            Restart();
        }

        /// <summary>Learns from the examples, beginning with the weights of training.</summary>
        /// <param name="epochs">How often each example is looked at, 0 or more.</param>
        /// <exception cref="ArgumentException">The number is negative.</exception>
        public void Train(int epochs)
        {
            if (epochs < 0)
            {
                ThrowNoEpochs(epochs);
            }

            Restart();
            int stride = Stride(Count);
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                int e = 0;
                for (int n = 0; n < Count; n++)
                {
                    Step(e);
                    e += stride;
                    e = e >= Count ? e - Count : e;
                }

                Pull();
            }
        }

        /// <summary>Counts the examples that the learned layer gives their class, before its weights are rounded.</summary>
        /// <returns>0 to <see cref="Count"/>.</returns>
        public int CountRight()
        {
            int right = 0;
            for (int e = 0; e < Count; e++)
            {
                Score(e);
                int found = _errors.Length == 1 ? (_errors[0] >= _loader.LogitThreshold ? 1 : 0) : Predictor.IndexOfHighest(_errors);
                right += found == _classes[e] ? 1 : 0;
            }

            return right;
        }

        private static int Clamp(int value, int least, int most)
        {
            return value < least ? least : value > most ? most : value;
        }

        // The code of an activation of 0: a table of tanh or sigmoid has none, and no zero point in the file.
        private static int ZeroPointOf(StoredLayer hidden)
        {
            return hidden.Activation == Activation.Tanh || hidden.Activation == Activation.Sigmoid ? 0 : hidden.ZeroPoint;
        }

        // Examples come class by class. From one to the next it is the golden section of all, or a little less: every one once.
        private static int Stride(int count)
        {
            int stride = count * 5 / 8;
            while (stride > 1 && Divisor(count, stride) > 1)
            {
                stride--;
            }

            return stride > 0 ? stride : 1;
        }

        private static int Divisor(int a, int b)
        {
            while (b != 0)
            {
                int rest = a % b;
                a = b;
                b = rest;
            }

            return a;
        }

        // Apart, so that nothing is allocated where nothing is wrong.
        private static void ThrowNoEpochs(int epochs)
        {
            throw new ArgumentException("The number of epochs is " + epochs.ToString() + "; possible: 0 or more.");
        }

        private void ThrowNoClass(int label)
        {
            throw new ArgumentException("There is no class " + label.ToString() + "; possible: 0 to " + (_model.LabelCount - 1).ToString() + ".");
        }

        private void ThrowWrongLength()
        {
            throw new ArgumentException("The model '" + _model.Name + "' takes " + _features.Length.ToString() + " features.");
        }

        private void ReadOrigin()
        {
            int at = _layer.WeightsAt;
            for (int j = 0; j < _biases.Length; j++)
            {
                long sum = 0;
                for (int i = 0; i < _inputs; i++)
                {
                    sbyte weight = (sbyte)_file[at];
                    _origin[(j * _inputs) + i] = weight;
                    sum += weight;
                    at++;
                }

                long bias = BitConverter.ToInt32(_file, _layer.BiasesAt + (4 * j));
                _biasOrigin[j] = (bias + (_zeroPoint * sum)) << Fraction;
            }
        }

        private void Restart()
        {
            for (int i = 0; i < _weights.Length; i++)
            {
                _weights[i] = _origin[i] << Fraction;
            }

            Array.Copy(_biasOrigin, 0, _biases, 0, _biases.Length);
        }

        private int[] Encode(float[] features)
        {
            if (features == null || features.Length != _features.Length)
            {
                ThrowWrongLength();
            }

            _model.Logit(features);
            return _model.LastCodes;
        }

        // The logits of an example, without their fraction.
        private void Score(int example)
        {
            int first = example * _inputs;
            for (int j = 0; j < _errors.Length; j++)
            {
                long sum = _biases[j];
                int at = j * _inputs;
                for (int i = 0; i < _inputs; i++)
                {
                    sum += (long)_weights[at + i] * (_codes[first + i] - _zeroPoint);
                }

                sum >>= Fraction;
                _errors[j] = sum > int.MaxValue ? int.MaxValue : sum < int.MinValue ? int.MinValue : (int)sum;
            }
        }

        private void Step(int example)
        {
            Score(example);
            _softmax.Errors(_errors, _classes[example]);
            int first = example * _inputs;
            long norm = BiasCode * BiasCode;
            for (int i = 0; i < _inputs; i++)
            {
                int code = _codes[first + i] - _zeroPoint;
                norm += code * code;
            }

            for (int j = 0; j < _errors.Length; j++)
            {
                long step = ((_errors[j] * _inverseScale) << 15) / norm;
                int at = j * _inputs;
                for (int i = 0; i < _inputs; i++)
                {
                    long moved = _weights[at + i] - ((step * (_codes[first + i] - _zeroPoint)) >> _stepShift);
                    _weights[at + i] = Bounded(moved, _origin[at + i]);
                }

                _biases[j] -= (step * BiasCode * BiasCode) >> _stepShift;
            }
        }

        private static int Bounded(long weight, int origin)
        {
            long least = (long)Clamp(origin - FarthestWeight, -127, 127) << Fraction;
            long most = (long)Clamp(origin + FarthestWeight, -127, 127) << Fraction;
            return (int)(weight < least ? least : weight > most ? most : weight);
        }

        private void Pull()
        {
            for (int i = 0; i < _weights.Length; i++)
            {
                _weights[i] -= (_weights[i] - (_origin[i] << Fraction)) >> PullShift;
            }

            for (int j = 0; j < _biases.Length; j++)
            {
                _biases[j] -= (_biases[j] - _biasOrigin[j]) >> PullShift;
            }
        }
    }
}
