using System;

namespace EdgeNet
{
    /// <summary>The base of every model, loaded or generated: turns integer logits into classes, probabilities and quantities.</summary>
    /// <remarks>
    /// Nothing here allocates after construction. <b>One thread at a time:</b> all calls share the buffers, so a model that two threads use gives wrong
    /// results, without an exception. Give each thread a model of its own. An array that is null is an <see cref="ArgumentNullException"/>.
    /// </remarks>
    public abstract partial class Predictor : IPredictor
    {
        private readonly string[] _labels;
        private readonly float[] _outputScales;    // null except in regression
        private readonly float[] _outputOffsets;
        private readonly int[] _logits;            // null when there is one output
        private readonly bool _isBinary;
        private readonly float _logitScale;        // these two beside their properties, since a property costs a call
        private readonly int _logitThreshold;

        /// <summary>Makes a predictor; it keeps the arrays.</summary>
        /// <param name="name">The name given in training.</param>
        /// <param name="labels">The negative and the positive class, a name for each of several classes, or one for each quantity.</param>
        /// <param name="outputs">n[L].</param>
        /// <param name="logitScale">The real logits of a classifier are the integer logits times this.</param>
        /// <param name="logitThreshold">With two classes: the class is positive when the integer logit is this or more.</param>
        /// <param name="outputScales">In regression n[L] numbers, else <c>null</c>.</param>
        /// <param name="outputOffsets">In regression n[L] numbers, else <c>null</c>.</param>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="labels"/> is null.</exception>
        protected Predictor(
            string name, string[] labels, int outputs, float logitScale, int logitThreshold, float[] outputScales, float[] outputOffsets)
        {
            if (name == null || labels == null)
            {
                throw new ArgumentNullException(name == null ? nameof(name) : nameof(labels));
            }

            Name = name;
            _logitScale = logitScale;
            _logitThreshold = logitThreshold;
            OutputCount = outputs;
            _labels = labels;
            _outputScales = outputScales;
            _outputOffsets = outputOffsets;
            _isBinary = outputs == 1 && outputScales == null;
            _logits = outputs > 1 ? new int[outputs] : null;
        }

        /// <inheritdoc/>
        public string Name { get; }

        /// <inheritdoc/>
        public int LabelCount => _labels.Length;

        /// <summary>The label that <c>false</c> means: the first.</summary>
        public string NegativeLabel => _labels[0];

        /// <summary>With two classes, the label that <c>true</c> means: the second.</summary>
        public string PositiveLabel => _labels[1];

        /// <summary>The real logits of a classifier are the integer logits times this: one scale for all outputs.</summary>
        public float LogitScale => _logitScale;

        /// <summary>With two classes: the class is positive when the integer logit is this or more.</summary>
        public int LogitThreshold => _logitThreshold;

        /// <summary>Multiply-adds of one inference.</summary>
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
        public int OutputCount { get; }

        /// <inheritdoc/>
        public bool IsRegression => _outputScales != null;

        /// <summary>
        /// Whether it knows only what is normal. Then the classes are "normal" and "unusual", the logit is a distance from what training saw, and
        /// <see cref="Predict(float[])"/> and <see cref="Probability"/> give a score: 1 at the threshold, 2 twice as far from normal.
        /// </summary>
        public bool IsAnomaly { get; internal set; }

        /// <summary>Whether it tells what it is not familiar with.</summary>
        public virtual bool KnowsUnfamiliar => false;

        /// <summary>Whether the inputs of the last inference are unlike all that training saw, so that its answer is worth nothing; <c>false</c> where the model does not know.</summary>
        public virtual bool IsUnfamiliar => false;

        /// <summary>How far the inputs of the last inference are from what training saw: from 1 on they are unfamiliar. 0 where the model does not know.</summary>
        public virtual float Unfamiliarity => 0;

        /// <summary>L; the input is layer 0 and is not counted.</summary>
        public abstract int LayerCount { get; }

        /// <summary>Bytes of the arrays that it holds, with 24 bytes for the header of each.</summary>
        public abstract int RamBytes { get; }

        /// <inheritdoc/>
        public string LabelOf(int index)
        {
            return _labels[index];
        }

        /// <summary>Returns n[l], the units of a layer.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>, or 0 for the input.</param>
        /// <returns>The number of units.</returns>
        public abstract int UnitsOf(int layer);

        /// <summary>Returns the activation of a layer.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>.</param>
        /// <returns>The activation.</returns>
        public abstract Activation ActivationOf(int layer);

        /// <summary>Computes the exact integer logit of the first output from raw sensor values.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>The logit: see <see cref="ValueOf"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        public abstract int Logit(float[] features);

        /// <summary>Computes the exact integer logit of the first output from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <returns>The logit: see <see cref="ValueOf"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        public abstract int Logit(int[] readings);

        /// <summary>
        /// Computes the logit of the first output from integer readings without a look at their range: for an ADC that cannot leave the range
        /// that the recipe declares. A reading outside gives an unspecified logit.
        /// </summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]), each within its declared range.</param>
        /// <returns>The logit of <see cref="Logit(int[])"/>, which is also what is called where no range was declared.</returns>
        /// <exception cref="ArgumentException">The array does not have n[0] elements.</exception>
        public virtual int LogitUnchecked(int[] readings)
        {
            return Logit(readings);
        }

        /// <summary>Computes the logit of every output as <see cref="LogitUnchecked"/> does.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]), each within its declared range.</param>
        /// <param name="logits">Written: n[L] logits.</param>
        /// <exception cref="ArgumentException">An array does not have n[0] or n[L] elements.</exception>
        public virtual void LogitsUnchecked(int[] readings, int[] logits)
        {
            Logits(readings, logits);
        }

