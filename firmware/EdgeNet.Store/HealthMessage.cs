namespace EdgeNet
{
    /// <summary>The layout of a health record as it travels: always <see cref="Length"/> bytes, all numbers little-endian.</summary>
    internal static class HealthMessage
    {
        public const int Layout = 1;

        /// <summary>Bytes of the message.</summary>
        public const int Length = 256;

        /// <summary>The most classes that have a counter of their own; of more, the last counter has the rest together.</summary>
        public const int MostCounters = 16;

        /// <summary>The most shares at the ends; of more inputs, neighbours share one.</summary>
        public const int MostShares = 64;

        /// <summary>The most bytes of the name; a longer one is cut off behind a whole character.</summary>
        public const int MostName = 64;

        /// <summary><see cref="UpdateMessage.Health"/>, u8; behind it <see cref="Layout"/>, u8.</summary>
        public const int KindAt = 0;
        public const int LayoutAt = 1;

        /// <summary>A <see cref="SignatureKind"/>, u8: how the model is signed.</summary>
        public const int SignatureAt = 2;

        /// <summary>The flags below, u8.</summary>
        public const int FlagsAt = 3;

        /// <summary>The version of the model, u32; 0 for one without a version.</summary>
        public const int VersionAt = 4;

        /// <summary>The id of the key that signed it, 8 bytes; 0 without a signature.</summary>
        public const int KeyAt = 8;

        /// <summary>The number of the record since the start, u32, from 1 on: a gap tells that one was lost.</summary>
        public const int NumberAt = 16;

        /// <summary>Seconds since the start, u32, and the last of these that the record covers, u32.</summary>
        public const int SecondsAt = 20;
        public const int CoveredAt = 24;

        /// <summary>Decisions, u32, and of these the unfamiliar ones, u32.</summary>
        public const int DecisionsAt = 28;
        public const int UnfamiliarAt = 32;

        /// <summary>Microseconds of the longest decision, u32.</summary>
        public const int LongestAt = 36;

        /// <summary>Resets that the application has counted, u32, and free bytes, u32.</summary>
        public const int ResetsAt = 40;
        public const int FreeAt = 44;

        /// <summary>Decisions whose inputs were looked at, u32: the shares are shares of these.</summary>
        public const int LookedAt = 48;

        /// <summary>n[0], u16.</summary>
        public const int InputsAt = 52;

        /// <summary>Classes, u16; 0 for quantities.</summary>
        public const int ClassesAt = 54;

        /// <summary>Shares (u8), counters (u8) and bytes of the name (u8) that are used; then a 0.</summary>
        public const int ShareCountAt = 56;
        public const int CounterCountAt = 57;
        public const int NameLengthAt = 58;

        /// <summary>Decisions by class, u32 each.</summary>
        public const int CountersAt = 60;

        /// <summary>
        /// How often an input stands at an end of its codes, u8 each, in the code of <see cref="ShareOf"/>. Input i has the share
        /// i / g with g = ceil(n[0] / <see cref="MostShares"/>), and a share is that of the input of its g that stands there most often.
        /// </summary>
        public const int SharesAt = CountersAt + (4 * MostCounters);

        /// <summary>The name of the model, in UTF-8.</summary>
        public const int NameAt = SharesAt + MostShares;

        /// <summary>Seconds from one record to the next, u32; 0 where the application does not say.</summary>
        public const int EveryAt = NameAt + MostName;

        /// <summary>Flag: the model tells what it is not familiar with.</summary>
        public const int KnowsUnfamiliar = 1;

        /// <summary>Flag: its outputs are quantities.</summary>
        public const int IsRegression = 2;

        /// <summary>Flag: it knows only what is normal.</summary>
        public const int IsAnomaly = 4;

        /// <summary>Flag: there is one share, of the decisions in which any input stood at an end; a generated class knows no more.</summary>
        public const int IsOfAnyInput = 8;

        /// <summary>Returns how many inputs share a share.</summary>
        public static int GroupOf(int inputs)
        {
            return (inputs + MostShares - 1) / MostShares;
        }

        /// <summary>
        /// Returns the code c of a share: <c>(c / 255)²</c> is the nearest below or at it, so that one in 65,025 can still be told from none. Only none
        /// has the code 0, and only all has 255.
        /// </summary>
        /// <param name="count">0 to <paramref name="all"/>.</param>
        /// <param name="all">At most 65,535.</param>
        public static int ShareOf(int count, int all)
        {
            if (count == 0 || count >= all)
            {
                return count == 0 ? 0 : 255;
            }

            long scaled = count * 65025L;
            int low = 1;
            int high = 254;
            while (low < high)
            {
                int middle = (low + high + 1) >> 1;
                if ((long)middle * middle * all <= scaled)
                {
                    low = middle;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return low;
        }
    }
}
