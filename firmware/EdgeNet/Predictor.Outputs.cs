using System;

namespace EdgeNet
{
    /// <content>From integer logits to classes, probabilities and quantities.</content>
    public abstract partial class Predictor
    {
        /// <inheritdoc/>
        public float Threshold => Probability(LogitThreshold);

        /// <inheritdoc/>
        public float Predict(float[] features)
        {
            if (_isBinary)
            {
                return (float)Logistic.Of(Logit(features) * (double)_logitScale);
            }

            if (_logits == null)
            {
                return ValueOf(0, Logit(features));
            }

            Logits(features, _logits);
            return First();
        }

        /// <inheritdoc/>
        public float Predict(int[] readings)
        {
            if (_isBinary)
            {
                return (float)Logistic.Of(Logit(readings) * (double)_logitScale);
            }

            if (_logits == null)
            {
                return ValueOf(0, Logit(readings));
            }

            Logits(readings, _logits);
            return First();
        }

        /// <inheritdoc/>
        public void Predict(float[] features, float[] outputs)
        {
            CheckOutputs(outputs.Length);
            if (_logits == null)
            {
                outputs[0] = ValueOf(0, Logit(features));
                return;
            }

            Logits(features, _logits);
            Fill(outputs);
        }

        /// <inheritdoc/>
        public void Predict(int[] readings, float[] outputs)
        {
            CheckOutputs(outputs.Length);
            if (_logits == null)
            {
                outputs[0] = ValueOf(0, Logit(readings));
                return;
            }

            Logits(readings, _logits);
            Fill(outputs);
        }

        /// <inheritdoc/>
        public bool Classify(float[] features)
        {
            if (!_isBinary)
            {
                ThrowNotBinary();
            }

            return Logit(features) >= _logitThreshold;
        }

        /// <inheritdoc/>
        public bool Classify(int[] readings)
        {
            if (!_isBinary)
            {
                ThrowNotBinary();
            }

            return Logit(readings) >= _logitThreshold;
        }

        /// <inheritdoc/>
        public int ClassOf(float[] features)
        {
            if (_isBinary)
            {
                return Logit(features) >= _logitThreshold ? 1 : 0;
            }

            CheckClasses();
            Logits(features, _logits);
            return Highest();
        }

        /// <inheritdoc/>
        public int ClassOf(int[] readings)
        {
            if (_isBinary)
            {
                return Logit(readings) >= _logitThreshold ? 1 : 0;
            }

            CheckClasses();
            Logits(readings, _logits);
            return Highest();
        }

        /// <inheritdoc/>
        public float Probability(int logit)
        {
            return (float)Logistic.Of(logit * (double)_logitScale);
        }

        /// <inheritdoc/>
        public float ValueOf(int output, int logit)
        {
            if (_outputScales == null)
            {
                return Probability(logit);
            }

            if (logit < 0 && ActivationOf(LayerCount) == Activation.Relu)
            {
                logit = 0;
            }

            return (float)((logit * (double)_outputScales[output]) + _outputOffsets[output]);
        }

        private void ThrowNotBinary()
        {
            throw new InvalidOperationException("The model '" + Name + "' does not tell two classes apart: use ClassOf or Predict.");
        }

        private void CheckClasses()
        {
            if (_outputScales != null)
            {
                ThrowNoClasses();
            }
        }

        private void ThrowNoClasses()
        {
            throw new InvalidOperationException("The model '" + Name + "' computes quantities and has no classes: use Predict.");
        }

        // The lowest of those that are equal.
        private int Highest()
        {
            int[] logits = _logits;
            int best = 0;
            for (int j = 1; j < logits.Length; j++)
            {
                best = logits[j] > logits[best] ? j : best;
            }

            return best;
        }

        private float First()
        {
            return _outputScales != null ? ValueOf(0, _logits[0]) : (float)(1 / SumOfExponentials(_logits[Highest()]));
        }

        private void Fill(float[] outputs)
        {
            int highest = _logits[Highest()];
            double sum = _outputScales != null ? 1 : SumOfExponentials(highest);
            for (int j = 0; j < outputs.Length; j++)
            {
                outputs[j] = _outputScales != null ? ValueOf(j, _logits[j]) : (float)(Exponential(_logits[j], highest) / sum);
            }
        }

        // Of logits less the highest: no exponential overflows, and the sum is 1 or more.
        private double SumOfExponentials(int highest)
        {
            double sum = 0;
            foreach (int logit in _logits)
            {
                sum += Exponential(logit, highest);
            }

            return sum;
        }

        private double Exponential(int logit, int highest)
        {
            return Math.Exp(((double)logit - highest) * _logitScale);
        }
    }
}
