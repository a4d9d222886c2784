using System;

namespace EdgeNet
{
    /// <summary>Integers modulo L = 2^252 + 27742317777372353535851937790883648493, the order of the base point of Ed25519.</summary>
    internal sealed class Ed25519Scalar
    {
        /// <summary>Bytes of an array that holds a number: the 64 of a hash, and zeros that are read with the last ones.</summary>
        public const int BufferLength = 72;

        /// <summary>Digits of a number below L.</summary>
        public const int Digits = 256;

        /// <summary>Multiples in a table: 1, 3, 5 … 15 times a point.</summary>
        public const int Multiples = 1 << (Window - 2);

        private const int Window = 5;
        private const int Limbs = 19; // 512 bits
        private const int LimbBits = 28;
        private const long LimbMask = (1 << LimbBits) - 1;
        private const int Top = 9; // the limb of 2^252
        private const int LowLimbs = 5; // of L, below 2^252
        private const int Passes = 4;

        private readonly long[] _limbs = new long[Limbs + 1];
        private readonly int[] _order = { 0xCF5D3ED, 0x12631A5, 0x79CD658, 0xF9DEA2F, 0x14DE, 0, 0, 0, 0, 1 };

        /// <summary>Whether 32 bytes are a number below L, the lowest byte first.</summary>
        /// <param name="bytes">An array of <see cref="BufferLength"/>, with zeros after them.</param>
        public bool IsBelowOrder(byte[] bytes)
        {
            Read(bytes);
            int i = Top;
            while (i > 0 && _limbs[i] == _order[i])
            {
                i--;
            }

            return _limbs[i] < _order[i];
        }

        /// <summary>Reduces 64 bytes modulo L, the lowest byte first.</summary>
        /// <remarks>
        /// 2^252 is -c mod L, where c = L - 2^252 has 125 bits. So h·2^252 + l, with l from 0 to 2^252 - 1, becomes l - h·c. Less than 2^512 becomes
        /// more than -2^385 and less than 2^252; that 0 to 2^258; that more than -2^131 and less than 2^252; and that 0 to L - 1.
        /// </remarks>
        /// <param name="bytes">An array of <see cref="BufferLength"/> with zeros at its end; the first 32 bytes are the result, the others 0.</param>
        public void Reduce(byte[] bytes)
        {
            long[] x = _limbs;
            int[] order = _order;
            Read(bytes);
            for (int pass = 0; pass < Passes; pass++)
            {
                // The lowest first: none has been changed when its turn comes, and so each has 28 bits.
                for (int i = Top; i <= Limbs; i++)
                {
                    long quotient = x[i];
                    x[i] = 0;
                    for (int j = 0; j < LowLimbs; j++)
                    {
                        x[i - Top + j] -= quotient * order[j];
                    }
                }

                Normalize();
            }

            Write(bytes);
        }

        /// <summary>Writes a number as digits of which each is 0 or odd, from -15 to 15, and at most one of five in a row is not 0 (its "wNAF").</summary>
        /// <param name="bytes">A number below L, the lowest byte first; zeros after its 32 bytes.</param>
        /// <param name="digits"><see cref="Digits"/> of these; the number is the sum of digits[i]·2^i.</param>
        public static void Recode(byte[] bytes, sbyte[] digits)
        {
            Array.Clear(digits, 0, digits.Length);
            int carry = 0;
            int position = 0;
            while (position < Digits)
            {
                int at = position >> 3;
                int bits = (bytes[at] | (bytes[at + 1] << 8)) >> (position & 7);
                if ((bits & 1) == carry)
                {
                    position++;
                }
                else
                {
                    int digit = (bits & ((1 << Window) - 1)) + carry;
                    carry = digit >> (Window - 1);
                    digits[position] = (sbyte)(digit - (carry << Window));
                    position += Window;
                }
            }
        }

        private void Read(byte[] bytes)
        {
            for (int i = 0; i < Limbs; i++)
            {
                _limbs[i] = (BitConverter.ToUInt32(bytes, (7 * i) >> 1) >> ((i & 1) << 2)) & LimbMask;
            }

            _limbs[Limbs] = 0;
        }

        private void Write(byte[] bytes)
        {
            Array.Clear(bytes, 0, bytes.Length);
            for (int i = 0; i < Limbs; i += 2)
            {
                long pair = _limbs[i] | (_limbs[i + 1] << LimbBits);
                for (int at = 7 * i / 2; pair != 0; at++)
                {
                    bytes[at] = (byte)(pair & 255);
                    pair >>= 8;
                }
            }
        }

        // Each limb but the last within its bits; the sign is the last one's.
        private void Normalize()
        {
            long[] x = _limbs;
            long carry = 0;
            for (int i = 0; i < Limbs; i++)
            {
                carry += x[i];
                x[i] = carry & LimbMask;
                carry >>= LimbBits;
            }

            x[Limbs] += carry;
        }
    }
}
