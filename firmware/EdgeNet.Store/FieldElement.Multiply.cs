namespace EdgeNet
{
    internal sealed partial class FieldElement
    {
        /// <summary>Sets this to <c>a·b</c>; it may be one of the two.</summary>
        /// <remarks>
        /// Schoolbook, one column a limb of the product. Columns 9 to 16, of weight 2^261 and more, are cut into limbs first, since a whole one times
        /// 1216 (2^261 = 1216 mod p) would not fit into 64 bits. The least number of IL instructions counts: limbs in locals, unrolled.
        /// </remarks>
        /// <param name="a">A factor.</param>
        /// <param name="b">A factor; both bounds multiply to 3 at most.</param>
        public void Multiply(FieldElement a, FieldElement b)
        {
            long a0 = a.L0;
            long a1 = a.L1;
            long a2 = a.L2;
            long a3 = a.L3;
            long a4 = a.L4;
            long a5 = a.L5;
            long a6 = a.L6;
            long a7 = a.L7;
            long a8 = a.L8;
            long b0 = b.L0;
            long b1 = b.L1;
            long b2 = b.L2;
            long b3 = b.L3;
            long b4 = b.L4;
            long b5 = b.L5;
            long b6 = b.L6;
            long b7 = b.L7;
            long b8 = b.L8;
            long m = Mask;
            long fold = Fold;
            long c9 = (a1 * b8) + (a2 * b7) + (a3 * b6) + (a4 * b5) + (a5 * b4) + (a6 * b3) + (a7 * b2) + (a8 * b1);
            long h0 = (c9 & m) * fold;
            long c10 = (c9 >> Bits) + (a2 * b8) + (a3 * b7) + (a4 * b6) + (a5 * b5) + (a6 * b4) + (a7 * b3) + (a8 * b2);
            long h1 = (c10 & m) * fold;
            long c11 = (c10 >> Bits) + (a3 * b8) + (a4 * b7) + (a5 * b6) + (a6 * b5) + (a7 * b4) + (a8 * b3);
            long h2 = (c11 & m) * fold;
            long c12 = (c11 >> Bits) + (a4 * b8) + (a5 * b7) + (a6 * b6) + (a7 * b5) + (a8 * b4);
            long h3 = (c12 & m) * fold;
            long c13 = (c12 >> Bits) + (a5 * b8) + (a6 * b7) + (a7 * b6) + (a8 * b5);
            long h4 = (c13 & m) * fold;
            long c14 = (c13 >> Bits) + (a6 * b8) + (a7 * b7) + (a8 * b6);
            long h5 = (c14 & m) * fold;
            long c15 = (c14 >> Bits) + (a7 * b8) + (a8 * b7);
            long h6 = (c15 & m) * fold;
            long c16 = (c15 >> Bits) + (a8 * b8);
            long h7 = (c16 & m) * fold;
            long h8 = (c16 >> Bits) * fold;

            long c0 = h0 + (a0 * b0);
            long r0 = c0 & m;
            long c1 = (c0 >> Bits) + h1 + (a0 * b1) + (a1 * b0);
            long r1 = c1 & m;
            long c2 = (c1 >> Bits) + h2 + (a0 * b2) + (a1 * b1) + (a2 * b0);
            L2 = c2 & m;
            long c3 = (c2 >> Bits) + h3 + (a0 * b3) + (a1 * b2) + (a2 * b1) + (a3 * b0);
            L3 = c3 & m;
            long c4 = (c3 >> Bits) + h4 + (a0 * b4) + (a1 * b3) + (a2 * b2) + (a3 * b1) + (a4 * b0);
            L4 = c4 & m;
            long c5 = (c4 >> Bits) + h5 + (a0 * b5) + (a1 * b4) + (a2 * b3) + (a3 * b2) + (a4 * b1) + (a5 * b0);
            L5 = c5 & m;
            long c6 = (c5 >> Bits) + h6 + (a0 * b6) + (a1 * b5) + (a2 * b4) + (a3 * b3) + (a4 * b2) + (a5 * b1) + (a6 * b0);
            L6 = c6 & m;
            long c7 = (c6 >> Bits) + h7 + (a0 * b7) + (a1 * b6) + (a2 * b5) + (a3 * b4) + (a4 * b3) + (a5 * b2) + (a6 * b1) + (a7 * b0);
            L7 = c7 & m;
            long c8 = (c7 >> Bits) + h8 + (a0 * b8) + (a1 * b7) + (a2 * b6) + (a3 * b5) + (a4 * b4) + (a5 * b3) + (a6 * b2) + (a7 * b1) + (a8 * b0);
            L8 = c8 & TopMask;
            long top = ((c8 >> TopBits) * Wrap) + r0;
            L0 = top & m;
            L1 = (top >> Bits) + r1;
        }

        /// <summary>Sets this to <c>a²</c>; it may be <paramref name="a"/> itself.</summary>
        /// <param name="a">The root, of bound 1.</param>
        public void Square(FieldElement a)
        {
            long a0 = a.L0;
            long a1 = a.L1;
            long a2 = a.L2;
            long a3 = a.L3;
            long a4 = a.L4;
            long a5 = a.L5;
            long a6 = a.L6;
            long a7 = a.L7;
            long a8 = a.L8;
            long d0 = a0 << 1;
            long d1 = a1 << 1;
            long d2 = a2 << 1;
            long d3 = a3 << 1;
            long d4 = a4 << 1;
            long d5 = a5 << 1;
            long d6 = a6 << 1;
            long d7 = a7 << 1;
            long m = Mask;
            long fold = Fold;
            long c9 = (d1 * a8) + (d2 * a7) + (d3 * a6) + (d4 * a5);
            long h0 = (c9 & m) * fold;
            long c10 = (c9 >> Bits) + (d2 * a8) + (d3 * a7) + (d4 * a6) + (a5 * a5);
            long h1 = (c10 & m) * fold;
            long c11 = (c10 >> Bits) + (d3 * a8) + (d4 * a7) + (d5 * a6);
            long h2 = (c11 & m) * fold;
            long c12 = (c11 >> Bits) + (d4 * a8) + (d5 * a7) + (a6 * a6);
            long h3 = (c12 & m) * fold;
            long c13 = (c12 >> Bits) + (d5 * a8) + (d6 * a7);
            long h4 = (c13 & m) * fold;
            long c14 = (c13 >> Bits) + (d6 * a8) + (a7 * a7);
            long h5 = (c14 & m) * fold;
            long c15 = (c14 >> Bits) + (d7 * a8);
            long h6 = (c15 & m) * fold;
            long c16 = (c15 >> Bits) + (a8 * a8);
            long h7 = (c16 & m) * fold;
            long h8 = (c16 >> Bits) * fold;

            long c0 = h0 + (a0 * a0);
            long r0 = c0 & m;
            long c1 = (c0 >> Bits) + h1 + (d0 * a1);
            long r1 = c1 & m;
            long c2 = (c1 >> Bits) + h2 + (d0 * a2) + (a1 * a1);
            L2 = c2 & m;
            long c3 = (c2 >> Bits) + h3 + (d0 * a3) + (d1 * a2);
            L3 = c3 & m;
            long c4 = (c3 >> Bits) + h4 + (d0 * a4) + (d1 * a3) + (a2 * a2);
            L4 = c4 & m;
            long c5 = (c4 >> Bits) + h5 + (d0 * a5) + (d1 * a4) + (d2 * a3);
            L5 = c5 & m;
            long c6 = (c5 >> Bits) + h6 + (d0 * a6) + (d1 * a5) + (d2 * a4) + (a3 * a3);
            L6 = c6 & m;
            long c7 = (c6 >> Bits) + h7 + (d0 * a7) + (d1 * a6) + (d2 * a5) + (d3 * a4);
            L7 = c7 & m;
            long c8 = (c7 >> Bits) + h8 + (d0 * a8) + (d1 * a7) + (d2 * a6) + (d3 * a5) + (a4 * a4);
            L8 = c8 & TopMask;
            long top = ((c8 >> TopBits) * Wrap) + r0;
            L0 = top & m;
            L1 = (top >> Bits) + r1;
        }
    }
}
