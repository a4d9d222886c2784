using EdgeNet;

namespace Bench
{
    /// <summary>One form of a network on one kind of input; the inner loops are here, so that every form is called in the same way.</summary>
    public sealed class Subject
    {
        private readonly HandWritten _hand;
        private readonly Predictor _classifier;
        private readonly Predictor _unchecked;

        public Subject(string name, HandWritten hand, Predictor classifier, Predictor uncheckedModel = null)
        {
            Name = name;
            _hand = hand;
            _classifier = classifier;
            _unchecked = uncheckedModel;
        }

        public string Name { get; }

        public Predictor Predictor => _classifier;

        /// <summary>Kept where the loops cannot be left out.</summary>
        public float LastProbability { get; private set; }

        public void Run(Case input, bool toProbability, int count)
        {
            if (input.Features != null)
            {
                RunFeatures(input.Features, toProbability, count);
            }
            else
            {
                RunReadings(input.Readings, toProbability, count);
            }
        }

        private void RunFeatures(float[] x, bool toProbability, int count)
        {
            HandWritten hand = _hand;
            Predictor classifier = _classifier;
            float probability = 0f;
            bool decision = false;
            if (hand != null && toProbability)
            {
                for (int i = 0; i < count; i++)
                {
                    probability = hand.Predict(x);
                }
            }
            else if (hand != null)
            {
                for (int i = 0; i < count; i++)
                {
                    decision = hand.Classify(x);
                }
            }
            else if (toProbability)
            {
                for (int i = 0; i < count; i++)
                {
                    probability = classifier.Predict(x);
                }
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    decision = classifier.Classify(x);
                }
            }

            LastProbability = toProbability ? probability : (decision ? 1f : 0f);
        }

        private void RunReadings(int[] x, bool toProbability, int count)
        {
            HandWritten hand = _hand;
            Predictor classifier = _classifier;
            float probability = 0f;
            bool decision = false;
            Predictor free = _unchecked;
            if (free != null && toProbability)
            {
                for (int i = 0; i < count; i++)
                {
                    probability = free.Probability(free.LogitUnchecked(x));
                }
            }
            else if (free != null)
            {
                for (int i = 0; i < count; i++)
                {
                    decision = free.LogitUnchecked(x) >= free.LogitThreshold;
                }
            }
            else if (hand != null && toProbability)
            {
                for (int i = 0; i < count; i++)
                {
                    probability = hand.Predict(x);
                }
            }
            else if (hand != null)
            {
                for (int i = 0; i < count; i++)
                {
                    decision = hand.Classify(x);
                }
            }
            else if (toProbability)
            {
                for (int i = 0; i < count; i++)
                {
                    probability = classifier.Predict(x);
                }
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    decision = classifier.Classify(x);
                }
            }

            LastProbability = toProbability ? probability : (decision ? 1f : 0f);
        }
    }
}
