namespace EdgeNet
{
    /// <summary>What the two forms that are read from a file share: golden vectors.</summary>
    public abstract class LoadedModel : Classifier
    {
        private readonly float[][] _goldenInputs;
        private readonly int[] _goldenLogits;

        internal LoadedModel(ModelContents contents)
            : base(contents.Name, contents.NegativeLabel, contents.PositiveLabel, contents.LogitScale, contents.LogitThreshold)
        {
            _goldenInputs = contents.GoldenInputs;
            _goldenLogits = contents.GoldenLogits;
        }

        /// <summary>Golden vectors in the file, at least one.</summary>
        public int GoldenVectorCount => _goldenLogits.Length;

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

        /// <inheritdoc/>
        public override int FirstGoldenMismatch()
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

        /// <summary>Bytes of the golden vectors.</summary>
        /// <returns>The bytes, headers included.</returns>
        internal int GoldenBytes()
        {
            return (_goldenInputs.Length * ArrayMemory.Bytes(InputCount, 4)) + (2 * ArrayMemory.Bytes(_goldenLogits.Length, 4));
        }
    }
}
