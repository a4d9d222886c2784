#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif
using EdgeNet.Models;

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>An array that is null is an <see cref="ArgumentNullException"/>, in loaded and in generated classes.</summary>
    [TestClass]
    public class NullArgumentTests
    {
        private static readonly StreamFeature[] s_features = new StreamFeature[] { new StreamFeature(FeatureKind.Mean, 0) };

        private delegate void Call();

        [TestMethod]
        public void Load_Null_IsRefused()
        {
            AssertNull("data", () => Model.Load(null));
            AssertNull("data", () => Pipeline.Load(null));
            AssertNull("data", () => StreamSettings.Read(null));
        }

        [TestMethod]
        public void Predictor_Null_IsRefusedByEveryMember()
        {
            AssertRefuses(Model.Load(SmallModels.OneLayer()), true);
            AssertRefuses(Model.Load(SmallModels.Readings()), true);
            AssertRefuses(Model.Load(SmallModels.Filled()), true);
            AssertRefuses(new VibrationModel(), false);
        }

        [TestMethod]
        public void Pipeline_Null_IsRefused()
        {
            var model = new VibrationModel();
            StreamSettings settings = VibrationStream.Settings();
            AssertNull("predictor", () => Made(new Pipeline(null, settings)));
            AssertNull("settings", () => Made(new Pipeline(model, null)));
            AssertNull("readings", () => new Pipeline(model, settings).Add((int[])null));
            AssertNull("readings", () => new WindowFeatures(settings).Add((int[])null));
            AssertNull("settings", () => Made(new WindowFeatures(null)));
        }

        [TestMethod]
        public void StreamSettings_Null_IsRefused()
        {
            AssertNull("readings", () => Made(new GoldenWindow(null, new int[1], new int[1])));
            AssertNull("features", () => Made(new GoldenWindow(new short[1], null, new int[1])));
            AssertNull("logits", () => Made(new GoldenWindow(new short[1], new int[1], null)));
            var names = new string[] { "x" };
            var scales = new float[] { 1f };
            var rules = new DecisionRules(0, 0);
            var golden = new GoldenWindow[0];
            Assert.AreEqual(1, new StreamSettings(1000, 2, 2, names, scales, s_features, rules, golden).Channels.Length);
            AssertNull("channels", () => Made(new StreamSettings(1000, 2, 2, null, scales, s_features, rules, golden)));
            AssertNull("channels", () => Made(new StreamSettings(1000, 2, 2, new string[1], scales, s_features, rules, golden)));
            AssertNull("countsPerUnit", () => Made(new StreamSettings(1000, 2, 2, names, null, s_features, rules, golden)));
            AssertNull("features", () => Made(new StreamSettings(1000, 2, 2, names, scales, null, rules, golden)));
            AssertNull("features", () => Made(new StreamSettings(1000, 2, 2, names, scales, new StreamFeature[1], rules, golden)));
            AssertNull("rules", () => Made(new StreamSettings(1000, 2, 2, names, scales, s_features, null, golden)));
            AssertNull("golden", () => Made(new StreamSettings(1000, 2, 2, names, scales, s_features, rules, null)));
            AssertNull("golden", () => Made(new StreamSettings(1000, 2, 2, names, scales, s_features, rules, new GoldenWindow[1])));
        }

        private static void AssertRefuses(Predictor model, bool isBinary)
        {
            var features = new float[model.InputCount];
            var readings = new int[model.InputCount];
            var outputs = new float[model.OutputCount];
            var logits = new int[model.OutputCount];
            AssertNull("features", () => model.Predict((float[])null));
            AssertNull("readings", () => model.Predict((int[])null));
            AssertNull("features", () => model.Predict((float[])null, outputs));
            AssertNull("readings", () => model.Predict((int[])null, outputs));
            AssertNull("outputs", () => model.Predict(features, null));
            AssertNull("outputs", () => model.Predict(readings, null));
            AssertNull("features", () => model.ClassOf((float[])null));
            AssertNull("readings", () => model.ClassOf((int[])null));
            AssertNull("features", () => model.Logit((float[])null));
            AssertNull("readings", () => model.Logit((int[])null));
            AssertNull("readings", () => model.LogitUnchecked(null));
            AssertNull("features", () => model.Logits((float[])null, logits));
            AssertNull("readings", () => model.Logits((int[])null, logits));
            AssertNull("readings", () => model.LogitsUnchecked(null, logits));
            AssertNull("logits", () => model.Logits(features, null));
            AssertNull("logits", () => model.Logits(readings, null));
            AssertNull("logits", () => model.LogitsUnchecked(readings, null));
            AssertNull("features", () => model.CountSaturated((float[])null));
            AssertNull("readings", () => model.CountSaturated((int[])null));
            if (isBinary)
            {
                AssertNull("features", () => model.Classify((float[])null));
                AssertNull("readings", () => model.Classify((int[])null));
            }
        }

        private static void AssertNull(string name, Call call)
        {
            string refused = string.Empty;
            try
            {
                call();
            }
            catch (ArgumentNullException e)
            {
                refused = e.ParamName;
            }

            Assert.AreEqual(name, refused);
        }

        private static void Made(object something)
        {
            Assert.IsTrue(something != null);
        }
    }
}
