using System;

namespace EdgeNet
{
    /// <summary>From raw readings to a state: window, features, network and decision rules, all of them as the model file says.</summary>
    /// <remarks>
    /// Call <c>Add</c> at the rate that the model was trained for. Nothing but <see cref="Snapshot"/> allocates after construction. <b>One thread at a
    /// time:</b> all calls share the buffers, so what another thread reads here can be half of one window and half of the next, such as a probability
    /// above 1. <see cref="Snapshot"/> is the one member that any thread may call at any time.
    /// </remarks>
    public sealed partial class Pipeline
    {
        /// <summary>The state before the first windows have decided, and always in regression.</summary>
        public const int Unknown = DecisionFilter.Unknown;

        /// <summary>The state while windows are like nothing that training saw, where <see cref="EdgeNet.Predictor.KnowsUnfamiliar"/>.</summary>
        public const int Unfamiliar = DecisionFilter.Unfamiliar;

        /// <summary>The name of that state.</summary>
        public const string UnfamiliarLabel = "unfamiliar";

        private readonly Predictor _predictor;
        private readonly StreamSettings _settings;
        private readonly WindowFeatures _windows;
        private readonly DecisionFilter _filter;   // null in regression
        private readonly bool _knowsUnfamiliar;
        private readonly float[] _features;
        private readonly int[] _logits;
        private readonly int[] _readings;          // of the golden windows
        private StateChangedHandler _stateChanged;

        /// <summary>Joins a network to the settings that it was trained with.</summary>
        /// <param name="predictor">A <see cref="Model"/>, or a generated class.</param>
        /// <param name="settings">Of the same model file.</param>
        /// <exception cref="ArgumentNullException">Something is null.</exception>
        /// <exception cref="ArgumentException">The network does not take that many features or give that many logits, or the rules do not suit its classes.</exception>
        public Pipeline(Predictor predictor, StreamSettings settings)
        {
            if (predictor == null || settings == null)
            {
                throw new ArgumentNullException(predictor == null ? nameof(predictor) : nameof(settings));
            }

            if (predictor.InputCount != settings.Features.Length)
            {
                throw new ArgumentException(
                    "The model '" + predictor.Name + "' takes " + predictor.InputCount.ToString() + " features; the stream gives "
                    + settings.Features.Length.ToString() + ".");
            }

            foreach (GoldenWindow golden in settings.Golden)
            {
                CheckOutputs(predictor, golden.Logits.Length);
            }

            _predictor = predictor;
            _knowsUnfamiliar = predictor.KnowsUnfamiliar;
            _settings = settings;
            _windows = new WindowFeatures(settings);
            _filter = predictor.IsRegression ? null : new DecisionFilter(settings.Rules, predictor.LabelCount, predictor.KnowsUnfamiliar);
            _features = new float[settings.Features.Length];
            _logits = new int[predictor.OutputCount];
            _readings = new int[settings.Channels.Length];
            _decidedLogits = new int[predictor.OutputCount];
        }

        /// <summary>Is raised when <see cref="State"/> changes, also from <see cref="Unknown"/>.</summary>
        /// <remarks>Its accessors are written out because the compiler would generate calls of a generic method, which the device does not have.</remarks>
        public event StateChangedHandler StateChanged
        {
            add { _stateChanged = (StateChangedHandler)Delegate.Combine(_stateChanged, value); }
            remove { _stateChanged = (StateChangedHandler)Delegate.Remove(_stateChanged, value); }
        }

        /// <summary>The network.</summary>
        public Predictor Predictor => _predictor;

        /// <summary>Rate, window, features and rules.</summary>
        public StreamSettings Settings => _settings;

