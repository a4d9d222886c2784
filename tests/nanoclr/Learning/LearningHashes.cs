namespace Bench
{
    /// <summary>What learning must give, recorded on the PC. A change of the arithmetic changes them: the test on the PC says the new ones.</summary>
    public static class LearningHashes
    {
        /// <summary>Of <see cref="LearnedMachine"/>.</summary>
        public const int Machine = -997818371;

        /// <summary>Of <see cref="AdaptedUser"/>.</summary>
        public const int User = -1459124357;
    }
}
