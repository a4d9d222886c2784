namespace EdgeNet
{
    /// <summary>How raw values become the codes of the first layer.</summary>
    internal abstract class InputStage
    {
        /// <summary>n[0].</summary>
        public abstract int Count { get; }

        /// <summary>Returns the lowest code that an input can have.</summary>
        /// <param name="input">0 to n[0] - 1.</param>
        /// <returns>The code.</returns>
        public abstract int LowestCode(int input);

        /// <summary>Returns the highest code that an input can have.</summary>
        /// <param name="input">0 to n[0] - 1.</param>
        /// <returns>The code.</returns>
        public abstract int HighestCode(int input);

        /// <summary>Whether inputs are integer readings in declared ranges.</summary>
        public abstract bool TakesReadings { get; }

        /// <summary>What the packed kernels leave added to every code, which saves them a subtraction; the start value of each word makes up for it.</summary>
        public abstract int Excess { get; }

        /// <summary>Turns one raw value into its code.</summary>
        /// <param name="feature">The value.</param>
        /// <param name="input">0 to n[0] - 1.</param>
        /// <returns>The code.</returns>
        public abstract int Code(float feature, int input);

        /// <summary>Turns one integer reading into its code.</summary>
        /// <param name="reading">The reading.</param>
        /// <param name="input">0 to n[0] - 1.</param>
        /// <returns>The code.</returns>
        public abstract int Code(int reading, int input);

        /// <summary>Says whether a raw value is at or beyond an end of the range that the input can represent.</summary>
        /// <param name="value">The value.</param>
        /// <param name="input">0 to n[0] - 1.</param>
        /// <returns>Whether its code is the lowest or the highest, of readings whether it is at or beyond an end of their range; <c>false</c> where an input has one code.</returns>
        public abstract bool IsSaturated(float value, int input);
    }
}
