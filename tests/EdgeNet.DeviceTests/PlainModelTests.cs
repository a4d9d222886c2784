#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    /// <summary>The reference and the packed model give the same logits, and those of readings are computed by hand.</summary>
    [TestClass]
    public class PlainModelTests
    {
        [TestMethod]
        [DataRow(4095, -2000, 4772)] // codes 255 and -2000
        [DataRow(0, -3, 13)]
        [DataRow(15, -3, 13)] // 15 >> 4 is 0
        [DataRow(16, -3, 16)]
        [DataRow(100, -50, 125)] // codes 6 and -50
        public void Logit_Readings_IsHandComputed(int first, int second, int expected)
        {
            AssertReadings(Model.Load(SmallModels.Readings()), first, second, expected);
            AssertReadings(PlainModel.Load(SmallModels.Readings()), first, second, expected);
        }

        [TestMethod]
        public void Logit_FloatsBesideReadings_AreRoundedAndHeldInRange()
        {
            AssertFloats(99.5f, -50.5f, 125); // 100 and -50
            AssertFloats(100.25f, -50.25f, 125);
            AssertFloats(1e9f, -1e9f, 4772);
            AssertFloats(-1e9f, 1e9f, 13);
            AssertFloats(float.NaN, float.NegativeInfinity, 4772);
            AssertFloats(float.NegativeInfinity, float.NaN, 13);
        }

        [TestMethod]
        public void Logit_EverySmallModel_IsTheSameOfBothForms()
        {
            AssertSame(SmallModels.OneLayer());
            AssertSame(SmallModels.TwoLayers());
            AssertSame(SmallModels.Tabulated(3));
            AssertSame(SmallModels.Tabulated(4));
            AssertSame(SmallModels.Readings());
        }

        private static void AssertSame(byte[] file)
        {
            Model model = Model.Load(file);
            PlainModel plain = PlainModel.Load(file);
            var features = new float[model.InputCount];
            for (int k = 0; k < 40; k++)
            {
                for (int i = 0; i < features.Length; i++)
                {
                    features[i] = (((k * 37) + (i * 101)) % 300) - 150.5f;
                }

                Assert.AreEqual(plain.Logit(features), model.Logit(features));
                Assert.AreEqual(plain.Classify(features), model.Classify(features));
            }

            Assert.AreEqual(plain.Macs, model.Macs);
            Assert.AreEqual(plain.LayerCount, model.LayerCount);
        }

        private static void AssertReadings(Predictor model, int first, int second, int expected)
        {
            Assert.AreEqual(expected, model.Logit(new int[] { first, second }));
            Assert.AreEqual(expected, model.Logit(new float[] { first, second }));
        }

        private static void AssertFloats(float first, float second, int expected)
        {
            Assert.AreEqual(expected, Model.Load(SmallModels.Readings()).Logit(new float[] { first, second }));
            Assert.AreEqual(expected, PlainModel.Load(SmallModels.Readings()).Logit(new float[] { first, second }));
        }
    }
}
