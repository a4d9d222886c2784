using System;

namespace EdgeNet
{
    /// <summary>
    /// A trained network: raw sensor values in, class, probability or quantity out, in integer arithmetic that is the same on every machine.
    /// </summary>
    /// <remarks>
    /// Every buffer is allocated when it is loaded; nothing after that allocates, but for the self-test of a model that keeps its bytes.
    /// <b>One thread at a time:</b> all calls share the buffers, so a model that two threads use gives wrong results, without an exception. Load
    /// one for each thread.
    /// </remarks>
    public abstract class Model : Predictor
    {
        private readonly InputStage _inputs;

        internal Model(ModelLoader loader, InputStage inputs)
            : base(
                loader.Name, loader.Labels, loader.OutputCount, loader.LogitScale, loader.LogitThreshold, loader.OutputScales, loader.OutputOffsets)
        {
            _inputs = inputs;
            IsAnomaly = loader.IsAnomaly;
        }

        /// <summary>How raw values become codes.</summary>
        internal InputStage Inputs => _inputs;

        /// <summary>The codes of the last layer that has any: of the hidden layer before the output layer, or where there is none after <see cref="Encode(float[])"/> of the last layer. Not a copy.</summary>
        internal abstract int[] LastCodes { get; }

        /// <summary>Golden vectors in the file, at least one.</summary>
        internal abstract int GoldenVectorCount { get; }

        /// <summary>Reads a model file, checks everything in it and allocates every buffer, in the form that is the fastest here.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. Nothing of the array is kept.</param>
        /// <returns>The model.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static Model Load(byte[] data)
        {
            return Load(data, ModelMemory.Fastest);
        }

        /// <summary>Reads a model file, checks everything in it and allocates every buffer.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. With <see cref="ModelMemory.Bytes"/> the array is kept: do not change it.</param>
        /// <param name="memory">Where the weights are kept.</param>
        /// <returns>The model.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="memory"/> is none of the three.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static Model Load(byte[] data, ModelMemory memory)
        {
            if (data == null)
            {
                throw new ArgumentNullException(nameof(data));
            }

            if (memory > ModelMemory.Bytes)
            {
                throw new ArgumentException("There is no such place for the weights: " + ((int)memory).ToString() + ".");
            }

            NativeEngine engine = memory == ModelMemory.Packed ? null : NativeEngine.Find();
            return Read(LoaderOf(data, memory, engine), memory, engine);
        }

        /// <summary>
        /// Opens a model file that does not fit into memory. Every inference reads the weights, from the first to the last, through a buffer; the
        /// rest is kept. The file is read twice now, to check everything in it.
        /// </summary>
        /// <param name="source">Where the file lies; it must stay as it is.</param>
        /// <param name="bufferBytes">Bytes of the buffer; it is made as large as the longest row of weights, where that is longer.</param>
        /// <returns>The model.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static Model Open(ModelStorage source, int bufferBytes = 4096)
        {
            if (source == null)
            {
                throw new ArgumentNullException(nameof(source));
            }

            var loader = new ModelLoader(new StorageWindow(source, bufferBytes));
            return WithHead(loader, new StoredModel(loader, NativeEngine.Find()));
        }

        /// <summary>Makes the loader of a file; where its bytes will be kept, and the caller was not told, of a copy.</summary>
        internal static ModelLoader LoaderOf(byte[] data, ModelMemory memory, NativeEngine engine)
        {
            if (memory == ModelMemory.Fastest && engine != null)
            {
                data = (byte[])data.Clone();
            }

            return new ModelLoader(new ByteWindow(data), engine);
        }

        /// <summary>Reads a model with a fresh loader.</summary>
        internal static Model Read(ModelLoader loader, ModelMemory memory, NativeEngine engine)
        {
            if (engine != null && loader.HeadKind == HeadKind.None)
            {
                var native = new NativeModel(loader, engine);
                if (native.IsSupported)
                {
                    return WithHead(loader, native);
                }

                loader = new ModelLoader(loader.Bytes, engine);
            }

            return WithHead(loader, memory == ModelMemory.Bytes ? (Model)new StoredModel(loader, null) : new PackedModel(loader));
        }

        private static Model WithHead(ModelLoader loader, Model network)
        {
            return loader.HeadKind == HeadKind.None && loader.Fills == null ? network : new HeadModel(loader, network);
        }

        /// <summary>Runs every layer of a model without an output layer; the codes are <see cref="LastCodes"/> then.</summary>
        internal abstract void Encode(float[] features);

        /// <summary>Runs them from integer readings.</summary>
        internal abstract void Encode(int[] readings);

        /// <summary>Returns how many output units of a layer share a 64-bit word.</summary>
        /// <param name="layer">1 to the number of layers.</param>
        /// <returns>1 or more.</returns>
        internal virtual int LanesOf(int layer)
        {
            return 1;
        }

        /// <summary>Returns the raw values of a golden vector.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <returns>Shape (n[0]).</returns>
        internal abstract float[] GoldenInput(int index);

        /// <summary>Returns the integer logit that a golden vector must give.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <param name="output">0 to n[L] - 1.</param>
        /// <returns>The logit.</returns>
        internal abstract int GoldenLogit(int index, int output = 0);

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
                count += _inputs.IsSaturated(features[i], i) ? 1 : 0;
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
                count += _inputs.IsSaturated(readings[i], i) ? 1 : 0;
            }

            return count;
        }

        /// <summary>Says whether a value is at or beyond an end of the range of an input: one of those that <see cref="CountSaturated(float[])"/> counts.</summary>
        /// <param name="value">The raw value.</param>
        /// <param name="input">0 to n[0] - 1.</param>
        internal virtual bool IsSaturated(float value, int input)
        {
            return _inputs.IsSaturated(value, input);
        }

        /// <inheritdoc/>
        public override int FirstGoldenMismatch()
        {
            for (int g = 0; g < GoldenVectorCount; g++)
            {
                if (!IsExact(g))
                {
                    return g;
                }
            }

            return -1;
        }

        /// <summary>Says whether a golden vector gives what it must.</summary>
        internal virtual bool IsExact(int index)
        {
            float[] input = GoldenInput(index);
            int[] logits = LogitBuffer();
            if (logits == null)
            {
                return Logit(input) == GoldenLogit(index);
            }

            Logits(input, logits);
            for (int j = 0; j < logits.Length; j++)
            {
                if (logits[j] != GoldenLogit(index, j))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Where a loaded model keeps its weights.</summary>
    public enum ModelMemory : byte
    {
        /// <summary>In a copy of the file's bytes where the firmware has the native kernels, else as <see cref="Packed"/>.</summary>
        Fastest = 0,

        /// <summary>Packed, several in a 64-bit word: about three times the bytes of the weights, and the fastest without native kernels.</summary>
        Packed = 1,

        /// <summary>In the array that was given, which is kept: about the file's bytes in all. Without native kernels it is two to four times slower than <see cref="Packed"/>.</summary>
        Bytes = 2,
    }
}
