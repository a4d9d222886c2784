using System;

namespace EdgeNet
{
    /// <summary>SHA-512 (FIPS 180-4).</summary>
    internal sealed class Sha512 : BlockHash
    {
        /// <summary>Bytes of a hash.</summary>
        public const int Length = 64;

        private const int BlockLength = 128;
        private const int Rows = 5;

        // x << 63 ^ x << 56: they have only the highest bit in common, and so no carry.
        private const ulong LeftBy63And56 = (1UL << 63) | (1UL << 56);

        // The first 64 bits of the fractional parts of the cube roots of the first 80 primes, a row for sixteen rounds.
        private static readonly ulong[][] s_constants =
        {
            new ulong[]
            {
                0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F, 0xE9B5DBA58189DBBC,
                0x3956C25BF348B538, 0x59F111F1B605D019, 0x923F82A4AF194F9B, 0xAB1C5ED5DA6D8118,
                0xD807AA98A3030242, 0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
                0x72BE5D74F27B896F, 0x80DEB1FE3B1696B1, 0x9BDC06A725C71235, 0xC19BF174CF692694,
            },
            new ulong[]
            {
                0xE49B69C19EF14AD2, 0xEFBE4786384F25E3, 0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65,
                0x2DE92C6F592B0275, 0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
                0x983E5152EE66DFAB, 0xA831C66D2DB43210, 0xB00327C898FB213F, 0xBF597FC7BEEF0EE4,
                0xC6E00BF33DA88FC2, 0xD5A79147930AA725, 0x06CA6351E003826F, 0x142929670A0E6E70,
            },
            new ulong[]
            {
                0x27B70A8546D22FFC, 0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
                0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, 0x81C2C92E47EDAEE6, 0x92722C851482353B,
                0xA2BFE8A14CF10364, 0xA81A664BBC423001, 0xC24B8B70D0F89791, 0xC76C51A30654BE30,
                0xD192E819D6EF5218, 0xD69906245565A910, 0xF40E35855771202A, 0x106AA07032BBD1B8,
            },
            new ulong[]
            {
                0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99, 0x34B0BCB5E19B48A8,
                0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB, 0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3,
                0x748F82EE5DEFB2FC, 0x78A5636F43172F60, 0x84C87814A1F0AB72, 0x8CC702081A6439EC,
                0x90BEFFFA23631E28, 0xA4506CEBDE82BDE9, 0xBEF9A3F7B2C67915, 0xC67178F2E372532B,
            },
            new ulong[]
            {
                0xCA273ECEEA26619C, 0xD186B8C721C0C207, 0xEADA7DD6CDE0EB1E, 0xF57D4F7FEE6ED178,
                0x06F067AA72176FBA, 0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
                0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC, 0x431D67C49C100D4C,
                0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A, 0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817,
            },
        };

        private ulong _a;
        private ulong _b;
        private ulong _c;
        private ulong _d;
        private ulong _e;
        private ulong _f;
        private ulong _g;
        private ulong _h;

        public Sha512()
            : base(BlockLength)
        {
        }

        /// <inheritdoc/>
        protected override void Begin()
        {
            _a = 0x6A09E667F3BCC908;
            _b = 0xBB67AE8584CAA73B;
            _c = 0x3C6EF372FE94F82B;
            _d = 0xA54FF53A5F1D36F1;
            _e = 0x510E527FADE682D1;
            _f = 0x9B05688C2B3E6C1F;
            _g = 0x1F83D9ABFB41BD6B;
            _h = 0x5BE0CD19137E2179;
        }

