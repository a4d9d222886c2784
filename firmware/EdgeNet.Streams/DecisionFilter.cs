using System;

namespace EdgeNet
{
    /// <summary>How the decisions of single windows become a state that does not flicker.</summary>
    /// <remarks>
    /// A window votes. With two classes it votes positive when its logit is <see cref="OnLogit"/> or more, negative when it is below
    /// <see cref="OffLogit"/>, and as the window before it in between (hysteresis). With several it votes for the class with the largest logit.
    /// The state becomes a class when <see cref="Votes"/> of the last <see cref="OfLast"/> windows voted for it; with two classes the negative
    /// one takes the state as soon as the positive one no longer can, with <c>OfLast - Votes + 1</c> votes. It stays for at least
    /// <see cref="MinimumReadings"/>. Where the model knows what it is not familiar with, such a window votes for no class, and the state is
    /// "unfamiliar" when <see cref="Votes"/> and more than half of the windows did so.
    /// </remarks>
    public sealed class DecisionRules
    {
        /// <summary>The most windows that vote.</summary>
        public const int MaxWindows = 255;

        /// <summary>Makes the rules.</summary>
        /// <param name="onLogit">Two classes: the integer logit from which on a window votes positive.</param>
        /// <param name="offLogit">Two classes: the integer logit below which a window votes negative, at most <paramref name="onLogit"/>.</param>
        /// <param name="votes">1 to <paramref name="ofLast"/>; with several classes more than half of it.</param>
        /// <param name="ofLast">1 to <see cref="MaxWindows"/>.</param>
        /// <param name="minimumReadings">Readings that a state lasts at least, 0 or more.</param>
        public DecisionRules(int onLogit, int offLogit, int votes = 1, int ofLast = 1, int minimumReadings = 0)
        {
            OnLogit = onLogit;
            OffLogit = offLogit;
            Votes = votes;
            OfLast = ofLast;
            MinimumReadings = minimumReadings;
        }

        /// <summary>Two classes: the integer logit from which on a window votes positive.</summary>
        public int OnLogit { get; }

        /// <summary>Two classes: the integer logit below which a window votes negative.</summary>
        public int OffLogit { get; }

        /// <summary>Votes that a state needs.</summary>
        public int Votes { get; }

        /// <summary>The windows that vote: the last ones.</summary>
        public int OfLast { get; }

        /// <summary>Readings that a state lasts at least.</summary>
        public int MinimumReadings { get; }
    }

    /// <summary>Turns the votes of windows into a state, by <see cref="DecisionRules"/>.</summary>
    /// <remarks>Nothing allocates after construction.</remarks>
    internal sealed class DecisionFilter
    {
        /// <summary>The state before the first windows have decided.</summary>
        public const int Unknown = -1;

        /// <summary>The state while windows are like nothing that training saw.</summary>
        public const int Unfamiliar = -2;

        private readonly DecisionRules _rules;
        private readonly short[] _ring;
        private readonly int[] _counts;    // of each class, and last of the windows that are unfamiliar, where there may be any
        private readonly int _classes;
        private readonly bool _knowsUnfamiliar;
        private int _position;
        private int _seen;
        private int _lastVote;
        private long _readingsInState;

        /// <summary>Makes a filter.</summary>
        /// <param name="rules">What it goes by.</param>
        /// <param name="classes">2 to 257.</param>
        /// <param name="knowsUnfamiliar">Whether windows may be unfamiliar.</param>
        /// <exception cref="ArgumentException">Of several classes, two could have the votes at once.</exception>
        public DecisionFilter(DecisionRules rules, int classes, bool knowsUnfamiliar = false)
        {
            if (classes > 2 && 2 * rules.Votes <= rules.OfLast)
            {
                throw new ArgumentException(
                    "With " + classes.ToString() + " classes a state needs more than half of the votes; the rules say " + rules.Votes.ToString()
                    + " of " + rules.OfLast.ToString() + ".");
            }

            _rules = rules;
            _ring = new short[rules.OfLast];
            _classes = classes;
            _knowsUnfamiliar = knowsUnfamiliar;
            _counts = new int[knowsUnfamiliar ? classes + 1 : classes];
            Reset();
        }

        /// <summary>The number of the class, <see cref="Unknown"/> or <see cref="Unfamiliar"/>.</summary>
        public int State { get; private set; }

        /// <summary>Readings since the state changed last, or since the beginning.</summary>
        public long ReadingsSinceChange => _readingsInState;

        internal int RamBytes => ArrayMemory.Bytes(_ring.Length, 2) + ArrayMemory.Bytes(_counts.Length, 4);

        /// <summary>Forgets the votes and the state.</summary>
        public void Reset()
        {
            for (int c = 0; c < _counts.Length; c++)
            {
                _counts[c] = 0;
            }

            State = Unknown;
            _position = 0;
            _seen = 0;
            _lastVote = 0;
            _readingsInState = 0;
        }

        /// <summary>Counts one reading towards the duration of the state.</summary>
        public void CountReading()
        {
            _readingsInState++;
        }

        /// <summary>The vote of a window with two classes.</summary>
        /// <param name="logit">Its integer logit.</param>
        /// <returns>Whether the state changed.</returns>
        public bool VoteBinary(int logit)
        {
            int vote = _lastVote;
            if (logit >= _rules.OnLogit)
            {
                vote = 1;
            }
            else if (logit < _rules.OffLogit)
            {
                vote = 0;
            }

            return Vote(vote);
        }

        /// <summary>The vote of a window that is like nothing that training saw.</summary>
        /// <returns>Whether the state changed.</returns>
        public bool VoteUnfamiliar()
        {
            int vote = _lastVote;
            bool hasChanged = Vote(_classes);
            _lastVote = vote; // hysteresis goes on from the last window that was familiar
            return hasChanged;
        }

        /// <summary>The vote of a window.</summary>
        /// <param name="vote">The number of a class, or one more for none.</param>
        /// <returns>Whether the state changed.</returns>
        public bool Vote(int vote)
        {
            if (_seen == _ring.Length)
            {
                _counts[_ring[_position]]--;
            }
            else
            {
                _seen++;
            }

            _ring[_position] = (short)vote;
            _counts[vote]++;
            _lastVote = vote;
            if (++_position == _ring.Length)
            {
                _position = 0;
            }

            int next = Winner();
            if (next == State || (State != Unknown && _readingsInState < _rules.MinimumReadings))
            {
                return false;
            }

            State = next;
            _readingsInState = 0;
            return true;
        }

        // The state itself where no class has the votes.
        private int Winner()
        {
            int[] counts = _counts;
            int votes = _rules.Votes;
            if (_knowsUnfamiliar && (_classes > 2 || counts[1] < votes))
            {
                int unfamiliar = counts[_classes];
                if (unfamiliar >= votes && 2 * unfamiliar > _ring.Length)
                {
                    return Unfamiliar;
                }

                // The positive class no longer can, whatever the unfamiliar windows were.
                if (_classes == 2 && counts[0] > 0 && counts[0] + unfamiliar > _ring.Length - votes)
                {
                    return 0;
                }
            }

            if (_classes == 2)
            {
                return counts[1] >= votes ? 1 : counts[0] > _ring.Length - votes ? 0 : State;
            }

            for (int c = 0; c < _classes; c++)
            {
                if (counts[c] >= votes)
                {
                    return c;
                }
            }

            return State;
        }
    }
}
