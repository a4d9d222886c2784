namespace EdgeNet
{
    /// <summary>Text of messages, in UTF-8 and without allocating. A character outside the basic plane becomes two question marks.</summary>
    internal static class UpdateText
    {
        /// <summary>Writes a text, as much of it as fits.</summary>
        /// <returns>How many bytes.</returns>
        public static int Write(string text, byte[] bytes, int at, int most)
        {
            int start = at;
            int end = at + most;
            for (int i = 0; i < text.Length; i++)
            {
                int c = text[i];
                int length = LengthOf(c);
                if (at + length > end)
                {
                    break;
                }

                for (int k = 0; k < length; k++)
                {
                    bytes[at++] = ByteOf(c, k);
                }
            }

            return at - start;
        }

        /// <summary>Compares a text with bytes.</summary>
        public static bool IsSame(string text, byte[] bytes, int at, int count)
        {
            int end = at + count;
            for (int i = 0; i < text.Length; i++)
            {
                int c = text[i];
                int length = LengthOf(c);
                if (at + length > end)
                {
                    return false;
                }

                for (int k = 0; k < length; k++)
                {
                    if (bytes[at++] != ByteOf(c, k))
                    {
                        return false;
                    }
                }
            }

            return at == end;
        }

        private static int LengthOf(int c)
        {
            return c < 0x80 || IsSurrogate(c) ? 1 : c < 0x800 ? 2 : 3;
        }

        private static byte ByteOf(int c, int index)
        {
            if (c < 0x80 || IsSurrogate(c))
            {
                return (byte)(c < 0x80 ? c : '?');
            }

            if (c < 0x800)
            {
                return (byte)(index == 0 ? 0xC0 | (c >> 6) : 0x80 | (c & 63));
            }

            return (byte)(index == 0 ? 0xE0 | (c >> 12) : 0x80 | ((c >> (index == 1 ? 6 : 0)) & 63));
        }

        private static bool IsSurrogate(int c)
        {
            return c >= 0xD800 && c <= 0xDFFF;
        }
    }
}
