using System;
using EdgeNet;

namespace Bench
{
    /// <summary>
    /// What a reading and a decision cost, against the hand-written float loop of 60-12-1 in the same rounds. A pipeline that decides on every
    /// reading takes c1 for one; a pipeline that decides on every 50th takes c50 for fifty: a reading costs r = (c50 - c1) / 49, a decision (features, network, votes) c1 - r.
    /// </summary>
    public static class Streams
    {
        private const int Rounds = 9;
        private const int Loops = 300;
        private const int Readings = 100000;

        private static int s_alarms;

        /// <summary>Measures one set of features.</summary>
        /// <returns>What is wrong, or null.</returns>
        public static string Run(string name, bool hasBands, byte[] file, HandWritten hand, float[] input)
        {
            var rules = new DecisionRules(0, -100, 2, 3, 0);
            int[] readings = MakeReadings();
            int before = Memory.Free();
            var everyFifty = new StreamSubject(Make(hasBands, StreamShapes.Window, rules, file), readings);
            int held = before - Memory.Free();
            var everyOne = new StreamSubject(Make(hasBands, 1, rules, file), readings);
            everyFifty.Pipeline.StateChanged += OnStateChanged;
            everyOne.Run(StreamShapes.Window);
            everyFifty.Run(StreamShapes.Window);

            var loop = new long[Rounds];
            var reading = new long[Rounds];
            var decision = new long[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                long start = DateTime.UtcNow.Ticks;
                float sum = 0f;
                for (int i = 0; i < Loops; i++)
                {
                    sum += hand.Predict(input);
                }

                long afterHand = DateTime.UtcNow.Ticks;
                int decisions = everyOne.Run(Loops);
                long afterOne = DateTime.UtcNow.Ticks;
                decisions += everyFifty.Run(StreamShapes.Window * Loops);
                long afterFifty = DateTime.UtcNow.Ticks;
                if (decisions != 2 * Loops || sum < 0f)
                {
                    return name + ": " + decisions.ToString() + " decisions instead of " + (2 * Loops).ToString();
                }

                loop[round] = afterHand - start;
                decision[round] = afterOne - afterHand;
                reading[round] = (afterFifty - afterOne - decision[round]) / (StreamShapes.Window - 1);
                decision[round] -= reading[round];
            }

            int free = Memory.Free();
            bool isClean = Memory.MakesNoGarbage(everyFifty, Readings);
            int allocated = free - Memory.Free();
            Console.WriteLine(
                "STREAM|" + name + "|" + Report.Micros(Report.Median(loop), Loops)
                + "|" + Report.Micros(Report.Median(reading), Loops) + "|" + Report.Ratio(reading, loop)
                + "|" + Report.Micros(Report.Median(decision), Loops) + "|" + Report.Ratio(decision, loop)
                + "|" + (isClean ? allocated.ToString() : ">0") + "|" + held.ToString());
            return !isClean || allocated != 0 ? name + ": allocates" : s_alarms == 0 ? name + ": the state never changed" : null;
        }

        private static Pipeline Make(bool hasBands, int stride, DecisionRules rules, byte[] file)
        {
            return new Pipeline(Model.Load(file), hasBands ? StreamShapes.Full(stride, rules) : StreamShapes.Lean(stride, rules));
        }

        private static void OnStateChanged(Pipeline pipeline)
        {
            s_alarms++;
        }

        // Quiet and loud in turn, each for ten windows.
        private static int[] MakeReadings()
        {
            var noise = new IntegerNoise(1);
            var readings = new int[3 * 20 * StreamShapes.Window];
            for (int i = 0; i < readings.Length; i += 3)
            {
                int tone = i < readings.Length / 2 ? 0 : 60 * (i / 3 % 5);
                readings[i] = noise.Next(tone, 300);
                readings[i + 1] = noise.Next(-tone, 400);
                readings[i + 2] = noise.Next(1000, 250);
            }

            return readings;
        }
    }
}
