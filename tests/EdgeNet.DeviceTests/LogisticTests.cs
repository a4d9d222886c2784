#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class LogisticTests
    {
        [TestMethod]
        public void Of_Zero_IsExactlyHalf()
        {
            Assert.IsTrue(Logistic.Of(0) == 0.5);
        }

        [TestMethod]
        public void Of_LargePositive_IsExactlyOne()
        {
            Assert.IsTrue(Logistic.Of(1000) == 1);
            Assert.IsTrue(Logistic.Of(double.MaxValue) == 1);
        }

        [TestMethod]
        public void Of_LargeNegative_IsExactlyZero()
        {
            Assert.IsTrue(Logistic.Of(-1000) == 0);
            Assert.IsTrue(Logistic.Of(-double.MaxValue) == 0);
        }

        [TestMethod]
        public void Of_One_IsKnownValue()
        {
            Assert.IsTrue(Math.Abs(Logistic.Of(1) - 0.73105857863000488) < 1e-12);
            Assert.IsTrue(Math.Abs(Logistic.Of(-1) - 0.26894142136999512) < 1e-12);
        }

        [TestMethod]
        public void Of_OppositeArguments_AddUpToOne()
        {
            for (int i = 1; i <= 80; i++)
            {
                double z = i / 2.0;
                Assert.IsTrue(Math.Abs(Logistic.Of(z) + Logistic.Of(-z) - 1) < 1e-12);
            }
        }
    }
}
