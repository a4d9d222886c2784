#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>An output layer that learns from a few examples.</summary>
    [TestClass]
    public class OutputLearnerTests
    {
        [TestMethod]
        public void Commit_NothingLearned_IsTheSameFile()
        {
            byte[][] files = { SmallModels.TwoLayers(), SmallModels.Adaptable() };
            foreach (byte[] file in files)
            {
                var learner = new OutputLearner(file, 4);
                learner.Train(3);

                Assert.AreEqual(file.Length, learner.Commit());
                for (int i = 0; i < file.Length; i++)
                {
                    Assert.AreEqual(file[i], learner.File[i]);
                }
            }
        }

        [TestMethod]
        public void Train_ClassesThatChangedPlaces_LearnsThem()
        {
            var learner = new OutputLearner(SmallModels.Adaptable(), 60);
            for (int n = 0; n < 60; n++)
            {
                Assert.IsTrue(learner.Add(Example(n), Turned(n)));
            }

            Assert.IsFalse(learner.Add(Example(0), 0));
            Assert.AreEqual(60, learner.Count);
            Assert.AreEqual(0, learner.CountRight());
            learner.Train(60);
            Assert.AreEqual(60, learner.CountRight());
            Model model = Model.Load(learner.File.Length == learner.Commit() ? learner.File : null);

            Assert.IsTrue(model.SelfTest());
            for (int n = 0; n < 3; n++)
            {
                Assert.AreEqual(Turned(n), model.ClassOf(Example(n)));
            }

            learner.Clear();
            Assert.AreEqual(0, learner.Count);
            Assert.AreEqual(learner.File.Length, learner.Commit());
            Assert.AreEqual(0, Model.Load(learner.File).ClassOf(Example(0)));
        }

        [TestMethod]
        public void Train_TwoClasses_LearnsThem()
        {
            var learner = new OutputLearner(SmallModels.AdaptableTwo(), 60);
            for (int n = 0; n < 30; n++)
            {
                learner.Add(new float[] { 60f + (n % 9), 2f }, 0);
                learner.Add(new float[] { 3f, 50f + (n % 8) }, 1);
            }

            Assert.AreEqual(0, learner.CountRight());
            learner.Train(OutputLearner.DefaultEpochs);
            Assert.AreEqual(60, learner.CountRight());
            learner.Commit();
            Model model = Model.Load(learner.File);

            Assert.IsTrue(model.SelfTest());
            Assert.IsFalse(model.Classify(new float[] { 65f, 2f }));
            Assert.IsTrue(model.Classify(new float[] { 2f, 55f }));
        }

        [TestMethod]
        public void OutputLearner_ModelThatIsNoClassifier_IsRefused()
        {
            byte[][] files = { SmallModels.OneLayer(), SmallModels.Anomaly(), SmallModels.Quantities(0), SmallModels.FamiliarCodes(), SmallModels.Nibbles() };
            int refused = 0;
            foreach (byte[] file in files)
            {
                try
                {
                    new OutputLearner(file, 3).Train(1);
                }
                catch (ArgumentException)
                {
                    refused++;
                }
            }

            Assert.AreEqual(files.Length, refused);
        }

        [TestMethod]
        public void Add_NoSuchClass_IsRefused()
        {
            var learner = new OutputLearner(SmallModels.Adaptable(), 3);
            int refused = 0;
            foreach (int label in new int[] { -1, 3 })
            {
                try
                {
                    learner.Add(Example(0), label);
                }
                catch (ArgumentException)
                {
                    refused++;
                }
            }

            Assert.AreEqual(2, refused);
            Assert.AreEqual(0, learner.Count);
        }

        private static float[] Example(int n)
        {
            return new float[] { n % 3 == 0 ? 60f + (n % 7) : 2f, n % 3 == 1 ? 60f + (n % 7) : 3f, n % 3 == 2 ? 60f + (n % 7) : 1f };
        }

        private static int Turned(int n)
        {
            return (n + 1) % 3;
        }
    }
}
