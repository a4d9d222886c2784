#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Models of what is normal, and models that know what they are not familiar with, computed by hand.</summary>
    [TestClass]
    public class DistanceTests
    {
        [TestMethod]
        public void Load_ModelsWithDistances_AreExact()
        {
            byte[][] files =
            {
                SmallModels.Anomaly(), SmallModels.EncodedAnomaly(), SmallModels.Reconstruction(), SmallModels.Familiar(), SmallModels.FamiliarWhereUnsure(),
                SmallModels.FamiliarCodes(),
            };
            foreach (byte[] file in files)
            {
                Assert.IsTrue(Model.Load(file).SelfTest());
                Assert.IsTrue(Model.Load(file, ModelMemory.Packed).SelfTest());
                Assert.IsTrue(Model.Load(file, ModelMemory.Bytes).SelfTest());
                Assert.IsTrue(Model.Open(new ArrayStorage(file), 64).SelfTest());
            }
        }

        [TestMethod]
        public void Logit_Anomaly_IsTheDistanceFromTheNearestPrototype()
        {
            Model model = Model.Load(SmallModels.Anomaly());

            Assert.IsTrue(model.IsAnomaly);
            Assert.AreEqual("unusual", model.PositiveLabel);
            Assert.AreEqual(24, model.Logit(new float[] { 14f, -19f })); // (3·16 + 1) >> 1
            Assert.AreEqual(6, model.Logit(new float[] { -50f, -1f })); // (2·1 >> 1) + 5
        }

        [TestMethod]
        public void Predict_Anomaly_IsOneAtTheThresholdAndTwoTwiceAsFar()
        {
            Model model = Model.Load(SmallModels.Anomaly());

            Assert.AreEqual(1f, model.Probability(100));
            Assert.AreEqual(2f, model.Probability(400));
            Assert.AreEqual(1f, model.Threshold);
            Assert.IsTrue(model.Classify(new float[] { 20f, -20f }));
            Assert.IsFalse(model.Classify(new int[] { 11, -20 }));
            Assert.AreEqual(model.Predict(new float[] { 20f, -20f }), model.Predict(new int[] { 20, -20 }));
        }

        [TestMethod]
        public void FarthestInput_Anomaly_IsTheOneThatCountsMost()
        {
            Model model = Model.Load(SmallModels.Anomaly());

            model.Logit(new float[] { 20f, -21f });
            Assert.AreEqual(0, model.FarthestInput());
            model.Logit(new float[] { 11f, -60f });
            Assert.AreEqual(1, model.FarthestInput());
        }

        [TestMethod]
        public void FarthestInput_AllPrototypesBeyondTheFarthestDistance_IsThatOfTheNearest()
        {
            Model model = Model.Load(SmallModels.FarAnomaly());

            Assert.AreEqual(1 << 30, model.Logit(new float[] { 127f, -128f }));
            Assert.AreEqual(1, model.FarthestInput());
        }

        [TestMethod]
        public void Logit_NotANumber_IsFarFromNormal()
        {
            Model model = Model.Load(SmallModels.Anomaly());

            Assert.IsTrue(model.Classify(new float[] { float.NaN, -20f }));
            Assert.IsTrue(model.Classify(new float[] { 1e30f, -1e30f }));
        }

        [TestMethod]
        public void IsUnfamiliar_FamiliarModel_IsThatOfTheLastInference()
        {
            Model model = Model.Load(SmallModels.Familiar());

            Assert.IsTrue(model.KnowsUnfamiliar);
            Assert.IsFalse(model.IsAnomaly);
            Assert.AreEqual(177, model.Logit(new float[] { 30f, -40f }));
            Assert.IsTrue(model.IsUnfamiliar);
            Assert.AreEqual(2.5f, model.Unfamiliarity);
            Assert.AreEqual(1, model.FarthestInput());
            Assert.AreEqual(8, model.Logit(new int[] { 3, 4 }));
            Assert.IsFalse(model.IsUnfamiliar);
            Assert.AreEqual(0.25f, model.Unfamiliarity);
        }

        [TestMethod]
        public void IsUnfamiliar_SureDecision_IsNearerThanAnUnsureOne()
        {
            Model model = Model.Load(SmallModels.FamiliarWhereUnsure());

            Assert.AreEqual(177, model.Logit(new float[] { 30f, -40f })); // 167 from the threshold: sure
            Assert.IsTrue(model.IsUnfamiliar);
            Assert.AreEqual(2f, model.Unfamiliarity); // 512 above it: an octave
            Assert.AreEqual(7, model.Logit(new int[] { 32, 48 }));
            Assert.IsTrue(model.Unfamiliarity > 2f);
            Assert.AreEqual(8, model.Logit(new int[] { 3, 4 }));
            Assert.IsFalse(model.IsUnfamiliar);
        }

        [TestMethod]
        public void Load_DoubtThatWouldOverflow_IsRefused()
        {
            byte[] file = SmallModels.FamiliarWhereUnsure();
            int at = 0;
            while (file[at] != 100 || file[at + 4] != 0 || file[at + 6] != 2)
            {
                at++;
            }

            ModelBytes.PutInt32(file, at, int.MaxValue);
            ModelBytes.Seal(file);

            Assert.IsTrue(IsRefused(file));
        }

        [TestMethod]
        public void IsUnfamiliar_CodesOfHiddenUnits_AreCompared()
        {
            Model model = Model.Load(SmallModels.FamiliarCodes());

            Assert.AreEqual(1, model.ClassOf(new float[] { 0f, 9f }));
            Assert.IsFalse(model.IsUnfamiliar);
            Assert.AreEqual(1, model.ClassOf(new float[] { 0f, 11f }));
            Assert.IsTrue(model.IsUnfamiliar);
            Assert.AreEqual(-1, model.FarthestInput());
        }

        [TestMethod]
        public void IsUnfamiliar_PlainModel_IsNever()
        {
            Model model = Model.Load(SmallModels.OneLayer());

            model.Logit(new float[] { 1e9f, -1e9f });
            Assert.IsFalse(model.KnowsUnfamiliar);
            Assert.IsFalse(model.IsUnfamiliar);
            Assert.AreEqual(0f, model.Unfamiliarity);
            Assert.AreEqual(-1, model.FarthestInput());
        }

        [TestMethod]
        public void Load_DistanceWithAnotherThresholdThanTheHeader_IsRefused()
        {
            byte[] file = SmallModels.Anomaly();
            ModelBytes.PutInt32(file, 24, 99);
            ModelBytes.Seal(file);

            Assert.IsTrue(IsRefused(file));
        }

        private static bool IsRefused(byte[] file)
        {
            try
            {
                Model.Load(file);
                return false;
            }
            catch (ModelFormatException refused)
            {
                return refused.Error == ModelFormatError.ScaleOutOfRange;
            }
        }
    }
}
