using System;

namespace EdgeNet
{
    /// <summary>What a node tells of itself: which model runs, what it decided, and whether its inputs are still like those of training.</summary>
    /// <remarks>
    /// It covers what was counted since the last <see cref="Clear"/>; call that when a record was sent. Counters stop at their highest value. Nothing
    /// allocates after construction. <b>One thread at a time</b>, the one of the model.
    /// </remarks>
    public sealed partial class HealthRecord
    {
        /// <summary>Bytes of the message.</summary>
        public const int Length = HealthMessage.Length;

        private const int MostLooked = 65535;

        private readonly Predictor _predictor;
        private readonly Model _model;      // null for a generated class
        private readonly byte[] _message = new byte[Length];
        private readonly byte[] _template;  // of the line
        private readonly int[] _counters;   // decisions by class
        private readonly ushort[] _ends;    // how often each input stood at an end; of a generated class one for all
        private readonly int _inputs;
        private readonly int _classes;
        private int _number = 1;
        private int _coversFrom;
        private int _decisions;
        private int _unfamiliar;
        private int _longest;
        private int _looked;

        /// <summary>Makes a record of a model whose file says who signed it.</summary>
        /// <param name="model">The model that runs, loaded or generated.</param>
        /// <param name="version">Its version; 0 for one without.</param>
        /// <param name="signature">How it is signed.</param>
        /// <param name="keyId">The id of the key that signed it, of which a copy is kept; <c>null</c> without a signature.</param>
        /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="version"/> is negative, or <paramref name="keyId"/> does not have <see cref="ModelKey.IdLength"/> bytes.</exception>
        public HealthRecord(Predictor model, int version, SignatureKind signature, byte[] keyId)
        {
            if (model == null)
            {
                throw new ArgumentNullException(nameof(model));
            }

            if (keyId != null && keyId.Length != ModelKey.IdLength)
            {
                throw new ArgumentException("The id of a key has 8 bytes; this one has " + keyId.Length.ToString() + ".");
            }

            if (version < 0)
            {
                throw new ArgumentException("A version is 0 or more; this one is " + version.ToString() + ".");
            }

            _predictor = model;
            _model = model as Model;
            _inputs = model.InputCount;
            _classes = model.IsRegression ? 0 : model.LabelCount;
            _counters = new int[Math.Min(_classes, HealthMessage.MostCounters)];
            _ends = new ushort[_model == null ? 1 : _inputs];
            Version = version;
            Signature = signature;
            WriteConstants(keyId);
            _template = MakeTemplate();
        }

        /// <summary>The version of the model.</summary>
        public int Version { get; }

        /// <summary>How the model is signed.</summary>
        public SignatureKind Signature { get; }

        /// <summary>The number of this record since the start, from 1 on.</summary>
        public int Number => _number;

        /// <summary>Decisions since the last <see cref="Clear"/>.</summary>
        public int Decisions => _decisions;

        /// <summary>Seconds since the node started, as the application measures them.</summary>
        public int Seconds { get; set; }

        /// <summary>How often the node was reset, as far as the application knows.</summary>
        public int Resets { get; set; }

        /// <summary>Seconds from one record to the next, as the application intends; 0 where it does not say. Who is silent for longer is missed.</summary>
        public int EverySeconds { get; set; }

        /// <summary>Free bytes of memory, as the application asks for them.</summary>
        public int FreeBytes { get; set; }

        /// <summary>Says whether it is time to send the record.</summary>
        /// <param name="everySeconds">Seconds between two records, 0 for none: <c>HealthSeconds</c> of the model's seal.</param>
        /// <returns>Whether <see cref="Seconds"/> is so much more than at the last <see cref="Clear"/>.</returns>
        public bool IsDue(int everySeconds)
        {
            return everySeconds > 0 && Seconds - _coversFrom >= everySeconds;
        }

        /// <summary>
        /// Looks whether inputs stand at an end of the codes that the model has for them. It costs about as much as turning them into codes:
        /// where that is too long, look at every tenth decision only.
        /// </summary>
        /// <param name="features">What the model was given, shape (n[0]).</param>
        /// <exception cref="ArgumentException">The array is null or does not have n[0] elements.</exception>
        public void CountInputs(float[] features)
        {
            if (features == null || features.Length != _inputs)
            {
                ThrowWrongLength(features);
            }

            if (_looked == MostLooked)
            {
                return; // the shares are of the decisions until here
            }

            _looked++;
            ushort[] ends = _ends;
            Model model = _model;
            if (model == null)
            {
                ends[0] += (ushort)(_predictor.CountSaturated(features) > 0 ? 1 : 0);
                return;
            }

            for (int i = 0; i < features.Length; i++)
            {
                if (model.IsSaturated(features[i], i))
                {
                    ends[i]++;
                }
            }
        }

        /// <summary>Looks at integer readings likewise.</summary>
        /// <param name="readings">What the model was given, shape (n[0]).</param>
        /// <exception cref="ArgumentException">The array is null or does not have n[0] elements.</exception>
        public void CountInputs(int[] readings)
        {
            if (readings == null || readings.Length != _inputs)
            {
                ThrowWrongLength(readings);
            }

            if (_looked == MostLooked)
            {
                return;
            }

            _looked++;
            ushort[] ends = _ends;
            Model model = _model;
            if (model == null)
            {
                ends[0] += (ushort)(_predictor.CountSaturated(readings) > 0 ? 1 : 0);
                return;
            }

            for (int i = 0; i < readings.Length; i++)
            {
                if (model.IsSaturated(readings[i], i))
                {
                    ends[i]++;
                }
            }
        }

