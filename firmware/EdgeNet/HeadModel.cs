namespace EdgeNet
{
    /// <summary>An anomaly model, or a model that knows what it is not familiar with: a network, and a distance from what training saw.</summary>
    internal sealed class HeadModel : Model
    {
        private readonly Model _network;
        private readonly DistanceHead _head;
        private readonly HeadKind _kind;
        private readonly InputStage _inputs;
        private readonly int[] _inputCodes; // null where none are compared
        private readonly int[] _goldenDistances;
        private int _distance;

        /// <summary>Makes the model.</summary>
        /// <param name="loader">Read to its end by the network.</param>
        /// <param name="network">The layers.</param>
        public HeadModel(ModelLoader loader, Model network)
            : base(loader, network.Inputs)
        {
            _network = network;
            _head = loader.Head;
            _kind = loader.HeadKind;
            _inputs = network.Inputs;
            bool looksAtInputs = _kind == HeadKind.Reconstruction || _kind == HeadKind.FamiliarInputs || network.LayerCount == 0;
            _inputCodes = looksAtInputs ? new int[loader.InputCount] : null;
            _goldenDistances = new int[IsAnomaly ? 0 : loader.GoldenCount];
            for (int g = 0; g < _goldenDistances.Length; g++)
            {
                _goldenDistances[g] = loader.ReadGoldenLogit(g, loader.OutputCount);
            }
        }

        /// <inheritdoc/>
        public override bool KnowsUnfamiliar => !IsAnomaly;

        /// <inheritdoc/>
        public override bool IsUnfamiliar => !IsAnomaly && _distance >= _head.Threshold;

        /// <inheritdoc/>
        public override float Unfamiliarity => IsAnomaly ? 0 : _head.ScoreOf(_distance);

        /// <inheritdoc/>
        public override int RamBytes => _network.RamBytes + _head.RamBytes + ArrayMemory.Bytes(_goldenDistances.Length, 4)
            + (_inputCodes == null ? 0 : ArrayMemory.Bytes(_inputCodes.Length, 4));

        /// <inheritdoc/>
        public override int LayerCount => _network.LayerCount;

        /// <inheritdoc/>
        internal override int LanesOf(int layer)
        {
            return _network.LanesOf(layer);
        }

        /// <inheritdoc/>
        internal override int[] LastCodes => _network.LastCodes;

        /// <inheritdoc/>
        internal override int GoldenVectorCount => _network.GoldenVectorCount;

        /// <inheritdoc/>
        public override int UnitsOf(int layer)
        {
            return _network.UnitsOf(layer);
        }

        /// <inheritdoc/>
        public override Activation ActivationOf(int layer)
        {
            return _network.ActivationOf(layer);
        }

        /// <inheritdoc/>
        public override int Logit(float[] features)
        {
            if (features == null || features.Length != InputCount)
            {
                ThrowWrongLength(features);
            }

            int[] logits = LogitBuffer();
            if (logits != null)
            {
                Logits(features, logits); // all of them make the margin
                return logits[0];
            }

            int logit = IsAnomaly ? 0 : _network.Logit(features);
            Measure(features);
            Doubt(MarginOf(logit));
            return IsAnomaly ? _distance : logit;
        }

        /// <inheritdoc/>
        public override int Logit(int[] readings)
        {
            if (readings == null || readings.Length != InputCount)
            {
                ThrowWrongLength(readings);
            }

            int[] logits = LogitBuffer();
            if (logits != null)
            {
                Logits(readings, logits);
                return logits[0];
            }

            int logit = IsAnomaly ? 0 : _network.Logit(readings);
            Measure(readings);
            Doubt(MarginOf(logit));
            return IsAnomaly ? _distance : logit;
        }

        /// <inheritdoc/>
        public override void Logits(float[] features, int[] logits)
        {
            if (OutputCount == 1)
            {
                base.Logits(features, logits);
                return;
            }

            _network.Logits(features, logits);
            Measure(features);
            Doubt(MarginOf(logits));
        }

        /// <inheritdoc/>
        public override void Logits(int[] readings, int[] logits)
        {
            if (OutputCount == 1)
            {
                base.Logits(readings, logits);
                return;
            }

            _network.Logits(readings, logits);
            Measure(readings);
            Doubt(MarginOf(logits));
        }

        /// <inheritdoc/>
        public override float Predict(float[] features)
        {
            return IsAnomaly ? Probability(Logit(features)) : base.Predict(features);
        }

        /// <inheritdoc/>
        public override float Predict(int[] readings)
        {
            return IsAnomaly ? Probability(Logit(readings)) : base.Predict(readings);
        }

        /// <inheritdoc/>
        public override int FarthestInput()
        {
            return _inputCodes == null ? -1 : _head.FarthestCode(Codes(), _inputCodes);
        }

        /// <inheritdoc/>
        internal override float[] GoldenInput(int index)
        {
            return _network.GoldenInput(index);
        }

        /// <inheritdoc/>
        internal override int GoldenLogit(int index, int output = 0)
        {
            return _network.GoldenLogit(index, output);
        }

        /// <inheritdoc/>
        internal override bool IsExact(int index)
        {
            return base.IsExact(index) && (IsAnomaly || _distance == _goldenDistances[index]);
        }

        /// <inheritdoc/>
        internal override void Encode(float[] features)
        {
            _network.Encode(features);
        }

        /// <inheritdoc/>
        internal override void Encode(int[] readings)
        {
            _network.Encode(readings);
        }

        private void Doubt(long margin)
        {
            _distance = _head.Doubted(_distance, margin);
        }

        // From the threshold of two classes.
        private long MarginOf(int logit)
        {
            long margin = (long)logit - LogitThreshold;
            return margin < 0 ? -margin : margin;
        }

        // From the largest logit to the second largest.
        private static long MarginOf(int[] logits)
        {
            int best = IndexOfHighest(logits);
            long second = int.MinValue;
            for (int j = 0; j < logits.Length; j++)
            {
                second = j != best && logits[j] > second ? logits[j] : second;
            }

            return logits[best] - second;
        }

        private void Measure(float[] features)
        {
            int[] codes = _inputCodes;
            if (codes != null)
            {
                InputStage inputs = _inputs;
                for (int i = 0; i < codes.Length; i++)
                {
                    codes[i] = inputs.Code(features[i], i);
                }
            }

            if (IsAnomaly && LayerCount > 0)
            {
                _network.Encode(features);
            }

            _distance = _head.Distance(Codes(), codes);
        }

        private void Measure(int[] readings)
        {
            int[] codes = _inputCodes;
            if (codes != null)
            {
                InputStage inputs = _inputs;
                for (int i = 0; i < codes.Length; i++)
                {
                    codes[i] = inputs.Code(readings[i], i);
                }
            }

            if (IsAnomaly && LayerCount > 0)
            {
                _network.Encode(readings);
            }

            _distance = _head.Distance(Codes(), codes);
        }

        private int[] Codes()
        {
            return _kind == HeadKind.FamiliarInputs || LayerCount == 0 ? _inputCodes : _network.LastCodes;
        }
    }
}
