namespace EdgeNet
{
    /// <summary><see cref="PackedKernel"/> for integer readings: the shift that makes them codes is done where they are loaded.</summary>
    /// <remarks>
    /// A copy with a shift in it, because the shift costs six instructions for each input (the compiler masks its count), and a loop of its own
    /// in front of the plain kernel nineteen. Where four words are advanced eight inputs share the bookkeeping.
    /// </remarks>
    internal static class PackedReadingKernel
    {
        public static void Four(int[] input, sbyte[] shifts, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long[] r1 = weights[word + 1];
            long[] r2 = weights[word + 2];
            long[] r3 = weights[word + 3];
            long a0 = starts[word];
            long a1 = starts[word + 1];
            long a2 = starts[word + 2];
            long a3 = starts[word + 3];
            int end = r0.Length - 7;
            int i = 0;
            while (i < end)
            {
                int i1 = i + 1;
                int i2 = i + 2;
                int i3 = i + 3;
                int i4 = i + 4;
                int i5 = i + 5;
                int i6 = i + 6;
                int i7 = i + 7;
                long x0 = input[i] >> shifts[i];
                long x1 = input[i1] >> shifts[i1];
                long x2 = input[i2] >> shifts[i2];
                long x3 = input[i3] >> shifts[i3];
                long x4 = input[i4] >> shifts[i4];
                long x5 = input[i5] >> shifts[i5];
                long x6 = input[i6] >> shifts[i6];
                long x7 = input[i7] >> shifts[i7];
                a0 = a0 + (r0[i] * x0) + (r0[i1] * x1) + (r0[i2] * x2) + (r0[i3] * x3)
                    + (r0[i4] * x4) + (r0[i5] * x5) + (r0[i6] * x6) + (r0[i7] * x7);
                a1 = a1 + (r1[i] * x0) + (r1[i1] * x1) + (r1[i2] * x2) + (r1[i3] * x3)
                    + (r1[i4] * x4) + (r1[i5] * x5) + (r1[i6] * x6) + (r1[i7] * x7);
                a2 = a2 + (r2[i] * x0) + (r2[i1] * x1) + (r2[i2] * x2) + (r2[i3] * x3)
                    + (r2[i4] * x4) + (r2[i5] * x5) + (r2[i6] * x6) + (r2[i7] * x7);
                a3 = a3 + (r3[i] * x0) + (r3[i1] * x1) + (r3[i2] * x2) + (r3[i3] * x3)
                    + (r3[i4] * x4) + (r3[i5] * x5) + (r3[i6] * x6) + (r3[i7] * x7);
                i += 8;
            }

            for (; i < r0.Length; i++)
            {
                long x = input[i] >> shifts[i];
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

        public static void Two(int[] input, sbyte[] shifts, long[][] weights, int word, long[] starts, long[] words)
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
                long x0 = input[i] >> shifts[i];
                long x1 = input[i1] >> shifts[i1];
                long x2 = input[i2] >> shifts[i2];
                long x3 = input[i3] >> shifts[i3];
                a0 = a0 + (r0[i] * x0) + (r0[i1] * x1) + (r0[i2] * x2) + (r0[i3] * x3);
                a1 = a1 + (r1[i] * x0) + (r1[i1] * x1) + (r1[i2] * x2) + (r1[i3] * x3);
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                long x = input[i] >> shifts[i];
                a0 += r0[i] * x;
                a1 += r1[i] * x;
            }

            words[word] = a0;
            words[word + 1] = a1;
        }

        public static void One(int[] input, sbyte[] shifts, long[][] weights, int word, long[] starts, long[] words)
        {
            long[] r0 = weights[word];
            long a0 = starts[word];
            int end = r0.Length - 3;
            int i = 0;
            while (i < end)
            {
                a0 = a0 + (r0[i] * (input[i] >> shifts[i])) + (r0[i + 1] * (input[i + 1] >> shifts[i + 1]))
                    + (r0[i + 2] * (input[i + 2] >> shifts[i + 2])) + (r0[i + 3] * (input[i + 3] >> shifts[i + 3]));
                i += 4;
            }

            for (; i < r0.Length; i++)
            {
                a0 += r0[i] * (input[i] >> shifts[i]);
            }

            words[word] = a0;
        }
    }
}
