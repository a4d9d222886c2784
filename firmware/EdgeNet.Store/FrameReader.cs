namespace EdgeNet
{
    /// <summary>Finds frames among the bytes of a serial line, between text and noise.</summary>
    /// <remarks>
    /// A frame stands between two zeros, and has none inside (Cheshire and Baker, "Consistent Overhead Byte Stuffing", 1999): a sequence number,
    /// the message, and the CRC-32 of both. Whatever stands between two zeros is taken for a frame, and is none when its CRC is wrong; so one that is
    /// damaged costs itself, and the next zero begins anew. Nothing allocates after construction.
    /// </remarks>
    public sealed class FrameReader
    {
        private const int CrcLength = 4;

        private readonly byte[] _message;
        private readonly byte[] _first = new byte[1];
        private int _count;     // bytes so far, without the sequence number
        private int _left;      // bytes of the block that are still to come
        private int _code;      // of the block: 1 more than it has bytes
        private bool _hasFirst;
        private bool _isTooLong;

        /// <summary>Allocates the buffer.</summary>
        /// <param name="mostMessage">Bytes of the longest message; a longer one is none.</param>
        public FrameReader(int mostMessage)
        {
            _message = new byte[mostMessage + CrcLength];
            Begin();
        }

        /// <summary>The message that was found, <see cref="Count"/> bytes from the beginning; it stays until the next call of <see cref="Read"/>. Not a copy.</summary>
        public byte[] Message => _message;

        /// <summary>Bytes of the message that was found; 0 when the last call found none.</summary>
        public int Count { get; private set; }

        /// <summary>The sequence number of the message that was found.</summary>
        public int Sequence { get; private set; }

        /// <summary>Takes bytes until a zero has ended a frame or what looked like one, or until there are none left.</summary>
        /// <param name="bytes">What came over the line.</param>
        /// <param name="at">The first byte to take.</param>
        /// <param name="end">Behind the last one.</param>
        /// <returns>Behind the last byte that was taken: when it is below <paramref name="end"/>, call again.</returns>
        public int Read(byte[] bytes, int at, int end)
        {
            Count = 0;
            while (at < end)
            {
                int b = bytes[at++];
                if (b == 0)
                {
                    Finish();
                    return at;
                }

                if (_left > 0)
                {
                    _left--;
                    Put(b);
                }
                else
                {
                    // The code of the next block; between two blocks was a zero, unless the first had as many bytes as a block can.
                    if (_code != 255)
                    {
                        Put(0);
                    }

                    _code = b;
                    _left = b - 1;
                }
            }

            return at;
        }

        private void Begin()
        {
            _count = 0;
            _left = 0;
            _code = 255; // no zero before the first block
            _hasFirst = false;
            _isTooLong = false;
        }

        private void Put(int b)
        {
            if (!_hasFirst)
            {
                _hasFirst = true;
                _first[0] = (byte)b;
            }
            else if (_count < _message.Length)
            {
                _message[_count++] = (byte)b;
            }
            else
            {
                _isTooLong = true;
            }
        }

        private void Finish()
        {
            int count = _count - CrcLength;
            if (count > 0 && _left == 0 && !_isTooLong && UpdateMessage.Get(_message, count) == CrcOf(_first, _message, count))
            {
                Count = count;
                Sequence = _first[0];
            }

            Begin();
        }

        /// <summary>The CRC of a sequence number and a message.</summary>
        internal static int CrcOf(byte[] sequence, byte[] message, int count)
        {
            return ~Crc32.Advance(Crc32.Advance(-1, sequence, 0, 1), message, 0, count);
        }
    }
}