        /// <summary>Bytes of all arrays, golden windows among them, counted as by <see cref="EdgeNet.Predictor.RamBytes"/>.</summary>
        /// <remarks>Objects and texts are not counted, nor what only <see cref="Load(byte[])"/> needed.</remarks>
        public int RamBytes
        {
            get
            {
                int bytes = _predictor.RamBytes + _settings.RamBytes + _windows.RamBytes + (_filter == null ? 0 : _filter.RamBytes);
                return bytes + ArrayMemory.Bytes(_features.Length, 4) + (2 * ArrayMemory.Bytes(_logits.Length, 4)) + ArrayMemory.Bytes(_readings.Length, 4);
            }
        }

        /// <summary>The number of the class that holds, <see cref="Unknown"/> or <see cref="Unfamiliar"/>.</summary>
        public int State => _filter == null ? Unknown : _filter.State;

        /// <summary>The name of the state: of a class, "unfamiliar", or an empty text while it is unknown.</summary>
        public string StateLabel => LabelOf(State);

        /// <summary>Whether the last window is unlike all that training saw, so that its answer is worth nothing: <see cref="EdgeNet.Predictor.IsUnfamiliar"/>.</summary>
        public bool IsUnfamiliar { get; private set; }

        /// <summary>How far the last window is from what training saw: from 1 on it is unfamiliar. 0 before the first window, and where the model does not know.</summary>
        public float Unfamiliarity { get; private set; }

        /// <summary>Whether the last window changed the state.</summary>
        public bool HasChanged { get; private set; }

        /// <summary>Readings of a channel since the state changed last, or since the beginning.</summary>
        public long ReadingsSinceChange => _filter == null ? 0 : _filter.ReadingsSinceChange;

        /// <summary>Milliseconds since the state changed last, or since the beginning, by the count of readings.</summary>
        public long MillisecondsSinceChange => Milliseconds(ReadingsSinceChange);

        /// <summary>
        /// Of the last window: the probability of the positive class; with several classes, of the most probable one; in regression, the
        /// first quantity in the user's units. The exponential is evaluated here, and not by <c>Add</c>.
        /// </summary>
        public float Probability => ProbabilityOf(_logits);

        /// <summary>Reads a model with a stream.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. Nothing of the array is kept.</param>
        /// <returns>The pipeline.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged, or is none, or has no stream; the message says why.</exception>
        public static Pipeline Load(byte[] data)
        {
            return Load(data, ModelMemory.Fastest);
        }

        /// <summary>Reads a model with a stream.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. With <see cref="ModelMemory.Bytes"/> the array is kept: do not change it.</param>
        /// <param name="memory">Where the weights are kept.</param>
        /// <returns>The pipeline.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged, or is none, or has no stream; the message says why.</exception>
        public static Pipeline Load(byte[] data, ModelMemory memory)
        {
            NullCheck.One(data, nameof(data));
            NativeEngine engine = memory == ModelMemory.Packed ? null : NativeEngine.Find();
            ModelLoader loader = Model.LoaderOf(data, memory, engine);
            StreamSettings settings = StreamSectionReader.Read(loader);
            if (settings == null)
            {
                throw new ModelFormatException(
                    ModelFormatError.ImpossibleShape, "The model has no stream: it takes features. Use Model.Load, or train it with a 'stream'.");
            }

            try
            {
                Model model = Model.Read(loader, memory, engine);
                CheckOutputs(model, settings.OutputCount);
                return new Pipeline(model, settings);
            }
            catch (ArgumentException e)
            {
                throw new ModelFormatException(ModelFormatError.ImpossibleShape, e.Message);
            }
        }

        /// <summary>Takes a reading of the only channel.</summary>
        /// <param name="x">The reading, in counts.</param>
        /// <returns>Whether there is a new decision: a window was complete.</returns>
        /// <exception cref="ArgumentException">There are several channels.</exception>
        public bool Add(int x)
        {
            return Decide(_windows.Add(x));
        }

        /// <summary>Takes a reading of each of three channels.</summary>
        /// <param name="x">That of the first, in counts.</param>
        /// <param name="y">That of the second.</param>
        /// <param name="z">That of the third.</param>
        /// <returns>Whether there is a new decision: a window was complete.</returns>
        /// <exception cref="ArgumentException">There are not three channels.</exception>
        public bool Add(int x, int y, int z)
        {
            return Decide(_windows.Add(x, y, z));
        }

