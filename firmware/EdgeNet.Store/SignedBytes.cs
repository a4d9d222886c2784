using System;

namespace EdgeNet
{
    /// <summary>The bytes of a model file that are signed: all, with zeros for the signature and for the CRC at the end.</summary>
    internal static class SignedBytes
    {
        /// <summary>Bytes of the CRC at the end of a file.</summary>
        public const int CrcLength = 4;

        /// <summary>Whether a signature lies within a file and before its CRC.</summary>
        public static bool Has(int fileLength, int signatureAt, int signatureLength)
        {
            return signatureAt >= 0 && signatureAt <= fileLength - CrcLength - signatureLength;
        }

        /// <summary>Puts all bytes of a file into a hash.</summary>
        /// <param name="hash">The hash.</param>
        /// <param name="file">The file.</param>
        /// <param name="signatureAt">Where the signature begins.</param>
        /// <param name="signatureLength">Its length.</param>
        /// <param name="buffer">The file is read in pieces of this length.</param>
        public static void AddTo(BlockHash hash, ModelStorage file, int signatureAt, int signatureLength, byte[] buffer)
        {
            int length = file.Length;
            for (int position = 0; position < length; position += buffer.Length)
            {
                int count = Math.Min(buffer.Length, length - position);
                file.Read(position, buffer, count);
                Clear(buffer, count, signatureAt - position, signatureLength);
                Clear(buffer, count, length - CrcLength - position, CrcLength);
                hash.Add(buffer, 0, count);
            }
        }

        // Clears a range as far as it lies between 0 and count.
        private static void Clear(byte[] buffer, int count, int at, int length)
        {
            int end = Math.Min(at + length, count);
            at = Math.Max(at, 0);
            if (at < end)
            {
                Array.Clear(buffer, at, end - at);
            }
        }
    }
}
