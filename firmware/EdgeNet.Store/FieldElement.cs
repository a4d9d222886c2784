using System;

namespace EdgeNet
{
    /// <summary>A number modulo p = 2^255 - 19, the field of Ed25519.</summary>
    /// <remarks>
    /// Nine limbs of 29 bits, the last of 23. A limb may be negative or too large: an element has bound k where no limb is beyond ±k·2^29, and the
    /// last not beyond ±k·2^23, give or take one part in 2^13. Products, squares and what has been carried have bound 1. A sum has the sum of both
    /// bounds; a difference too, or the larger of them where no limb is negative. The bounds of two factors may multiply to 3: eight products of
    /// limbs then add up to 3·2^61. Nine limbs take 81 multiplications for a product (562 IL instructions); ten of 25.5 bits, the usual choice, take
    /// 100 (618). Limbs are fields, not elements of an array, since loading one takes one instruction less.
    /// </remarks>
    internal sealed partial class FieldElement
    {
        /// <summary>Limbs of an element.</summary>
        public const int Limbs = 9;

        public long L0;
        public long L1;
        public long L2;
        public long L3;
        public long L4;
        public long L5;
        public long L6;
        public long L7;
        public long L8;

        private const int Bits = 29;
        private const int TopBits = 23;
        private const long Mask = (1 << Bits) - 1;
        private const long TopMask = (1 << TopBits) - 1;
        private const long Wrap = 19; // 2^255 mod p
        private const long Fold = Wrap << ((Limbs * Bits) - 255); // 2^261 mod p

        /// <summary>Sets the limbs.</summary>
        public void Set(int l0, int l1, int l2, int l3, int l4, int l5, int l6, int l7, int l8)
        {
            L0 = l0;
            L1 = l1;
            L2 = l2;
            L3 = l3;
            L4 = l4;
            L5 = l5;
            L6 = l6;
            L7 = l7;
            L8 = l8;
        }

