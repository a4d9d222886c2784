using EdgeNet;
using EdgeNet.DeviceTests;

#nullable disable

namespace Bench
{
    /// <summary>
    /// A machine of four states whose normal a node learns from 100,000 readings: the stream, the factory's model, readings and limits follow from constants, the
    /// same on the PC and on the device.
    /// </summary>
    public sealed class LearnedMachine
    {
        public const int Readings = 100000;

        private const int Channels = 3;
        private const int States = 4;
        private const int StateReadings = 400;
        private const int Checked = 10000; // readings from one look at the whole state to the next

        private readonly int[] _readings = new int[Channels];
        private readonly float[] _features;
        private readonly Pipeline _pipeline;
        private readonly byte[] _file;
        private Learner _learner;

        public LearnedMachine()
        {
            _file = MakeFile();
            _pipeline = new Pipeline(Model.Load(_file), MakeSettings());
            _features = new float[_pipeline.Predictor.InputCount];
        }

        /// <summary>The learner of the last run.</summary>
        public Learner Learner => _learner;

        /// <summary>Makes a new learner; before a run.</summary>
        public void Restart()
        {
            _learner = new Learner(_file);
            _pipeline.Reset();
        }

        /// <summary>Learns from all readings.</summary>
        /// <param name="hash">Of what was before.</param>
        /// <param name="noise">Of the readings.</param>
        /// <param name="cutsPower">Whether the learner is saved and read again in the middle, which allocates.</param>
        /// <returns>The hash of every state on the way, and of the committed file.</returns>
        public int Run(ByteHash hash, IntegerNoise noise, bool cutsPower)
        {
            for (int n = 0; n < Readings; n++)
            {
                Next(noise, _readings, n, 5);
                if (_pipeline.Add(_readings))
                {
                    _pipeline.CopyFeatures(_features);
                    hash.Add((int)_learner.Learn(_features));
                }

                if (n % Checked == Checked - 1)
                {
                    hash.Add(_learner.File, _learner.Save());
                    if (cutsPower)
                    {
                        int length = _learner.Save();
                        var saved = new byte[length];
                        for (int i = 0; i < length; i++)
                        {
                            saved[i] = _learner.File[i];
                        }

                        _learner = new Learner(saved);
                    }
                }
            }

            hash.Add(_learner.LearnedCount);
            hash.Add(_learner.CalibratedCount);
            hash.Add(_learner.UnusualCount);
            hash.Add(_learner.SaturatedCount);
            hash.Add(_learner.File, _learner.Commit());
            return hash.Value;
        }

        private static StreamSettings MakeSettings()
        {
            const int Kinds = 7;
            var features = new StreamFeature[(Kinds * Channels) + Channels];
            int next = 0;
            for (int c = 0; c < Channels; c++)
            {
                for (int kind = 0; kind < Kinds; kind++)
                {
                    features[next++] = new StreamFeature((FeatureKind)kind, c);
                }

                for (int other = c + 1; other < Channels; other++)
                {
                    features[next++] = new StreamFeature(FeatureKind.Correlation, c, other);
                }
            }

            return new StreamSettings(
                100000, 20, 10, new string[] { "x", "y", "z" }, new float[] { 1f, 1f, 1f }, features, new DecisionRules(1, 1), new GoldenWindow[0]);
        }

        // The prototypes are the codes of a window of each state; the threshold is beyond all windows of one round.
        private static byte[] MakeFile()
        {
            StreamSettings settings = MakeSettings();
            int inputs = settings.Features.Length;
            var windows = new WindowFeatures(settings);
            var noise = new IntegerNoise(11);
            var readings = new int[Channels];
            var centres = new sbyte[States * inputs];
            var scales = new float[inputs];
            var offsets = new float[inputs];
            for (int i = 0; i < inputs; i++)
            {
                scales[i] = settings.Features[i].Kind == FeatureKind.Correlation ? 0.25f : 0.03125f;
                offsets[i] = settings.Features[i].Kind == FeatureKind.Correlation || settings.Features[i].Kind == FeatureKind.Mean ? 128.5f : 88.5f;
            }

            for (int n = 0; n < States * StateReadings; n++)
            {
                Next(noise, readings, n, 4);
                if (windows.Add(readings) && n % StateReadings > StateReadings - 11)
                {
                    int k = n / StateReadings;
                    for (int i = 0; i < inputs; i++)
                    {
                        int code = (int)((windows.Values[i] * scales[i]) + offsets[i]) - 128;
                        centres[(k * inputs) + i] = (sbyte)(code > 100 ? 100 : code < -100 ? -100 : code);
                    }
                }
            }

            var widths = new ushort[States * inputs];
            for (int at = 0; at < widths.Length; at++)
            {
                widths[at] = (ushort)(200 + (noise.Next() % 800));
            }

            var file = new ModelBytes();
            file.WriteHeader(inputs, 0, 1, 0, 1f, 3000, "machine", "normal", "unusual");
            file.WriteInputs(scales, offsets);
            file.WriteHead(1, 9, 3000, new int[] { 40, 0, 10, 25 }, centres, widths);
            file.WriteLearning(new int[] { 5000, 3000, 48000, 20000, 20000 }, new int[] { 30, 20, 3, 1 }, 4000);
            file.WriteGoldenVector(new float[inputs], 0);
            file.WriteNoNames();
            return file.ToFile();
        }

        // Each state has a level and an amplitude; now and then a reading is far outside, or a channel stands still.
        private static void Next(IntegerNoise noise, int[] readings, int n, int step)
        {
            int state = n / StateReadings % States;
            int amplitude = 30 + (state * 40 * step / 4);
            int common = noise.Next((state - 2) * step * 4, amplitude);
            for (int c = 0; c < readings.Length; c++)
            {
                readings[c] = noise.Next(common * c / 2, amplitude);
            }

            if (n % 5000 > 4900)
            {
                readings[1] *= 20;
            }

            if (n % 7000 > 6800)
            {
                readings[2] = 9;
            }
        }
    }
}
