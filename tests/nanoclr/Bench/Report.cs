namespace Bench
{
    /// <summary>Times as text.</summary>
    internal static class Report
    {
        // The median of the rounds' own ratios: what slows the machine for a while slows both sides of a round.
        public static string Ratio(long[] hand, long[] other)
        {
            long[] hundredths = new long[hand.Length];
            for (int r = 0; r < hand.Length; r++)
            {
                hundredths[r] = hand[r] * 100 / other[r];
            }

            return Hundredths(Median(hundredths));
        }

        public static string Micros(long ticks, int count)
        {
            return Hundredths(ticks * 10 / count);
        }

        private static string Hundredths(long value)
        {
            string digits = (value % 100).ToString();
            return (value / 100).ToString() + "." + (digits.Length < 2 ? "0" + digits : digits);
        }

        public static long Median(long[] values)
        {
            long[] sorted = new long[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                int k = i;
                for (; k > 0 && sorted[k - 1] > values[i]; k--)
                {
                    sorted[k] = sorted[k - 1];
                }

                sorted[k] = values[i];
            }

            return sorted[values.Length / 2];
        }
    }
}
