namespace EdgeNet
{
    /// <summary>Advances packed rows along the inputs: four, two or one at a time, so that an input is loaded once for all of them.</summary>
    /// <remarks>
    /// The interpreter's cost is the number of IL instructions: fields stand in locals, four inputs share the bookkeeping of the loop,
    /// and their indices are computed once. Per input and row that leaves two loads, an index, a multiplication and an addition.
    /// </remarks>
    internal static class PackedKernel
    {
        public static void Four(int[] input, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long[] r1 = weights[word + 1];
            long[] r2 = weights[word + 2];
            long[] r3 = weights[word + 3];
            long a0 = starts[word];
            long a1 = starts[word + 1];
            long a2 = starts[word + 2];
            long a3 = starts[word + 3];
            int end = r0.Length - 3;
            int i = 0;
            while (i < end)
            {
                int i1 = i + 1;
                int i2 = i + 2;
                int i3 = i + 3;
                long x0 = input[i];
                long x1 = input[i1];
                long x2 = input[i2];
                long x3 = input[i3];
                a0 = a0 + (r0[i] * x0) + (r0[i1] * x1) + (r0[i2] * x2) + (r0[i3] * x3);
                a1 = a1 + (r1[i] * x0) + (r1[i1] * x1) + (r1[i2] * x2) + (r1[i3] * x3);
                a2 = a2 + (r2[i] * x0) + (r2[i1] * x1) + (r2[i2] * x2) + (r2[i3] * x3);
                a3 = a3 + (r3[i] * x0) + (r3[i1] * x1) + (r3[i2] * x2) + (r3[i3] * x3);
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                long x = input[i];
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

        public static void Two(int[] input, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long[] r1 = weights[word + 1];
            long a0 = starts[word];
            long a1 = starts[word + 1];
            int end = r0.Length - 3;
            int i = 0;
            while (i < end)
            {
                int i1 = i + 1;
                int i2 = i + 2;
                int i3 = i + 3;
                long x0 = input[i];
                long x1 = input[i1];
                long x2 = input[i2];
                long x3 = input[i3];
                a0 = a0 + (r0[i] * x0) + (r0[i1] * x1) + (r0[i2] * x2) + (r0[i3] * x3);
                a1 = a1 + (r1[i] * x0) + (r1[i1] * x1) + (r1[i2] * x2) + (r1[i3] * x3);
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                long x = input[i];
                a0 += r0[i] * x;
                a1 += r1[i] * x;
            }

            words[word] = a0;
            words[word + 1] = a1;
        }

        public static void One(int[] input, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long a0 = starts[word];
            int end = r0.Length - 3;
            int i = 0;
            while (i < end)
            {
                a0 = a0 + (r0[i] * input[i]) + (r0[i + 1] * input[i + 1])
                    + (r0[i + 2] * input[i + 2]) + (r0[i + 3] * input[i + 3]);
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                a0 += r0[i] * input[i];
            }

            words[word] = a0;
        }
    }
}
