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

            Assert.AreEqual(0xCBF43926, Crc32.Compute(new ByteWindow(digits), digits.Length));
        }

        [TestMethod]
        public void Compute_NoBytes_IsZero()
        {
            Assert.AreEqual(0u, Crc32.Compute(new ByteWindow(new byte[3]), 0));
        }

        [TestMethod]
        public void Compute_EveryLength_EqualsBitwiseDefinition()
        {
            AssertLengths(0, 64);
        }

        [TestMethod]
        public void Compute_LengthsWithTables_EqualBitwiseDefinition()
        {
            AssertLengths(1020, 1030);
        }

        // A window of 104 bytes on more than a thousand.
        [TestMethod]
        public void Compute_ThroughWindow_EqualsBitwiseDefinition()
        {
            byte[] data = Data(1111);

            Assert.AreEqual(ModelBytes.Crc(data, data.Length), Crc32.Compute(new StorageWindow(new ArrayStorage(data), 101), data.Length));
        }

        private static void AssertLengths(int least, int most)
        {
            byte[] data = Data(most);
            for (int length = least; length <= most; length++)
            {
                Assert.AreEqual(ModelBytes.Crc(data, length), Crc32.Compute(new ByteWindow(data), length));
            }
        }

        private static byte[] Data(int length)
        {
            var data = new byte[length];
            for (int i = 0; i < data.Length; i++)
            {
                data[i] = (byte)((i * 73) + (i >> 8) + 11);
            }

            return data;
        }
    }
}
