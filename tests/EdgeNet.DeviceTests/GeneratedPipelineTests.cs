#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif
using EdgeNet.Models;

namespace EdgeNet.DeviceTests
{
    /// <summary>A pipeline of generated classes: its self-test runs windows of readings, as that of a loaded model does.</summary>
    [TestClass]
    public class GeneratedPipelineTests
    {
        [TestMethod]
        public void SelfTest_GeneratedClassAndStream_IsExact()
        {
            var pipeline = new Pipeline(new VibrationModel(), VibrationStream.Settings());

            Assert.AreEqual(3, pipeline.Settings.Golden.Length);
            Assert.IsTrue(pipeline.SelfTest());
            Assert.AreEqual(Pipeline.Unknown, pipeline.State);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        public void SelfTest_OneNumberAltered_Fails(int window)
        {
            var pipeline = new Pipeline(new VibrationModel(), VibrationStream.Settings());
            GoldenWindow golden = pipeline.Settings.Golden[window];
            golden.Readings[5] += 2000;
            Assert.IsFalse(pipeline.SelfTest());
            golden.Readings[5] -= 2000;
            golden.Features[13]++;
            Assert.IsFalse(pipeline.SelfTest());
            golden.Features[13]--;
            golden.Logits[3]++;
            Assert.IsFalse(pipeline.SelfTest());
            golden.Logits[3]--;
            Assert.IsTrue(pipeline.SelfTest());
        }

        [TestMethod]
        public void SelfTest_FeatureOfAnotherChannel_Fails()
        {
            StreamSettings sound = VibrationStream.Settings();
            sound.Features[0] = new StreamFeature(FeatureKind.StandardDeviation, 1);
            Assert.IsFalse(new Pipeline(new VibrationModel(), sound).SelfTest());
        }
    }
}