        /// <summary>Takes a reading of each channel.</summary>
        /// <param name="readings">Counts, in the order of the channels.</param>
        /// <returns>Whether there is a new decision: a window was complete.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="readings"/> is null.</exception>
        /// <exception cref="ArgumentException">There are more channels than readings, or fewer.</exception>
        public bool Add(int[] readings)
        {
            return Decide(_windows.Add(readings));
        }

        /// <summary>Forgets readings, votes and state: for a new recording, or after readings were lost.</summary>
        public void Reset()
        {
            _windows.Reset();
            HasChanged = false;
            IsUnfamiliar = false;
            Unfamiliarity = 0;
            if (_filter != null)
            {
                _filter.Reset();
            }

            Publish(0);
        }

        /// <summary>Returns a feature of the last complete window.</summary>
        /// <param name="index">0 to the number of features - 1.</param>
        /// <returns>The exact integer.</returns>
        public int FeatureOf(int index)
        {
            return _windows.Values[index];
        }

        /// <summary>Returns the integer logit of an output for the last complete window.</summary>
        /// <param name="output">0 to n[L] - 1.</param>
        /// <returns>The exact integer.</returns>
        public int LogitOf(int output = 0)
        {
            return _logits[output];
        }

        /// <summary>Counts the features of the last complete window that are at or beyond an end of the model's range: <see cref="EdgeNet.Predictor.CountSaturated(float[])"/>.</summary>
        /// <returns>0 to the number of features; it means nothing before the first window.</returns>
        public int CountSaturated()
        {
            return _predictor.CountSaturated(_features);
        }

        private static void CheckOutputs(Predictor predictor, int given)
        {
            if (given != predictor.OutputCount)
            {
                throw new ArgumentException(
                    "The model '" + predictor.Name + "' has " + predictor.OutputCount.ToString() + " outputs; the stream says " + given.ToString() + ".");
            }
        }

        private bool Decide(bool isComplete)
        {
            DecisionFilter filter = _filter;
            if (filter != null)
            {
                filter.CountReading();
            }

            HasChanged = false;
            if (!isComplete)
            {
                return false;
            }

            Infer();
            if (filter != null)
            {
                HasChanged = _knowsUnfamiliar && IsUnfamiliar ? filter.VoteUnfamiliar() : _logits.Length == 1 ? filter.VoteBinary(_logits[0]) : filter.Vote(EdgeNet.Predictor.IndexOfHighest(_logits));
            }

            Publish(_decisions + 1);
            if (HasChanged && _stateChanged != null)
            {
                _stateChanged(this);
            }

            return true;
        }

        private string LabelOf(int state)
        {
            return state == Unknown ? string.Empty : state == Unfamiliar ? UnfamiliarLabel : _predictor.LabelOf(state);
        }

        private long Milliseconds(long readings)
        {
            return readings * 1000000 / _settings.RateMillihertz;
        }

        private float ProbabilityOf(int[] logits)
        {
            return logits.Length == 1 || _filter == null ? _predictor.ValueOf(0, logits[0]) : _predictor.HighestProbability(logits);
        }

        private void Infer()
        {
            int[] values = _windows.Values;
            float[] features = _features;
            for (int f = 0; f < features.Length; f++)
            {
                features[f] = values[f];
            }

            if (_logits.Length == 1)
            {
                _logits[0] = _predictor.Logit(features);
            }
            else
            {
                _predictor.Logits(features, _logits);
            }

            if (_knowsUnfamiliar)
            {
                IsUnfamiliar = _predictor.IsUnfamiliar;
                Unfamiliarity = _predictor.Unfamiliarity;
            }
        }
    }

    /// <summary>Is told that the state of a pipeline changed.</summary>
    /// <param name="pipeline">The pipeline, with its new <see cref="Pipeline.State"/>.</param>
    public delegate void StateChangedHandler(Pipeline pipeline);
}
