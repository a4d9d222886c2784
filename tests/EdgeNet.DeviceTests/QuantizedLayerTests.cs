#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    /// <summary>One unit with one accumulator at a time; every expected code is computed by hand.</summary>
    [TestClass]
    public class QuantizedLayerTests
    {
        [TestMethod]
        public void Accumulate_TwoUnits_IsBiasPlusRowTimesInput()
        {
            var layer = new QuantizedLayer(
                3, Activation.Sigmoid, new sbyte[] { 1, -2, 3, 127, -128, 0 }, new int[] { 10, -20 }, null, null, 0, 0, null);
            var accumulators = new int[3];
            accumulators[2] = 99;
            layer.Accumulate(new int[] { 5, -6, 7, 100 }, accumulators);

            Assert.AreEqual(10 + 5 + 12 + 21, accumulators[0]);
            Assert.AreEqual(-20 + 635 + 768, accumulators[1]);
            Assert.AreEqual(99, accumulators[2]);
        }

        [TestMethod]
        [DataRow(0, 5)] // the zero point
        [DataRow(6, 7)] // 1.5 rounds to 2
        [DataRow(-6, 4)] // -1.5 rounds to -1
        [DataRow(488, 127)] // 122 + 5, the last that fits
        [DataRow(490, 127)] // 122.5 rounds to 123: saturates
        [DataRow(-532, -128)] // -133 + 5, the last that fits
        [DataRow(-535, -128)]
        [DataRow(int.MaxValue, 127)]
        [DataRow(int.MinValue, -128)]
        public void Activate_Linear_ScalesShiftsAndSaturates(int accumulator, int expected)
        {
            // The code is accumulator / 4 + 5.
            Assert.AreEqual(expected, Code(Activation.Linear, accumulator, 1, 0, 2, 5));
        }

        [TestMethod]
        [DataRow(-1, -100)] // -0.25 rounds to 0
        [DataRow(-400, -100)]
        [DataRow(int.MinValue, -100)]
        [DataRow(1, -100)]
        [DataRow(2, -99)] // 0.5 rounds to 1
        [DataRow(400, 0)]
        [DataRow(908, 127)]
        [DataRow(int.MaxValue, 127)]
        public void Activate_Relu_StopsAtZeroPoint(int accumulator, int expected)
        {
            Assert.AreEqual(expected, Code(Activation.Relu, accumulator, 1, 0, 2, -100));
        }

        [TestMethod]
        [DataRow(100, 53)] // 100 · 8 / 16 + 3
        [DataRow(1, 4)] // 0.5 rounds to 1
        [DataRow(0, 3)]
        [DataRow(-1, 3)] // -0.125 rounds to 0
        [DataRow(-4, 3)] // -0.5 rounds to 0
        [DataRow(-5, 2)] // -0.625 rounds to -1
        [DataRow(-100, -9)] // -100 · 2 / 16 = -12.5 rounds to -12
        [DataRow(int.MaxValue, 127)]
        [DataRow(int.MinValue, -128)]
        public void Activate_LeakyRelu_ScalesNegativesByTheirOwnMultiplier(int accumulator, int expected)
        {
            Assert.AreEqual(expected, Code(Activation.LeakyRelu, accumulator, 8, 2, 4, 3));
        }

        [TestMethod]
        [DataRow(0, 0)]
        [DataRow(16, 4)] // entry 528 of a line that rises by one in four
        [DataRow(-16, -4)]
        [DataRow(-1, -1)]
        [DataRow(511, 127)] // the last entry
        [DataRow(512, 127)]
        [DataRow(-512, -128)] // the first entry
        [DataRow(-513, -128)]
        [DataRow(int.MaxValue, 127)]
        [DataRow(int.MinValue, -128)]
        public void Activate_TanhAndSigmoid_ReadTheTable(int accumulator, int expected)
        {
            Assert.AreEqual(expected, Code(Activation.Tanh, accumulator, 2, 0, 1, 0));
            Assert.AreEqual(expected, Code(Activation.Sigmoid, accumulator, 2, 0, 1, 0));
        }

        [TestMethod]
        public void Activate_ManyUnits_UseTheirOwnMultipliers()
        {
            var layer = new QuantizedLayer(
                1, Activation.Linear, new sbyte[3], new int[3], new int[] { 0, 2, 6 }, null, 1, 0, null);
            var codes = new int[4];
            codes[3] = 77;
            layer.Activate(new int[] { 20, 20, -20 }, null, codes);

            Assert.AreEqual(0, codes[0]);
            Assert.AreEqual(20, codes[1]);
            Assert.AreEqual(-60, codes[2]);
            Assert.AreEqual(77, codes[3]);
        }

        [TestMethod]
        public void AccumulatorBound_EachRow_IsSumOfMagnitudes()
        {
            var layer = new QuantizedLayer(
                2, Activation.Sigmoid, new sbyte[] { -128, 127, 0, 0 }, new int[] { -1, int.MinValue }, null, null, 0, 0, null);

            Assert.AreEqual((255L * 128) + 1, layer.AccumulatorBound(0));
            Assert.AreEqual(2147483648L, layer.AccumulatorBound(1));
        }

        private static int Code(Activation activation, int accumulator, int multiplier, int negativeMultiplier, int shift, int zeroPoint)
        {
            var layer = new QuantizedLayer(
                1,
                activation,
                new sbyte[] { 1 },
                new int[] { 0 },
                new int[] { multiplier },
                new int[] { negativeMultiplier },
                shift,
                zeroPoint,
                null);
            var codes = new int[1];
            layer.Activate(new int[] { accumulator }, SmallModels.Table(), codes);
            return codes[0];
        }
    }
}
