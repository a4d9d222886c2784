namespace EdgeNet
{
    /// <summary>A decision of a <see cref="Pipeline"/>, for other threads: see <see cref="Pipeline.Snapshot"/>. It never changes.</summary>
    public sealed class PipelineSnapshot
    {
        internal PipelineSnapshot(long decisions, int state, string stateLabel, float probability, long millisecondsSinceChange)
        {
            Decisions = decisions;
            State = state;
            StateLabel = stateLabel;
            Probability = probability;
            MillisecondsSinceChange = millisecondsSinceChange;
        }

        /// <summary>Windows decided since the beginning or the last <see cref="Pipeline.Reset"/>; while it is 0, the rest means nothing yet.</summary>
        public long Decisions { get; }

        /// <summary>The number of the class that held after this decision, <see cref="Pipeline.Unknown"/> or <see cref="Pipeline.Unfamiliar"/>.</summary>
        public int State { get; }

        /// <summary>The name of the state, or an empty text while it is unknown.</summary>
        public string StateLabel { get; }

        /// <summary>As <see cref="Pipeline.Probability"/> at this decision; 0 before the first.</summary>
        public float Probability { get; }

        /// <summary>Milliseconds from the last change of the state, or from the beginning, to this decision, by the count of readings.</summary>
        public long MillisecondsSinceChange { get; }
    }
}
