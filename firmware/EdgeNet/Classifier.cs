using System;

namespace EdgeNet
{
    /// <summary>What the forms of a model have in common: the steps from the integer logit to class and probability.</summary>
    /// <remarks>Nothing here allocates. A form's buffers are shared by all calls, so use it from one thread at a time.</remarks>
    public abstract class Classifier : IClassifier
    {
        /// <summary>Makes a classifier.</summary>
        /// <param name="name">The name given in training.</param>
        /// <param name="negativeLabel">What <c>false</c> stands for.</param>
        /// <param name="positiveLabel">What <c>true</c> stands for.</param>
        /// <param name="logitScale">The real logit is the integer logit times this.</param>
        /// <param name="logitThreshold">The class is positive when the integer logit is this or more.</param>
        protected Classifier(string name, string negativeLabel, string positiveLabel, float logitScale, int logitThreshold)
        {
            Name = name;
            NegativeLabel = negativeLabel;
            PositiveLabel = positiveLabel;
            LogitScale = logitScale;
            LogitThreshold = logitThreshold;
        }

        /// <inheritdoc/>
        public string Name { get; }

        /// <inheritdoc/>
        public string NegativeLabel { get; }

        /// <inheritdoc/>
        public string PositiveLabel { get; }

        /// <inheritdoc/>
        public float LogitScale { get; }

        /// <inheritdoc/>
        public int LogitThreshold { get; }

        /// <inheritdoc/>
        public float Threshold => Probability(LogitThreshold);

        /// <inheritdoc/>
        public int Macs
        {
            get
            {
                int macs = 0;
                for (int l = 1; l <= LayerCount; l++)
                {
                    macs += UnitsOf(l) * UnitsOf(l - 1);
                }

                return macs;
            }
        }

        /// <inheritdoc/>
        public int InputCount => UnitsOf(0);

        /// <inheritdoc/>
        public abstract int LayerCount { get; }

        /// <inheritdoc/>
        public abstract int RamBytes { get; }

        /// <inheritdoc/>
        public abstract int UnitsOf(int layer);

        /// <inheritdoc/>
        public abstract Activation ActivationOf(int layer);

        /// <inheritdoc/>
        public abstract int Logit(float[] features);

        /// <inheritdoc/>
        public abstract int Logit(int[] readings);

        /// <inheritdoc/>
        public abstract int FirstGoldenMismatch();

        /// <inheritdoc/>
        public float Predict(float[] features)
        {
            return Probability(Logit(features));
        }

        /// <inheritdoc/>
        public float Predict(int[] readings)
        {
            return Probability(Logit(readings));
        }

        /// <inheritdoc/>
        public bool Classify(float[] features)
        {
            return Logit(features) >= LogitThreshold;
        }

        /// <inheritdoc/>
        public bool Classify(int[] readings)
        {
            return Logit(readings) >= LogitThreshold;
        }

        /// <inheritdoc/>
        public float Probability(int logit)
        {
            return (float)Logistic.Of(logit * (double)LogitScale);
        }

        /// <inheritdoc/>
        public bool SelfTest()
        {
            return FirstGoldenMismatch() < 0;
        }

        /// <summary>A method of its own that only throws, so that nothing on the way of an inference can allocate.</summary>
        /// <param name="given">The length of the array that was given.</param>
        /// <exception cref="ArgumentException">Always.</exception>
        protected void ThrowWrongLength(int given)
        {
            throw new ArgumentException(
                "The model '" + Name + "' takes " + InputCount.ToString() + " inputs; it was given " + given.ToString() + ".");
        }
    }
}
