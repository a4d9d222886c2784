#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class ReadingStageTests
    {
        private const int Limit = 1 << 22;

        [TestMethod]
        public void ToReading_InRange_RoundsHalfUp()
        {
            Assert.AreEqual(0, ReadingInputs.ToReading(0f, 0, 4095));
            Assert.AreEqual(0, ReadingInputs.ToReading(0.25f, 0, 4095));
            Assert.AreEqual(1, ReadingInputs.ToReading(0.5f, 0, 4095));
            Assert.AreEqual(100, ReadingInputs.ToReading(100.25f, 0, 4095));
            Assert.AreEqual(101, ReadingInputs.ToReading(100.5f, 0, 4095));
            Assert.AreEqual(4094, ReadingInputs.ToReading(4094.25f, 0, 4095));
            Assert.AreEqual(4095, ReadingInputs.ToReading(4094.5f, 0, 4095));
        }

        [TestMethod]
        public void ToReading_NegativeRange_RoundsHalfUpToo()
        {
            Assert.AreEqual(-100, ReadingInputs.ToReading(-100.25f, -500, -7));
            Assert.AreEqual(-100, ReadingInputs.ToReading(-100.5f, -500, -7));
            Assert.AreEqual(-101, ReadingInputs.ToReading(-100.75f, -500, -7));
            Assert.AreEqual(0, ReadingInputs.ToReading(-0.5f, -500, 7));
            Assert.AreEqual(-1, ReadingInputs.ToReading(-0.75f, -500, 7));
            Assert.AreEqual(0, ReadingInputs.ToReading(-0f, -500, 7));
        }

        [TestMethod]
        [DataRow(0, 4095)]
        [DataRow(-2048, 2047)]
        [DataRow(-900, -100)]
        [DataRow(17, 17)]
        [DataRow(-Limit, Limit)]
        public void ToReading_Outside_SaturatesAndNotANumberIsTheHighest(int lowest, int highest)
        {
            Assert.AreEqual(lowest, ReadingInputs.ToReading(lowest, lowest, highest));
            Assert.AreEqual(lowest, ReadingInputs.ToReading(lowest - 0.25f, lowest, highest));
            Assert.AreEqual(lowest, ReadingInputs.ToReading(lowest - 1000f, lowest, highest));
            Assert.AreEqual(lowest, ReadingInputs.ToReading(float.MinValue, lowest, highest));
            Assert.AreEqual(lowest, ReadingInputs.ToReading(float.NegativeInfinity, lowest, highest));
            Assert.AreEqual(highest, ReadingInputs.ToReading(highest, lowest, highest));
            Assert.AreEqual(highest, ReadingInputs.ToReading(highest + 0.25f, lowest, highest));
            Assert.AreEqual(highest, ReadingInputs.ToReading(highest + 1000f, lowest, highest));
            Assert.AreEqual(highest, ReadingInputs.ToReading(float.MaxValue, lowest, highest));
            Assert.AreEqual(highest, ReadingInputs.ToReading(float.PositiveInfinity, lowest, highest));
            Assert.AreEqual(highest, ReadingInputs.ToReading(float.NaN, lowest, highest));
        }

        [TestMethod]
        public void ToReading_WidestRange_EveryPowerOfTwoAndItsNeighboursAreExact()
        {
            for (int magnitude = 1; magnitude <= Limit; magnitude *= 2)
            {
                for (int reading = magnitude - 1; reading <= magnitude + 1 && reading <= Limit; reading++)
                {
                    Assert.AreEqual(reading, ReadingInputs.ToReading(reading, -Limit, Limit));
                    Assert.AreEqual(-reading, ReadingInputs.ToReading(-reading, -Limit, Limit));
                }
            }
        }

        [TestMethod]
        public void ToReading_SinglePrecision_RoundsTheSumWithAHalf()
        {
            // 0.49999997 is 1/2 - 2^-25: with 1/2 it is half-way between 1 - 2^-24 and 1, and the tie goes to 1.
            Assert.AreEqual(1, ReadingInputs.ToReading(0.49999997f, 0, 9));
            Assert.AreEqual(0, ReadingInputs.ToReading(0.4999999f, 0, 9));
        }

        [TestMethod]
        [DataRow(0, 0, 4095)]
        [DataRow(4, 0, 255)]
        [DataRow(12, 0, 0)]
        [DataRow(22, 0, 0)]
        public void Codes_UnsignedRange_AreReadingsShifted(int shift, int lowest, int highest)
        {
            AssertCodes(0, 4095, shift, lowest, highest);
        }

        [TestMethod]
        [DataRow(0, -1000, -1)]
        [DataRow(1, -500, -1)]
        [DataRow(3, -125, -1)]
        [DataRow(9, -2, -1)] // -1000 / 512 is rounded down
        [DataRow(22, -1, -1)]
        public void Codes_NegativeRange_AreRoundedDown(int shift, int lowest, int highest)
        {
            AssertCodes(-1000, -1, shift, lowest, highest);
        }

        [TestMethod]
        [DataRow(0, -4194304, 4194304)]
        [DataRow(15, -128, 128)]
        [DataRow(21, -2, 2)]
        [DataRow(22, -1, 1)]
        public void Codes_WidestRange_AreReadingsShifted(int shift, int lowest, int highest)
        {
            AssertCodes(-Limit, Limit, shift, lowest, highest);
        }

        [TestMethod]
        public void Quantize_IntegersAndFloats_GiveTheSameCodes()
        {
            var inputs = new ReadingStage(new int[] { 0, -2000, -9, 5 }, new int[] { 4095, -3, 9, 5 }, new sbyte[] { 4, 0, 1, 0 });
            var codes = new int[] { 0, 0, 0, 0, 77 };
            inputs.Quantize(new int[] { 4095, -2000, -9, 5 }, codes);
            AssertFour(codes, 255, -2000, -5, 5);
            inputs.Quantize(new float[] { 4095f, -2000f, -9f, 5f }, codes);
            AssertFour(codes, 255, -2000, -5, 5);

            inputs.Quantize(new int[] { 31, -3, 9, 5 }, codes);
            AssertFour(codes, 1, -3, 4, 5);
            inputs.Quantize(new float[] { 31.25f, -2.5f, 8.5f, -7f }, codes);
            AssertFour(codes, 1, -3, 4, 5);
            Assert.AreEqual(77, codes[4]);
            Assert.AreEqual(4, inputs.Count);
        }

        [TestMethod]
        [DataRow(4096, 255, 4095f)]
        [DataRow(65535, 255, 4095f)]
        [DataRow(2147483647, 255, 4095f)]
        [DataRow(-1, 0, 0f)]
        [DataRow(-32768, 0, 0f)]
        [DataRow(-2147483648, 0, 0f)]
        public void Code_ReadingOutsideItsRange_IsThatOfTheEndAsOfAFloat(int reading, int code, float end)
        {
            var inputs = new ReadingStage(new int[] { 0 }, new int[] { 4095 }, new sbyte[] { 4 });
            Assert.AreEqual(code, inputs.Code(reading, 0));
            Assert.AreEqual(code, inputs.Code((float)reading, 0));
            Assert.AreEqual(code, inputs.Code(end, 0));
        }

        [TestMethod]
        [DataRow(-2147483648)]
        [DataRow(-2001)]
        [DataRow(-1)]
        [DataRow(0)]
        [DataRow(4096)]
        [DataRow(65535)]
        [DataRow(2147483647)]
        public void Logit_ReadingOutsideItsRange_IsThatOfTheSameNumberAsFloat(int reading)
        {
            // The two ranges share nothing, those of the second file share something, those of the third are alike.
            AssertAsFloat(SmallModels.Readings(), reading);
            AssertAsFloat(SmallModels.Readings(-2000, 2000), reading);
            AssertAsFloat(SmallModels.Readings(0, 4095), reading);
        }

        [TestMethod]
        public void LogitUnchecked_WithinTheRange_IsTheLogit()
        {
            Model model = Model.Load(SmallModels.Readings());
            var readings = new int[2];
            var logits = new int[1];
            for (int a = 0; a <= 4095; a += 91)
            {
                readings[0] = a;
                readings[1] = -3 - (a / 4);
                int logit = model.Logit(readings);
                Assert.AreEqual(logit, model.LogitUnchecked(readings));
                model.LogitsUnchecked(readings, logits);
                Assert.AreEqual(logit, logits[0]);
            }
        }

        [TestMethod]
        public void LogitUnchecked_WithoutADeclaredRange_IsTheLogit()
        {
            Model model = Model.Load(SmallModels.OneLayer());
            var readings = new int[] { 130, 60 };
            Assert.AreEqual(29, model.LogitUnchecked(readings));
            readings[0] = 1000;
            readings[1] = -1000;
            Assert.AreEqual(644, model.LogitUnchecked(readings));
        }

        [TestMethod]
        [DataRow(1, -3, 1)]
        [DataRow(1, -4, 0)]
        [DataRow(0, -2000, 2)]
        [DataRow(4095, -2001, 2)]
        [DataRow(65535, -100, 1)]
        [DataRow(4094, 0, 1)]
        public void CountSaturated_Readings_AreThoseAtOrBeyondAnEnd(int first, int second, int expected)
        {
            Model model = Model.Load(SmallModels.Readings());
            Assert.AreEqual(expected, model.CountSaturated(new int[] { first, second }));
            Assert.AreEqual(expected, model.CountSaturated(new float[] { first, second }));
        }

        [TestMethod]
        [DataRow(0.25f, 64f, 1)] // u of the first is 0.75, and code -128
        [DataRow(0.5f, 64f, 0)]
        [DataRow(254.25f, 64f, 0)]
        [DataRow(254.5f, 64f, 1)]
        [DataRow(1e9f, -1e9f, 2)]
        [DataRow(128f, 127.5f, 1)]
        [DataRow(float.NaN, 64f, 1)]
        [DataRow(float.NegativeInfinity, float.PositiveInfinity, 2)]
        public void CountSaturated_Features_AreThoseWithAnEndOfTheirCodes(float first, float second, int expected)
        {
            Assert.AreEqual(expected, Model.Load(SmallModels.OneLayer()).CountSaturated(new float[] { first, second }));
        }

        [TestMethod]
        public void LimitsOfFormat_AreThose()
        {
            Assert.AreEqual(4194304, ReadingStage.Limit);
            Assert.AreEqual(22, ReadingStage.MaxShift);
        }

        private static void AssertAsFloat(byte[] file, int reading)
        {
            Model model = Model.Load(file);
            PlainModel plain = PlainModel.Load(file);
            for (int i = 0; i < 2; i++)
            {
                var readings = new int[] { 100, -100 };
                readings[i] = reading;
                var features = new float[] { readings[0], readings[1] };
                int expected = model.Logit(features);
                Assert.AreEqual(expected, model.Logit(readings));
                Assert.AreEqual(expected, plain.Logit(readings));
                Assert.AreEqual(model.Classify(features), model.Classify(readings));
                Assert.IsTrue(model.Predict(features) == model.Predict(readings));
            }
        }

        private static void AssertCodes(int lowestReading, int highestReading, int shift, int lowest, int highest)
        {
            var inputs = new ReadingStage(new int[] { lowestReading }, new int[] { highestReading }, new sbyte[] { (sbyte)shift });
            Assert.AreEqual(lowest, inputs.LowestCode(0));
            Assert.AreEqual(highest, inputs.HighestCode(0));

            var codes = new int[1];
            inputs.Quantize(new int[] { lowestReading }, codes);
            Assert.AreEqual(lowest, codes[0]);
            inputs.Quantize(new float[] { float.NaN }, codes);
            Assert.AreEqual(highest, codes[0]);
        }

        private static void AssertFour(int[] codes, int first, int second, int third, int fourth)
        {
            Assert.AreEqual(first, codes[0]);
            Assert.AreEqual(second, codes[1]);
            Assert.AreEqual(third, codes[2]);
            Assert.AreEqual(fourth, codes[3]);
        }
    }
}
