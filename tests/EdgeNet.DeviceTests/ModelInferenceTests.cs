#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class ModelInferenceTests
    {
        [TestMethod]
        [DataRow(128, 64, 7)] // codes 0 and 0
        [DataRow(130, 60, 29)] // codes 2 and -8
        [DataRow(1000, -1000, 644)] // codes 127 and -128
        [DataRow(-1000, 1000, -631)] // codes -128 and 127
        public void Logit_OneLayer_IsHandComputed(int first, int second, int expected)
        {
            Model model = Model.Load(SmallModels.OneLayer());

            Assert.AreEqual(expected, model.Logit(new int[] { first, second }));
            Assert.AreEqual(expected, model.Logit(new float[] { first, second }));
        }

        [TestMethod]
        [DataRow(2, 1, 249)] // accumulators 28 and -19, codes 11 and -8
        [DataRow(-1, 0, 45)] // accumulators -7 and 6, codes -4 and 3
        [DataRow(127, -128, 2141)] // accumulators 633 and -1914, codes 127 and -128
        public void Logit_TwoLayers_IsHandComputed(int first, int second, int expected)
        {
            Model model = Model.Load(SmallModels.TwoLayers());

            Assert.AreEqual(expected, model.Logit(new int[] { first, second }));
            Assert.AreEqual(expected, model.Logit(new float[] { first, second }));
        }

        [TestMethod]
        [DataRow(100, 25)]
        [DataRow(-100, -25)]
        [DataRow(-101, -26)] // the line of the table is rounded down
        public void Logit_TabulatedUnit_GoesThroughTableOfFile(int input, int expected)
        {
            Assert.AreEqual(expected, Model.Load(SmallModels.Tabulated(3)).Logit(new int[] { input }));
            Assert.AreEqual(expected, Model.Load(SmallModels.Tabulated(4)).Logit(new int[] { input }));
        }

        [TestMethod]
        public void Logit_NotANumberOrInfinity_SaturatesAsDocumented()
        {
            Model model = Model.Load(SmallModels.OneLayer());

            Assert.AreEqual((3 * 127) + 7, model.Logit(new float[] { float.NaN, 64f }));
            Assert.AreEqual((3 * 127) + 7, model.Logit(new float[] { float.PositiveInfinity, 64f }));
            Assert.AreEqual((3 * -128) + 7, model.Logit(new float[] { float.NegativeInfinity, 64f }));
        }

        [TestMethod]
        [DataRow(129, 64, true)] // logit 10, the threshold itself
        [DataRow(131, 67, false)] // logit 4
        [DataRow(130, 66, false)] // logit 5
        [DataRow(130, 65, false)] // logit 9, one below
        [DataRow(131, 65, true)] // logit 12
        public void Classify_AroundThreshold_IsPositiveFromThresholdOn(int first, int second, bool expected)
        {
            Model model = Model.Load(SmallModels.OneLayer());

            Assert.AreEqual(expected, model.Classify(new int[] { first, second }));
            Assert.AreEqual(expected, model.Classify(new float[] { first, second }));
        }

        [TestMethod]
        public void Predict_OneLayer_IsLogisticOfScaledLogit()
        {
            Model model = Model.Load(SmallModels.OneLayer());
            const double Expected = 0.571996132; // logistic(0.29)

            Assert.IsTrue(Math.Abs(model.Predict(new float[] { 130f, 60f }) - Expected) < 1e-6);
            Assert.IsTrue(Math.Abs(model.Predict(new int[] { 130, 60 }) - Expected) < 1e-6);
            Assert.IsTrue(Math.Abs(model.Probability(29) - Expected) < 1e-6);
        }

        [TestMethod]
        public void Probability_ExtremeLogits_AreZeroAndOne()
        {
            Model model = Model.Load(SmallModels.OneLayer());

            Assert.IsTrue(model.Probability(int.MaxValue) == 1f);
            Assert.IsTrue(model.Probability(int.MinValue) == 0f);
            Assert.IsTrue(model.Probability(0) == 0.5f);
        }

        [TestMethod]
        public void Logit_CalledTwice_DoesNotDependOnTheCallBefore()
        {
            Model model = Model.Load(SmallModels.TwoLayers());
            int before = model.Logit(new int[] { 2, 1 });
            model.Logit(new int[] { 127, -128 });

            Assert.AreEqual(before, model.Logit(new int[] { 2, 1 }));
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(35)]
        public void Inference_WrongLength_IsRefusedWithBothNumbers(int length)
        {
            Model model = Model.Load(SmallModels.OneLayer());
            for (int call = 0; call < 6; call++)
            {
                string message = MessageOf(model, call, length);
                Assert.IsTrue(message.Contains("takes 2 inputs"), message);
                Assert.IsTrue(message.Contains("given " + length.ToString()), message);
            }
        }

        private static string MessageOf(Model model, int call, int length)
        {
            try
            {
                Call(model, call, length);
            }
            catch (ArgumentException e)
            {
                return e.Message;
            }

            return "Nothing was thrown.";
        }

        private static void Call(Model model, int call, int length)
        {
            switch (call)
            {
                case 0:
                    model.Logit(new float[length]);
                    break;
                case 1:
                    model.Logit(new int[length]);
                    break;
                case 2:
                    model.Predict(new float[length]);
                    break;
                case 3:
                    model.Predict(new int[length]);
                    break;
                case 4:
                    model.Classify(new float[length]);
                    break;
                default:
                    model.Classify(new int[length]);
                    break;
            }
        }
    }
}
