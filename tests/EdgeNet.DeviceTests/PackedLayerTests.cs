#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Packed layers against the plain kernels, on layers whose lanes, words and inputs are chosen by hand.</summary>
    [TestClass]
    public class PackedLayerTests
    {
        private const int Limit = 1 << 22;

        // An accumulator has 32 bits at most, so that a word has two lanes or more; a layer of one unit uses one of them.
        [TestMethod]
        [DataRow(2, 0, 64)] // an accumulator that never changes still has a lane of one bit
        [DataRow(2, 1, 7)] // 2 · 255: 9 bits
        [DataRow(2, 4, 5)] // 2 · 255 · 4: 11 bits
        [DataRow(2, 64, 4)] // 2 · 255 · 64: 15 bits
        [DataRow(2, 127, 4)] // 16 bits, exactly 64 together
        [DataRow(9, 127, 3)] // 19 bits
        [DataRow(64, 127, 3)] // 21 bits
        [DataRow(70, 127, 2)] // 22 bits
        public void Lanes_Codes_AreAsManyAsFitAndComputeTheSame(int inputs, int weight, int lanes)
        {
            Assert.AreEqual(lanes, new PackedLayer(LayerTwins.Hidden(null, inputs, 1, weight, Activation.Linear, 10)).Lanes);
            for (int units = 1; units <= (2 * lanes) + 1; units++)
            {
                QuantizedLayer layer = LayerTwins.Hidden(null, inputs, units, weight, Activation.Linear, 10);
                Assert.AreEqual((units + lanes - 1) / lanes, new PackedLayer(layer).Words);
                LayerTwins.AssertSame(layer);
            }
        }

        [TestMethod]
        [DataRow(127, 3, 2)] // 3 · 2^23 · 127: 32 bits, exactly 64 together
        [DataRow(127, 1, 2)] // 30 bits
        [DataRow(1, 1, 2)] // 24 bits
        public void Lanes_WidestReadings_AreTwoAndComputeTheSame(int weight, int inputs, int lanes)
        {
            for (int units = 1; units <= 5; units++)
            {
                QuantizedLayer layer = LayerTwins.Hidden(Readings(inputs, -Limit, Limit, 0), inputs, units, weight, Activation.Linear, 25);
                Assert.AreEqual(lanes, new PackedLayer(layer).Lanes);
                LayerTwins.AssertSame(layer);
            }
        }

        [TestMethod]
        [DataRow(0, 0)] // one reading only
        [DataRow(0, 1)]
        [DataRow(-1, 0)]
        [DataRow(0, 4095)]
        [DataRow(-3000, -2000)]
        [DataRow(100, 107)]
        public void Accumulate_NarrowReadings_IsTheSame(int lowest, int highest)
        {
            for (int inputs = 1; inputs <= 5; inputs++)
            {
                LayerTwins.AssertSame(LayerTwins.Hidden(Readings(inputs, lowest, highest, 0), inputs, 7, 90, Activation.Linear, 12));
                LayerTwins.AssertSame(LayerTwins.Output(Readings(inputs, lowest, highest, 0), inputs, 90));
            }
        }

        [TestMethod]
        public void Accumulate_EveryNumberOfInputsAndWords_IsTheSame()
        {
            // The kernels take four, two and one word, and four inputs and one: 1 to 9 of both reach every remainder.
            for (int inputs = 1; inputs <= 9; inputs++)
            {
                int lanes = new PackedLayer(LayerTwins.Hidden(null, inputs, 1, 100, Activation.Linear, 10)).Lanes;
                for (int words = 1; words <= 9; words++)
                {
                    QuantizedLayer layer = LayerTwins.Hidden(null, inputs, words * lanes, 100, Activation.Linear, 10);
                    Assert.AreEqual(words, new PackedLayer(layer).Words);
                    LayerTwins.AssertSame(layer);

                    // Codes of -128 to 127 as well, but out of readings.
                    ReadingStage readings = Readings(inputs, -1024, 1023, 3);
                    layer = LayerTwins.Hidden(readings, inputs, words * lanes, 100, Activation.Linear, 10);
                    Assert.AreEqual(words, new PackedLayer(layer).Words);
                    LayerTwins.AssertSame(layer);
                }

                LayerTwins.AssertSame(LayerTwins.Output(null, inputs, 100));
                LayerTwins.AssertSame(LayerTwins.Output(Readings(inputs, -1024, 1023, 3), inputs, 100));
            }
        }

        [TestMethod]
        public void Accumulate_FeaturesOfEveryNumberAndWords_IsTheSame()
        {
            for (int inputs = 1; inputs <= 9; inputs++)
            {
                AffineStage stage = Features(inputs);
                int lanes = new PackedLayer(LayerTwins.Hidden(stage, inputs, 1, 100, Activation.Linear, 10)).Lanes;
                for (int words = 1; words <= 9; words++)
                {
                    QuantizedLayer layer = LayerTwins.Hidden(stage, inputs, words * lanes, 100, Activation.Linear, 10);
                    Assert.AreEqual(words, new PackedLayer(layer).Words);
                    LayerTwins.AssertSameOnFeatures(layer);
                }

                LayerTwins.AssertSameOnFeatures(LayerTwins.Output(stage, inputs, 100));
            }
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(3)]
        [DataRow(4)]
        public void Activate_EveryActivation_IsTheSame(int activation)
        {
            for (int units = 1; units <= 11; units++)
            {
                LayerTwins.AssertSame(LayerTwins.Hidden(null, 6, units, 127, (Activation)activation, 10));
                LayerTwins.AssertSame(LayerTwins.Hidden(null, 6, units, 127, (Activation)activation, 1));
                LayerTwins.AssertSame(LayerTwins.Hidden(null, 6, units, 127, (Activation)activation, 52));
                LayerTwins.AssertSame(LayerTwins.Hidden(Readings(6, -700, 900, 0), 6, units, 31, (Activation)activation, 11));
            }
        }

        [TestMethod]
        public void Accumulate_ReadingsWithTheirShifts_IsTheSameAsOfCodes()
        {
            var stage = new ReadingStage(new int[] { -500, 0, 7 }, new int[] { 500, 4095, 4000 }, new sbyte[] { 0, 4, 9 });
            var packed = new PackedLayer(LayerTwins.Hidden(stage, 3, 5, 77, Activation.Relu, 9));
            int[] readings = { -499, 4095, 3001 };
            var codes = new int[3];
            var expected = new int[5];
            var actual = new int[5];
            stage.Quantize(readings, codes);
            packed.Accumulate(codes);
            packed.Activate(null, expected);
            packed.AccumulateReadings(readings);
            packed.Activate(null, actual);
            for (int j = 0; j < expected.Length; j++)
            {
                Assert.AreEqual(expected[j], actual[j]);
            }
        }

        private static AffineStage Features(int count)
        {
            var scales = new float[count];
            var offsets = new float[count];
            for (int i = 0; i < count; i++)
            {
                scales[i] = i % 3 == 2 ? 0f : 1.37f + i;
                offsets[i] = 128.5f - (9 * i);
            }

            return new AffineStage(scales, offsets);
        }

        private static ReadingStage Readings(int count, int lowest, int highest, int shift)
        {
            var low = new int[count];
            var high = new int[count];
            var shifts = new sbyte[count];
            for (int i = 0; i < count; i++)
            {
                low[i] = lowest;
                high[i] = highest;
                shifts[i] = (sbyte)shift;
            }

            return new ReadingStage(low, high, shifts);
        }
    }
}
