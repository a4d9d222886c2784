namespace EdgeNet
{
    /// <summary>Names as UTF-8, without the assembly that has it on the nanoFramework.</summary>
    internal static class Utf8
    {
        /// <summary>Writes the characters of a text that fit, each whole; half of a surrogate pair becomes a question mark.</summary>
        /// <param name="text">The text.</param>
        /// <param name="bytes">Written.</param>
        /// <param name="at">Where to begin.</param>
        /// <param name="most">How many bytes there may be.</param>
        /// <returns>How many there are.</returns>
        public static int Write(string text, byte[] bytes, int at, int most)
        {
            int start = at;
            int end = at + most;
            for (int i = 0; i < text.Length; i++)
            {
                int point = text[i];
                if (point >= 0xD800 && point < 0xE000)
                {
                    bool isPair = point < 0xDC00 && i + 1 < text.Length && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
                    point = isPair ? 0x10000 + ((point - 0xD800) << 10) + (text[++i] - 0xDC00) : '?';
                }

                int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
                if (at + length > end)
                {
                    break;
                }

                bytes[at++] = (byte)(length == 1 ? point : length == 2 ? 0xC0 | (point >> 6) : length == 3 ? 0xE0 | (point >> 12) : 0xF0 | (point >> 18));
                for (int shift = 6 * (length - 2); shift >= 0; shift -= 6)
                {
                    bytes[at++] = (byte)(0x80 | ((point >> shift) & 63));
                }
            }

            return at - start;
        }
    }
}
