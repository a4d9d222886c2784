#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>What a node tells of itself, byte by byte.</summary>
    [TestClass]
    public class HealthRecordTests
    {
        [TestMethod]
        public void Write_TwoClasses_HasEveryNumberInItsPlace()
        {
            Model model = Model.Load(SmallModels.OneLayer());
            var record = new HealthRecord(model, 7, SignatureKind.Ed25519, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
            Decide(record, model, new float[] { 130f, 60f }, 100);
            Decide(record, model, new float[] { 300f, 60f }, 66000);  // the first input above its end
            Decide(record, model, new float[] { 0f, 60f }, 50);       // and at its lower end
            record.Seconds = 70000;
            record.Resets = 3;
            record.FreeBytes = 45678;
            byte[] message = Written(record);

            Assert.AreEqual(256, message.Length);
            Assert.AreEqual(0x82, (int)message[0]);
            Assert.AreEqual(1, (int)message[1]);
            Assert.AreEqual(2, (int)message[2]);
            Assert.AreEqual(0, (int)message[3]);
            Assert.AreEqual(7, At(message, 4));
            Assert.AreEqual(0x04030201, At(message, 8));
            Assert.AreEqual(0x08070605, At(message, 12));
            Assert.AreEqual(1, At(message, 16));
            Assert.AreEqual(70000, At(message, 20));
            Assert.AreEqual(70000, At(message, 24));
            Assert.AreEqual(3, At(message, 28));
            Assert.AreEqual(0, At(message, 32));
            Assert.AreEqual(66000, At(message, 36));
            Assert.AreEqual(3, At(message, 40));
            Assert.AreEqual(45678, At(message, 44));
            Assert.AreEqual(3, At(message, 48));
            Assert.AreEqual(2, At(message, 52) & 0xFFFF);
            Assert.AreEqual(2, At(message, 54) & 0xFFFF);
            Assert.AreEqual(2, (int)message[56]);
            Assert.AreEqual(2, (int)message[57]);
            Assert.AreEqual(3, (int)message[58]);
            Assert.AreEqual(0, (int)message[59]);
            Assert.AreEqual(1, At(message, 60)); // 3·(0 - 128) - 2·(120 - 128) + 7 is below 10
            Assert.AreEqual(2, At(message, 64));
            Assert.AreEqual(0, At(message, 68));
            Assert.AreEqual(208, (int)message[124]);  // floor(255·sqrt(2/3))
            Assert.AreEqual(0, (int)message[125]);
            Assert.AreEqual('t', (char)message[188]);
            Assert.AreEqual('o', (char)message[189]);
            Assert.AreEqual('y', (char)message[190]);
            Assert.AreEqual(0, (int)message[191]);
        }

        [TestMethod]
        public void Clear_AfterARecord_BeginsTheNextOne()
        {
            Model model = Model.Load(SmallModels.OneLayer());
            var record = new HealthRecord(model, 1, SignatureKind.None, null);
            record.Seconds = 60;
            Decide(record, model, new float[] { 300f, 60f }, 66000);
            Written(record);
            Assert.AreEqual(1, record.Decisions); // a record that was not sent is not lost
            Assert.IsTrue(record.IsDue(60));
            Assert.IsFalse(record.IsDue(61));
            Assert.IsFalse(record.IsDue(0));

            record.Clear();
            record.Seconds = 100;
            byte[] message = Written(record);

            Assert.IsFalse(record.IsDue(60));
            Assert.IsTrue(record.IsDue(40));
            Assert.AreEqual(2, At(message, 16));
            Assert.AreEqual(100, At(message, 20));
            Assert.AreEqual(40, At(message, 24));
            for (int at = 28; at < 40; at += 4)
            {
                Assert.AreEqual(0, At(message, at));
            }

            Assert.AreEqual(0, At(message, 48));
            Assert.AreEqual(0, At(message, 60));
            Assert.AreEqual(0, At(message, 64));
            Assert.AreEqual(0, (int)message[124]);
        }

        [TestMethod]
        public void Write_KindsOfModels_SaysWhich()
        {
            Assert.AreEqual(4, (int)Written(RecordOf(SmallModels.Anomaly()))[3]);
            Assert.AreEqual(1, (int)Written(RecordOf(SmallModels.Familiar()))[3]);
            byte[] quantities = Written(RecordOf(SmallModels.Quantities(0)));
            Assert.AreEqual(2, (int)quantities[3]);
            Assert.AreEqual(0, At(quantities, 54) & 0xFFFF);
            Assert.AreEqual(0, (int)quantities[57]);
            Assert.AreEqual(3, (int)Written(RecordOf(SmallModels.ThreeClasses()))[57]);
        }

        [TestMethod]
        public void CountDecision_Unfamiliar_IsCounted()
        {
            Model model = Model.Load(SmallModels.Familiar());
            var record = new HealthRecord(model, 1, SignatureKind.None, null);
            float[] far = new float[] { 127f, 127f };
            int unfamiliar = 0;
            for (int n = 0; n < 6; n++)
            {
                far[0] = n * 20f;
                Decide(record, model, far, 1);
                unfamiliar += model.IsUnfamiliar ? 1 : 0;
            }

            Assert.IsTrue(unfamiliar > 0);
            Assert.AreEqual(unfamiliar, At(Written(record), 32));
            Assert.AreEqual(6, At(Written(record), 28));
        }

        [TestMethod]
        public void CountDecision_NoSuchClass_CountsInNone()
        {
            Model model = Model.Load(SmallModels.ThreeClasses());
            var record = new HealthRecord(model, 1, SignatureKind.None, null);
            record.CountDecision(-1, 5);
            record.CountDecision(3, -5);
            record.CountDecision(2, 0);
            byte[] message = Written(record);

            Assert.AreEqual(3, At(message, 28));
            Assert.AreEqual(0, At(message, 60));
            Assert.AreEqual(0, At(message, 64));
            Assert.AreEqual(1, At(message, 68));
            Assert.AreEqual(5, At(message, 36));
        }

        [TestMethod]
        public void CountInputs_MissingInput_IsNotAtAnEnd()
        {
            var record = RecordOf(SmallModels.Filled());
            record.CountInputs(new float[] { float.NaN, float.PositiveInfinity });
            record.CountInputs(new float[] { float.NaN, 4f });
            byte[] message = Written(record);

            Assert.AreEqual(0, (int)message[124]);
            Assert.AreEqual(180, (int)message[125]); // floor(255·sqrt(1/2))
        }

        [TestMethod]
        public void CountInputs_Readings_CountsTheEndsOfTheirRange()
        {
            var record = RecordOf(SmallModels.Readings());
            record.CountInputs(new int[] { 4095, -3 });
            record.CountInputs(new int[] { 5, -2001 });
            record.CountInputs(new float[] { 7f, -4f });
            byte[] message = Written(record);

            Assert.AreEqual(147, (int)message[124]); // floor(255·sqrt(1/3))
            Assert.AreEqual(208, (int)message[125]);
        }

        [TestMethod]
        public void CountInputs_WrongLength_IsRefused()
        {
            var record = RecordOf(SmallModels.Readings());
            int refused = 0;
            for (int n = 0; n < 4; n++)
            {
                try
                {
                    if (n < 2)
                    {
                        record.CountInputs(n == 0 ? null : new float[3]);
                    }
                    else
                    {
                        record.CountInputs(n == 2 ? null : new int[1]);
                    }
                }
                catch (ArgumentException)
                {
                    refused++;
                }
            }

            Assert.AreEqual(4, refused);
            Assert.AreEqual(0, At(Written(record), 48));
        }

        [TestMethod]
        public void CountInputs_MoreThanTheCountersHold_KeepsTheShares()
        {
            var record = RecordOf(SmallModels.OneLayer());
            float[] atAnEnd = new float[] { 300f, 60f };
            float[] within = new float[] { 130f, 60f };
            for (int n = 0; n < 70000; n++)
            {
                record.CountInputs((n & 3) == 0 ? atAnEnd : within);
            }

            byte[] message = Written(record);
            Assert.AreEqual(65535, At(message, 48));
            Assert.AreEqual(127, (int)message[124]); // floor(255·sqrt(1/4))
            Assert.AreEqual(0, (int)message[125]);
        }

        [TestMethod]
        public void WriteLine_TwoClasses_IsPlainText()
        {
            Model model = Model.Load(SmallModels.OneLayer());
            var record = new HealthRecord(model, 7, SignatureKind.Hmac, null);
            Decide(record, model, new float[] { 130f, 60f }, 100);
            Decide(record, model, new float[] { 0f, 60f }, 1000);
            Decide(record, model, new float[] { 130f, 60f }, 100);
            record.Seconds = 2147483647;
            record.FreeBytes = 45678;
            record.Resets = -1;

            Assert.AreEqual(
                "health model=toy version=7 signature=hmac record=1 seconds=2147483647 covers=2147483647 decisions=3 classes=1,2 ends=0:334 longest-us=1000 resets=0 free=45678",
                LineOf(record));
        }

        [TestMethod]
        public void WriteLine_UnfamiliarAndQuantities_SaysWhatThereIs()
        {
            Assert.AreEqual(
                "health model=motor version=1 signature=none record=1 seconds=0 covers=0 decisions=0 ends=0:0 longest-us=0 resets=0 free=0",
                LineOf(RecordOf(SmallModels.Quantities(0))));
            Assert.IsTrue(LineOf(RecordOf(SmallModels.Familiar())).IndexOf(" unfamiliar=0 ") > 0);
        }

        [TestMethod]
        public void ShareOf_EveryCount_IsTheNearestBelow()
        {
            int last = 0;
            for (int count = 0; count <= 1000; count++)
            {
                int code = HealthMessage.ShareOf(count, 1000);
                Assert.IsTrue(code >= last);
                Assert.AreEqual(count == 0, code == 0);
                Assert.AreEqual(count == 1000, code == 255);
                Assert.IsTrue(code * code * 1000L <= count * 65025L);
                Assert.IsTrue(count == 1000 || count == 0 || code == 254 || (code + 1) * (code + 1) * 1000L > count * 65025L);
                last = code;
            }

            Assert.AreEqual(1, HealthMessage.ShareOf(1, 65535));
            Assert.AreEqual(254, HealthMessage.ShareOf(65534, 65535));
            Assert.AreEqual(0, HealthMessage.ShareOf(0, 0));
        }

        private static HealthRecord RecordOf(byte[] file)
        {
            return new HealthRecord(Model.Load(file), 1, SignatureKind.None, null);
        }

        private static void Decide(HealthRecord record, Model model, float[] features, int microseconds)
        {
            int decision = model.ClassOf(features);
            record.CountInputs(features);
            record.CountDecision(decision, microseconds);
        }

        private static byte[] Written(HealthRecord record)
        {
            var message = new byte[HealthRecord.Length];
            record.Write(message);
            return message;
        }

        private static string LineOf(HealthRecord record)
        {
            var line = new byte[HealthRecord.MostLine];
            int count = record.WriteLine(line);
            var text = new char[count];
            for (int i = 0; i < count; i++)
            {
                text[i] = (char)line[i];
            }

            return new string(text);
        }

        private static int At(byte[] message, int at)
        {
            return message[at] | (message[at + 1] << 8) | (message[at + 2] << 16) | (message[at + 3] << 24);
        }
    }
}
