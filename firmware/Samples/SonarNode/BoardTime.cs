using EdgeNet.Esp32;
using EdgeNet.Models;

namespace SonarNode
{
    /// <summary>Measures how long this board takes for an IL instruction, on the built-in model, and prints the line that <c>edgenet calibrate-device</c> takes.</summary>
    internal static class BoardTime
    {
        /// <summary>IL instructions of one <see cref="EdgeNet.Predictor.Predict(float[])"/>. A test holds it to the trainer's estimate.</summary>
        internal const int Instructions = 2333;

        /// <summary>How often the echoes are classified: about 0.4 s at 240 MHz.</summary>
        internal const int Rounds = 50;

        /// <summary>Measures, and prints the line.</summary>
        /// <param name="print">Takes it.</param>
        internal static void Run(LineWriter print)
        {
            SonarModel model = new SonarModel();
            InferenceTimer timer = new InferenceTimer();
            Classify(model); // unmeasured: the first time fills caches
            timer.Start();
            for (int round = 0; round < Rounds; round++)
            {
                Classify(model);
            }

            long microseconds = timer.Stop();
            int instructions = Instructions * SonarEchoes.Count * Rounds;
            print("For the times of this board, on the PC: edgenet calibrate-device 'EdgeNet board: " + instructions.ToString() + " IL in " + microseconds.ToString() + " us'");
        }

        private static void Classify(SonarModel model)
        {
            for (int e = 0; e < SonarEchoes.Count; e++)
            {
                model.Predict(SonarEchoes.Features[e]);
            }
        }
    }
}
