using System;

namespace EdgeNet
{
    /// <summary>An input stage whose numbers stay in the bytes of the model file: by the rules of <see cref="AffineStage"/> or <see cref="ReadingStage"/>.</summary>
    internal sealed class StoredInputs : InputStage
    {
        /// <summary>The bytes. Not a copy.</summary>
        public readonly byte[] Data;

        /// <summary>Where the scales, or the lowest readings, begin; the offsets, or the highest, follow, and then the shifts.</summary>
        public readonly int At;

        public StoredInputs(byte[] data, int at, int count, bool takesReadings)
        {
            Data = data;
            At = at;
            Count = count;
            TakesReadings = takesReadings;
        }

        /// <inheritdoc/>
        public override int Count { get; }

        /// <inheritdoc/>
        public override bool TakesReadings { get; }

        /// <inheritdoc/>
        public override int Excess => TakesReadings ? 0 : AffineStage.Centre;

        /// <summary>Where the second table begins.</summary>
        public int SecondAt => At + (4 * Count);

        /// <summary>Where the shifts of readings begin.</summary>
        public int ShiftsAt => At + (8 * Count);

        /// <inheritdoc/>
        public override int LowestCode(int input)
        {
            return TakesReadings ? Lowest(input) >> Shift(input) : sbyte.MinValue;
        }

        /// <inheritdoc/>
        public override int HighestCode(int input)
        {
            return TakesReadings ? Highest(input) >> Shift(input) : sbyte.MaxValue;
        }

        /// <inheritdoc/>
        public override int Code(float feature, int input)
        {
            if (TakesReadings)
            {
                return ReadingInputs.ToReading(feature, Lowest(input), Highest(input)) >> Shift(input);
            }

            float u = (feature * Scale(input)) + BitConverter.ToSingle(Data, SecondAt + (4 * input));
            return u < 255f ? (u > 0f ? (int)u - AffineStage.Centre : sbyte.MinValue) : sbyte.MaxValue;
        }

        /// <inheritdoc/>
        public override int Code(int reading, int input)
        {
            if (!TakesReadings)
            {
                return Code((float)reading, input);
            }

            int highest = Highest(input);
            int lowest = Lowest(input);
            return (reading > highest ? highest : reading < lowest ? lowest : reading) >> Shift(input);
        }

        /// <inheritdoc/>
        public override bool IsSaturated(float value, int input)
        {
            if (TakesReadings)
            {
                int lowest = Lowest(input);
                int highest = Highest(input);
                int reading = ReadingInputs.ToReading(value, lowest, highest);
                return lowest < highest && (reading == lowest || reading == highest);
            }

            int code = Code(value, input);
            return Scale(input) > 0f && (code == sbyte.MinValue || code == sbyte.MaxValue);
        }

        private float Scale(int input)
        {
            return BitConverter.ToSingle(Data, At + (4 * input));
        }

        private int Lowest(int input)
        {
            return BitConverter.ToInt32(Data, At + (4 * input));
        }

        private int Highest(int input)
        {
            return BitConverter.ToInt32(Data, SecondAt + (4 * input));
        }

        private int Shift(int input)
        {
            return Data[ShiftsAt + input];
        }
    }
}