        /// <summary>Sets this to a small number.</summary>
        public void Set(int value)
        {
            Set(value, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        /// <summary>Sets this to another element.</summary>
        public void Set(FieldElement a)
        {
            L0 = a.L0;
            L1 = a.L1;
            L2 = a.L2;
            L3 = a.L3;
            L4 = a.L4;
            L5 = a.L5;
            L6 = a.L6;
            L7 = a.L7;
            L8 = a.L8;
        }

        /// <summary>Takes 255 bits out of bytes, the lowest first; the highest bit of the last byte is not read.</summary>
        /// <param name="bytes">32 of these.</param>
        /// <param name="at">The first one.</param>
        public void Read(byte[] bytes, int at)
        {
            long w0 = BitConverter.ToInt64(bytes, at);
            long w1 = BitConverter.ToInt64(bytes, at + 8);
            long w2 = BitConverter.ToInt64(bytes, at + 16);
            long w3 = BitConverter.ToInt64(bytes, at + 24);
            L0 = w0 & Mask;
            L1 = (w0 >> 29) & Mask;
            L2 = ((w0 >> 58) & 0x3F) | ((w1 << 6) & Mask);
            L3 = (w1 >> 23) & Mask;
            L4 = ((w1 >> 52) & 0xFFF) | ((w2 << 12) & Mask);
            L5 = (w2 >> 17) & Mask;
            L6 = ((w2 >> 46) & 0x3FFFF) | ((w3 << 18) & Mask);
            L7 = (w3 >> 11) & Mask;
            L8 = (w3 >> 40) & TopMask;
        }

        /// <summary>Compares the one encoding that this number has, 0 to p - 1, with bytes.</summary>
        /// <param name="bytes">32 of these.</param>
        /// <param name="at">The first one.</param>
        /// <param name="sign">The highest bit of the encoding, 0 or 1.</param>
        /// <returns>Whether they are equal. This is canonical afterwards.</returns>
        public bool HasEncoding(byte[] bytes, int at, long sign)
        {
            MakeCanonical();
            return BitConverter.ToInt64(bytes, at) == (L0 | (L1 << 29) | (L2 << 58))
                && BitConverter.ToInt64(bytes, at + 8) == ((L2 >> 6) | (L3 << 23) | (L4 << 52))
                && BitConverter.ToInt64(bytes, at + 16) == ((L4 >> 12) | (L5 << 17) | (L6 << 46))
                && BitConverter.ToInt64(bytes, at + 24) == ((L6 >> 18) | (L7 << 11) | (L8 << 40) | (sign << 63));
        }

        /// <summary>Whether this is 0 modulo p; it is canonical afterwards.</summary>
        public bool IsZero()
        {
            MakeCanonical();
            return (L0 | L1 | L2 | L3 | L4 | L5 | L6 | L7 | L8) == 0;
        }

        /// <summary>Whether the number from 0 to p - 1 is odd; this is canonical afterwards.</summary>
        public bool IsOdd()
        {
            MakeCanonical();
            return (L0 & 1) != 0;
        }

        /// <summary>Puts the limbs into a table; their bound is 1.</summary>
        public void Store(int[] table, int at)
        {
            table[at] = (int)L0;
            table[at + 1] = (int)L1;
            table[at + 2] = (int)L2;
            table[at + 3] = (int)L3;
            table[at + 4] = (int)L4;
            table[at + 5] = (int)L5;
            table[at + 6] = (int)L6;
            table[at + 7] = (int)L7;
            table[at + 8] = (int)L8;
        }

        /// <summary>Sets this to limbs in a table.</summary>
        public void Load(int[] table, int at)
        {
            L0 = table[at];
            L1 = table[at + 1];
            L2 = table[at + 2];
            L3 = table[at + 3];
            L4 = table[at + 4];
            L5 = table[at + 5];
            L6 = table[at + 6];
            L7 = table[at + 7];
            L8 = table[at + 8];
        }

        /// <summary>Sets this to <c>a + b</c>.</summary>
        public void Add(FieldElement a, FieldElement b)
        {
            L0 = a.L0 + b.L0;
            L1 = a.L1 + b.L1;
            L2 = a.L2 + b.L2;
            L3 = a.L3 + b.L3;
            L4 = a.L4 + b.L4;
            L5 = a.L5 + b.L5;
            L6 = a.L6 + b.L6;
            L7 = a.L7 + b.L7;
            L8 = a.L8 + b.L8;
        }

        /// <summary>Sets this to <c>a - b</c>.</summary>
        public void Subtract(FieldElement a, FieldElement b)
        {
            L0 = a.L0 - b.L0;
            L1 = a.L1 - b.L1;
            L2 = a.L2 - b.L2;
            L3 = a.L3 - b.L3;
            L4 = a.L4 - b.L4;
            L5 = a.L5 - b.L5;
            L6 = a.L6 - b.L6;
            L7 = a.L7 - b.L7;
            L8 = a.L8 - b.L8;
        }

        /// <summary>Makes the limbs of any bound fit their bits again, but for the first, which takes what is beyond 2^255.</summary>
        public void Carry()
        {
            long m = Mask;
            long t = L0;
            L0 = t & m;
            t = (t >> Bits) + L1;
            L1 = t & m;
            t = (t >> Bits) + L2;
            L2 = t & m;
            t = (t >> Bits) + L3;
            L3 = t & m;
            t = (t >> Bits) + L4;
            L4 = t & m;
            t = (t >> Bits) + L5;
            L5 = t & m;
            t = (t >> Bits) + L6;
            L6 = t & m;
            t = (t >> Bits) + L7;
            L7 = t & m;
            t = (t >> Bits) + L8;
            L8 = t & TopMask;
            L0 += (t >> TopBits) * Wrap;
        }

        // 0 to p - 1, each limb within its bits. The first carry leaves -2^13 to 2^255 + 2^13, the second 0 to 2^255 - 1.
        private void MakeCanonical()
        {
            Carry();
            Carry();
            long all = L1 & L2 & L3 & L4 & L5 & L6 & L7;
            if (all == Mask && L8 == TopMask && L0 > Mask - Wrap)
            {
                Set((int)(L0 - Mask - 1 + Wrap));
            }
        }
    }
}
