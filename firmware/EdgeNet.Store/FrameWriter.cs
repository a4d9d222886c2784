using System;

namespace EdgeNet
{
    /// <summary>Puts messages into frames for a serial line: <see cref="FrameReader"/>. Nothing allocates after construction.</summary>
    public sealed class FrameWriter
    {
        private const int LongestBlock = 254;

        private readonly byte[] _frame;
        private readonly byte[] _first = new byte[1];
        private readonly byte[] _crc = new byte[4];
        private readonly int _mostMessage;
        private int _at;
        private int _codeAt;

        /// <summary>Allocates the buffer.</summary>
        /// <param name="mostMessage">Bytes of the longest message.</param>
        public FrameWriter(int mostMessage)
        {
            _mostMessage = mostMessage;
            _frame = new byte[LengthOf(mostMessage)];
        }

        /// <summary>The last frame, from the beginning. Not a copy.</summary>
        public byte[] Frame => _frame;

        /// <summary>The most bytes of a frame.</summary>
        /// <param name="count">Bytes of the message.</param>
        /// <returns>The bytes, with both zeros.</returns>
        public static int LengthOf(int count)
        {
            int inside = count + 5; // the sequence number and the CRC
            return inside + (inside / LongestBlock) + 3;
        }

        /// <summary>Makes a frame.</summary>
        /// <param name="sequence">The sequence number, 0 to 255.</param>
        /// <param name="message">The message.</param>
        /// <param name="count">Its bytes, 1 or more.</param>
        /// <returns>Bytes of the frame.</returns>
        /// <exception cref="ArgumentException">The message is empty or too long.</exception>
        public int Write(int sequence, byte[] message, int count)
        {
            if (count < 1 || count > _mostMessage)
            {
                ThrowWrongLength(count);
            }

            _first[0] = (byte)(sequence & 255);
            UpdateMessage.Put(_crc, 0, FrameReader.CrcOf(_first, message, count));
            _frame[0] = 0;
            _codeAt = 1;
            _at = 2;
            Put(_first, 1);
            Put(message, count);
            Put(_crc, _crc.Length);
            EndBlock();
            _frame[_codeAt] = 0; // the place of the next code is behind the last block
            return _codeAt + 1;
        }

        private void Put(byte[] bytes, int count)
        {
            byte[] frame = _frame;
            for (int i = 0; i < count; i++)
            {
                byte b = bytes[i];
                if (b == 0)
                {
                    EndBlock();
                    continue;
                }

                frame[_at++] = b;
                if (_at - _codeAt > LongestBlock)
                {
                    EndBlock();
                }
            }
        }

        private void EndBlock()
        {
            _frame[_codeAt] = (byte)(_at - _codeAt);
            _codeAt = _at++;
        }

        private void ThrowWrongLength(int count)
        {
            throw new ArgumentException("A message here has 1 to " + _mostMessage.ToString() + " bytes; this one has " + count.ToString() + ".");
        }
    }
}
