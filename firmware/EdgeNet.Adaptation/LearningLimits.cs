namespace EdgeNet
{
    /// <summary>The limits of learning, which travel in the model file.</summary>
    internal sealed class LearningLimits
    {
        /// <summary>The most examples of each phase: no sum of squared codes exceeds 31 bits.</summary>
        public const int MostExamples = 100000;

        /// <summary>The most distances that are kept to find the threshold.</summary>
        public const int MostAlarms = 1024;

        /// <summary>The bit of <see cref="Options"/> for prototypes that no example was nearest to: they are normal no more.</summary>
        public const int Forgets = 1;

        /// <summary>Examples that move the prototypes, 1 to <see cref="MostExamples"/>.</summary>
        public int Examples;

        /// <summary>Examples after these, by which the threshold is chosen, 1 to <see cref="MostExamples"/>.</summary>
        public int Calibration;

        /// <summary>The distance from the factory's prototypes above which an example is refused.</summary>
        public int Refuse;

        /// <summary>The distance from the factory's prototypes above which a prototype may not move.</summary>
        public int Drift;

        /// <summary>The width of a code whose variance is 1; 0 where the widths stay as they are.</summary>
        public int UnitWidth;

        /// <summary>The rank, from the farthest calibration example, whose distance becomes the threshold, 1 to <see cref="MostAlarms"/>.</summary>
        public int Alarms;

        /// <summary>As many examples as the factory's prototype counts, 1 to 65,535.</summary>
        public int Weight;

        /// <summary>The most codes of an example that may be at an end.</summary>
        public int Saturated;

        /// <summary>Flags.</summary>
        public int Options;

        /// <summary>The most examples that may be refused, in both phases together.</summary>
        public int Refusals;

        /// <summary>Words of the statistics behind the limits; 0 in a file that has not begun to learn.</summary>
        public int StateWords;

        /// <summary>Reads and checks them.</summary>
        /// <param name="reader">At the learning section.</param>
        public static LearningLimits Read(ModelReader reader)
        {
            var limits = new LearningLimits
            {
                Examples = Number(reader, 1, MostExamples, "examples that learn"),
                Calibration = Number(reader, 1, MostExamples, "examples that calibrate"),
                Refuse = Number(reader, 1, DistanceHead.Farthest, "distance that is refused"),
                Drift = Number(reader, 0, DistanceHead.Farthest, "distance that a prototype may move"),
                UnitWidth = Number(reader, 0, int.MaxValue, "width of variance 1"),
                Alarms = reader.ReadUInt16(),
                Weight = reader.ReadUInt16(),
                Saturated = reader.ReadUInt16(),
                Options = reader.ReadUInt16(),
                Refusals = Number(reader, 0, 2 * MostExamples, "examples that may be refused"),
                StateWords = reader.ReadInt32(),
            };
            Check(limits.Alarms, 1, limits.Calibration < MostAlarms ? limits.Calibration : MostAlarms, "rank of the threshold");
            Check(limits.Weight, 1, ushort.MaxValue, "weight of the factory's prototypes");
            Check(limits.Options, 0, Forgets, "options of learning");
            return limits;
        }

        /// <summary>Throws unless a number is in its range.</summary>
        public static void Check(int value, int least, int most, string what)
        {
            FormatCheck.Range(value, least, most, what, ModelFormatError.ImpossibleShape);
        }

        private static int Number(ModelReader reader, int least, int most, string what)
        {
            int value = reader.ReadInt32();
            Check(value, least, most, what);
            return value;
        }
    }
}
