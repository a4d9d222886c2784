using System;

namespace SensorLogger
{
    /// <summary>Writes the lines of <c>LINES.md</c> into one buffer: nothing is allocated for a line.</summary>
    internal sealed class LineFormat
    {
        /// <summary>The version of the lines that this class writes.</summary>
        internal const int Version = 1;

        /// <summary>The length of the longest line with a reading of three 16-bit counts, its end included.</summary>
        internal const int LongestReadingBytes = 38;

        // '@', a sequence number, ',' and a count for each channel, '*', the check, the end.
        private const int FixedBytes = 1 + 10 + 1 + 4 + 1;
        private const int BytesPerChannel = 1 + 11;
        private const string HexDigits = "0123456789ABCDEF";

        private readonly byte[] _buffer;
        private readonly byte[] _digits = new byte[10];
        private readonly byte[] _header;
        private readonly int _channelCount;
        private int _length;

        /// <summary>Allocates the buffer and writes the header line once.</summary>
        /// <param name="rateHz">Readings a second, 1 or more.</param>
        /// <param name="countsPerUnit">What a count is worth, 1 or more.</param>
        /// <param name="unit">The unit, such as <c>g</c>: letters, digits and underscores.</param>
        /// <param name="channels">The names of the counts of a reading, in their order: letters, digits and underscores.</param>
        internal LineFormat(int rateHz, int countsPerUnit, string unit, string[] channels)
        {
            string names = channels[0];
            for (int c = 1; c < channels.Length; c++)
            {
                names += "," + channels[c];
            }

            string text = "#EDGENET" + Version.ToString() + " rate=" + rateHz.ToString() + " scale=" + countsPerUnit.ToString() + "/" + unit
                + " channels=" + names;
            _channelCount = channels.Length;
            _buffer = new byte[Math.Max(FixedBytes + (BytesPerChannel * channels.Length), text.Length + 6)];
            for (int i = 0; i < text.Length; i++)
            {
                _buffer[_length++] = (byte)text[i];
            }

            End();
            _header = new byte[_length];
            Array.Copy(_buffer, _header, _length);
        }

        /// <summary>The header line with its end. Do not change it.</summary>
        internal byte[] Header => _header;

        /// <summary>Holds the line of the last reading, in its first bytes.</summary>
        internal byte[] Buffer => _buffer;

        /// <summary>Writes the line of a reading into <see cref="Buffer"/>.</summary>
        /// <param name="sequence">The number of the reading, 0 or more.</param>
        /// <param name="counts">A count for each channel; any integer.</param>
        /// <returns>The length of the line with its end, in bytes.</returns>
        internal int Reading(int sequence, int[] counts)
        {
            _buffer[0] = (byte)'@';
            _length = 1;
            Append(sequence);
            for (int c = 0; c < _channelCount; c++)
            {
                _buffer[_length++] = (byte)',';
                Append(counts[c]);
            }

            End();
            return _length;
        }

        // Digits come from the last to the first. The remainder of a negative number is negative, so that even -2147483648 has all its digits.
        private void Append(int number)
        {
            if (number < 0)
            {
                _buffer[_length++] = (byte)'-';
            }

            byte[] digits = _digits;
            int count = 0;
            do
            {
                int rest = number / 10;
                int digit = number - (rest * 10);
                digits[count++] = (byte)('0' + (digit < 0 ? -digit : digit));
                number = rest;
            }
            while (number != 0);

            while (count > 0)
            {
                _buffer[_length++] = digits[--count];
            }
        }

        private void End()
        {
            int crc = Crc16.Of(_buffer, _length);
            _buffer[_length++] = (byte)'*';
            for (int shift = 12; shift >= 0; shift -= 4)
            {
                _buffer[_length++] = (byte)HexDigits[(crc >> shift) & 15];
            }

            _buffer[_length++] = (byte)'\n';
        }
    }
}