        /// <summary>Counts a decision, right after the model has made it; the model itself says whether it was unfamiliar with the inputs.</summary>
        /// <param name="decision">The number of the class, or anything else where there is none: of quantities, or the unknown state of a pipeline.</param>
        /// <param name="microseconds">How long it took; 0 where nobody measures.</param>
        public void CountDecision(int decision, int microseconds)
        {
            _decisions = OneMore(_decisions);
            if (decision >= 0 && decision < _classes)
            {
                int counter = Math.Min(decision, HealthMessage.MostCounters - 1);
                _counters[counter] = OneMore(_counters[counter]);
            }

            if (_predictor.IsUnfamiliar)
            {
                _unfamiliar = OneMore(_unfamiliar);
            }

            if (microseconds > _longest)
            {
                _longest = microseconds;
            }
        }

        /// <summary>Begins the next record, of what is counted from now on.</summary>
        public void Clear()
        {
            _number = OneMore(_number);
            _coversFrom = Seconds;
            _decisions = 0;
            _unfamiliar = 0;
            _longest = 0;
            _looked = 0;
            Array.Clear(_counters, 0, _counters.Length);
            Array.Clear(_ends, 0, _ends.Length);
        }

        /// <summary>Writes the record as a message for a frame or for MQTT. Nothing is cleared.</summary>
        /// <param name="message">Written from its beginning.</param>
        /// <returns><see cref="Length"/>.</returns>
        /// <exception cref="ArgumentException">The array is null or too short.</exception>
        public int Write(byte[] message)
        {
            if (message == null || message.Length < Length)
            {
                ThrowTooShort(Length);
            }

            Array.Copy(_message, message, Length);
            UpdateMessage.Put(message, HealthMessage.NumberAt, _number);
            UpdateMessage.Put(message, HealthMessage.SecondsAt, Math.Max(0, Seconds));
            UpdateMessage.Put(message, HealthMessage.CoveredAt, Math.Max(0, Seconds - _coversFrom));
            UpdateMessage.Put(message, HealthMessage.DecisionsAt, _decisions);
            UpdateMessage.Put(message, HealthMessage.UnfamiliarAt, _unfamiliar);
            UpdateMessage.Put(message, HealthMessage.LongestAt, _longest);
            UpdateMessage.Put(message, HealthMessage.ResetsAt, Math.Max(0, Resets));
            UpdateMessage.Put(message, HealthMessage.FreeAt, Math.Max(0, FreeBytes));
            UpdateMessage.Put(message, HealthMessage.LookedAt, _looked);
            UpdateMessage.Put(message, HealthMessage.EveryAt, Math.Max(0, EverySeconds));
            for (int c = 0; c < _counters.Length; c++)
            {
                UpdateMessage.Put(message, HealthMessage.CountersAt + (4 * c), _counters[c]);
            }

            int group = HealthMessage.GroupOf(_ends.Length);
            for (int first = 0, s = HealthMessage.SharesAt; first < _ends.Length; first += group, s++)
            {
                message[s] = (byte)HealthMessage.ShareOf(MostOfGroup(first, group), _looked);
            }

            return Length;
        }

        private static int OneMore(int count)
        {
            return count == int.MaxValue ? count : count + 1;
        }

        private int MostOfGroup(int first, int group)
        {
            int end = Math.Min(first + group, _ends.Length);
            int most = 0;
            for (int i = first; i < end; i++)
            {
                most = Math.Max(most, _ends[i]);
            }

            return most;
        }

        // What never changes is written once.
        private void WriteConstants(byte[] keyId)
        {
            byte[] message = _message;
            message[HealthMessage.KindAt] = UpdateMessage.Health;
            message[HealthMessage.LayoutAt] = HealthMessage.Layout;
            message[HealthMessage.SignatureAt] = (byte)Signature;
            message[HealthMessage.FlagsAt] = (byte)((_predictor.KnowsUnfamiliar ? HealthMessage.KnowsUnfamiliar : 0)
                | (_predictor.IsRegression ? HealthMessage.IsRegression : 0) | (_predictor.IsAnomaly ? HealthMessage.IsAnomaly : 0)
                | (_model == null ? HealthMessage.IsOfAnyInput : 0));
            UpdateMessage.Put(message, HealthMessage.VersionAt, Version);
            if (keyId != null)
            {
                Array.Copy(keyId, 0, message, HealthMessage.KeyAt, keyId.Length);
            }

            UpdateMessage.PutShort(message, HealthMessage.InputsAt, _inputs);
            UpdateMessage.PutShort(message, HealthMessage.ClassesAt, _classes);
            int group = HealthMessage.GroupOf(_ends.Length);
            message[HealthMessage.ShareCountAt] = (byte)((_ends.Length + group - 1) / group);
            message[HealthMessage.CounterCountAt] = (byte)_counters.Length;
            message[HealthMessage.NameLengthAt] = (byte)UpdateText.Write(_predictor.Name, message, HealthMessage.NameAt, HealthMessage.MostName);
        }

        // In methods of their own, since a message is made where it stands.
        private static void ThrowTooShort(int least)
        {
            throw new ArgumentException("A health record takes " + least.ToString() + " bytes here.");
        }

        private void ThrowWrongLength(Array given)
        {
            if (given == null)
            {
                throw new ArgumentNullException(nameof(given));
            }

            throw new ArgumentException("The model takes " + _inputs.ToString() + " inputs; the record was given " + given.Length.ToString() + ".");
        }
    }
}
