#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>What a learner makes of examples, computed by hand.</summary>
    [TestClass]
    public class LearnerTests
    {
        [TestMethod]
        public void Learn_ExamplesThenCalibration_BecomesReady()
        {
            var learner = new Learner(SmallModels.Learning());

            Assert.AreEqual((int)LearningState.Learning, (int)Feed(learner, 4f, 10f, 5));
            Assert.AreEqual((int)LearningState.Calibrating, (int)learner.Learn(new float[] { 8f, 10f }));
            Assert.AreEqual(6, learner.LearnedCount);
            Assert.AreEqual((int)LearningState.Calibrating, (int)Feed(learner, 9f, 10f, 1));
            Assert.AreEqual((int)LearningState.Calibrating, (int)Feed(learner, 5f, 10f, 2));
            Assert.AreEqual((int)LearningState.Ready, (int)learner.Learn(new float[] { 10f, 10f }));
            Assert.AreEqual(4, learner.CalibratedCount);

            // The first prototype was at (0, 10) and counts as 2: (0·2 + 5·4 + 8) / 8 = 3.5, which is rounded up; (9 - 4)²·40 >> 3 = 125 is the second farthest.
            Assert.AreEqual(126, learner.Threshold);
            Assert.AreEqual((int)LearningState.Ready, (int)learner.Learn(new float[] { 120f, 10f }));
        }

        [TestMethod]
        public void Commit_WhatWasLearned_IsAModelThatIsExact()
        {
            var learner = new Learner(SmallModels.Learning());
            Feed(learner, 4f, 10f, 5);
            Feed(learner, 8f, 10f, 1);
            Assert.AreEqual(0, learner.Commit());
            Feed(learner, 5f, 10f, 2);
            Feed(learner, 9f, 10f, 2);
            byte[] file = Copy(learner.File, learner.Commit());
            Model model = Model.Load(file);

            Assert.AreEqual(SmallModels.Learning().Length - 36, file.Length);
            Assert.IsTrue(model.SelfTest());
            Assert.AreEqual(0, model.Logit(new float[] { 4f, 10f }));
            Assert.AreEqual(126, model.LogitThreshold);
            Assert.IsFalse(model.Classify(new float[] { 8f, 10f }));
            Assert.IsTrue(model.Classify(new float[] { 10f, 10f }));
            Assert.IsTrue(model.Classify(new float[] { 60f, -60f })); // where the factory's second prototype was, and none came
            Assert.IsFalse(Learner.CanLearn(file));
            Assert.IsTrue(Learner.CanLearn(SmallModels.Learning()));
            Assert.IsTrue(Model.Load(SmallModels.Learning()).SelfTest());
        }

        [TestMethod]
        public void Save_AtEveryExample_GoesOnFromThere()
        {
            byte[] expected = null;
            for (int cut = 0; cut <= 12; cut++)
            {
                var learner = new Learner(SmallModels.Learning());
                for (int n = 0; n < 13; n++)
                {
                    if (n == cut)
                    {
                        byte[] saved = Copy(learner.File, learner.Save());
                        Assert.IsTrue(Model.Load(saved).SelfTest());
                        Assert.IsFalse(Model.Load(saved).Classify(new float[] { 60f, -60f }));
                        learner = new Learner(saved);
                    }

                    learner.Learn(new float[] { n == 7 ? 100f : n % 5, 10f + (n % 2) });
                }

                Assert.AreEqual(1, learner.UnusualCount);
                byte[] file = Copy(learner.File, learner.Commit());
                expected = expected ?? file;
                Assert.IsTrue(file.Length > 0 && AreSame(expected, file));
            }
        }

        [TestMethod]
        public void Learn_FaultThatLasts_IsRefusedAndTheFileStays()
        {
            var learner = new Learner(SmallModels.Learning());
            Feed(learner, 1f, 10f, 2);
            Assert.AreEqual((int)LearningState.Learning, (int)Feed(learner, 40f, 10f, 3));
            Assert.AreEqual((int)LearningState.Refused, (int)Feed(learner, 40f, 10f, 1));

            Assert.AreEqual((int)RefusalReason.TooUnusual, (int)learner.Reason);
            Assert.AreEqual(0, learner.Commit());
            Assert.AreEqual((int)LearningState.Refused, (int)Feed(learner, 1f, 10f, 20));
            Assert.AreEqual((int)RefusalReason.TooUnusual, (int)new Learner(Copy(learner.File, learner.Save())).Reason);
        }

        [TestMethod]
        public void Learn_SensorAtItsLimit_IsRefused()
        {
            var learner = new Learner(SmallModels.Learning());

            Assert.AreEqual((int)LearningState.Refused, (int)Feed(learner, 1e9f, float.NaN, 4));
            Assert.AreEqual((int)RefusalReason.TooSaturated, (int)learner.Reason);
            Assert.AreEqual(4, learner.SaturatedCount);
        }

        [TestMethod]
        public void Learn_SensorThatStandsStill_IsRefused()
        {
            var learner = new Learner(SmallModels.Learning());

            Assert.AreEqual((int)LearningState.Refused, (int)Feed(learner, 3f, 10f, 6));
            Assert.AreEqual((int)RefusalReason.NeverChanged, (int)learner.Reason);
        }

        [TestMethod]
        public void Learn_NormalThatIsFarAway_HasDrifted()
        {
            var learner = new Learner(SmallModels.Learning());
            Feed(learner, 21f, 10f, 5);

            Assert.AreEqual((int)LearningState.Refused, (int)Feed(learner, 20f, 10f, 1)); // (0·2 + 21·5 + 20) / 8 is 16, rounded, and 5·16² is 1,280
            Assert.AreEqual((int)RefusalReason.Drifted, (int)learner.Reason);
            Assert.IsTrue(learner.Drift > 2.52f && learner.Drift < 2.54f);
        }

        [TestMethod]
        public void Learner_ModelThatDoesNotLearn_IsRefused()
        {
            byte[][] files = { SmallModels.OneLayer(), SmallModels.Anomaly(), SmallModels.EncodedAnomaly() };
            int refused = 0;
            foreach (byte[] file in files)
            {
                try
                {
                    new Learner(file).Learn(null);
                }
                catch (ArgumentException)
                {
                    refused++;
                }

                Assert.IsFalse(Learner.CanLearn(file));
            }

            Assert.AreEqual(files.Length, refused);
        }

        private static LearningState Feed(Learner learner, float x, float y, int times)
        {
            for (int n = 0; n < times; n++)
            {
                learner.Learn(new float[] { x, y });
            }

            return learner.State;
        }

        private static byte[] Copy(byte[] data, int length)
        {
            var copy = new byte[length];
            Array.Copy(data, copy, length);
            return copy;
        }

        private static bool AreSame(byte[] a, byte[] b)
        {
            bool isSame = a.Length == b.Length;
            for (int i = 0; isSame && i < a.Length; i++)
            {
                isSame = a[i] == b[i];
            }

            return isSame;
        }
    }
}
