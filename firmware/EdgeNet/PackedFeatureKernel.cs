namespace EdgeNet
{
    /// <summary><see cref="PackedKernel"/> for raw features: a value becomes its code where it is loaded, by the rule of <see cref="AffineStage"/>.</summary>
    /// <remarks>
    /// Codes are kept as 0 to 255, with the excess of that stage. A copy with the quantization in it, because a loop of its
    /// own costs a store, a load and its bookkeeping for each input, about a sixth of the whole, and a buffer.
    /// </remarks>
    internal static class PackedFeatureKernel
    {
        public static void Four(float[] features, float[] scales, float[] offsets, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long[] r1 = weights[word + 1];
            long[] r2 = weights[word + 2];
            long[] r3 = weights[word + 3];
            long a0 = starts[word];
            long a1 = starts[word + 1];
            long a2 = starts[word + 2];
            long a3 = starts[word + 3];
            float u;
            int end = r0.Length - 3;
            int i = 0;
            while (i < end)
            {
                int i1 = i + 1;
                int i2 = i + 2;
                int i3 = i + 3;
                u = (features[i] * scales[i]) + offsets[i];
                long x0 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i1] * scales[i1]) + offsets[i1];
                long x1 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i2] * scales[i2]) + offsets[i2];
                long x2 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i3] * scales[i3]) + offsets[i3];
                long x3 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                a0 = a0 + (r0[i] * x0) + (r0[i1] * x1) + (r0[i2] * x2) + (r0[i3] * x3);
                a1 = a1 + (r1[i] * x0) + (r1[i1] * x1) + (r1[i2] * x2) + (r1[i3] * x3);
                a2 = a2 + (r2[i] * x0) + (r2[i1] * x1) + (r2[i2] * x2) + (r2[i3] * x3);
                a3 = a3 + (r3[i] * x0) + (r3[i1] * x1) + (r3[i2] * x2) + (r3[i3] * x3);
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                u = (features[i] * scales[i]) + offsets[i];
                long x = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                a0 += r0[i] * x;
                a1 += r1[i] * x;
                a2 += r2[i] * x;
                a3 += r3[i] * x;
            }

            words[word] = a0;
            words[word + 1] = a1;
            words[word + 2] = a2;
            words[word + 3] = a3;
        }

        public static void Two(float[] features, float[] scales, float[] offsets, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long[] r1 = weights[word + 1];
            long a0 = starts[word];
            long a1 = starts[word + 1];
            float u;
            int end = r0.Length - 3;
            int i = 0;
            while (i < end)
            {
                int i1 = i + 1;
                int i2 = i + 2;
                int i3 = i + 3;
                u = (features[i] * scales[i]) + offsets[i];
                long x0 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i1] * scales[i1]) + offsets[i1];
                long x1 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i2] * scales[i2]) + offsets[i2];
                long x2 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i3] * scales[i3]) + offsets[i3];
                long x3 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                a0 = a0 + (r0[i] * x0) + (r0[i1] * x1) + (r0[i2] * x2) + (r0[i3] * x3);
                a1 = a1 + (r1[i] * x0) + (r1[i1] * x1) + (r1[i2] * x2) + (r1[i3] * x3);
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                u = (features[i] * scales[i]) + offsets[i];
                long x = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                a0 += r0[i] * x;
                a1 += r1[i] * x;
            }

            words[word] = a0;
            words[word + 1] = a1;
        }

        public static void One(float[] features, float[] scales, float[] offsets, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long a0 = starts[word];
            float u;
            int end = r0.Length - 3;
            int i = 0;
            while (i < end)
            {
                int i1 = i + 1;
                int i2 = i + 2;
                int i3 = i + 3;
                u = (features[i] * scales[i]) + offsets[i];
                long x0 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i1] * scales[i1]) + offsets[i1];
                long x1 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i2] * scales[i2]) + offsets[i2];
                long x2 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                u = (features[i3] * scales[i3]) + offsets[i3];
                long x3 = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                a0 = a0 + (r0[i] * x0) + (r0[i1] * x1) + (r0[i2] * x2) + (r0[i3] * x3);
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                u = (features[i] * scales[i]) + offsets[i];
                long x = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;
                a0 += r0[i] * x;
            }

            words[word] = a0;
        }
    }
}
