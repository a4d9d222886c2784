using System;
using EdgeNet;

namespace Bench
{
    /// <summary>Random streams on the device: every feature must be the one that the PC computed.</summary>
    public static class RandomParity
    {
        public static void Main()
        {
            int exact = 0;
            try
            {
                for (int seed = 0; seed < GeneratedReadings.Count; seed++)
                {
                    var stream = new GeneratedReadings(seed);
                    bool isExact = stream.Hash(new WindowFeatures(stream.Settings)) == RandomHashes.Expected[seed];
                    exact += isExact ? 1 : 0;
                    if (!isExact)
                    {
                        Console.WriteLine("WRONG stream " + seed.ToString());
                    }
                }
            }
            catch (Exception e)
            {
                Console.WriteLine("WRONG " + e.GetType().FullName + ": " + e.Message);
            }

            Console.WriteLine("EXACT|" + exact.ToString());
        }
    }
}
