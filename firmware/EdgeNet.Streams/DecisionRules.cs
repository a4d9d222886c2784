namespace EdgeNet
{
    /// <summary>How the decisions of single windows become a state that does not flicker.</summary>
    /// <remarks>
    /// A window votes. With two classes it votes positive when its logit is <see cref="OnLogit"/> or more, negative when it is below
    /// <see cref="OffLogit"/>, and as the window before it in between (hysteresis). With several it votes for the class with the largest logit.
    /// The state becomes a class when <see cref="Votes"/> of the last <see cref="OfLast"/> windows voted for it; with two classes the negative
    /// one takes the state as soon as the positive one no longer can, with <c>OfLast - Votes + 1</c> votes. It stays for at least
    /// <see cref="MinimumReadings"/>.
    /// </remarks>
    public sealed class DecisionRules
    {
        /// <summary>The most windows that vote.</summary>
        public const int MaxWindows = 255;

        /// <summary>Makes the rules.</summary>
        /// <param name="onLogit">Two classes: the integer logit from which on a window votes positive.</param>
        /// <param name="offLogit">Two classes: the integer logit below which a window votes negative, at most <paramref name="onLogit"/>.</param>
        /// <param name="votes">1 to <paramref name="ofLast"/>; with several classes more than half of it.</param>
        /// <param name="ofLast">1 to <see cref="MaxWindows"/>.</param>
        /// <param name="minimumReadings">Readings that a state lasts at least, 0 or more.</param>
        public DecisionRules(int onLogit, int offLogit, int votes = 1, int ofLast = 1, int minimumReadings = 0)
        {
            OnLogit = onLogit;
            OffLogit = offLogit;
            Votes = votes;
            OfLast = ofLast;
            MinimumReadings = minimumReadings;
        }

        /// <summary>Two classes: the integer logit from which on a window votes positive.</summary>
        public int OnLogit { get; }

        /// <summary>Two classes: the integer logit below which a window votes negative.</summary>
        public int OffLogit { get; }

        /// <summary>Votes that a state needs.</summary>
        public int Votes { get; }

        /// <summary>The windows that vote: the last ones.</summary>
        public int OfLast { get; }

        /// <summary>Readings that a state lasts at least.</summary>
        public int MinimumReadings { get; }
    }
}
