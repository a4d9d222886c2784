using System;

namespace EdgeNet
{
    /// <summary>The contents of a model file, checked: a model is made from them.</summary>
    internal sealed class ModelContents
    {
        /// <summary>The name given in training.</summary>
        public string Name;

        /// <summary>The negative and the positive class, a name for each of several classes, or one for each quantity. Not a copy.</summary>
        public string[] Labels;

        /// <summary>The real logits of a classifier are the integer logits times this.</summary>
        public float LogitScale;

        /// <summary>With two classes: the class is positive when the integer logit is this or more.</summary>
        public int LogitThreshold;

        /// <summary>In regression n[L] scales, else <c>null</c>: a quantity is the integer logit times this, and the offset. Not a copy.</summary>
        public float[] OutputScales;

        /// <summary>In regression n[L] offsets, else <c>null</c>. Not a copy.</summary>
        public float[] OutputOffsets;

        /// <summary>How raw values become codes.</summary>
        public InputStage Inputs;

        /// <summary>n[0] values that stand for missing ones, or <c>null</c>. Not a copy.</summary>
        public float[] Fills;

        /// <summary>Layers 1 to L. Not a copy.</summary>
        public QuantizedLayer[] Layers;

        /// <summary>The entries of <see cref="EdgeNet.TanhTable"/>, or <c>null</c> when no hidden layer needs them. Not a copy.</summary>
        public sbyte[] TanhTable;

        /// <summary>The raw values of the golden vectors. Not a copy.</summary>
        public float[][] GoldenInputs;

        /// <summary>The exact logits of the golden vectors, n[L] of each. Not a copy.</summary>
        public int[] GoldenLogits;

        /// <summary>What stands behind the layers.</summary>
        public HeadKind HeadKind;

        /// <summary>The distance, or <c>null</c>.</summary>
        public DistanceHead Head;

        /// <summary>n[L]; 1 for a model without an output layer.</summary>
        public int OutputCount;

        /// <summary>Reads a model file and checks everything in it.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. Nothing of the array is kept.</param>
        /// <returns>The contents.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static ModelContents Read(byte[] data)
        {
            if (data == null)
            {
                throw new ArgumentNullException(nameof(data));
            }

            var loader = new ModelLoader(new ByteWindow(data));
            InputStage inputs = loader.ReadInputs(false);
            var layers = new QuantizedLayer[loader.LayerCount];
            for (int l = 0; l < layers.Length; l++)
            {
                layers[l] = new QuantizedLayer(loader.ReadLayer(inputs));
            }

            loader.ReadEnd();
            int outputs = loader.OutputCount;
            var goldenInputs = new float[loader.GoldenCount][];
            var goldenLogits = new int[loader.GoldenCount * outputs];
            for (int k = 0; k < goldenLogits.Length; k++)
            {
                goldenInputs[k / outputs] ??= loader.ReadGoldenInput(k / outputs);
                goldenLogits[k] = loader.ReadGoldenLogit(k / outputs, k % outputs);
            }

            return new ModelContents
            {
                Name = loader.Name,
                Labels = loader.Labels,
                LogitScale = loader.LogitScale,
                LogitThreshold = loader.LogitThreshold,
                OutputScales = loader.OutputScales,
                OutputOffsets = loader.OutputOffsets,
                Inputs = inputs,
                Fills = loader.Fills,
                Layers = layers,
                HeadKind = loader.HeadKind,
                Head = loader.Head,
                OutputCount = outputs,
                TanhTable = loader.TableAt == 0 ? null : Signed(loader.CopyTable()),
                GoldenInputs = goldenInputs,
                GoldenLogits = goldenLogits,
            };
        }

        private static sbyte[] Signed(byte[] bytes)
        {
            var entries = new sbyte[bytes.Length];
            for (int k = 0; k < entries.Length; k++)
            {
                entries[k] = (sbyte)bytes[k];
            }

            return entries;
        }
    }
}
