namespace EdgeNet
{
    /// <summary>The sums between the products of a doubling or an addition, unrolled: each limb is loaded once.</summary>
    internal sealed partial class FieldElement
    {
        /// <summary>The middle of a doubling.</summary>
        /// <param name="a">X²; H = X² + Y² afterwards, of bound 2.</param>
        /// <param name="b">Y²; G = Y² - X² afterwards.</param>
        /// <param name="c">Z²; F = 2·Z² - G afterwards.</param>
        /// <param name="d">(X - Y)²; E = H - (X - Y)² = 2·X·Y afterwards.</param>
        public static void MixForDouble(FieldElement a, FieldElement b, FieldElement c, FieldElement d)
        {
            long m = Mask;
            long a0 = a.L0;
            long b0 = b.L0;
            long h0 = a0 + b0;
            long g0 = b0 - a0;
            a.L0 = h0;
            b.L0 = g0;
            long f0 = (c.L0 << 1) - g0;
            c.L0 = f0 & m;
            long e0 = h0 - d.L0;
            d.L0 = e0 & m;
            long a1 = a.L1;
            long b1 = b.L1;
            long h1 = a1 + b1;
            long g1 = b1 - a1;
            a.L1 = h1;
            b.L1 = g1;
            long f1 = (f0 >> Bits) + (c.L1 << 1) - g1;
            c.L1 = f1 & m;
            long e1 = (e0 >> Bits) + h1 - d.L1;
            d.L1 = e1 & m;
            long a2 = a.L2;
            long b2 = b.L2;
            long h2 = a2 + b2;
            long g2 = b2 - a2;
            a.L2 = h2;
            b.L2 = g2;
            long f2 = (f1 >> Bits) + (c.L2 << 1) - g2;
            c.L2 = f2 & m;
            long e2 = (e1 >> Bits) + h2 - d.L2;
            d.L2 = e2 & m;
            long a3 = a.L3;
            long b3 = b.L3;
            long h3 = a3 + b3;
            long g3 = b3 - a3;
            a.L3 = h3;
            b.L3 = g3;
            long f3 = (f2 >> Bits) + (c.L3 << 1) - g3;
            c.L3 = f3 & m;
            long e3 = (e2 >> Bits) + h3 - d.L3;
            d.L3 = e3 & m;
            long a4 = a.L4;
            long b4 = b.L4;
            long h4 = a4 + b4;
            long g4 = b4 - a4;
            a.L4 = h4;
            b.L4 = g4;
            long f4 = (f3 >> Bits) + (c.L4 << 1) - g4;
            c.L4 = f4 & m;
            long e4 = (e3 >> Bits) + h4 - d.L4;
            d.L4 = e4 & m;
            long a5 = a.L5;
            long b5 = b.L5;
            long h5 = a5 + b5;
            long g5 = b5 - a5;
            a.L5 = h5;
            b.L5 = g5;
            long f5 = (f4 >> Bits) + (c.L5 << 1) - g5;
            c.L5 = f5 & m;
            long e5 = (e4 >> Bits) + h5 - d.L5;
            d.L5 = e5 & m;
            long a6 = a.L6;
            long b6 = b.L6;
            long h6 = a6 + b6;
            long g6 = b6 - a6;
            a.L6 = h6;
            b.L6 = g6;
            long f6 = (f5 >> Bits) + (c.L6 << 1) - g6;
            c.L6 = f6 & m;
            long e6 = (e5 >> Bits) + h6 - d.L6;
            d.L6 = e6 & m;
            long a7 = a.L7;
            long b7 = b.L7;
            long h7 = a7 + b7;
            long g7 = b7 - a7;
            a.L7 = h7;
            b.L7 = g7;
            long f7 = (f6 >> Bits) + (c.L7 << 1) - g7;
            c.L7 = f7 & m;
            long e7 = (e6 >> Bits) + h7 - d.L7;
            d.L7 = e7 & m;
            long a8 = a.L8;
            long b8 = b.L8;
            long h8 = a8 + b8;
            long g8 = b8 - a8;
            a.L8 = h8;
            b.L8 = g8;
            long f8 = (f7 >> Bits) + (c.L8 << 1) - g8;
            c.L8 = f8 & TopMask;
            long e8 = (e7 >> Bits) + h8 - d.L8;
            d.L8 = e8 & TopMask;
            c.L0 += (f8 >> TopBits) * Wrap;
            d.L0 += (e8 >> TopBits) * Wrap;
        }

