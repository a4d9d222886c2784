using System;

namespace EdgeNet
{
    /// <summary>What the store remembers, as records of which each holds everything: the newest sound one counts.</summary>
    /// <remarks>
    /// Records go one behind the other into a page. A full page is left as it is, and the other one is erased: until its first record has reached the
    /// storage, the newest one is in the full page. A record that was written in part has a wrong CRC and counts as none.
    /// </remarks>
    internal sealed class Journal
    {
        /// <summary>Bytes of a record.</summary>
        public const int RecordLength = 96;

        // What a record holds, and where. All are int32.
        public const int Phase = 8;
        public const int ConfirmedSlot = 12;
        public const int ConfirmedVersion = 16;
        public const int ConfirmedLength = 20;
        public const int ConfirmedCrc = 24;
        public const int TrialSlot = 28;
        public const int TrialVersion = 32;
        public const int TrialLength = 36;
        public const int TrialCrc = 40;
        public const int Decisions = 44;
        public const int Wanted = 48;
        public const int Outcome = 52;
        public const int OutcomeVersion = 56;
        public const int OutcomeCrc = 60;
        public const int OutcomeAttempt = 64;
        public const int TrialAttempt = 68;
        public const int TrialStarts = 72; // without a decision
        public const int TrialKey = 76;     // the key by which the model on trial was checked in full; 0 for none
        public const int ConfirmedKey = 80; // the same of the confirmed one

        private const int Magic = 0x314A4745; // EGJ1
        private const int SequenceAt = 4;
        private const int CrcAt = RecordLength - 4;

        private readonly StoreArea[] _pages;
        private readonly int[] _next = new int[2]; // behind the last record of each page, sound or not
        private readonly byte[] _buffer = new byte[RecordLength];
        private readonly byte[] _draft = new byte[RecordLength];
        private byte[] _state = new byte[RecordLength];
        private byte[] _spare = new byte[RecordLength];
        private int _page;
        private int _sequence;

        /// <summary>Finds the newest record: it reads both pages.</summary>
        /// <exception cref="ArgumentException">A page is too small.</exception>
        public Journal(StoreArea first, StoreArea second)
        {
            if (first.Capacity < 2 * RecordLength || second.Capacity < 2 * RecordLength)
            {
                throw new ArgumentException("A page of the journal needs " + (2 * RecordLength).ToString() + " bytes or more.");
            }

            _pages = new StoreArea[] { first, second };
            UpdateMessage.Put(_state, ConfirmedSlot, -1);
            UpdateMessage.Put(_state, TrialSlot, -1);
            bool hasOne = Scan(0, false);
            Scan(1, hasOne);
        }

        /// <summary>Returns a number of the newest record.</summary>
        public int Get(int field)
        {
            return UpdateMessage.Get(_state, field);
        }

        /// <summary>Begins a record with all that the newest one holds.</summary>
        public void Edit()
        {
            Array.Copy(_state, _draft, RecordLength);
        }

        /// <summary>Changes a number of the record that was begun.</summary>
        public void Put(int field, int value)
        {
            UpdateMessage.Put(_draft, field, value);
        }

        /// <summary>Writes the record that was begun.</summary>
        /// <returns><c>false</c> when the storage does not take it: then nothing has changed, as far as can be known.</returns>
        public bool Commit()
        {
            // Never twice the same number, also when the storage says that it failed and has not.
            _sequence = unchecked(_sequence + 1);
            UpdateMessage.Put(_draft, 0, Magic);
            UpdateMessage.Put(_draft, SequenceAt, _sequence);
            UpdateMessage.Put(_draft, CrcAt, Crc32.Advance(-1, _draft, 0, CrcAt));
            int page = _page;
            return TryAppend(page) || TryAppend(1 - page);
        }

        private bool TryAppend(int page)
        {
            try
            {
                return Append(page);
            }
            catch (Exception)
            {
                return false; // whatever a storage throws: full, gone, worn
            }
        }

        // At the end of a page, or at the beginning of one that has no room left and does not hold the newest record.
        private bool Append(int page)
        {
            StoreArea area = _pages[page];
            if (page != _page)
            {
                area.EraseAll();
                _next[page] = 0;
            }

            while (_next[page] + RecordLength <= area.Capacity)
            {
                int at = _next[page];
                _next[page] = at + RecordLength;
                area.Write(at, _draft, RecordLength);
                area.Flush();
                area.Read(at, _buffer, RecordLength);
                if (IsSame(_buffer, _draft))
                {
                    byte[] state = _state;
                    _state = _spare;
                    _spare = state;
                    Array.Copy(_draft, _state, RecordLength);
                    _page = page;
                    return true;
                }
            }

            return false;
        }

        private bool Scan(int page, bool hasOne)
        {
            StoreArea area = _pages[page];
            for (int at = 0; at + RecordLength <= area.Capacity; at += RecordLength)
            {
                area.Read(at, _buffer, RecordLength);
                if (IsErased(_buffer))
                {
                    continue;
                }

                _next[page] = at + RecordLength;
                int sequence = UpdateMessage.Get(_buffer, SequenceAt);
                if (UpdateMessage.Get(_buffer, 0) != Magic || UpdateMessage.Get(_buffer, CrcAt) != Crc32.Advance(-1, _buffer, 0, CrcAt)
                    || (hasOne && unchecked(sequence - _sequence) <= 0))
                {
                    continue;
                }

                hasOne = true;
                _sequence = sequence;
                _page = page;
                Array.Copy(_buffer, _state, RecordLength);
            }

            return hasOne;
        }

        private static bool IsErased(byte[] bytes)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] != 255)
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsSame(byte[] one, byte[] other)
        {
            for (int i = 0; i < one.Length; i++)
            {
                if (one[i] != other[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
