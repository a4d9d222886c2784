using System;
using EdgeNet.DeviceTests;
using EdgeNet;

namespace Bench
{
    /// <summary>The example models of several classes and of quantities: every form must give every logit that the PC computed.</summary>
    public static class Examples
    {
        /// <summary>Returns what is wrong, or null.</summary>
        public static string Check(string name, byte[] file, float[] inputs, int[] logits, Predictor generated)
        {
            string wrong = Check(name + ", PlainModel", inputs, logits, PlainModel.Load(file));
            wrong = wrong ?? Check(name + ", Model", inputs, logits, Model.Load(file));
            wrong = wrong ?? Check(name + ", generated class", inputs, logits, generated);
            if (wrong == null)
            {
                Console.WriteLine("EXAMPLE|" + name + "|" + (inputs.Length / generated.InputCount).ToString() + "|" + generated.OutputCount.ToString());
            }

            return wrong;
        }

        private static string Check(string name, float[] inputs, int[] logits, Predictor predictor)
        {
            if (!predictor.SelfTest())
            {
                return name + ": golden vectors";
            }

            int width = predictor.InputCount;
            int outputs = predictor.OutputCount;
            float[] features = new float[width];
            int[] actual = new int[outputs];
            int samples = inputs.Length / width;
            for (int s = 0; s < samples; s++)
            {
                Array.Copy(inputs, s * width, features, 0, width);
                predictor.Logits(features, actual);
                for (int j = 0; j < outputs; j++)
                {
                    if (actual[j] != logits[(s * outputs) + j])
                    {
                        return name + ": logits differ";
                    }
                }
            }

            return samples * outputs == logits.Length && samples > 0 ? null : name + ": no logits";
        }
    }
}
