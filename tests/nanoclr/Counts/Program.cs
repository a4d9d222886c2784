using System;
using EdgeNet.DeviceTests;

namespace EdgeNet.Counts
{
    /// <summary>Prints how many IL instructions networks and streams take, on a host whose <c>Environment.TickCount64</c> counts them.</summary>
    public static class Program
    {
        private const int Windows = 3;
        private const int Clock = 2;    // the reading of the counter and its store
        private const int Call = 4;     // what is called, with one argument, and what it returns

        public static void Main()
        {
            // An exception that nobody catches ends the interpreter without a word.
            try
            {
                Cases.Run();
                Console.WriteLine("COUNTS DONE");
            }
            catch (Exception e)
            {
                Console.WriteLine(e.GetType().FullName + ": " + e.Message);
            }
        }

        /// <summary>Counts a network in all its forms.</summary>
        /// <param name="name">The network.</param>
        /// <param name="file">Its file.</param>
        /// <param name="features">Inputs, or null.</param>
        /// <param name="readings">Inputs, or null.</param>
        /// <param name="generated">Its class.</param>
        public static void CountNetwork(string name, byte[] file, float[][] features, int[][] readings, Predictor generated)
        {
            Model.Load(file, ModelMemory.Bytes); // the first call looks for native kernels
            long start = Environment.TickCount64;
            Model packed = Model.Load(file, ModelMemory.Packed);
            long end = Environment.TickCount64;
            Print(name, "packed load", end - start - Clock - Call);
            start = Environment.TickCount64;
            Model stored = Model.Load(file, ModelMemory.Bytes);
            end = Environment.TickCount64;
            Print(name, "bytes load", end - start - Clock - Call);
            var storage = new ArrayStorage(file);
            start = Environment.TickCount64;
            Model opened = Model.Open(storage, 4096);
            end = Environment.TickCount64;
            Print(name, "opened load", end - start - Clock - Call);
            CountInferences(name, "packed", packed, features, readings);
            CountInferences(name, "bytes", stored, features, readings);
            CountInferences(name, "opened", opened, features, readings);
            CountInferences(name, "generated", generated, features, readings);
        }

        /// <summary>Counts a stream: to load it, readings into a full window, and readings that complete one, with the network.</summary>
        /// <param name="name">The stream.</param>
        /// <param name="file">Its file.</param>
        /// <param name="tones">Its readings.</param>
        public static void CountStream(string name, byte[] file, ToneReadings tones)
        {
            Pipeline.Load(file, ModelMemory.Bytes);
            long start = Environment.TickCount64;
            Pipeline pipeline = Pipeline.Load(file, ModelMemory.Packed);
            long end = Environment.TickCount64;
            Print(name, "load", end - start - Clock - Call);
            var readings = new int[pipeline.Settings.Channels.Length];
            for (int n = 0; n < pipeline.Settings.Window; n++)
            {
                tones.Next(readings);
                pipeline.Add(readings);
            }

            long ofReadings = 0;
            long ofWindows = 0;
            int windows = 0;
            while (windows < Windows)
            {
                tones.Next(readings);
                bool isComplete;
                long instructions = readings.Length == 1 ? AddOne(pipeline, readings, out isComplete)
                    : readings.Length == 3 ? AddThree(pipeline, readings, out isComplete)
                    : Add(pipeline, readings, out isComplete);
                ofWindows += isComplete ? instructions : 0;
                ofReadings += isComplete ? 0 : instructions;
                windows += isComplete ? 1 : 0;
            }

            Print(name, "readings", ofReadings);
            Print(name, "windows", ofWindows);
        }

        private static void CountInferences(string name, string form, Predictor predictor, float[][] features, int[][] readings)
        {
            long sum = 0;
            for (int k = 0; features != null && k < features.Length; k++)
            {
                float[] inputs = features[k];
                long start = Environment.TickCount64;
                float answer = predictor.Predict(inputs);
                long end = Environment.TickCount64;
                sum += end - start - Clock - Call;
            }

            for (int k = 0; readings != null && k < readings.Length; k++)
            {
                int[] inputs = readings[k];
                long start = Environment.TickCount64;
                float answer = predictor.Predict(inputs);
                long end = Environment.TickCount64;
                sum += end - start - Clock - Call;
            }

            Print(name, form, sum);
        }

        private static long AddOne(Pipeline pipeline, int[] readings, out bool isComplete)
        {
            int x = readings[0];
            long start = Environment.TickCount64;
            bool isNew = pipeline.Add(x);
            long end = Environment.TickCount64;
            isComplete = isNew;
            return end - start - Clock - Call;
        }

        private static long AddThree(Pipeline pipeline, int[] readings, out bool isComplete)
        {
            int x = readings[0];
            int y = readings[1];
            int z = readings[2];
            long start = Environment.TickCount64;
            bool isNew = pipeline.Add(x, y, z);
            long end = Environment.TickCount64;
            isComplete = isNew;
            return end - start - Clock - Call - 2;
        }

        private static long Add(Pipeline pipeline, int[] readings, out bool isComplete)
        {
            long start = Environment.TickCount64;
            bool isNew = pipeline.Add(readings);
            long end = Environment.TickCount64;
            isComplete = isNew;
            return end - start - Clock - Call;
        }

        private static void Print(string name, string what, long count)
        {
            Console.WriteLine("COUNT," + name + "," + what + "," + count.ToString());
        }
    }
}
