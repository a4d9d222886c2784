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

        /// <summary>Layers 1 to L. Not a copy.</summary>
        public QuantizedLayer[] Layers;

        /// <summary>The entries of <see cref="EdgeNet.TanhTable"/>, or <c>null</c> when no hidden layer needs them. Not a copy.</summary>
        public sbyte[] TanhTable;

        /// <summary>The raw values of the golden vectors. Not a copy.</summary>
        public float[][] GoldenInputs;

        /// <summary>The exact logits of the golden vectors, n[L] of each. Not a copy.</summary>
        public int[] GoldenLogits;

        /// <summary>n[L].</summary>
        public int OutputCount => Layers[Layers.Length - 1].Units;

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

            return ModelLoader.Load(data);
        }

        /// <summary>The most units of any layer but the input.</summary>
        /// <returns>1 or more.</returns>
        internal int Width()
        {
            int width = 0;
            foreach (QuantizedLayer layer in Layers)
            {
                width = Math.Max(width, layer.Units);
            }

            return width;
        }
    }
}
