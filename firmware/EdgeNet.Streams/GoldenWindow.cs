namespace EdgeNet
{
    /// <summary>A window of readings with the features and the logits that it must give.</summary>
    public sealed class GoldenWindow
    {
        /// <summary>Makes a golden window; it keeps the arrays.</summary>
        /// <param name="readings">N times a reading of each channel.</param>
        /// <param name="features">The exact features.</param>
        /// <param name="logits">n[L] exact logits.</param>
        public GoldenWindow(short[] readings, int[] features, int[] logits)
        {
            Readings = readings;
            Features = features;
            Logits = logits;
        }

        /// <summary>N times a reading of each channel. Not a copy.</summary>
        public short[] Readings { get; }

        /// <summary>The exact features. Not a copy.</summary>
        public int[] Features { get; }

        /// <summary>n[L] exact logits. Not a copy.</summary>
        public int[] Logits { get; }
    }
}