        /// <summary>
        /// Counts the inputs that are at or beyond an end of the range that the model can represent, such as an error code, or a sensor at its
        /// limit or in another unit. An inference does not count them: call this before or after it, with the same array.
        /// </summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>How many have the lowest or the highest code, or as readings are at or beyond an end of their declared range.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        public abstract int CountSaturated(float[] features);

        /// <summary>Counts integer readings likewise: <see cref="CountSaturated(float[])"/>.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>How many stand at an end.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        public abstract int CountSaturated(int[] readings);

        /// <summary>Computes the exact integer logit of every output; this form is for the models that have one, the others override it.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <param name="logits">Written: n[L] logits.</param>
        public virtual void Logits(float[] features, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            logits[0] = Logit(features);
        }

        /// <summary>Computes the exact integer logit of every output; this form is for the models that have one, the others override it.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <param name="logits">Written: n[L] logits.</param>
        public virtual void Logits(int[] readings, int[] logits)
        {
            if (logits == null || logits.Length != OutputCount)
            {
                ThrowWrongOutputs(logits);
            }

            logits[0] = Logit(readings);
        }

        /// <summary>Finds the input that makes the last inference unusual, or unfamiliar, the most.</summary>
        /// <returns>0 to n[0] - 1; -1 where the model does not know, or looks at its hidden units and not at its inputs.</returns>
        public virtual int FarthestInput()
        {
            return -1;
        }

        /// <summary>Runs the golden vectors.</summary>
        /// <returns>The index of the first one of whose logits one differs, or -1 when every logit is exact.</returns>
        public abstract int FirstGoldenMismatch();

        /// <inheritdoc/>
        public bool SelfTest()
        {
            return FirstGoldenMismatch() < 0;
        }

        /// <summary>Bytes of the arrays here, headers included.</summary>
        /// <returns>The bytes.</returns>
        internal int OutputBytes()
        {
            int bytes = ArrayMemory.Bytes(_labels.Length, 4) + (_logits == null ? 0 : ArrayMemory.Bytes(_logits.Length, 4));
            return bytes + (_outputScales == null ? 0 : 2 * ArrayMemory.Bytes(_outputScales.Length, 4));
        }

        /// <summary>The buffer of n[L] logits, or <c>null</c> where there is one output.</summary>
        /// <returns>Not a copy.</returns>
        protected int[] LogitBuffer()
        {
            return _logits;
        }

        /// <summary>Says whether every reading is in a range.</summary>
        /// <param name="readings">Any integers.</param>
        /// <param name="lowest">The lowest of the range.</param>
        /// <param name="span">The highest less the lowest.</param>
        /// <returns><c>false</c> when one is outside.</returns>
        protected internal static bool AreWithin(int[] readings, int lowest, uint span)
        {
            // One comparison for both ends: below the lowest the difference wraps to a large number. Eight readings share the bookkeeping.
            int count = readings.Length;
            int end = count - 7;
            int i = 0;
            while (i < end)
            {
                if ((uint)(readings[i] - lowest) > span || (uint)(readings[i + 1] - lowest) > span
                    || (uint)(readings[i + 2] - lowest) > span || (uint)(readings[i + 3] - lowest) > span
                    || (uint)(readings[i + 4] - lowest) > span || (uint)(readings[i + 5] - lowest) > span
                    || (uint)(readings[i + 6] - lowest) > span || (uint)(readings[i + 7] - lowest) > span)
                {
                    return false;
                }

                i += 8;
            }

            for (; i < count; i++)
            {
                if ((uint)(readings[i] - lowest) > span)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Throws for inputs that are null or of the wrong length. The message is built here, in a method of its own, so that the inference itself allocates nothing.</summary>
        /// <param name="features">What was given.</param>
        /// <exception cref="ArgumentException">Always; an <see cref="ArgumentNullException"/> for null.</exception>
        protected void ThrowWrongLength(float[] features)
        {
            throw WrongArray(features, nameof(features), "takes", InputCount, "inputs; it was given");
        }

        /// <summary>Throws likewise for integer readings.</summary>
        /// <param name="readings">What was given.</param>
        /// <exception cref="ArgumentException">Always; an <see cref="ArgumentNullException"/> for null.</exception>
        protected void ThrowWrongLength(int[] readings)
        {
            throw WrongArray(readings, nameof(readings), "takes", InputCount, "inputs; it was given");
        }

        /// <summary>Throws for an array for the logits that is null or of the wrong length.</summary>
        /// <param name="logits">What was given.</param>
        /// <exception cref="ArgumentException">Always; an <see cref="ArgumentNullException"/> for null.</exception>
        protected void ThrowWrongOutputs(int[] logits)
        {
            throw WrongArray(logits, nameof(logits), "has", OutputCount, "outputs; it was given room for");
        }

        private void ThrowWrongOutputs(float[] outputs)
        {
            throw WrongArray(outputs, nameof(outputs), "has", OutputCount, "outputs; it was given room for");
        }

        private ArgumentException WrongArray(Array given, string name, string verb, int expected, string rest)
        {
            return given == null
                ? new ArgumentNullException(name)
                : new ArgumentException("The model '" + Name + "' " + verb + " " + expected.ToString() + " " + rest + " " + given.Length.ToString() + ".");
        }
    }

    /// <summary>Counts the RAM of arrays as a 32-bit device needs it.</summary>
    internal static class ArrayMemory
    {
        /// <summary>The size of an element that refers to an object.</summary>
        public const int Reference = 12;

        private const int Header = 24;

        public static int Bytes(int elements, int size)
        {
            return Header + (elements * size);
        }
    }
}
