#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class Crc32Tests
    {
        [TestMethod]
        public void Compute_CheckString_GivesPublishedValue()
        {
            byte[] digits = { 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39 };

            Assert.AreEqual(0xCBF43926, Crc32.Compute(digits, digits.Length));
        }

        [TestMethod]
        public void Compute_NoBytes_IsZero()
        {
            Assert.AreEqual(0u, Crc32.Compute(new byte[3], 0));
        }

        [TestMethod]
        public void Compute_EveryLength_EqualsBitwiseDefinition()
        {
            var data = new byte[64];
            for (int i = 0; i < data.Length; i++)
            {
                data[i] = (byte)((i * 73) + 11);
            }

            for (int length = 0; length <= data.Length; length++)
            {
                Assert.AreEqual(ModelBytes.Crc(data, length), Crc32.Compute(data, length));
            }
        }
    }
}
