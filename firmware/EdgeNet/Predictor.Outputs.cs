using System;

namespace EdgeNet
{
    /// <content>From integer logits to classes, probabilities and quantities.</content>
    public abstract partial class Predictor
    {
        /// <summary>With two classes: the probability at the decision threshold, 0 to 1.</summary>
        public float Threshold => Probability(LogitThreshold);

        /// <inheritdoc/>
        public virtual float Predict(float[] features)
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
            return HighestProbabilityOrFirstQuantity();
        }

        /// <inheritdoc/>
        public virtual float Predict(int[] readings)
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
            return HighestProbabilityOrFirstQuantity();
        }

        /// <inheritdoc/>
        public virtual void Predict(float[] features, float[] outputs)
        {
            if (outputs == null || outputs.Length != OutputCount)
            {
                ThrowWrongOutputs(outputs);
            }

            if (_logits == null)
            {
                outputs[0] = ValueOf(0, Logit(features));
                return;
            }

            Logits(features, _logits);
            WriteOutputs(outputs);
        }

        /// <inheritdoc/>
        public virtual void Predict(int[] readings, float[] outputs)
        {
            if (outputs == null || outputs.Length != OutputCount)
            {
                ThrowWrongOutputs(outputs);
            }

            if (_logits == null)
            {
                outputs[0] = ValueOf(0, Logit(readings));
                return;
            }

            Logits(readings, _logits);
            WriteOutputs(outputs);
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
            return IndexOfHighest(_logits);
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
            return IndexOfHighest(_logits);
        }

        /// <summary>Turns the integer logit of two classes into the probability of the positive one.</summary>
        /// <param name="logit">What <see cref="Logit(float[])"/> returned.</param>
        /// <returns>0 to 1; of an anomaly model the score, 0 or more.</returns>
        public float Probability(int logit)
        {
            if (IsAnomaly)
            {
                return ScoreOf(logit, _logitThreshold);
            }

            return (float)Logistic.Of(logit * (double)_logitScale);
        }

        /// <summary>Turns the integer logit of an output into the quantity in the user's units; with two classes, into the probability.</summary>
        /// <param name="output">0 to n[L] - 1.</param>
        /// <param name="logit">Its logit.</param>
        /// <returns><c>logit · scale + offset</c> of this output, where a ReLU output takes 0 for a negative logit.</returns>
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

        /// <summary>Turns a squared distance into a score: 1 at the threshold.</summary>
        internal static float ScoreOf(int distance, int threshold)
        {
            return (float)Math.Sqrt((double)distance / threshold);
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

        /// <summary>Returns the number of the highest logit: of those that are equal, the first.</summary>
        internal static int IndexOfHighest(int[] logits)
        {
            int best = 0;
            for (int j = 1; j < logits.Length; j++)
            {
                best = logits[j] > logits[best] ? j : best;
            }

            return best;
        }

        /// <summary>Turns the logits of several classes into the probability of the most probable one, by softmax.</summary>
        internal float HighestProbability(int[] logits)
        {
            return (float)(1 / SumOfExponentials(logits, logits[IndexOfHighest(logits)]));
        }

        private float HighestProbabilityOrFirstQuantity()
        {
            return _outputScales != null ? ValueOf(0, _logits[0]) : HighestProbability(_logits);
        }

        private void WriteOutputs(float[] outputs)
        {
            int highest = _logits[IndexOfHighest(_logits)];
            double sum = _outputScales != null ? 1 : SumOfExponentials(_logits, highest);
            for (int j = 0; j < outputs.Length; j++)
            {
                outputs[j] = _outputScales != null ? ValueOf(j, _logits[j]) : (float)(Exponential(_logits[j], highest) / sum);
            }
        }

        // Of logits less the highest: no exponential overflows, and the sum is 1 or more.
        private double SumOfExponentials(int[] logits, int highest)
        {
            double sum = 0;
            foreach (int logit in logits)
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

    /// <summary>The logistic function, the only floating-point step between the integer logit and the probability.</summary>
    internal static class Logistic
    {
        /// <summary>Computes <c>σ(z) = 1 / (1 + e^-z)</c> without overflow: the exponent is never positive.</summary>
        /// <param name="z">The logit, any finite number.</param>
        /// <returns>The probability, 0 to 1.</returns>
        public static double Of(double z)
        {
            if (z >= 0)
            {
                return 1 / (1 + Math.Exp(-z));
            }

            double e = Math.Exp(z);
            return e / (1 + e);
        }
    }
}
