using System;
using EdgeNet;

namespace Bench
{
    /// <summary>Recordings on the device: every feature, logit and state of a pipeline must be the one that the PC computed.</summary>
    public static class FanParity
    {
        public static void Main()
        {
            int exact = 0;
            try
            {
                var pipeline = new Pipeline(Model.Load(FanNetworkData.File), StreamShapes.Full(StreamShapes.Window / 2, StreamShapes.FanRules));
                for (int r = 0; r < FanData.Expected.Length; r++)
                {
                    short[] readings = FanData.Readings(r);
                    var hash = new StreamHash();
                    pipeline.Reset();
                    for (int i = 0; i < readings.Length; i += StreamShapes.Axes)
                    {
                        if (pipeline.Add(readings[i], readings[i + 1], readings[i + 2]))
                        {
                            hash.Add(pipeline);
                        }
                    }

                    exact += hash.Value == FanData.Expected[r] ? 1 : 0;
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
