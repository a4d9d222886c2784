#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>From readings to a state: <c>logit = 48·r - 121</c> while every reading of a window is r, 0 to 15.</summary>
    [TestClass]
    public class PipelineTests
    {
        private static int s_changes;
        private static int s_lastState;

        [TestMethod]
        public void Add_Windows_DecideWithHysteresis()
        {
            Pipeline pipeline = Make(1, 1, 0);
            Assert.AreEqual(Pipeline.Unknown, pipeline.State);
            Assert.AreEqual(string.Empty, pipeline.StateLabel);
            Decide(pipeline, 3, 23, 1);
            Assert.IsTrue(pipeline.HasChanged);
            Decide(pipeline, 2, -25, 1); // between off and on
            Assert.IsFalse(pipeline.HasChanged);
            Decide(pipeline, 1, -73, 0);
            Decide(pipeline, 2, -25, 0);
            Decide(pipeline, 3, 23, 1);
            Assert.AreEqual("mine", pipeline.StateLabel);
        }

        [TestMethod]
        public void Add_TwoOfThreeVotes_ChangeTheState()
        {
            Pipeline pipeline = Make(2, 3, 0);
            Decide(pipeline, 3, 23, Pipeline.Unknown);
            Decide(pipeline, 0, -121, Pipeline.Unknown);
            Decide(pipeline, 3, 23, 1);
            Decide(pipeline, 0, -121, 0);
        }

        [TestMethod]
        public void StateChanged_OnlyWhenTheStateChanges_IsRaised()
        {
            Pipeline pipeline = Make(1, 1, 5);
            s_changes = 0;
            pipeline.StateChanged += Count;
            pipeline.StateChanged += Remember;
            Decide(pipeline, 3, 23, 1);
            Assert.AreEqual(1, s_changes);
            Assert.AreEqual(1, s_lastState);
            Decide(pipeline, 0, -121, 1); // only 4 readings after the change
            Assert.AreEqual(80L, pipeline.MillisecondsSinceChange);
            Decide(pipeline, 0, -121, 0);
            Assert.AreEqual(2, s_changes);
            Assert.AreEqual(0, s_lastState);
            pipeline.StateChanged -= Count;
            Decide(pipeline, 3, 23, 0);
            Decide(pipeline, 3, 23, 1);
            Assert.AreEqual(2, s_changes);
            Assert.AreEqual(1, s_lastState);
        }

        [TestMethod]
        public void Probability_LastWindow_IsThatOfTheLogit()
        {
            Pipeline pipeline = Make(1, 1, 0);
            Decide(pipeline, 3, 23, 1);

            // 1 / (1 + e^-0.23)
            Assert.AreEqual(557, (int)((pipeline.Probability * 1000f) + 0.5f));
            Assert.AreEqual(48, pipeline.FeatureOf(0));
        }

        [TestMethod]
        public void CountSaturated_LastWindow_IsThatOfItsFeatures()
        {
            Pipeline pipeline = Make(1, 1, 0);
            Decide(pipeline, 3, 23, 1);
            Assert.AreEqual(1, pipeline.CountSaturated()); // no crossing has the lowest code
            for (int n = 0; n < pipeline.Settings.Window; n++)
            {
                pipeline.Add(32767);
            }

            Assert.AreEqual(2, pipeline.CountSaturated());
        }

        [TestMethod]
        public void SelfTest_GoldenWindow_IsComparedInFull()
        {
            Assert.IsTrue(MakeGolden(48, 23).SelfTest());
            Assert.IsFalse(MakeGolden(47, 23).SelfTest());
            Assert.IsFalse(MakeGolden(48, 24).SelfTest());
        }

        [TestMethod]
        public void RamBytes_OneChannelTwoFeatures_CountsEveryArray()
        {
            if (NativeEngine.Find() != null)
            {
                return; // the firmware computes the features from other arrays
            }

            // Names, scales, features and golden windows; readings, bands and the values; kinds, channels and bins; pairs; what is needed.
            int settings = (24 + 4) + (24 + 4) + (24 + 8) + 24;
            int windows = (24 + 8) + 24 + (24 + 8) + (2 * (24 + 2)) + (2 * (24 + 4)) + (24 + 8) + 24 + (3 * (24 + 4)) + (24 + 1);
            int votes = (24 + 2) + (24 + 8);
            int buffers = (24 + 8) + (24 + 4) + (24 + 4) + (24 + 4); // features, readings, the logits of the window and of the decision
            int golden = 4 + (24 + 8) + (24 + 8) + (24 + 4);
            int network = Model.Load(SmallModels.OneLayer()).RamBytes;
            Assert.AreEqual(network + settings + windows + votes + buffers, Make(1, 1, 0).RamBytes);
            Assert.AreEqual(network + settings + windows + votes + buffers + golden, MakeGolden(48, 23).RamBytes);
        }

        [TestMethod]
        public void Add_ModelOfQuantities_EstimatesAndHasNoState()
        {
            var golden = new GoldenWindow(new short[] { 3, 3, 3, 3 }, new int[] { 48, 0 }, new int[] { 151, -53 });
            Pipeline pipeline = Make(SmallModels.Quantities(0), new DecisionRules(0, 0), new GoldenWindow[] { golden });
            Assert.IsTrue(pipeline.SelfTest());
            Decide(pipeline, 3, 151, Pipeline.Unknown);
            Assert.AreEqual(-53, pipeline.LogitOf(1));
            Assert.IsTrue(pipeline.Probability == 95.5f);
            Assert.IsFalse(pipeline.HasChanged);
            Assert.AreEqual(string.Empty, pipeline.StateLabel);
            Decide(pipeline, 1, 55, Pipeline.Unknown);
            Assert.IsTrue(pipeline.Probability == 47.5f);
            Assert.AreEqual(0L, pipeline.ReadingsSinceChange);
        }

        [TestMethod]
        public void Load_FileWithoutStream_IsRefused()
        {
            bool isRefused = false;
            try
            {
                Pipeline.Load(SmallModels.OneLayer());
            }
            catch (ModelFormatException)
            {
                isRefused = true;
            }

            Assert.IsTrue(isRefused);
            Assert.IsTrue(StreamSettings.Read(SmallModels.OneLayer()) == null);
        }

        private static void Decide(Pipeline pipeline, int reading, int logit, int state)
        {
            for (int n = 0; n < 4; n++)
            {
                Assert.AreEqual(n == 3, pipeline.Add(reading));
            }

            Assert.AreEqual(logit, pipeline.LogitOf());
            Assert.AreEqual(state, pipeline.State);
        }

        private static void Count(Pipeline pipeline)
        {
            s_changes++;
        }

        private static void Remember(Pipeline pipeline)
        {
            s_lastState = pipeline.State;
        }

        internal static Pipeline Make(int votes, int ofLast, int minimumReadings)
        {
            return Make(new DecisionRules(10, -30, votes, ofLast, minimumReadings), new GoldenWindow[] { });
        }

        private static Pipeline MakeGolden(int mean, int logit)
        {
            var golden = new GoldenWindow(new short[] { 3, 3, 3, 3 }, new int[] { mean, 0 }, new int[] { logit });
            return Make(new DecisionRules(10, -30), new GoldenWindow[] { golden });
        }

        private static Pipeline Make(DecisionRules rules, GoldenWindow[] golden)
        {
            return Make(SmallModels.OneLayer(), rules, golden);
        }

        private static Pipeline Make(byte[] model, DecisionRules rules, GoldenWindow[] golden)
        {
            var features = new StreamFeature[] { new StreamFeature(FeatureKind.Mean, 0), new StreamFeature(FeatureKind.ZeroCrossings, 0) };
            var settings = new StreamSettings(50000, 4, 4, new string[] { "x" }, new float[] { 1f }, features, rules, golden);
            return new Pipeline(Model.Load(model), settings);
        }
    }
}
