using System;

namespace EdgeNet
{
    /// <summary>A model that the firmware computes, in one call, from the bytes of its file.</summary>
    internal sealed class NativeModel : Model
    {
        private readonly StoredContents _contents;
        private readonly NativeEngine _engine;
        private readonly byte[] _data;
        private readonly int[] _program;
        private readonly int[] _work; // the logits first
        private readonly int _inputCount;

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
            _data = loader.Bytes.Data;
            _inputCount = loader.InputCount;
            _program = NativeProgram.Of(contents.Inputs, contents.Layers, loader.TableAt, out int length);
            _work = new int[length];
            IsSupported = engine.Execute(_program, _data, _work, GoldenInput(0), null, null, null) != NativeEngine.Unknown;
        }

        /// <summary>Whether the firmware knows every instruction that the model needs.</summary>
        public bool IsSupported { get; }

        /// <inheritdoc/>
        public override int RamBytes => OutputBytes() + ArrayMemory.Bytes(_data.Length, 1) + ArrayMemory.Bytes(_program.Length, 4) + ArrayMemory.Bytes(_work.Length, 4);

        /// <inheritdoc/>
        public override int LayerCount => _contents.Layers.Length;

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
            if (features == null || features.Length != _inputCount)
            {
                ThrowWrongLength(features);
            }

            if (_engine.Execute(_program, _data, _work, features, null, null, null) != 0)
            {
                ThrowBroken();
            }

            return _work[0];
        }

        /// <inheritdoc/>
        public override int Logit(int[] readings)
        {
            if (readings == null || readings.Length != _inputCount)
            {
                ThrowWrongLength(readings);
            }

            if (_engine.Execute(_program, _data, _work, null, readings, null, null) != 0)
            {
                ThrowBroken();
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
    }
}
