#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class SelfTestTests
    {
        [TestMethod]
        public void SelfTest_SoundModels_Pass()
        {
            AssertPasses(SmallModels.OneLayer());
            AssertPasses(SmallModels.TwoLayers());
            AssertPasses(SmallModels.Tabulated(3));
            AssertPasses(SmallModels.Tabulated(4));
            AssertPasses(SmallModels.Readings());
        }

        [TestMethod]
        [DataRow(0, 8)]
        [DataRow(1, 28)]
        [DataRow(2, 645)]
        public void SelfTest_GoldenLogitOneOff_FailsAtItsIndex(int index, int wrongLogit)
        {
            byte[] file = SmallModels.OneLayer();
            ModelBytes.PutInt32(file, file.Length - SmallModels.LastGoldenLogitFromEnd - ((2 - index) * SmallModels.GoldenLength), wrongLogit);
            ModelBytes.Seal(file);
            Model model = Model.Load(file);

            Assert.IsFalse(model.SelfTest());
            Assert.AreEqual(index, model.FirstGoldenMismatch());
            Assert.AreEqual(wrongLogit, model.GoldenLogit(index));
        }

        [TestMethod]
        public void FirstGoldenMismatch_TwoWrong_IsTheFirst()
        {
            byte[] file = SmallModels.OneLayer();
            int last = file.Length - SmallModels.LastGoldenLogitFromEnd;
            ModelBytes.PutInt32(file, last, 0);
            ModelBytes.PutInt32(file, last - SmallModels.GoldenLength, 0);
            ModelBytes.Seal(file);

            Assert.AreEqual(1, Model.Load(file).FirstGoldenMismatch());
        }

        private static void AssertPasses(byte[] file)
        {
            Model model = Model.Load(file);
            Assert.IsTrue(model.SelfTest());
            Assert.AreEqual(-1, model.FirstGoldenMismatch());
            Assert.IsTrue(PlainModel.Load(file).SelfTest());
        }
    }
}
