namespace EdgeNet
{
    /// <summary>SHA-256 (FIPS 180-4).</summary>
    internal sealed class Sha256 : BlockHash
    {
        /// <summary>Bytes of a hash.</summary>
        public const int Length = 32;

        /// <summary>Bytes of a block.</summary>
        public const int BlockLength = 64;

        private const int Rounds = 64;

        // The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
        private static readonly uint[] s_constants =
        {
            0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
            0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
            0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
            0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
            0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
            0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
            0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
            0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
        };

        private readonly uint[] _state = new uint[8];
        private readonly ulong[] _words = new ulong[Rounds];

        public Sha256()
            : base(BlockLength)
        {
        }

        /// <inheritdoc/>
        protected override void Begin()
        {
            uint[] state = _state;
            state[0] = 0x6A09E667;
            state[1] = 0xBB67AE85;
            state[2] = 0x3C6EF372;
            state[3] = 0xA54FF53A;
            state[4] = 0x510E527F;
            state[5] = 0x9B05688C;
            state[6] = 0x1F83D9AB;
            state[7] = 0x5BE0CD19;
        }

        /// <inheritdoc/>
        /// <remarks>
        /// A word stands twice in 64 bits, so that a rotation is one shift. What is above 32 bits after a sum does no harm, and goes when the sum is
        /// doubled.
        /// </remarks>
        protected override void Compress(byte[] data, int at)
        {
            const ulong Mask = 0xFFFFFFFF;
            const ulong Twice = 0x100000001;
            uint[] k = s_constants;
            ulong[] w = _words;
            ulong m = Mask;
            ulong twice = Twice;
            for (int i = 0; i < 16; i++)
            {
                w[i] = (uint)((data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3]) * twice;
                at += 4;
            }

            for (int i = 16; i < Rounds; i++)
            {
                ulong x = w[i - 15];
                ulong y = w[i - 2];
                w[i] = ((w[i - 16] + w[i - 7] + ((x >> 7) ^ (x >> 18) ^ ((x & m) >> 3)) + ((y >> 17) ^ (y >> 19) ^ ((y & m) >> 10))) & m) * twice;
            }

            uint[] state = _state;
            ulong a = state[0] * twice;
            ulong b = state[1] * twice;
            ulong c = state[2] * twice;
            ulong d = state[3] * twice;
            ulong e = state[4] * twice;
            ulong f = state[5] * twice;
            ulong g = state[6] * twice;
            ulong h = state[7] * twice;
            for (int i = 0; i < Rounds; i += 8)
            {
                ulong t0 = h + k[i] + w[i] + ((e >> 6) ^ (e >> 11) ^ (e >> 25)) + (((f ^ g) & e) ^ g);
                d = ((t0 + d) & m) * twice;
                h = ((t0 + ((a >> 2) ^ (a >> 13) ^ (a >> 22)) + (((a | b) & c) | (a & b))) & m) * twice;
                ulong t1 = g + k[i + 1] + w[i + 1] + ((d >> 6) ^ (d >> 11) ^ (d >> 25)) + (((e ^ f) & d) ^ f);
                c = ((t1 + c) & m) * twice;
                g = ((t1 + ((h >> 2) ^ (h >> 13) ^ (h >> 22)) + (((h | a) & b) | (h & a))) & m) * twice;
                ulong t2 = f + k[i + 2] + w[i + 2] + ((c >> 6) ^ (c >> 11) ^ (c >> 25)) + (((d ^ e) & c) ^ e);
                b = ((t2 + b) & m) * twice;
                f = ((t2 + ((g >> 2) ^ (g >> 13) ^ (g >> 22)) + (((g | h) & a) | (g & h))) & m) * twice;
                ulong t3 = e + k[i + 3] + w[i + 3] + ((b >> 6) ^ (b >> 11) ^ (b >> 25)) + (((c ^ d) & b) ^ d);
                a = ((t3 + a) & m) * twice;
                e = ((t3 + ((f >> 2) ^ (f >> 13) ^ (f >> 22)) + (((f | g) & h) | (f & g))) & m) * twice;
                ulong t4 = d + k[i + 4] + w[i + 4] + ((a >> 6) ^ (a >> 11) ^ (a >> 25)) + (((b ^ c) & a) ^ c);
                h = ((t4 + h) & m) * twice;
                d = ((t4 + ((e >> 2) ^ (e >> 13) ^ (e >> 22)) + (((e | f) & g) | (e & f))) & m) * twice;
                ulong t5 = c + k[i + 5] + w[i + 5] + ((h >> 6) ^ (h >> 11) ^ (h >> 25)) + (((a ^ b) & h) ^ b);
                g = ((t5 + g) & m) * twice;
                c = ((t5 + ((d >> 2) ^ (d >> 13) ^ (d >> 22)) + (((d | e) & f) | (d & e))) & m) * twice;
                ulong t6 = b + k[i + 6] + w[i + 6] + ((g >> 6) ^ (g >> 11) ^ (g >> 25)) + (((h ^ a) & g) ^ a);
                f = ((t6 + f) & m) * twice;
                b = ((t6 + ((c >> 2) ^ (c >> 13) ^ (c >> 22)) + (((c | d) & e) | (c & d))) & m) * twice;
                ulong t7 = a + k[i + 7] + w[i + 7] + ((f >> 6) ^ (f >> 11) ^ (f >> 25)) + (((g ^ h) & f) ^ h);
                e = ((t7 + e) & m) * twice;
                a = ((t7 + ((b >> 2) ^ (b >> 13) ^ (b >> 22)) + (((b | c) & d) | (b & c))) & m) * twice;
            }

            state[0] += (uint)(a & m);
            state[1] += (uint)(b & m);
            state[2] += (uint)(c & m);
            state[3] += (uint)(d & m);
            state[4] += (uint)(e & m);
            state[5] += (uint)(f & m);
            state[6] += (uint)(g & m);
            state[7] += (uint)(h & m);
        }

        /// <inheritdoc/>
        protected override void WriteState(byte[] digest, int at)
        {
            for (int i = 0; i < 8; i++)
            {
                WriteBigEndian(_state[i], digest, at + (4 * i), 4);
            }
        }
    }
}
