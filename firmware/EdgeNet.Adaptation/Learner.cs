using System;

namespace EdgeNet
{
    /// <summary>Learns what is normal for the machine that it stands at, within the limits of its model file, and makes it the model's normal.</summary>
    /// <remarks>
    /// Learning is a phase with an end: some examples move the prototypes, later ones choose the threshold. An example that is far from what
    /// training saw, or has too many codes at an end of their range, is not learned; too many of these, and nothing is. Everything is integers,
    /// the same on every machine, and nothing here allocates after construction. <b>One thread at a time.</b>
    /// </remarks>
    public sealed partial class Learner
    {
        private readonly byte[] _file;
        private readonly ModelLoader _loader;
        private readonly InputStage _inputs;
        private readonly DistanceHead _factory;
        private readonly LearningLimits _limits;
        private readonly PrototypeStatistics _statistics;
        private readonly int[] _codes;
        private readonly int[] _farthest;   // of the calibration examples, the largest first
        private readonly ByteWriter _output;
        private readonly StoredWindows _windows;
        private readonly int _learningEnd;
        private bool _hasVaried;
        private int _drift;

        /// <summary>Begins to learn, or goes on where a file says that it was saved.</summary>
        /// <param name="file">The bytes of an anomaly model with a learning section: that of the recipe's <c>learning</c>, or of <see cref="Save"/>. The array is kept: do not change it.</param>
        /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
        /// <exception cref="ArgumentException">The model does not learn: its recipe has no <c>learning</c>, or it has learned already.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public Learner(byte[] file)
        {
            if (file == null)
            {
                throw new ArgumentNullException(nameof(file));
            }

            ModelLoader loader = Open(file, out _inputs);
            if (loader.LearningAt == 0)
            {
                throw new ArgumentException("The model '" + loader.Name + "' does not learn: its recipe has no 'learning', or it has learned already.");
            }

            _file = file;
            _loader = loader;
            _factory = loader.Head;
            var reader = new ModelReader(loader.Bytes, loader.LearningAt, loader.GoldenAt);
            Threshold = _factory.Threshold;
            _limits = LearningLimits.Read(reader);
            _learningEnd = reader.Position + (4 * _limits.StateWords);
            _codes = new int[loader.InputCount];
            _farthest = new int[_limits.Alarms];
            _statistics = new PrototypeStatistics(_factory, _limits);
            _windows = new StoredWindows(file, loader);
            int limitsEnd = loader.LearningAt + ModelFormat.LearningLength;
            _output = new ByteWriter(file.Length - (_learningEnd - limitsEnd) + (4 * StateWords));
            if (_limits.StateWords != 0)
            {
                ReadState(reader);
            }
        }

        /// <summary>What the next example is for, or how it ended.</summary>
        public LearningState State { get; private set; }

        /// <summary>Why <see cref="State"/> is <see cref="LearningState.Refused"/>.</summary>
        public RefusalReason Reason { get; private set; }

        /// <summary>Examples that moved the prototypes.</summary>
        public int LearnedCount { get; private set; }

        /// <summary>Examples by which the threshold is chosen.</summary>
        public int CalibratedCount { get; private set; }

        /// <summary>Examples that were too far from what training saw, and count for nothing.</summary>
        public int UnusualCount { get; private set; }

        /// <summary>Examples with too many codes at an end of their range, which count for nothing.</summary>
        public int SaturatedCount { get; private set; }

        /// <summary>Features of an example.</summary>
        public int InputCount => _codes.Length;

        /// <summary>How far the prototypes have moved, as the score that the factory's model gives to the farthest one; 0 while they still learn.</summary>
        public float Drift => (float)Math.Sqrt((double)_drift / _factory.Threshold);

        /// <summary>The distance at which the score will be 1, once <see cref="LearningState.Ready"/>; before that, the factory's.</summary>
        public int Threshold { get; private set; }

        /// <summary>The distance at which the score of the factory's model is 1.</summary>
        public int FactoryThreshold => _factory.Threshold;

        /// <summary>The bytes of the file that <see cref="Commit"/> or <see cref="Save"/> wrote last: the first ones, as many as these returned. Not a copy.</summary>
        public byte[] File => _output.Data;

        /// <summary>What the file allows.</summary>
        internal LearningLimits Limits => _limits;

