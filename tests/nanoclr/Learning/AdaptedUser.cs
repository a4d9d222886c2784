using EdgeNet;
using EdgeNet.DeviceTests;

namespace Bench
{
    /// <summary>A classifier of random weights, the classes of whose inputs are others for a new user: its output layer learns them.</summary>
    public sealed class AdaptedUser
    {
        private const int Inputs = 6;
        private const int Hidden = 8;
        private const int Classes = 3;
        private const int Examples = 90;
        private const int Epochs = 25;

        private readonly float[] _features = new float[Inputs];

        public AdaptedUser()
        {
            Learner = new OutputLearner(MakeFile(), Examples);
        }

        /// <summary>What learns.</summary>
        public OutputLearner Learner { get; }

        /// <summary>Learns.</summary>
        /// <returns>The hash of the committed file and of the examples that it gives their class.</returns>
        public int Run(ByteHash hash, IntegerNoise noise)
        {
            Learner.Clear();
            for (int e = 0; e < Examples; e++)
            {
                int label = e * Classes / Examples;
                for (int i = 0; i < Inputs; i++)
                {
                    _features[i] = noise.Next(i % Classes == label ? 60 : -20, 120);
                }

                Learner.Add(_features, label);
            }

            Learner.Train(Epochs);
            hash.Add(Learner.CountRight());
            hash.Add(Learner.File, Learner.Commit());
            return hash.Value;
        }

        private static byte[] MakeFile()
        {
            var noise = new IntegerNoise(23);
            var scales = new float[Inputs];
            var offsets = new float[Inputs];
            for (int i = 0; i < Inputs; i++)
            {
                scales[i] = 0.8f;
                offsets[i] = 128.5f;
            }

            var multipliers = new int[Hidden];
            for (int j = 0; j < Hidden; j++)
            {
                multipliers[j] = 900 + (50 * j);
            }

            var file = new ModelBytes();
            file.WriteHeader(Inputs, 2, 1, 0, 0.0005f, 0, "user", "a", "b", new string[] { "c" });
            file.WriteInputs(scales, offsets);
            file.WriteLayer(1, 17, -128, new int[Hidden], multipliers, null, Weights(noise, Hidden * Inputs));
            file.WriteLayer(5, 0, 0, new int[Classes], null, null, Weights(noise, Classes * Hidden));
            file.WriteGoldenVector(new float[] { 10f, 20f, 30f, -10f, -20f, -30f }, 0, 0, 0);
            return file.ToFile();
        }

        private static sbyte[] Weights(IntegerNoise noise, int count)
        {
            var weights = new sbyte[count];
            for (int i = 0; i < count; i++)
            {
                weights[i] = (sbyte)((noise.Next() % 255) - 127);
            }

            return weights;
        }
    }
}
