#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Models that say what a missing input counts as: NaN, in every form, and neither infinity.</summary>
    [TestClass]
    public class MissingInputTests
    {
        [TestMethod]
        public void Load_FilledModels_AreExact()
        {
            foreach (Model model in Forms(SmallModels.Filled()))
            {
                Assert.IsTrue(model.SelfTest());
                Assert.IsFalse(model.KnowsUnfamiliar);
            }

            foreach (Model model in Forms(SmallModels.FilledAndFamiliar()))
            {
                Assert.IsTrue(model.SelfTest());
                Assert.IsTrue(model.KnowsUnfamiliar);
            }
        }

        [TestMethod]
        public void Logit_MissingInputs_CountAsTheirFills()
        {
            foreach (Model model in Forms(SmallModels.Filled()))
            {
                float[] features = new float[] { 30f, float.NaN };
                Assert.AreEqual(90 - 8 + 7, model.Logit(features));
                Assert.IsTrue(features[1] != 4f); // the application's array stays as it is
                Assert.AreEqual(9 + 80 + 7, model.Logit(new float[] { float.NaN, -40f }));
                Assert.AreEqual(8, model.Logit(new float[] { float.NaN, float.NaN }));
                Assert.AreEqual(9 - 8 + 7, model.Logit(new int[] { 3, 4 }));
                Assert.AreEqual(model.Probability(8), model.Predict(new float[] { float.NaN, 4f }));
                Assert.AreEqual(0, model.CountSaturated(new float[] { float.NaN, float.NaN }));
            }
        }

        [TestMethod]
        public void Logit_InfiniteInputs_AreNotMissing()
        {
            foreach (Model model in Forms(SmallModels.Filled()))
            {
                Assert.AreEqual(381 - 8 + 7, model.Logit(new float[] { float.PositiveInfinity, 4f }));
                Assert.AreEqual(-384 - 8 + 7, model.Logit(new float[] { float.NegativeInfinity, 4f }));
                Assert.AreEqual(-384 - 254 + 7, model.Logit(new float[] { -3e38f, 3e38f }));
                Assert.AreEqual(2, model.CountSaturated(new float[] { float.PositiveInfinity, float.NegativeInfinity }));
            }
        }

        [TestMethod]
        public void Unfamiliarity_MissingInputs_IsThatOfTheirFills()
        {
            foreach (Model model in Forms(SmallModels.FilledAndFamiliar()))
            {
                model.Logit(new float[] { 3f, 4f });
                float known = model.Unfamiliarity;
                model.Logit(new float[] { float.NaN, float.NaN });
                Assert.AreEqual(known, model.Unfamiliarity);
                Assert.IsFalse(model.IsUnfamiliar);
                model.Logit(new float[] { 30f, float.NaN });
                Assert.IsTrue(model.IsUnfamiliar);
            }
        }

        private static Model[] Forms(byte[] file)
        {
            return new Model[]
            {
                Model.Load(file), Model.Load(file, ModelMemory.Packed), Model.Load(file, ModelMemory.Bytes), Model.Open(new ArrayStorage(file), 64),
            };
        }
    }
}
