namespace EdgeNet
{
    /// <summary>Rounds floating-point values to integer readings, for generated classes.</summary>
    public static class ReadingInputs
    {
        /// <summary>Rounds a floating-point value to a reading within a range.</summary>
        /// <param name="value">Any value.</param>
        /// <param name="lowest">The lowest reading.</param>
        /// <param name="highest">The highest reading.</param>
        /// <returns>The reading.</returns>
        public static int ToReading(float value, int lowest, int highest)
        {
            // In this order NaN gives the highest, by the rules of .NET and by those of the interpreter.
            if (value < highest)
            {
                return value > lowest ? lowest + (int)(value - lowest + 0.5f) : lowest;
            }

            return highest;
        }
    }

    /// <summary>
    /// Integer readings within a declared range, such as a 12-bit ADC's 0 to 4095: <c>code[i] = reading[i] &gt;&gt; shift[i]</c>. The
    /// standardisation is folded into the weights and biases of the first layer.
    /// </summary>
    /// <remarks>
    /// A reading outside its range counts as the end of the range, and so does a floating-point value, which is rounded first: the reading is
    /// <c>lowest + floor(x - lowest + 1/2)</c> in single precision, and NaN gives the highest.
    /// </remarks>
    internal sealed class ReadingStage : InputStage
    {
        /// <summary>The widest range: -2^22 to 2^22, so that every reading and its sum with a half is exact in single precision.</summary>
        public const int Limit = 1 << 22;

        /// <summary>The largest shift.</summary>
        public const int MaxShift = 22;

        /// <summary>n[0], the lowest reading of each input. Not a copy.</summary>
        public readonly int[] Lowest;

        /// <summary>n[0], the highest reading of each input. Not a copy.</summary>
        public readonly int[] Highest;

        /// <summary>n[0] shifts. Not a copy.</summary>
        public readonly sbyte[] Shifts;

        /// <summary>Makes the stage; it keeps the arrays.</summary>
        /// <param name="lowest">n[0], the lowest reading of each input, -2^22 or more.</param>
        /// <param name="highest">n[0], the highest, at most 2^22 and not below the lowest.</param>
        /// <param name="shifts">n[0], 0 to <see cref="MaxShift"/>.</param>
        public ReadingStage(int[] lowest, int[] highest, sbyte[] shifts)
        {
            Lowest = lowest;
            Highest = highest;
            Shifts = shifts;
        }

        /// <inheritdoc/>
        public override int Count => Lowest.Length;

        /// <inheritdoc/>
        public override int LowestCode(int input)
        {
            return Lowest[input] >> Shifts[input];
        }

        /// <inheritdoc/>
        public override int HighestCode(int input)
        {
            return Highest[input] >> Shifts[input];
        }

        /// <inheritdoc/>
        public override bool TakesReadings => true;

        /// <inheritdoc/>
        public override int Excess => 0;

        /// <inheritdoc/>
        public override int Code(float feature, int input)
        {
            return ReadingInputs.ToReading(feature, Lowest[input], Highest[input]) >> Shifts[input];
        }

        /// <inheritdoc/>
        public override int Code(int reading, int input)
        {
            int highest = Highest[input];
            if (reading > highest)
            {
                reading = highest;
            }

            int lowest = Lowest[input];
            return (reading < lowest ? lowest : reading) >> Shifts[input];
        }

        /// <inheritdoc/>
        public override bool IsSaturated(float value, int input)
        {
            int lowest = Lowest[input];
            int highest = Highest[input];
            int reading = ReadingInputs.ToReading(value, lowest, highest);
            return lowest < highest && (reading == lowest || reading == highest);
        }
    }
}
