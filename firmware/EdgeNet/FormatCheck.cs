namespace EdgeNet
{
    /// <summary>Checks single numbers of a model file.</summary>
    internal static class FormatCheck
    {
        public static void Range(int value, int least, int most, string what, ModelFormatError error)
        {
            if (value < least || value > most)
            {
                throw new ModelFormatException(
                    error, "The model says " + value.ToString() + " for: " + what + ". Possible: " + least.ToString() + " to " + most.ToString() + ".");
            }
        }

        public static bool IsFinite(float value)
        {
            return !float.IsNaN(value) && !float.IsInfinity(value);
        }
    }
}
