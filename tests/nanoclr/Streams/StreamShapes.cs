using EdgeNet;

namespace Bench
{
    /// <summary>The streams of the benchmark: three axes at 50 Hz and windows of a second. The same source is compiled for the PC and for the device.</summary>
    public static class StreamShapes
    {
        public const int Window = 50;
        public const int Axes = 3;

        private const int Kinds = 10; // mean to kurtosis
        private const int Bands = 5;  // of 5 Hz each

        /// <summary>Two of three windows give the state, with hysteresis, for half a second at least.</summary>
        public static DecisionRules FanRules => new DecisionRules(100, -100, 2, 3, 25);

        /// <summary>Of each axis ten statistics and the energy of five bands of 5 Hz, and three correlations: 48 features.</summary>
        public static StreamSettings Full(int stride, DecisionRules rules)
        {
            return Make(stride, rules, Bands);
        }

        /// <summary>The same without bands: 33 features.</summary>
        public static StreamSettings Lean(int stride, DecisionRules rules)
        {
            return Make(stride, rules, 0);
        }

        private static StreamSettings Make(int stride, DecisionRules rules, int bands)
        {
            var features = new StreamFeature[(Axes * (Kinds + bands)) + Axes];
            int next = 0;
            for (int axis = 0; axis < Axes; axis++)
            {
                for (int kind = 0; kind < Kinds; kind++)
                {
                    features[next++] = new StreamFeature((FeatureKind)kind, axis);
                }

                for (int band = 0; band < bands; band++)
                {
                    features[next++] = new StreamFeature(FeatureKind.BandEnergy, axis, 0, (5 * band) + 1, (5 * band) + 5);
                }
            }

            features[next++] = new StreamFeature(FeatureKind.Correlation, 0, 1);
            features[next++] = new StreamFeature(FeatureKind.Correlation, 0, 2);
            features[next] = new StreamFeature(FeatureKind.Correlation, 1, 2);
            return new StreamSettings(
                50000, Window, stride, new string[] { "x", "y", "z" }, new float[] { 1000f, 1000f, 1000f }, features, rules, new GoldenWindow[0]);
        }
    }
}
