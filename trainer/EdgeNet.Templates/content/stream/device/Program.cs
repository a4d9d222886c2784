using System;
using System.Threading;
using EdgeNet;
using EdgeNet.Models;

namespace EdgeNetAppClassNode
{
    /// <summary>Turns the readings of a sensor into a state with the model that training wrote.</summary>
    public static class Program
    {
        /// <summary>The entry point.</summary>
        public static void Main()
        {
            var pipeline = new Pipeline(new EdgeNetAppClassModel(), EdgeNetAppClassStream.Settings());
            if (!pipeline.SelfTest())
            {
                Console.WriteLine("This board does not compute what the PC computed.");
                Thread.Sleep(Timeout.Infinite);
            }

            Console.WriteLine(pipeline.Predictor.Name + ": golden vectors exact.");
            pipeline.StateChanged += changed => Console.WriteLine(changed.StateLabel);
            int[] reading = new int[pipeline.Settings.Channels.Length];
            int periodMilliseconds = 1000000 / pipeline.Settings.RateMillihertz;
            while (true)
            {
                Read(reading);
                pipeline.Add(reading); // true when a window was decided; allocates nothing
                Thread.Sleep(periodMilliseconds); // with a sensor that keeps its own time, wait for its next reading instead
            }
        }

        /// <summary>Replace this with your sensor: counts, in the order and at the rate of recipe.json.</summary>
        private static void Read(int[] reading)
        {
            reading[0] = 0;    // x
            reading[1] = 0;    // y
            reading[2] = 1000; // z: the board lies still, and gravity is 1000 milli-g
        }
    }
}