        /// <inheritdoc/>
        /// <remarks>
        /// Sixteen rounds and sixteen words at a time, in locals: no variable moves to another, as they do in the standard, and no word is looked up.
        /// A rotation is two shifts. A sum that is used twice comes first where it is, so that the compiler leaves it on the stack.
        /// </remarks>
        protected override void Compress(byte[] data, int at)
        {
            ulong a = _a;
            ulong b = _b;
            ulong c = _c;
            ulong d = _d;
            ulong e = _e;
            ulong f = _f;
            ulong g = _g;
            ulong h = _h;
            ulong w0 = Word(data, at);
            ulong w1 = Word(data, at + 8);
            ulong w2 = Word(data, at + 16);
            ulong w3 = Word(data, at + 24);
            ulong w4 = Word(data, at + 32);
            ulong w5 = Word(data, at + 40);
            ulong w6 = Word(data, at + 48);
            ulong w7 = Word(data, at + 56);
            ulong w8 = Word(data, at + 64);
            ulong w9 = Word(data, at + 72);
            ulong w10 = Word(data, at + 80);
            ulong w11 = Word(data, at + 88);
            ulong w12 = Word(data, at + 96);
            ulong w13 = Word(data, at + 104);
            ulong w14 = Word(data, at + 112);
            ulong w15 = Word(data, at + 120);

            for (int row = 0; ; row++)
            {
                ulong[] k = s_constants[row];
                ulong t0 = h + k[0] + w0 + ((e >> 14) ^ (e << 50) ^ (e >> 18) ^ (e << 46) ^ (e >> 41) ^ (e << 23)) + (((f ^ g) & e) ^ g);
                d = t0 + d;
                h = t0 + ((a >> 28) ^ (a << 36) ^ (a >> 34) ^ (a << 30) ^ (a >> 39) ^ (a << 25)) + (((a | b) & c) | (a & b));
                ulong t1 = g + k[1] + w1 + ((d >> 14) ^ (d << 50) ^ (d >> 18) ^ (d << 46) ^ (d >> 41) ^ (d << 23)) + (((e ^ f) & d) ^ f);
                c = t1 + c;
                g = t1 + ((h >> 28) ^ (h << 36) ^ (h >> 34) ^ (h << 30) ^ (h >> 39) ^ (h << 25)) + (((h | a) & b) | (h & a));
                ulong t2 = f + k[2] + w2 + ((c >> 14) ^ (c << 50) ^ (c >> 18) ^ (c << 46) ^ (c >> 41) ^ (c << 23)) + (((d ^ e) & c) ^ e);
                b = t2 + b;
                f = t2 + ((g >> 28) ^ (g << 36) ^ (g >> 34) ^ (g << 30) ^ (g >> 39) ^ (g << 25)) + (((g | h) & a) | (g & h));
                ulong t3 = e + k[3] + w3 + ((b >> 14) ^ (b << 50) ^ (b >> 18) ^ (b << 46) ^ (b >> 41) ^ (b << 23)) + (((c ^ d) & b) ^ d);
                a = t3 + a;
                e = t3 + ((f >> 28) ^ (f << 36) ^ (f >> 34) ^ (f << 30) ^ (f >> 39) ^ (f << 25)) + (((f | g) & h) | (f & g));
                ulong t4 = d + k[4] + w4 + ((a >> 14) ^ (a << 50) ^ (a >> 18) ^ (a << 46) ^ (a >> 41) ^ (a << 23)) + (((b ^ c) & a) ^ c);
                h = t4 + h;
                d = t4 + ((e >> 28) ^ (e << 36) ^ (e >> 34) ^ (e << 30) ^ (e >> 39) ^ (e << 25)) + (((e | f) & g) | (e & f));
                ulong t5 = c + k[5] + w5 + ((h >> 14) ^ (h << 50) ^ (h >> 18) ^ (h << 46) ^ (h >> 41) ^ (h << 23)) + (((a ^ b) & h) ^ b);
                g = t5 + g;
                c = t5 + ((d >> 28) ^ (d << 36) ^ (d >> 34) ^ (d << 30) ^ (d >> 39) ^ (d << 25)) + (((d | e) & f) | (d & e));
                ulong t6 = b + k[6] + w6 + ((g >> 14) ^ (g << 50) ^ (g >> 18) ^ (g << 46) ^ (g >> 41) ^ (g << 23)) + (((h ^ a) & g) ^ a);
                f = t6 + f;
                b = t6 + ((c >> 28) ^ (c << 36) ^ (c >> 34) ^ (c << 30) ^ (c >> 39) ^ (c << 25)) + (((c | d) & e) | (c & d));
                ulong t7 = a + k[7] + w7 + ((f >> 14) ^ (f << 50) ^ (f >> 18) ^ (f << 46) ^ (f >> 41) ^ (f << 23)) + (((g ^ h) & f) ^ h);
                e = t7 + e;
                a = t7 + ((b >> 28) ^ (b << 36) ^ (b >> 34) ^ (b << 30) ^ (b >> 39) ^ (b << 25)) + (((b | c) & d) | (b & c));
                ulong t8 = h + k[8] + w8 + ((e >> 14) ^ (e << 50) ^ (e >> 18) ^ (e << 46) ^ (e >> 41) ^ (e << 23)) + (((f ^ g) & e) ^ g);
                d = t8 + d;
                h = t8 + ((a >> 28) ^ (a << 36) ^ (a >> 34) ^ (a << 30) ^ (a >> 39) ^ (a << 25)) + (((a | b) & c) | (a & b));
                ulong t9 = g + k[9] + w9 + ((d >> 14) ^ (d << 50) ^ (d >> 18) ^ (d << 46) ^ (d >> 41) ^ (d << 23)) + (((e ^ f) & d) ^ f);
                c = t9 + c;
                g = t9 + ((h >> 28) ^ (h << 36) ^ (h >> 34) ^ (h << 30) ^ (h >> 39) ^ (h << 25)) + (((h | a) & b) | (h & a));
                ulong t10 = f + k[10] + w10 + ((c >> 14) ^ (c << 50) ^ (c >> 18) ^ (c << 46) ^ (c >> 41) ^ (c << 23)) + (((d ^ e) & c) ^ e);
                b = t10 + b;
                f = t10 + ((g >> 28) ^ (g << 36) ^ (g >> 34) ^ (g << 30) ^ (g >> 39) ^ (g << 25)) + (((g | h) & a) | (g & h));
                ulong t11 = e + k[11] + w11 + ((b >> 14) ^ (b << 50) ^ (b >> 18) ^ (b << 46) ^ (b >> 41) ^ (b << 23)) + (((c ^ d) & b) ^ d);
                a = t11 + a;
                e = t11 + ((f >> 28) ^ (f << 36) ^ (f >> 34) ^ (f << 30) ^ (f >> 39) ^ (f << 25)) + (((f | g) & h) | (f & g));
                ulong t12 = d + k[12] + w12 + ((a >> 14) ^ (a << 50) ^ (a >> 18) ^ (a << 46) ^ (a >> 41) ^ (a << 23)) + (((b ^ c) & a) ^ c);
                h = t12 + h;
                d = t12 + ((e >> 28) ^ (e << 36) ^ (e >> 34) ^ (e << 30) ^ (e >> 39) ^ (e << 25)) + (((e | f) & g) | (e & f));
                ulong t13 = c + k[13] + w13 + ((h >> 14) ^ (h << 50) ^ (h >> 18) ^ (h << 46) ^ (h >> 41) ^ (h << 23)) + (((a ^ b) & h) ^ b);
                g = t13 + g;
                c = t13 + ((d >> 28) ^ (d << 36) ^ (d >> 34) ^ (d << 30) ^ (d >> 39) ^ (d << 25)) + (((d | e) & f) | (d & e));
                ulong t14 = b + k[14] + w14 + ((g >> 14) ^ (g << 50) ^ (g >> 18) ^ (g << 46) ^ (g >> 41) ^ (g << 23)) + (((h ^ a) & g) ^ a);
                f = t14 + f;
                b = t14 + ((c >> 28) ^ (c << 36) ^ (c >> 34) ^ (c << 30) ^ (c >> 39) ^ (c << 25)) + (((c | d) & e) | (c & d));
                ulong t15 = a + k[15] + w15 + ((f >> 14) ^ (f << 50) ^ (f >> 18) ^ (f << 46) ^ (f >> 41) ^ (f << 23)) + (((g ^ h) & f) ^ h);
                e = t15 + e;
                a = t15 + ((b >> 28) ^ (b << 36) ^ (b >> 34) ^ (b << 30) ^ (b >> 39) ^ (b << 25)) + (((b | c) & d) | (b & c));
                if (row == Rows - 1)
                {
                    break;
                }

                w0 += ((w1 >> 1) ^ (w1 >> 8) ^ (w1 >> 7) ^ (w1 * LeftBy63And56)) + w9 + ((w14 >> 19) ^ (w14 << 45) ^ (w14 >> 61) ^ (w14 << 3) ^ (w14 >> 6));
                w1 += ((w2 >> 1) ^ (w2 >> 8) ^ (w2 >> 7) ^ (w2 * LeftBy63And56)) + w10 + ((w15 >> 19) ^ (w15 << 45) ^ (w15 >> 61) ^ (w15 << 3) ^ (w15 >> 6));
                w2 += ((w3 >> 1) ^ (w3 >> 8) ^ (w3 >> 7) ^ (w3 * LeftBy63And56)) + w11 + ((w0 >> 19) ^ (w0 << 45) ^ (w0 >> 61) ^ (w0 << 3) ^ (w0 >> 6));
                w3 += ((w4 >> 1) ^ (w4 >> 8) ^ (w4 >> 7) ^ (w4 * LeftBy63And56)) + w12 + ((w1 >> 19) ^ (w1 << 45) ^ (w1 >> 61) ^ (w1 << 3) ^ (w1 >> 6));
                w4 += ((w5 >> 1) ^ (w5 >> 8) ^ (w5 >> 7) ^ (w5 * LeftBy63And56)) + w13 + ((w2 >> 19) ^ (w2 << 45) ^ (w2 >> 61) ^ (w2 << 3) ^ (w2 >> 6));
                w5 += ((w6 >> 1) ^ (w6 >> 8) ^ (w6 >> 7) ^ (w6 * LeftBy63And56)) + w14 + ((w3 >> 19) ^ (w3 << 45) ^ (w3 >> 61) ^ (w3 << 3) ^ (w3 >> 6));
                w6 += ((w7 >> 1) ^ (w7 >> 8) ^ (w7 >> 7) ^ (w7 * LeftBy63And56)) + w15 + ((w4 >> 19) ^ (w4 << 45) ^ (w4 >> 61) ^ (w4 << 3) ^ (w4 >> 6));
                w7 += ((w8 >> 1) ^ (w8 >> 8) ^ (w8 >> 7) ^ (w8 * LeftBy63And56)) + w0 + ((w5 >> 19) ^ (w5 << 45) ^ (w5 >> 61) ^ (w5 << 3) ^ (w5 >> 6));
                w8 += ((w9 >> 1) ^ (w9 >> 8) ^ (w9 >> 7) ^ (w9 * LeftBy63And56)) + w1 + ((w6 >> 19) ^ (w6 << 45) ^ (w6 >> 61) ^ (w6 << 3) ^ (w6 >> 6));
                w9 += ((w10 >> 1) ^ (w10 >> 8) ^ (w10 >> 7) ^ (w10 * LeftBy63And56)) + w2 + ((w7 >> 19) ^ (w7 << 45) ^ (w7 >> 61) ^ (w7 << 3) ^ (w7 >> 6));
                w10 += ((w11 >> 1) ^ (w11 >> 8) ^ (w11 >> 7) ^ (w11 * LeftBy63And56)) + w3 + ((w8 >> 19) ^ (w8 << 45) ^ (w8 >> 61) ^ (w8 << 3) ^ (w8 >> 6));
                w11 += ((w12 >> 1) ^ (w12 >> 8) ^ (w12 >> 7) ^ (w12 * LeftBy63And56)) + w4 + ((w9 >> 19) ^ (w9 << 45) ^ (w9 >> 61) ^ (w9 << 3) ^ (w9 >> 6));
                w12 += ((w13 >> 1) ^ (w13 >> 8) ^ (w13 >> 7) ^ (w13 * LeftBy63And56)) + w5 + ((w10 >> 19) ^ (w10 << 45) ^ (w10 >> 61) ^ (w10 << 3) ^ (w10 >> 6));
                w13 += ((w14 >> 1) ^ (w14 >> 8) ^ (w14 >> 7) ^ (w14 * LeftBy63And56)) + w6 + ((w11 >> 19) ^ (w11 << 45) ^ (w11 >> 61) ^ (w11 << 3) ^ (w11 >> 6));
                w14 += ((w15 >> 1) ^ (w15 >> 8) ^ (w15 >> 7) ^ (w15 * LeftBy63And56)) + w7 + ((w12 >> 19) ^ (w12 << 45) ^ (w12 >> 61) ^ (w12 << 3) ^ (w12 >> 6));
                w15 += ((w0 >> 1) ^ (w0 >> 8) ^ (w0 >> 7) ^ (w0 * LeftBy63And56)) + w8 + ((w13 >> 19) ^ (w13 << 45) ^ (w13 >> 61) ^ (w13 << 3) ^ (w13 >> 6));
            }

            _a += a;
            _b += b;
            _c += c;
            _d += d;
            _e += e;
            _f += f;
            _g += g;
            _h += h;
        }

        /// <inheritdoc/>
        protected override void WriteState(byte[] digest, int at)
        {
            WriteBigEndian((long)_a, digest, at, 8);
            WriteBigEndian((long)_b, digest, at + 8, 8);
            WriteBigEndian((long)_c, digest, at + 16, 8);
            WriteBigEndian((long)_d, digest, at + 24, 8);
            WriteBigEndian((long)_e, digest, at + 32, 8);
            WriteBigEndian((long)_f, digest, at + 40, 8);
            WriteBigEndian((long)_g, digest, at + 48, 8);
            WriteBigEndian((long)_h, digest, at + 56, 8);
        }

        // The highest byte first: bytes, then halves of words, then words change places.
        private static ulong Word(byte[] data, int at)
        {
            ulong x = BitConverter.ToUInt64(data, at);
            x = ((x & 0x00FF00FF00FF00FF) << 8) | ((x >> 8) & 0x00FF00FF00FF00FF);
            x = ((x & 0x0000FFFF0000FFFF) << 16) | ((x >> 16) & 0x0000FFFF0000FFFF);
            return (x << 32) | (x >> 32);
        }
    }
}
