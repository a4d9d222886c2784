#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>The newest of two files outlives a power cut at every byte.</summary>
    [TestClass]
    public class ModelSlotsTests
    {
        private const int Capacity = 96;

        [TestMethod]
        public void Load_NothingSaved_IsNull()
        {
            var power = new Power();
            var slots = new ModelSlots(new FailingSlot(Capacity, power), new FailingSlot(Capacity, power));

            Assert.IsTrue(slots.Load() == null);
            Assert.AreEqual(0, slots.Length);
            Assert.AreEqual(Capacity - 20, slots.Capacity);
        }

        [TestMethod]
        public void Save_OneAfterTheOther_TheNewestIsLoaded()
        {
            var power = new Power();
            var first = new FailingSlot(Capacity, power);
            var second = new FailingSlot(Capacity + 40, power);
            for (int n = 1; n < 8; n++)
            {
                Assert.IsTrue(new ModelSlots(first, second).Save(Bytes(n), 30 + n));
                Assert.IsTrue(AreSame(new ModelSlots(first, second).Load(), n));
                Assert.IsTrue(AreSame(new ModelSlots(second, first).Load(), n));
            }

            Assert.IsFalse(first.WasMisused || second.WasMisused);
        }

        [TestMethod]
        public void Save_PowerCutAtEveryByte_LosesAtMostWhatIsSaved()
        {
            // 96 bytes are erased, 32 or 33 written, and 20 of the header.
            Assert.AreEqual(148 + 149, CutEverywhere(2, 3));
        }

        [TestMethod]
        public void Save_SlotGivesOtherBytesBack_IsFalseAndTheOldOneStays()
        {
            var power = new Power();
            var first = new FailingSlot(Capacity, power);
            var second = new FailingSlot(Capacity, power);
            var slots = new ModelSlots(first, second);
            slots.Save(Bytes(1), 31);
            second.Worn = 25;

            Assert.IsFalse(slots.Save(Bytes(2), 32));
            Assert.IsTrue(AreSame(slots.Load(), 1));
            Assert.IsTrue(AreSame(new ModelSlots(first, second).Load(), 1));
            second.Worn = 9; // in the header
            Assert.IsFalse(slots.Save(Bytes(2), 32));
            Assert.IsTrue(AreSame(new ModelSlots(first, second).Load(), 1));
        }

        [TestMethod]
        public void Save_TooLongOrEmpty_IsRefused()
        {
            var power = new Power();
            var slots = new ModelSlots(new FailingSlot(Capacity, power), new FailingSlot(Capacity, power));
            var file = new byte[Capacity];
            int refused = 0;
            foreach (int length in new int[] { -1, 0, Capacity - 19, Capacity + 1 })
            {
                try
                {
                    slots.Save(file, length);
                }
                catch (ArgumentException)
                {
                    refused++;
                }
            }

            Assert.AreEqual(4, refused);
            Assert.IsTrue(slots.Save(file, Capacity - 20));
        }

        /// <summary>Saves files, with a power cut at every byte that is erased or written, and after every one loads what is there.</summary>
        /// <returns>How many cuts there were.</returns>
        public static int CutEverywhere(int from, int to)
        {
            int cuts = 0;
            for (int n = from; n <= to; n++)
            {
                bool isCut = true;
                for (int at = 0; isCut; at++)
                {
                    isCut = Cut(n, at);
                    cuts += isCut ? 1 : 0;
                }
            }

            return cuts;
        }

        // A history of n files that were saved, whole; the next one is cut off after so many bytes, and at the attempt after that one byte later.
        private static bool Cut(int n, int at)
        {
            var power = new Power();
            var first = new FailingSlot(Capacity, power);
            var second = new FailingSlot(Capacity, power);
            for (int i = 0; i < Capacity; i++)
            {
                first.Cells[i] = power.Garbage();
                second.Cells[i] = power.Garbage();
            }

            for (int k = 1; k < n; k++)
            {
                new ModelSlots(first, second).Save(Bytes(k), 30 + k);
            }

            bool isCut = TrySave(power, first, second, n, at);
            byte[] found = new ModelSlots(first, second).Load();
            Assert.IsTrue(isCut ? AreSame(found, n) || AreSame(found, n - 1) : AreSame(found, n));
            int kept = AreSame(found, n) ? n : n - 1;

            TrySave(power, first, second, n + 1, at + 1);
            found = new ModelSlots(first, second).Load();
            Assert.IsTrue(AreSame(found, n + 1) || AreSame(found, kept));

            Assert.IsTrue(new ModelSlots(first, second).Save(Bytes(n + 2), 32 + n));
            Assert.IsTrue(AreSame(new ModelSlots(first, second).Load(), n + 2));
            return isCut;
        }

        private static bool TrySave(Power power, FailingSlot first, FailingSlot second, int n, int at)
        {
            bool isCut = false;
            var slots = new ModelSlots(first, second);
            power.Left = at;
            try
            {
                slots.Save(Bytes(n), 30 + n);
            }
            catch (PowerCutException)
            {
                isCut = true;
            }

            power.Left = int.MaxValue;
            return isCut;
        }

        private static byte[] Bytes(int n)
        {
            var bytes = new byte[80];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)((i * 7) + (n * 13));
            }

            return bytes;
        }

        private static bool AreSame(byte[] found, int n)
        {
            if (n == 0)
            {
                return found == null;
            }

            byte[] expected = Bytes(n);
            bool isSame = found != null && found.Length == 30 + n;
            for (int i = 0; isSame && i < found.Length; i++)
            {
                isSame = found[i] == expected[i];
            }

            return isSame;
        }
    }
}
