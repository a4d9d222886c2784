using System;

namespace EdgeNet
{
    /// <summary>Turns the votes of windows into a state, by <see cref="DecisionRules"/>.</summary>
    /// <remarks>Nothing allocates after construction.</remarks>
    internal sealed class DecisionFilter
    {
        /// <summary>The state before the first windows have decided.</summary>
        public const int Unknown = -1;

        private readonly DecisionRules _rules;
        private readonly short[] _ring;
        private readonly int[] _counts;
        private int _position;
        private int _seen;
        private int _lastVote;
        private long _readingsInState;

        /// <summary>Makes a filter.</summary>
        /// <param name="rules">What it goes by.</param>
        /// <param name="classes">2 to 257.</param>
        /// <exception cref="ArgumentException">Of several classes, two could have the votes at once.</exception>
        public DecisionFilter(DecisionRules rules, int classes)
        {
            if (classes > 2 && 2 * rules.Votes <= rules.OfLast)
            {
                throw new ArgumentException(
                    "With " + classes.ToString() + " classes a state needs more than half of the votes; the rules say " + rules.Votes.ToString()
                    + " of " + rules.OfLast.ToString() + ".");
            }

            _rules = rules;
            _ring = new short[rules.OfLast];
            _counts = new int[classes];
            Reset();
        }

        /// <summary>The number of the class, or <see cref="Unknown"/>.</summary>
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

        /// <summary>Lets the time of one reading pass.</summary>
        public void Tick()
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

        /// <summary>The vote of a window.</summary>
        /// <param name="vote">The number of a class.</param>
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
            if (counts.Length == 2)
            {
                return counts[1] >= votes ? 1 : counts[0] > _ring.Length - votes ? 0 : State;
            }

            for (int c = 0; c < counts.Length; c++)
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
