using EdgeNet;
using EdgeNet.Esp32;

namespace SonarNode
{
    /// <summary>Runs the golden vectors of a model, then the recorded echoes, and prints class, probability and time.</summary>
    internal static class SonarReplay
    {
        /// <summary>Runs all.</summary>
        /// <param name="model">Takes as many inputs as an echo has bands.</param>
        /// <param name="print">Is told each result.</param>
        /// <returns><c>true</c> when the golden vectors are exact: this board computes what the PC computed.</returns>
        internal static bool Run(Predictor model, LineWriter print)
        {
            int mismatch = model.FirstGoldenMismatch();
            if (mismatch >= 0)
            {
                print("Golden vector " + mismatch.ToString() + " differs: this board does not compute what the PC computed.");
                return false;
            }

            print("Golden vectors: all exact.");
            Replay(model, print);
            return true;
        }

        private static void Replay(Predictor model, LineWriter print)
        {
            InferenceTimer timer = new InferenceTimer();
            int right = 0;
            for (int e = 0; e < SonarEchoes.Count; e++)
            {
                float[] echo = SonarEchoes.Features[e];
                timer.Start();
                int logit = model.Logit(echo);
                bool isMine = logit >= model.LogitThreshold;
                float probability = model.Probability(logit);
                long microseconds = timer.Stop();

                right += isMine == SonarEchoes.AreMines[e] ? 1 : 0;
                print(
                    "Echo " + (e + 1).ToString() + ": " + Label(model, isMine) + ", " + model.PositiveLabel + " " + Percent(probability)
                    + "; it is a " + Label(model, SonarEchoes.AreMines[e]) + "; " + microseconds.ToString() + " us");
            }

            print(
                right.ToString() + " of " + SonarEchoes.Count.ToString() + " right; an inference took "
                + timer.MeanMicroseconds.ToString() + " us (" + timer.MinMicroseconds.ToString() + " to " + timer.MaxMicroseconds.ToString() + ").");
        }

        private static string Label(Predictor model, bool isPositive)
        {
            return isPositive ? model.PositiveLabel : model.NegativeLabel;
        }

        // By integers: the text of a float is imprecise on the device.
        private static string Percent(float probability)
        {
            int tenths = (int)((probability * 1000) + 0.5f);
            return (tenths / 10).ToString() + "." + (tenths % 10).ToString() + " %";
        }
    }
}
