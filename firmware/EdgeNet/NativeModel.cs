using System;

namespace EdgeNet
{
    /// <summary>A model that the firmware computes, in one call, from the bytes of its file.</summary>
    /// <remarks>A call costs as much as thirty instructions, so nothing is checked before it: the firmware refuses an input of a wrong length.</remarks>
    internal sealed class NativeModel : Model
    {
        private readonly StoredContents _contents;
        private readonly NativeEngine _engine;
        private readonly int[] _work;              // the logits first
        private readonly float[] _outputs;
        private readonly int _inputCount;
        private readonly Array[] _toLogits;        // for the engine: the program, the bytes of the model, the work array
        private readonly Array[] _toOutputs;       // the same, and probabilities or quantities
        private readonly Array[] _toFirstOutput;   // null with several classes, of which the highest is asked for

        /// <summary>Makes the model.</summary>
        /// <param name="loader">A fresh loader; its bytes are kept.</param>
        /// <param name="engine">The kernels.</param>
        public NativeModel(ModelLoader loader, NativeEngine engine)
            : this(loader, engine, new StoredContents(loader))
        {
        }

        private NativeModel(ModelLoader loader, NativeEngine engine, StoredContents contents)
            : base(loader, contents.Inputs)
        {
            _contents = contents;
            _engine = engine;
            byte[] data = loader.Bytes.Data;
            _inputCount = loader.InputCount;
            int bits = BitConverter.ToInt32(BitConverter.GetBytes(loader.LogitScale), 0);
            int[] toOutputs = NativeProgram.Of(contents.Inputs, contents.Layers, loader.TableAt, loader.OutputScalesAt, bits, out int length, out int end);
            var toLogits = new int[end];
            Array.Copy(toOutputs, toLogits, end);
            _work = new int[length];
            _outputs = new float[OutputCount];
            _toLogits = new Array[] { toLogits, data, _work };
            _toOutputs = new Array[] { toOutputs, data, _work, _outputs };
            _toFirstOutput = OutputCount > 1 && !IsRegression ? null : _toOutputs;
            IsSupported = engine.Execute(_toOutputs, GoldenInput(0)) != NativeEngine.Unknown;
        }

        /// <summary>Whether the firmware knows every instruction that the model needs.</summary>
        public bool IsSupported { get; }

        /// <inheritdoc/>
        public override int RamBytes => OutputBytes() + ArrayMemory.Bytes(_toLogits[1].Length, 1) + ArrayMemory.Bytes(_toLogits[0].Length, 4)
            + ArrayMemory.Bytes(_toOutputs[0].Length, 4) + ArrayMemory.Bytes(_work.Length, 4) + ArrayMemory.Bytes(_outputs.Length, 4)
            + ArrayMemory.Bytes(_toLogits.Length, ArrayMemory.Reference) + ArrayMemory.Bytes(_toOutputs.Length, ArrayMemory.Reference);

        /// <inheritdoc/>
        public override int LayerCount => _contents.Layers.Length;

        /// <inheritdoc/>
        internal override int[] LastCodes => null; // the firmware has none of the heads that ask for them

        /// <inheritdoc/>
        internal override int GoldenVectorCount => _contents.GoldenCount;

        /// <inheritdoc/>
        public override int UnitsOf(int layer)
        {
            return layer == 0 ? _inputCount : _contents.Layers[layer - 1].Units;
        }

        /// <inheritdoc/>
        public override Activation ActivationOf(int layer)
        {
            return _contents.Layers[layer - 1].Activation;
        }

        /// <inheritdoc/>
        public override int Logit(float[] features)
        {
            if (_engine.Execute(_toLogits, features) != 0)
            {
                ThrowRefused(features);
            }

            return _work[0];
        }

        /// <inheritdoc/>
        public override int Logit(int[] readings)
        {
            if (_engine.Execute(_toLogits, readings) != 0)
            {
                ThrowRefused(readings);
            }

            return _work[0];
        }

        /// <inheritdoc/>
        public override void Logits(float[] features, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            Logit(features);
            Array.Copy(_work, logits, logits.Length);
        }

        /// <inheritdoc/>
        public override void Logits(int[] readings, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            Logit(readings);
            Array.Copy(_work, logits, logits.Length);
        }

        /// <inheritdoc/>
        internal override void Encode(float[] features)
        {
            throw new NotSupportedException();
        }

        /// <inheritdoc/>
        internal override void Encode(int[] readings)
        {
            throw new NotSupportedException();
        }

        /// <inheritdoc/>
        public override float Predict(float[] features)
        {
            // Without a program the firmware refuses, and with several classes there is none.
            return _engine.Execute(_toFirstOutput, features) == 0 ? _outputs[0] : base.Predict(features);
        }

        /// <inheritdoc/>
        public override float Predict(int[] readings)
        {
            // Without a program the firmware refuses, and with several classes there is none.
            return _engine.Execute(_toFirstOutput, readings) == 0 ? _outputs[0] : base.Predict(readings);
        }

        /// <inheritdoc/>
        public override void Predict(float[] features, float[] outputs)
        {
            if (outputs == null || outputs.Length != _outputs.Length || _engine.Execute(_toOutputs, features) != 0)
            {
                base.Predict(features, outputs);
                return;
            }

            Array.Copy(_outputs, outputs, outputs.Length);
        }

        /// <inheritdoc/>
        public override void Predict(int[] readings, float[] outputs)
        {
            if (outputs == null || outputs.Length != _outputs.Length || _engine.Execute(_toOutputs, readings) != 0)
            {
                base.Predict(readings, outputs);
                return;
            }

            Array.Copy(_outputs, outputs, outputs.Length);
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

        internal static void ThrowBroken()
        {
            throw new InvalidOperationException("The firmware refuses the program of a model that was checked: its kernels are not those of this library.");
        }

        private void ThrowRefused(float[] features)
        {
            if (features == null || features.Length != _inputCount)
            {
                ThrowWrongLength(features);
            }

            ThrowBroken();
        }

        private void ThrowRefused(int[] readings)
        {
            if (readings == null || readings.Length != _inputCount)
            {
                ThrowWrongLength(readings);
            }

            ThrowBroken();
        }
    }
}
