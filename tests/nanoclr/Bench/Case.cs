using EdgeNet;

namespace Bench
{
    /// <summary>A network with its inputs and the logits that they must give.</summary>
    public sealed class Case
    {
        private readonly float[] _allFeatures;
        private readonly int[] _allReadings;
        private readonly int[] _logits;
        private readonly int _width;

        public Case(string name, byte[] file, float[] features, int[] readings, int[] logits, float[][] weights, float[][] biases)
        {
            Name = name;
            File = file;
            Weights = weights;
            Biases = biases;
            _allFeatures = features;
            _allReadings = readings;
            _logits = logits;
            _width = weights[0].Length / biases[0].Length;
            Use(0);
        }

        public string Name { get; }

        public byte[] File { get; }

        public float[][] Weights { get; }

        public float[][] Biases { get; }

        /// <summary>The input as raw features, or null when this case has readings.</summary>
        public float[] Features { get; private set; }

        /// <summary>The input as raw readings, or null when this case has features.</summary>
        public int[] Readings { get; private set; }

        /// <summary>Counts the inputs whose logit is not the one that the PC computed.</summary>
        public int CountMismatches(Predictor classifier)
        {
            int mismatches = 0;
            for (int s = 0; s < _logits.Length; s++)
            {
                Use(s);
                int logit = Features != null ? classifier.Logit(Features) : classifier.Logit(Readings);
                mismatches += logit == _logits[s] ? 0 : 1;
            }

            Use(0);
            return mismatches;
        }

        private void Use(int sample)
        {
            if (_allFeatures != null)
            {
                Features = new float[_width];
                for (int i = 0; i < _width; i++)
                {
                    Features[i] = _allFeatures[(sample * _width) + i];
                }
            }
            else
            {
                Readings = new int[_width];
                for (int i = 0; i < _width; i++)
                {
                    Readings[i] = _allReadings[(sample * _width) + i];
                }
            }
        }
    }
}
