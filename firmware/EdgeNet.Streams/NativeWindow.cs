using System;

namespace EdgeNet
{
    /// <summary>A window whose features the firmware computes, in one call: a reading only has to be written down.</summary>
    internal sealed class NativeWindow
    {
        private const int LowestReading = -32768;
        private const int HighestReading = 32767;
        private const int RecordLength = 8; // of a feature, as in the model file
        private const int ValuesAt = 1;     // behind the position of the oldest reading

        private readonly NativeEngine _engine;
        private readonly int _length;
        private readonly short[] _rings;    // one channel behind the other
        private readonly int[] _work;
        private readonly Array[] _arrays;   // for the engine: the program, the features, the work array

        /// <summary>Makes the window.</summary>
        /// <param name="settings">Window, channels and features.</param>
        /// <param name="engine">The kernels.</param>
        public NativeWindow(StreamSettings settings, NativeEngine engine)
        {
            int length = settings.Window;
            int channels = settings.Channels.Length;
            _engine = engine;
            _length = length;
            _rings = new short[channels * length];
            byte[] features = Records(settings.Features, out bool hasBands);
            int count = settings.Features.Length;
            int ordered = ValuesAt + count;
            int deviations = ordered + Half(channels * length);
            int cosines = deviations + Half(length);
            int sines = cosines + Half(length);
            _work = new int[hasBands ? sines + Half(length) : cosines];
            int bits = Spectrum.BitsFor(length);
            if (hasBands)
            {
                FillTables(length, bits, cosines, sines);
            }

            int[] program = NativeProgram.OfWindow(
                new int[] { length, channels, 0, ordered, deviations, hasBands ? cosines : -1, hasBands ? sines : -1, bits, 0, count, ValuesAt });
            _arrays = new Array[] { program, features, _work };
        }

        /// <summary>Bytes of the arrays, headers included.</summary>
        public int RamBytes => ArrayMemory.Bytes(_rings.Length, 2) + ArrayMemory.Bytes(_arrays[1].Length, 1)
            + ArrayMemory.Bytes(_work.Length, 4) + ArrayMemory.Bytes(_arrays[0].Length, 4) + ArrayMemory.Bytes(_arrays.Length, ArrayMemory.Reference);

        /// <summary>Makes the window of a stream if the firmware can compute it.</summary>
        /// <param name="settings">Window, channels and features.</param>
        /// <param name="engine">The kernels, or <c>null</c>.</param>
        /// <returns>The window, or <c>null</c>.</returns>
        public static NativeWindow TryMake(StreamSettings settings, NativeEngine engine)
        {
            // Those kernels know neither logarithms nor magnitudes nor what else version 5 of the file brought.
            if (engine == null || settings.NeedsHeadVersion)
            {
                return null;
            }

            var window = new NativeWindow(settings, engine);
            return window.Execute(0) == 0 ? window : null;
        }

        /// <summary>Writes a reading down.</summary>
        /// <param name="channel">From 0.</param>
        /// <param name="position">Its place in the ring.</param>
        /// <param name="reading">In counts; held to 16 bits.</param>
        public void Put(int channel, int position, int reading)
        {
            _rings[(channel * _length) + position] = (short)(reading > HighestReading ? HighestReading : reading < LowestReading ? LowestReading : reading);
        }

        /// <summary>Forgets all readings.</summary>
        public void Clear()
        {
            Array.Clear(_rings, 0, _rings.Length);
        }

        /// <summary>Computes the features.</summary>
        /// <param name="oldest">Where the oldest reading of every channel stands.</param>
        /// <param name="values">Written: all of them.</param>
        public void Compute(int oldest, int[] values)
        {
            if (Execute(oldest) != 0)
            {
                NativeModel.ThrowBroken();
            }

            Array.Copy(_work, ValuesAt, values, 0, values.Length);
        }

        private int Execute(int oldest)
        {
            _work[0] = oldest;
            return _engine.Execute(_arrays, _rings);
        }

        private static int Half(int count)
        {
            return (count + 1) / 2;
        }

        private static byte[] Records(StreamFeature[] features, out bool hasBands)
        {
            hasBands = false;
            var records = new byte[features.Length * RecordLength];
            for (int f = 0; f < features.Length; f++)
            {
                StreamFeature feature = features[f];
                int at = f * RecordLength;
                records[at] = (byte)feature.Kind;
                records[at + 1] = (byte)feature.Channel;
                records[at + 2] = (byte)feature.SecondChannel;
                records[at + 4] = (byte)feature.FirstBin;
                records[at + 5] = (byte)(feature.FirstBin >> 8);
                records[at + 6] = (byte)feature.LastBin;
                records[at + 7] = (byte)(feature.LastBin >> 8);
                hasBands |= feature.Kind == FeatureKind.BandEnergy;
            }

            return records;
        }

        // Numbers of 16 bits, two in an element, the first in the lower half.
        private void FillTables(int length, int bits, int cosinesAt, int sinesAt)
        {
            var cosines = new int[length];
            var sines = new int[length];
            CosineTable.Fill(cosines, sines, bits);
            for (int i = 0; i < length; i++)
            {
                int shift = 16 * (i % 2);
                _work[cosinesAt + (i / 2)] |= (cosines[i] & 0xFFFF) << shift;
                _work[sinesAt + (i / 2)] |= (sines[i] & 0xFFFF) << shift;
            }
        }
    }
}
