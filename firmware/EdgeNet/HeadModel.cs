namespace EdgeNet
{
    /// <summary>
    /// A network with what stands before or behind it: values for inputs that are missing, a distance from what training saw (an anomaly model, or
    /// one that knows what it is not familiar with), or both.
    /// </summary>
    internal sealed class HeadModel : Model
    {
        private readonly Model _network;
        private readonly DistanceHead _head;      // null without a distance
        private readonly HeadKind _kind;
        private readonly int[] _inputCodes; // null where none are compared
        private readonly int[] _goldenDistances;
        private readonly float[] _fills;          // null where no input may be missing
        private readonly float[] _filled;
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
            bool looksAtInputs = _kind == HeadKind.Reconstruction || _kind == HeadKind.FamiliarInputs || network.LayerCount == 0;
            _inputCodes = looksAtInputs ? new int[loader.InputCount] : null;
            _fills = loader.Fills;
            _filled = _fills == null ? null : new float[_fills.Length];
            _goldenDistances = new int[KnowsUnfamiliar ? loader.GoldenCount : 0];
            for (int g = 0; g < _goldenDistances.Length; g++)
            {
                _goldenDistances[g] = loader.ReadGoldenLogit(g, loader.OutputCount);
            }
        }

        /// <inheritdoc/>
        public override bool KnowsUnfamiliar => _head != null && !IsAnomaly;

        /// <inheritdoc/>
        public override bool IsUnfamiliar => KnowsUnfamiliar && _distance >= _head.Threshold;

        /// <inheritdoc/>
        public override float Unfamiliarity => KnowsUnfamiliar ? _head.ScoreOf(_distance) : 0;

        /// <inheritdoc/>
        public override int RamBytes => _network.RamBytes + (_head == null ? 0 : _head.RamBytes + ArrayMemory.Bytes(_goldenDistances.Length, 4))
            + (_inputCodes == null ? 0 : ArrayMemory.Bytes(_inputCodes.Length, 4)) + (_fills == null ? 0 : 2 * ArrayMemory.Bytes(_fills.Length, 4));

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
            features = Filled(features);
            int[] logits = LogitBuffer();
            if (logits != null)
            {
                Logits(features, logits); // all of them make the margin
                return logits[0];
            }

            int logit = IsAnomaly ? 0 : _network.Logit(features);
            Measure(features);
            return Judged(logit);
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
            return Judged(logit);
        }

        /// <inheritdoc/>
        public override void Logits(float[] features, int[] logits)
        {
            if (OutputCount == 1)
            {
                base.Logits(features, logits);
                return;
            }

            features = Filled(features);
            _network.Logits(features, logits);
            Measure(features);
            Judge(logits);
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
            Judge(logits);
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
        public override int CountSaturated(float[] features)
        {
            return base.CountSaturated(Filled(features));
        }

        /// <inheritdoc/>
        internal override bool IsSaturated(float value, int input)
        {
            bool isMissing = _fills != null && !(value - value == 0f || value < 0f || value == float.PositiveInfinity); // as in Filled
            return base.IsSaturated(isMissing ? _fills[input] : value, input);
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
            return base.IsExact(index) && (!KnowsUnfamiliar || _distance == _goldenDistances[index]);
        }

        /// <inheritdoc/>
        internal override void Encode(float[] features)
        {
            _network.Encode(Filled(features));
        }

        /// <inheritdoc/>
        internal override void Encode(int[] readings)
        {
            _network.Encode(readings);
        }

        // The margin is that from the threshold of two classes.
        private int Judged(int logit)
        {
            long margin = (long)logit - LogitThreshold;
            Judge(margin < 0 ? -margin : margin);
            return IsAnomaly ? _distance : logit;
        }

        // The margin is that from the largest logit to the second largest.
        private void Judge(int[] logits)
        {
            if (_head == null)
            {
                return;
            }

            int best = IndexOfHighest(logits);
            long second = int.MinValue;
            for (int j = 0; j < logits.Length; j++)
            {
                second = j != best && logits[j] > second ? logits[j] : second;
            }

            Judge(logits[best] - second);
        }

        private void Judge(long margin)
        {
            if (_head != null)
            {
                _distance = _head.Doubted(_head.Distance(Codes(), _inputCodes), margin);
            }
        }

        private int[] Codes()
        {
            return _kind == HeadKind.FamiliarInputs || LayerCount == 0 ? _inputCodes : _network.LastCodes;
        }

        // Missing is NaN, and neither infinity. The order of the comparisons matters: the interpreter says that NaN is greater than anything.
        private float[] Filled(float[] features)
        {
            if (features == null || features.Length != InputCount)
            {
                ThrowWrongLength(features);
            }

            float[] fills = _fills;
            if (fills == null)
            {
                return features;
            }

            float[] filled = _filled;
            for (int i = 0; i < fills.Length; i++)
            {
                float value = features[i];
                filled[i] = value - value == 0f || value < 0f || value == float.PositiveInfinity ? value : fills[i];
            }

            return filled;
        }

        private void Measure(float[] features)
        {
            int[] codes = _inputCodes;
            if (codes != null)
            {
                InputStage inputs = Inputs;
                for (int i = 0; i < codes.Length; i++)
                {
                    codes[i] = inputs.Code(features[i], i);
                }
            }

            if (IsAnomaly && LayerCount > 0)
            {
                _network.Encode(features);
            }
        }

        private void Measure(int[] readings)
        {
            int[] codes = _inputCodes;
            if (codes != null)
            {
                InputStage inputs = Inputs;
                for (int i = 0; i < codes.Length; i++)
                {
                    codes[i] = inputs.Code(readings[i], i);
                }
            }

            if (IsAnomaly && LayerCount > 0)
            {
                _network.Encode(readings);
            }
        }
    }
}