        /// <summary>The middle of an addition.</summary>
        /// <param name="a">A; H = B + A afterwards, of bound 2.</param>
        /// <param name="b">B; E = B - A afterwards.</param>
        /// <param name="c">C; F = 2·Z - C afterwards.</param>
        /// <param name="z">The product of both Z; G = 2·Z + C afterwards.</param>
        public static void MixForAdd(FieldElement a, FieldElement b, FieldElement c, FieldElement z)
        {
            long m = Mask;
            long a0 = a.L0;
            long b0 = b.L0;
            a.L0 = b0 + a0;
            b.L0 = b0 - a0;
            long c0 = c.L0;
            long z0 = z.L0 << 1;
            long f0 = z0 - c0;
            c.L0 = f0 & m;
            long g0 = z0 + c0;
            z.L0 = g0 & m;
            long a1 = a.L1;
            long b1 = b.L1;
            a.L1 = b1 + a1;
            b.L1 = b1 - a1;
            long c1 = c.L1;
            long z1 = z.L1 << 1;
            long f1 = (f0 >> Bits) + z1 - c1;
            c.L1 = f1 & m;
            long g1 = (g0 >> Bits) + z1 + c1;
            z.L1 = g1 & m;
            long a2 = a.L2;
            long b2 = b.L2;
            a.L2 = b2 + a2;
            b.L2 = b2 - a2;
            long c2 = c.L2;
            long z2 = z.L2 << 1;
            long f2 = (f1 >> Bits) + z2 - c2;
            c.L2 = f2 & m;
            long g2 = (g1 >> Bits) + z2 + c2;
            z.L2 = g2 & m;
            long a3 = a.L3;
            long b3 = b.L3;
            a.L3 = b3 + a3;
            b.L3 = b3 - a3;
            long c3 = c.L3;
            long z3 = z.L3 << 1;
            long f3 = (f2 >> Bits) + z3 - c3;
            c.L3 = f3 & m;
            long g3 = (g2 >> Bits) + z3 + c3;
            z.L3 = g3 & m;
            long a4 = a.L4;
            long b4 = b.L4;
            a.L4 = b4 + a4;
            b.L4 = b4 - a4;
            long c4 = c.L4;
            long z4 = z.L4 << 1;
            long f4 = (f3 >> Bits) + z4 - c4;
            c.L4 = f4 & m;
            long g4 = (g3 >> Bits) + z4 + c4;
            z.L4 = g4 & m;
            long a5 = a.L5;
            long b5 = b.L5;
            a.L5 = b5 + a5;
            b.L5 = b5 - a5;
            long c5 = c.L5;
            long z5 = z.L5 << 1;
            long f5 = (f4 >> Bits) + z5 - c5;
            c.L5 = f5 & m;
            long g5 = (g4 >> Bits) + z5 + c5;
            z.L5 = g5 & m;
            long a6 = a.L6;
            long b6 = b.L6;
            a.L6 = b6 + a6;
            b.L6 = b6 - a6;
            long c6 = c.L6;
            long z6 = z.L6 << 1;
            long f6 = (f5 >> Bits) + z6 - c6;
            c.L6 = f6 & m;
            long g6 = (g5 >> Bits) + z6 + c6;
            z.L6 = g6 & m;
            long a7 = a.L7;
            long b7 = b.L7;
            a.L7 = b7 + a7;
            b.L7 = b7 - a7;
            long c7 = c.L7;
            long z7 = z.L7 << 1;
            long f7 = (f6 >> Bits) + z7 - c7;
            c.L7 = f7 & m;
            long g7 = (g6 >> Bits) + z7 + c7;
            z.L7 = g7 & m;
            long a8 = a.L8;
            long b8 = b.L8;
            a.L8 = b8 + a8;
            b.L8 = b8 - a8;
            long c8 = c.L8;
            long z8 = z.L8 << 1;
            long f8 = (f7 >> Bits) + z8 - c8;
            c.L8 = f8 & TopMask;
            long g8 = (g7 >> Bits) + z8 + c8;
            z.L8 = g8 & TopMask;
            c.L0 += (f8 >> TopBits) * Wrap;
            z.L0 += (g8 >> TopBits) * Wrap;
        }
    }
}
