#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Several classes and quantities, computed by hand.</summary>
    [TestClass]
    public class OutputTests
    {
        [TestMethod]
        public void Load_ThreeClasses_TellsWhatTheyAre()
        {
            Model model = Model.Load(SmallModels.ThreeClasses());

            Assert.AreEqual(3, model.OutputCount);
            Assert.AreEqual(3, model.LabelCount);
            Assert.AreEqual("rest", model.LabelOf(0));
            Assert.AreEqual("walk", model.LabelOf(1));
            Assert.AreEqual("run", model.LabelOf(2));
            Assert.AreEqual("softmax", ActivationNames.Of(model.ActivationOf(1)));
            Assert.IsFalse(model.IsRegression);
            Assert.IsTrue(model.SelfTest());
            Assert.AreEqual(6, model.GoldenLogit(0, 2));
        }

        [TestMethod]
        [DataRow(2, 1, 11, -3, 6, 0)]
        [DataRow(0, 5, -3, 15, 10, 1)]
        [DataRow(-4, 9, -23, 35, 10, 1)]
        [DataRow(9, 9, 16, 22, 36, 2)]
        [DataRow(1, 2, 6, 2, 6, 0)] // of two that are equal the first
        [DataRow(1, 0, 10, -6, 2, 0)]
        public void ClassOf_ThreeClasses_IsTheLargestLogit(int a, int b, int first, int second, int third, int expected)
        {
            AssertClasses(Model.Load(SmallModels.ThreeClasses()), a, b, first, second, third, expected);
            AssertClasses(PlainModel.Load(SmallModels.ThreeClasses()), a, b, first, second, third, expected);
        }

        [TestMethod]
        public void Predict_ThreeClasses_IsSoftmaxOfTheLogits()
        {
            // e^0, e^-7 and e^-2.5, of logits 5.5, -1.5 and 3, over their sum.
            Model model = Model.Load(SmallModels.ThreeClasses());
            var probabilities = new float[3];
            model.Predict(new float[] { 2f, 1f }, probabilities);

            AssertMillionths(923364, probabilities[0]);
            AssertMillionths(842, probabilities[1]);
            AssertMillionths(75794, probabilities[2]);
            AssertMillionths(923364, model.Predict(new float[] { 2f, 1f }));
            AssertMillionths(923364, model.Predict(new int[] { 2, 1 }));
        }

        [TestMethod]
        public void Predict_Quantities_AreInTheirUnits()
        {
            Model model = Model.Load(SmallModels.Quantities(0));
            var quantities = new float[2];
            model.Predict(new int[] { 2, 1 }, quantities);

            Assert.IsTrue(model.IsRegression);
            Assert.AreEqual("winding", model.LabelOf(0));
            Assert.AreEqual("load", model.LabelOf(1));
            AssertMillionths(25500000, quantities[0]);
            AssertMillionths(-1750000, quantities[1]);
            AssertMillionths(25500000, model.Predict(new float[] { 2f, 1f }));
            Assert.IsTrue(model.SelfTest());
        }

        [TestMethod]
        public void Predict_ReluOutputs_HoldNothingBelowZero()
        {
            Model model = Model.Load(SmallModels.Quantities(1));
            var quantities = new float[2];
            model.Predict(new float[] { 2f, 1f }, quantities);

            AssertMillionths(25500000, quantities[0]);
            AssertMillionths(-1000000, quantities[1]);
            Assert.AreEqual(-3, Logits(model, 2, 1)[1]);
        }

        [TestMethod]
        public void Predict_WeightsOfHalfAByte_KeepTheirSigns()
        {
            Model model = Model.Load(SmallModels.Nibbles());

            Assert.AreEqual(1, model.LabelCount);
            Assert.AreEqual("litres", model.LabelOf(0));
            Assert.AreEqual(7, model.Logit(new int[] { 1, 0, 0 }));
            Assert.AreEqual(-8, model.Logit(new int[] { 0, 1, 0 }));
            Assert.AreEqual(3, model.Logit(new int[] { 0, 0, 1 }));
            AssertMillionths(5250000, model.Predict(new float[] { 1f, -1f, 2f }));
            Assert.AreEqual(21, PlainModel.Load(SmallModels.Nibbles()).Logit(new float[] { 1f, -1f, 2f }));
        }

        [TestMethod]
        public void Classify_NotTwoClasses_SaysWhatToUse()
        {
            Assert.AreEqual(
                "The model 'gait' does not tell two classes apart: use ClassOf or Predict.", MessageOf(Model.Load(SmallModels.ThreeClasses()), true));
            Assert.AreEqual(
                "The model 'motor' computes quantities and has no classes: use Predict.", MessageOf(Model.Load(SmallModels.Quantities(0)), false));
        }

        [TestMethod]
        public void Logits_ArrayOfAnotherLength_SaysBothNumbers()
        {
            Model model = Model.Load(SmallModels.ThreeClasses());
            string message = null;
            try
            {
                model.Logits(new float[] { 2f, 1f }, new int[2]);
            }
            catch (ArgumentException e)
            {
                message = e.Message;
            }

            Assert.AreEqual("The model 'gait' has 3 outputs; it was given room for 2.", message);
        }

        [TestMethod]
        public void Load_VersionOne_IsReadAsItIs()
        {
            byte[] file = SmallModels.OneLayer();
            file[4] = 1;
            ModelBytes.Seal(file);
            Model model = Model.Load(file);

            Assert.IsTrue(model.SelfTest());
            Assert.AreEqual(1, model.OutputCount);
            Assert.AreEqual("mine", model.PositiveLabel);
        }

        private static void AssertClasses(Predictor model, int a, int b, int first, int second, int third, int expected)
        {
            int[] logits = Logits(model, a, b);
            Assert.AreEqual(first, logits[0]);
            Assert.AreEqual(second, logits[1]);
            Assert.AreEqual(third, logits[2]);
            Assert.AreEqual(first, model.Logit(new int[] { a, b }));
            Assert.AreEqual(expected, model.ClassOf(new int[] { a, b }));
            Assert.AreEqual(expected, model.ClassOf(new float[] { a, b }));
        }

        private static int[] Logits(Predictor model, int a, int b)
        {
            var ofReadings = new int[model.OutputCount];
            var ofFeatures = new int[model.OutputCount];
            model.Logits(new int[] { a, b }, ofReadings);
            model.Logits(new float[] { a, b }, ofFeatures);
            for (int j = 0; j < ofReadings.Length; j++)
            {
                Assert.AreEqual(ofReadings[j], ofFeatures[j]);
            }

            return ofReadings;
        }

        private static void AssertMillionths(int expected, float actual)
        {
            int difference = expected - (int)Math.Round(actual * 1000000.0);
            Assert.IsTrue(difference >= -1 && difference <= 1);
        }

        private static string MessageOf(Model model, bool isClassify)
        {
            try
            {
                if (isClassify)
                {
                    model.Classify(new float[] { 2f, 1f });
                }
                else
                {
                    model.ClassOf(new float[] { 2f, 1f });
                }

                return null;
            }
            catch (InvalidOperationException e)
            {
                return e.Message;
            }
        }
    }
}
