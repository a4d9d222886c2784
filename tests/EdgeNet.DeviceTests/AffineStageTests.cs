#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class AffineStageTests
    {
        [TestMethod]
        public void Quantize_HalfInOffset_RoundsHalfUp()
        {
            Assert.AreEqual(-28, Code(100f, 1f, 0.5f));
            Assert.AreEqual(-28, Code(100.25f, 1f, 0.5f));
            Assert.AreEqual(-27, Code(100.5f, 1f, 0.5f));
            Assert.AreEqual(-28, Code(99.5f, 1f, 0.5f));
            Assert.AreEqual(-29, Code(99.25f, 1f, 0.5f));
        }

        [TestMethod]
        public void Quantize_LowEnd_SaturatesAtMinus128()
        {
            Assert.AreEqual(-128, Code(0.75f, 1f, 0f));
            Assert.AreEqual(-128, Code(0f, 1f, 0f));
            Assert.AreEqual(-128, Code(-0.25f, 1f, 0f));
            Assert.AreEqual(-128, Code(-1f, 1f, 0f));
            Assert.AreEqual(-128, Code(-3e9f, 1f, 0f));
            Assert.AreEqual(-128, Code(float.MinValue, 1f, 0f));
            Assert.AreEqual(-127, Code(1f, 1f, 0f));
        }

        [TestMethod]
        public void Quantize_HighEnd_SaturatesAt127()
        {
            Assert.AreEqual(126, Code(254.75f, 1f, 0f));
            Assert.AreEqual(127, Code(255f, 1f, 0f));
            Assert.AreEqual(127, Code(256f, 1f, 0f));
            Assert.AreEqual(127, Code(3e9f, 1f, 0f));
            Assert.AreEqual(127, Code(float.MaxValue, 1f, 0f));
        }

        [TestMethod]
        public void Quantize_NotANumber_IsPlusInfinity()
        {
            Assert.AreEqual(127, Code(float.NaN, 1f, 0f));
            Assert.AreEqual(127, Code(float.PositiveInfinity, 1f, 0f));
            Assert.AreEqual(-128, Code(float.NegativeInfinity, 1f, 0f));
        }

        [TestMethod]
        public void Quantize_InfinityTimesZeroScale_IsNotANumber()
        {
            Assert.AreEqual(127, Code(float.PositiveInfinity, 0f, 7f));
            Assert.AreEqual(127, Code(float.NegativeInfinity, 0f, 7f));
            Assert.AreEqual(-121, Code(float.MaxValue, 0f, 7f));
        }

        [TestMethod]
        public void Quantize_ProductAndSum_AreRoundedSeparately()
        {
            // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 ties to 1 + 2^-11 in single precision; a fused multiply-add would keep the last bit
            // and so reach 1 in the second line.
            float x = 1f + (1f / 4096f);
            float offset = 0f - (1f / 2048f);
            Assert.AreEqual(-127, Code(x, x, offset));
            Assert.AreEqual(-128, Code(x, x, offset - (1f / 16777216f)));
        }

        [TestMethod]
        public void Quantize_IntegerReadings_GiveCodesOfSameNumbersAsFloat()
        {
            int[] readings = { 0, 1, -1, 57, 127, 128, 254, 255, 256, 4095, 16777217, -16777217, int.MaxValue, int.MinValue };
            var features = new float[readings.Length];
            var scales = new float[readings.Length];
            var offsets = new float[readings.Length];
            for (int i = 0; i < readings.Length; i++)
            {
                features[i] = readings[i];
                scales[i] = i % 2 == 0 ? 0.37f : 1f;
                offsets[i] = (i * 9f) + 0.5f;
            }

            var stage = new AffineStage(scales, offsets);
            var expected = new int[readings.Length];
            var actual = new int[readings.Length];
            stage.Quantize(features, expected);
            stage.Quantize(readings, actual);

            for (int i = 0; i < readings.Length; i++)
            {
                Assert.AreEqual(expected[i], actual[i]);
            }
        }

        [TestMethod]
        public void Quantize_LongerBuffer_LeavesTheRestAlone()
        {
            var codes = new int[] { 1, 2, 3 };
            new AffineStage(new float[] { 1f }, new float[] { 0f }).Quantize(new float[] { 130f }, codes);

            Assert.AreEqual(2, codes[0]);
            Assert.AreEqual(2, codes[1]);
            Assert.AreEqual(3, codes[2]);
        }

        private static int Code(float feature, float scale, float offset)
        {
            var codes = new int[1];
            new AffineStage(new float[] { scale }, new float[] { offset }).Quantize(new float[] { feature }, codes);
            return codes[0];
        }
    }
}
