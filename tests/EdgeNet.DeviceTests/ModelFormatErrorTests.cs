#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    /// <summary>Every reason of <see cref="ModelFormatError"/> once; the host's tests damage every byte.</summary>
    [TestClass]
    public class ModelFormatErrorTests
    {
        private const int Loaded = 0;

        [TestMethod]
        public void Load_SoundFile_Loads()
        {
            Assert.AreEqual(Loaded, ErrorOf(SmallModels.OneLayer()));
        }

        [TestMethod]
        public void Load_FileKept_DoesNotChangeModelWhenBytesDo()
        {
            byte[] file = SmallModels.OneLayer();
            Model model = Model.Load(file);
            Array.Clear(file, 0, file.Length);

            Assert.IsTrue(model.SelfTest());
            Assert.AreEqual("toy", model.Name);
        }

        [TestMethod]
        public void Load_FileWithNames_IsTheModelWithoutThem()
        {
            byte[] file = SmallModels.Named();
            Model model = Model.Load(file);

            Assert.IsTrue(model.SelfTest());
            Assert.AreEqual(2, model.InputCount);
            Assert.AreEqual(29, model.Logit(new float[] { 130f, 60f }));
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(-1)]
        [DataRow(1000)]
        [DataRow(2147483647)]
        public void Load_ImpossibleLengthOfNames_IsImpossibleShape(int words)
        {
            byte[] file = SmallModels.Named();
            ModelBytes.PutInt32(file, file.Length - 8, words);
            ModelBytes.Seal(file);

            Assert.AreEqual((int)ModelFormatError.ImpossibleShape, ErrorOf(file));
        }

        [TestMethod]
        public void Load_Null_IsArgumentNullException()
        {
            bool isRefused = false;
            try
            {
                Model.Load(null);
            }
            catch (ArgumentNullException)
            {
                isRefused = true;
            }

            Assert.IsTrue(isRefused);
        }

        [TestMethod]
        public void Load_OtherFirstByte_IsBadMagic()
        {
            byte[] file = SmallModels.OneLayer();
            file[0] = 0x46;

            Assert.AreEqual((int)ModelFormatError.BadMagic, ErrorOf(file));
        }

        [TestMethod]
        public void Load_VersionSeven_IsUnsupportedVersion()
        {
            byte[] file = SmallModels.OneLayer();
            file[4] = 7;
            ModelBytes.Seal(file);

            Assert.AreEqual((int)ModelFormatError.UnsupportedVersion, ErrorOf(file));
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(3)]
        [DataRow(4)]
        [DataRow(35)]
        [DataRow(36)]
        [DataRow(80)]
        public void Load_BeginningOfFile_IsTruncated(int length)
        {
            var beginning = new byte[length];
            Array.Copy(SmallModels.OneLayer(), beginning, length);

            Assert.AreEqual((int)ModelFormatError.Truncated, ErrorOf(beginning));
        }

        [TestMethod]
        public void Load_ChangedByte_IsBadCrc()
        {
            byte[] file = SmallModels.OneLayer();
            file[40] ^= 1;

            Assert.AreEqual((int)ModelFormatError.BadCrc, ErrorOf(file));
        }

        [TestMethod]
        public void Load_NoInputs_IsImpossibleShape()
        {
            byte[] file = SmallModels.OneLayer();
            ModelBytes.PutUInt16(file, 12, 0);
            ModelBytes.Seal(file);

            Assert.AreEqual((int)ModelFormatError.ImpossibleShape, ErrorOf(file));
        }

        [TestMethod]
        public void Load_LogitScaleZero_IsScaleOutOfRange()
        {
            byte[] file = SmallModels.OneLayer();
            ModelBytes.PutSingle(file, 20, 0f);
            ModelBytes.Seal(file);

            Assert.AreEqual((int)ModelFormatError.ScaleOutOfRange, ErrorOf(file));
        }

        [TestMethod]
        [DataRow(52, 4096)] // the lowest of input 1 above the highest
        [DataRow(52, -4194305)]
        [DataRow(60, 4194305)]
        [DataRow(68, 23)] // the shift of input 1
        [DataRow(68, 255)]
        public void Load_ImpossibleReadings_AreScaleOutOfRange(int position, int value)
        {
            // The name and the labels have 10 characters: the inputs begin at byte 52.
            byte[] file = SmallModels.Readings();
            ModelBytes.PutInt32(file, position, value);
            ModelBytes.Seal(file);

            Assert.AreEqual((int)ModelFormatError.ScaleOutOfRange, ErrorOf(file));
        }

        [TestMethod]
        public void ModelFormatException_Message_SaysWhatWasFoundAndExpected()
        {
            string message = string.Empty;
            byte[] file = SmallModels.OneLayer();
            file[4] = 9;
            try
            {
                Model.Load(file);
            }
            catch (ModelFormatException e)
            {
                message = e.Message;
            }

            Assert.AreEqual("The model has format version 9; this library reads versions 1 to 6.", message);
        }

        private static int ErrorOf(byte[] file)
        {
            try
            {
                Model.Load(file);
            }
            catch (ModelFormatException e)
            {
                return (int)e.Error;
            }

            return Loaded;
        }
    }
}
