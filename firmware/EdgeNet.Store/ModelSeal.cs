using System;

namespace EdgeNet
{
    /// <summary>What a model file says of itself to a board that it is brought to.</summary>
    public sealed class ModelSeal
    {
        /// <summary>The alarm where no class is one.</summary>
        public const int NoAlarm = 255;

        private ModelSeal()
        {
        }

        internal int Version { get; private set; }

        internal SignatureKind Kind { get; private set; }

        internal int Alarm { get; private set; }

        internal int TrialDecisions { get; private set; }

        internal int HealthSeconds { get; private set; }

        internal string Name { get; private set; }

        internal int InputCount { get; private set; }

        internal int LabelCount { get; private set; }

        internal bool IsRegression { get; private set; }

        internal bool IsAnomaly { get; private set; }

        internal bool HasStream { get; private set; }

        internal static ModelSeal Read(ModelStorage file) => throw new NotImplementedException();

        internal bool IsSignedBy(ModelKey key, ModelStorage file) => throw new NotImplementedException();

        internal string InputNameOf(int input) => throw new NotImplementedException();

        internal string LabelOf(int label) => throw new NotImplementedException();
    }
}
