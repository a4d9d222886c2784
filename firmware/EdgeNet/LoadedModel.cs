namespace EdgeNet
{
    /// <summary>What the two forms that are read from a file share: shapes and golden vectors.</summary>
    public abstract class LoadedModel : Classifier
    {
        private readonly int[] _units;
        private readonly Activation[] _activations;
        private readonly float[][] _goldenInputs;
        private readonly int[] _goldenLogits;

        internal LoadedModel(ModelContents contents)
            : base(contents.Name, contents.NegativeLabel, contents.PositiveLabel, contents.LogitScale, contents.LogitThreshold)
        {
            _units = new int[contents.Layers.Length + 1];
            _activations = new Activation[contents.Layers.Length];
            _units[0] = contents.Inputs.Count;
            for (int l = 0; l < _activations.Length; l++)
            {
                _units[l + 1] = contents.Layers[l].Units;
                _activations[l] = contents.Layers[l].Activation;
            }

            _goldenInputs = contents.GoldenInputs;
            _goldenLogits = contents.GoldenLogits;
        }

        /// <inheritdoc/>
        public override int LayerCount => _activations.Length;

        /// <summary>Golden vectors in the file, at least one.</summary>
        public int GoldenVectorCount => _goldenLogits.Length;

        /// <inheritdoc/>
        public override int UnitsOf(int layer)
        {
            return _units[layer];
        }

        /// <inheritdoc/>
        public override Activation ActivationOf(int layer)
        {
            return _activations[layer - 1];
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

        /// <summary>Bytes of the shapes and the golden vectors.</summary>
        /// <returns>The bytes, headers included.</returns>
        internal int CommonBytes()
        {
            int bytes = ArrayMemory.Bytes(_units.Length, 4) + ArrayMemory.Bytes(_activations.Length, 1);
            bytes += _goldenInputs.Length * ArrayMemory.Bytes(InputCount, 4);
            return bytes + (2 * ArrayMemory.Bytes(_goldenLogits.Length, 4));
        }
    }
}
