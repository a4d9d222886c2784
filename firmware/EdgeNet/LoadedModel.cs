namespace EdgeNet
{
    /// <summary>What a form that is read from a file has: golden vectors, and how its inputs become codes.</summary>
    public abstract class LoadedModel : Predictor
    {
        private readonly float[][] _goldenInputs;
        private readonly int[] _goldenLogits;
        private readonly InputStage _stage;

        internal LoadedModel(ModelContents contents)
            : base(
                contents.Name,
                contents.Labels,
                contents.OutputCount,
                contents.LogitScale,
                contents.LogitThreshold,
                contents.OutputScales,
                contents.OutputOffsets)
        {
            _goldenInputs = contents.GoldenInputs;
            _goldenLogits = contents.GoldenLogits;
            _stage = contents.Inputs;
        }

        /// <summary>Golden vectors in the file, at least one.</summary>
        public int GoldenVectorCount => _goldenInputs.Length;

        /// <summary>Returns the raw values of a golden vector.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <returns>Shape (n[0]). Not a copy.</returns>
        public float[] GoldenInput(int index)
        {
            return _goldenInputs[index];
        }

        /// <summary>Returns the integer logit that a golden vector must give.</summary>
        /// <param name="index">0 to <see cref="GoldenVectorCount"/> - 1.</param>
        /// <param name="output">0 to n[L] - 1.</param>
        /// <returns>The logit.</returns>
        public int GoldenLogit(int index, int output = 0)
        {
            return _goldenLogits[(index * OutputCount) + output];
        }

        /// <inheritdoc/>
        public override int CountSaturated(float[] features)
        {
            if (features.Length != InputCount)
            {
                ThrowWrongLength(features.Length);
            }

            int count = 0;
            for (int i = 0; i < features.Length; i++)
            {
                count += _stage.IsSaturated(features[i], i) ? 1 : 0;
            }

            return count;
        }

        /// <inheritdoc/>
        public override int CountSaturated(int[] readings)
        {
            if (readings.Length != InputCount)
            {
                ThrowWrongLength(readings.Length);
            }

            int count = 0;
            for (int i = 0; i < readings.Length; i++)
            {
                count += _stage.IsSaturated(readings[i], i) ? 1 : 0;
            }

            return count;
        }

        /// <inheritdoc/>
        public override int FirstGoldenMismatch()
        {
            for (int g = 0; g < _goldenInputs.Length; g++)
            {
                if (!IsExact(g))
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
            int bytes = _goldenInputs.Length * ArrayMemory.Bytes(InputCount, 4);
            return bytes + ArrayMemory.Bytes(_goldenInputs.Length, 4) + ArrayMemory.Bytes(_goldenLogits.Length, 4);
        }

        private bool IsExact(int index)
        {
            int[] logits = LogitBuffer();
            if (logits == null)
            {
                return Logit(_goldenInputs[index]) == _goldenLogits[index];
            }

            Logits(_goldenInputs[index], logits);
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
}
