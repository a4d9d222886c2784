namespace EdgeNet
{
    /// <summary>How raw values become the codes of the first layer.</summary>
    public abstract class InputStage
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

        /// <summary>Turns raw values into codes.</summary>
        /// <param name="features">n[0] values.</param>
        /// <param name="codes">Written: the first n[0] elements.</param>
        public abstract void Quantize(float[] features, int[] codes);

        /// <summary>Turns integer readings into codes.</summary>
        /// <param name="readings">n[0] values.</param>
        /// <param name="codes">Written: the first n[0] elements.</param>
        public abstract void Quantize(int[] readings, int[] codes);
    }
}
