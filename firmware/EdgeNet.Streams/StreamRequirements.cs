namespace EdgeNet
{
    /// <summary>What an application with a stream of readings can take: a model of another sensor, or one that could never decide, is refused with one reason.</summary>
    public sealed class StreamRequirements
    {
        /// <summary>The channels by name and in their order; <c>null</c> for any.</summary>
        public string[] Channels { get; set; }

        /// <summary>Counts that one unit of the recordings is, for each channel; <c>null</c> or none for any. 1 where the recordings are in counts.</summary>
        public float[] CountsPerUnit { get; set; }

        /// <summary>The lowest rate, in readings of 1,000 seconds.</summary>
        public int LowestMillihertz { get; set; } = 1;

        /// <summary>The highest rate, in readings of 1,000 seconds.</summary>
        public int HighestMillihertz { get; set; } = int.MaxValue;

        /// <summary>The rates are multiples of it, in readings of 1,000 seconds: 1,000 where the application takes a whole number of readings a second.</summary>
        public int StepMillihertz { get; set; } = 1;

        /// <summary>The most readings of a window, such as for the memory that there is.</summary>
        public int MostWindow { get; set; } = StreamSettings.MaxWindow;

        /// <summary>The most readings until the first decision, as <see cref="ReadingsToDecide"/> counts them.</summary>
        public int MostReadings { get; set; } = int.MaxValue;

        /// <summary>
        /// The length of a burst in milliseconds, where the application begins anew with each burst; 0 where readings never end. A burst must have
        /// enough of them for a decision.
        /// </summary>
        public int BurstMilliseconds { get; set; }

        /// <summary>Counts the readings after which any state can hold for the first time: a window, and the windows after it until there are enough votes.</summary>
        /// <remarks>
        /// A state needs M of N votes. Of two classes the negative one needs N - M + 1; of more classes M is more than half of N, and that is no more than M.
        /// </remarks>
        /// <param name="settings">The settings of a model.</param>
        /// <returns>How many.</returns>
        public static int ReadingsToDecide(StreamSettings settings)
        {
            NullCheck.One(settings, nameof(settings));
            DecisionRules rules = settings.Rules;
            int ofNegative = rules.OfLast - rules.Votes + 1;
            int votes = rules.Votes > ofNegative ? rules.Votes : ofNegative;
            return settings.Window + ((votes - 1) * settings.Stride);
        }

        /// <summary>Says why a model cannot be taken.</summary>
        /// <param name="settings">Its settings; <c>null</c> for a model without a stream.</param>
        /// <returns>One sentence, or <c>null</c> when it can.</returns>
        public string FaultOf(StreamSettings settings)
        {
            if (settings == null)
            {
                return "It takes features; this board has a stream of readings.";
            }

            return FaultOfChannels(settings) ?? FaultOfRate(settings) ?? FaultOfTime(settings);
        }

        private string FaultOfChannels(StreamSettings settings)
        {
            string[] channels = settings.Channels;
            if (Channels != null && channels.Length != Channels.Length)
            {
                return "It takes " + channels.Length.ToString() + " channels; this board has " + Channels.Length.ToString() + ".";
            }

            for (int c = 0; Channels != null && c < channels.Length; c++)
            {
                if (channels[c] != Channels[c])
                {
                    return "Its channel " + (c + 1).ToString() + " is '" + channels[c] + "'; this board has '" + Channels[c] + "' there.";
                }
            }

            for (int c = 0; CountsPerUnit != null && CountsPerUnit.Length > 0 && c < channels.Length; c++)
            {
                float wanted = CountsPerUnit[c < CountsPerUnit.Length ? c : CountsPerUnit.Length - 1];
                if (settings.CountsPerUnit[c] != wanted)
                {
                    return "One unit of its channel '" + channels[c] + "' is " + Counts(settings.CountsPerUnit[c]) + " counts; here it is " + Counts(wanted) + ".";
                }
            }

            return null;
        }

        private string FaultOfRate(StreamSettings settings)
        {
            int rate = settings.RateMillihertz;
            if (rate < LowestMillihertz || rate > HighestMillihertz)
            {
                return "It takes " + Thousandths(rate) + " readings a second; this board gives " + Thousandths(LowestMillihertz) + " to " + Thousandths(HighestMillihertz) + ".";
            }

            if (StepMillihertz > 1 && rate % StepMillihertz != 0)
            {
                return "It takes " + Thousandths(rate) + " readings a second; this board gives a multiple of " + Thousandths(StepMillihertz) + ".";
            }

            return null;
        }

        private string FaultOfTime(StreamSettings settings)
        {
            if (settings.Window > MostWindow)
            {
                return "Its window has " + settings.Window.ToString() + " readings; this board has room for " + MostWindow.ToString() + ".";
            }

            int needed = ReadingsToDecide(settings);
            long given = BurstMilliseconds == 0 ? int.MaxValue : (long)BurstMilliseconds * settings.RateMillihertz / 1000000;
            if (given > MostReadings)
            {
                given = MostReadings;
            }

            if (needed <= given)
            {
                return null;
            }

            return "It decides after " + needed.ToString() + " readings, a window of " + settings.Window.ToString() + " and its votes; this board gives it "
                + given.ToString() + ", so that it could never decide.";
        }

        // By integers: the text of a float is imprecise on the device.
        private static string Counts(float counts)
        {
            return counts < 1000000f ? Thousandths((int)((counts * 1000f) + 0.5f)) : ((int)(counts > 1000000000f ? 1000000000f : counts)).ToString();
        }

        private static string Thousandths(int thousandths)
        {
            int rest = thousandths % 1000;
            if (rest == 0)
            {
                return (thousandths / 1000).ToString();
            }

            string zeros = rest < 10 ? "00" : rest < 100 ? "0" : string.Empty;
            while (rest % 10 == 0)
            {
                rest /= 10;
            }

            return (thousandths / 1000).ToString() + "." + zeros + rest.ToString();
        }
    }
}
