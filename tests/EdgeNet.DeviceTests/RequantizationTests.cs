#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class RequantizationTests
    {
        [TestMethod]
        [DataRow(1, 1)] // 1/2
        [DataRow(3, 2)] // 3/2
        [DataRow(5, 3)] // 5/2: not to even
        [DataRow(-1, 0)] // -1/2
        [DataRow(-3, -1)] // -3/2: towards plus infinity, not away from zero
        [DataRow(-5, -2)] // -5/2
        public void Scale_Tie_GoesTowardsPlusInfinity(int accumulator, int expected)
        {
            AssertScale(expected, accumulator, 1, 1);
        }

        [TestMethod]
        [DataRow(5, 1)] // 1.25
        [DataRow(7, 2)] // 1.75
        [DataRow(-5, -1)] // -1.25
        [DataRow(-7, -2)] // -1.75
        [DataRow(8, 2)]
        [DataRow(-8, -2)]
        [DataRow(0, 0)]
        public void Scale_NoTie_GoesToNearest(int accumulator, int expected)
        {
            AssertScale(expected, accumulator, 1, 2);
        }

        [TestMethod]
        public void Scale_OneBesideTie_GoesToNearest()
        {
            // 2^30 / 2^31 is the tie; one step of the accumulator is far less than half.
            AssertScale(1, 1 << 30, 1, 31);
            AssertScale(0, (1 << 30) - 1, 1, 31);
            AssertScale(0, -(1 << 30), 1, 31);
            AssertScale(-1, -(1 << 30) - 1, 1, 31);
        }

        [TestMethod]
        public void Scale_ZeroMultiplier_IsZero()
        {
            AssertScale(0, int.MaxValue, 0, 1);
            AssertScale(0, int.MinValue, 0, 52);
        }

        [TestMethod]
        public void Scale_LargestProducts_DoNotOverflow()
        {
            // (2^31 - 1)^2 = 2^62 - 2^32 + 1 and -2^31·(2^31 - 1) = -2^62 + 2^31.
            AssertScale(1024, int.MaxValue, int.MaxValue, 52);
            AssertScale(-1024, int.MinValue, int.MaxValue, 52);
            AssertScale((1L << 61) - (1L << 31) + 1, int.MaxValue, int.MaxValue, 1);
            AssertScale(-(1L << 61) + (1L << 30), int.MinValue, int.MaxValue, 1);
        }

        [TestMethod]
        public void Scale_LimitsOfShift_AreThoseOfFormat()
        {
            Assert.AreEqual(1, Requantization.MinShift);
            Assert.AreEqual(52, Requantization.MaxShift);
        }

        private static void AssertScale(long expected, int accumulator, int multiplier, int shift)
        {
            Assert.AreEqual(expected, Requantization.Scale(accumulator, multiplier, shift));
        }
    }
}