        /// <summary>Bytes of the arrays that it holds, with those of the file it was made from.</summary>
        public int RamBytes => ArrayMemory.Bytes(_file.Length, 1) + ArrayMemory.Bytes(_output.Data.Length, 1) + ArrayMemory.Bytes(_codes.Length, 4)
            + ArrayMemory.Bytes(_farthest.Length, 4) + _factory.RamBytes + _statistics.RamBytes;

        /// <summary>Says whether a model learns, or goes on learning: an anomaly model does whose recipe has <c>learning</c>, until it has learned.</summary>
        /// <param name="file">The bytes of an <c>.edgenet</c> file.</param>
        /// <returns><c>false</c> where the constructor would say that it does not.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static bool CanLearn(byte[] file)
        {
            if (file == null)
            {
                throw new ArgumentNullException(nameof(file));
            }

            return Open(file, out InputStage _).LearningAt != 0;
        }

        /// <summary>Takes an example of what this machine does when it is well. Once <see cref="LearningState.Ready"/> or refused, it takes no more.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]); of a stream, what <c>Pipeline.CopyFeatures</c> gives.</param>
        /// <returns><see cref="State"/> after it.</returns>
        /// <exception cref="ArgumentException">The array is null, or does not have n[0] elements.</exception>
        public LearningState Learn(float[] features)
        {
            if (features == null || features.Length != _codes.Length)
            {
                ThrowWrongLength();
            }

            if (State >= LearningState.Ready)
            {
                return State;
            }

            int[] codes = _codes;
            InputStage inputs = _inputs;
            int saturated = 0;
            for (int i = 0; i < codes.Length; i++)
            {
                int code = inputs.Code(features[i], i);
                codes[i] = code;
                saturated += code == sbyte.MinValue || code == sbyte.MaxValue ? 1 : 0;
            }

            if (saturated > _limits.Saturated)
            {
                SaturatedCount++;
            }
            else if (_factory.Distance(codes, null) > _limits.Refuse)
            {
                UnusualCount++;
            }
            else if (State == LearningState.Learning)
            {
                Move();
            }
            else
            {
                Calibrate();
            }

            if (SaturatedCount + UnusualCount > _limits.Refusals)
            {
                Refuse(SaturatedCount > UnusualCount ? RefusalReason.TooSaturated : RefusalReason.TooUnusual);
            }

            return State;
        }

        private static ModelLoader Open(byte[] file, out InputStage inputs)
        {
            var loader = new ModelLoader(new ByteWindow(file));
            inputs = loader.ReadInputs(true);
            for (int l = 0; l < loader.LayerCount; l++)
            {
                loader.ReadLayer(inputs);
            }

            loader.ReadEnd();
            return loader;
        }

        private void Move()
        {
            _hasVaried |= _statistics.Add(_codes, LearnedCount);
            LearnedCount++;
            if (LearnedCount == _limits.Examples)
            {
                FinishLearning();
            }
        }

        private void FinishLearning()
        {
            State = LearningState.Calibrating;
            _statistics.Finish();
            _drift = _statistics.Drift(_codes);
            if (!_hasVaried && LearnedCount > 1)
            {
                Refuse(RefusalReason.NeverChanged);
            }
            else if (_drift > _limits.Drift)
            {
                Refuse(RefusalReason.Drifted);
            }
        }

        private void Calibrate()
        {
            int distance = _statistics.Head.Distance(_codes, null);
            int[] farthest = _farthest;
            int at = farthest.Length;
            while (at > 0 && farthest[at - 1] < distance)
            {
                at--;
                if (at + 1 < farthest.Length)
                {
                    farthest[at + 1] = farthest[at];
                }
            }

            if (at < farthest.Length)
            {
                farthest[at] = distance;
            }

            CalibratedCount++;
            if (CalibratedCount == _limits.Calibration)
            {
                State = LearningState.Ready;
                TakeThreshold();
            }
        }

        // A new normal example is farther than the example of that rank with the share of the recipe; a quarter of the factory's score is the least.
        private void TakeThreshold()
        {
            int rank = _farthest[_farthest.Length - 1];
            int least = (_factory.Threshold >> 4) + 1;
            Threshold = rank >= DistanceHead.Farthest ? DistanceHead.Farthest : rank < least ? least : rank + 1;
        }

        // Apart, so that nothing is allocated where nothing is wrong.
        private void ThrowWrongLength()
        {
            throw new ArgumentException("The model '" + _loader.Name + "' takes " + _codes.Length.ToString() + " features.");
        }

        private void Refuse(RefusalReason reason)
        {
            State = LearningState.Refused;
            Reason = reason;
        }
    }
}
