#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>A stream that an application cannot serve is refused with one reason, and one that it can serve just so is taken.</summary>
    [TestClass]
    public class StreamRequirementsTests
    {
        private const int Positive = 3; // readings of PipelineTests.Make that vote so
        private const int Negative = 0;

        [TestMethod]
        public void FaultOf_NothingRequired_TakesAnyStream()
        {
            Assert.AreEqual(null, new StreamRequirements().FaultOf(Settings(100000, 4096, 4096, 255, 255)));
            Assert.AreEqual("It takes features; this board has a stream of readings.", new StreamRequirements().FaultOf(null));
        }

        [TestMethod]
        public void FaultOf_OtherChannels_SaysWhich()
        {
            StreamSettings settings = Settings(100000, 128, 32, 2, 3);

            Assert.AreEqual(null, new StreamRequirements { Channels = new string[] { "x", "y" } }.FaultOf(settings));
            Assert.AreEqual(
                "It takes 2 channels; this board has 3.", new StreamRequirements { Channels = new string[] { "x", "y", "z" } }.FaultOf(settings));
            Assert.AreEqual(
                "Its channel 1 is 'x'; this board has 'y' there.", new StreamRequirements { Channels = new string[] { "y", "x" } }.FaultOf(settings));
        }

        [TestMethod]
        public void FaultOf_OtherUnit_SaysBothNumbers()
        {
            StreamSettings settings = Settings(100000, 128, 32, 2, 3); // 1 and 8192 counts

            Assert.AreEqual(null, new StreamRequirements { CountsPerUnit = new float[] { 1f, 8192f } }.FaultOf(settings));
            Assert.AreEqual(null, new StreamRequirements { CountsPerUnit = new float[0] }.FaultOf(settings));
            Assert.AreEqual(
                "One unit of its channel 'y' is 8192 counts; here it is 16384.", new StreamRequirements { CountsPerUnit = new float[] { 1f, 16384f } }.FaultOf(settings));
            Assert.AreEqual(
                "One unit of its channel 'x' is 1 counts; here it is 0.25.", new StreamRequirements { CountsPerUnit = new float[] { 0.25f, 8192f } }.FaultOf(settings));
        }

        [TestMethod]
        public void FaultOf_RateOutsideOrBetween_SaysWhatIsPossible()
        {
            var wanted = new StreamRequirements { LowestMillihertz = 10000, HighestMillihertz = 1000000, StepMillihertz = 1000 };

            Assert.AreEqual(null, wanted.FaultOf(Settings(10000, 128, 32, 2, 3)));
            Assert.AreEqual(null, wanted.FaultOf(Settings(1000000, 128, 32, 2, 3)));
            Assert.AreEqual("It takes 9.999 readings a second; this board gives 10 to 1000.", wanted.FaultOf(Settings(9999, 128, 32, 2, 3)));
            Assert.AreEqual("It takes 1001 readings a second; this board gives 10 to 1000.", wanted.FaultOf(Settings(1001000, 128, 32, 2, 3)));
            Assert.AreEqual("It takes 62.5 readings a second; this board gives a multiple of 1.", wanted.FaultOf(Settings(62500, 128, 32, 2, 3)));
        }

        [TestMethod]
        public void FaultOf_LongWindow_SaysBothNumbers()
        {
            var wanted = new StreamRequirements { MostWindow = 128 };

            Assert.AreEqual(null, wanted.FaultOf(Settings(100000, 128, 32, 2, 3)));
            Assert.AreEqual("Its window has 129 readings; this board has room for 128.", wanted.FaultOf(Settings(100000, 129, 32, 2, 3)));
        }

        [TestMethod]
        public void ReadingsToDecide_Votes_AreThoseOfTheStateThatNeedsMost()
        {
            Assert.AreEqual(128, StreamRequirements.ReadingsToDecide(Settings(100000, 128, 32, 1, 1)));
            Assert.AreEqual(160, StreamRequirements.ReadingsToDecide(Settings(100000, 128, 32, 2, 3)));
            Assert.AreEqual(128 + (4 * 32), StreamRequirements.ReadingsToDecide(Settings(100000, 128, 32, 5, 5)));
            Assert.AreEqual(128 + (4 * 32), StreamRequirements.ReadingsToDecide(Settings(100000, 128, 32, 1, 5))); // of two classes, the negative one
        }

        [TestMethod]
        public void FaultOf_BurstTooShort_IsRefusedByOneReading()
        {
            var wanted = new StreamRequirements { BurstMilliseconds = 5000 };

            Assert.AreEqual(null, wanted.FaultOf(Settings(100000, 500, 500, 1, 1)));
            Assert.AreEqual(null, wanted.FaultOf(Settings(100000, 450, 50, 2, 3)));
            Assert.AreEqual(
                "It decides after 500 readings, a window of 500 and its votes; this board gives it 499, so that it could never decide.",
                wanted.FaultOf(Settings(99999, 500, 500, 1, 1)));
            Assert.AreEqual(
                "It decides after 650 readings, a window of 600 and its votes; this board gives it 500, so that it could never decide.",
                wanted.FaultOf(Settings(100000, 600, 50, 2, 3)));
            Assert.AreEqual(
                "It decides after 501 readings, a window of 450 and its votes; this board gives it 500, so that it could never decide.",
                wanted.FaultOf(Settings(100000, 450, 51, 2, 3)));
        }

        [TestMethod]
        public void FaultOf_MostReadings_CountsVotes()
        {
            Assert.AreEqual(null, new StreamRequirements { MostReadings = 160 }.FaultOf(Settings(100000, 128, 32, 2, 3)));
            Assert.AreEqual(
                "It decides after 160 readings, a window of 128 and its votes; this board gives it 159, so that it could never decide.",
                new StreamRequirements { MostReadings = 159, BurstMilliseconds = 5000 }.FaultOf(Settings(100000, 128, 32, 2, 3)));
        }

        [TestMethod]
        public void ReadingsToDecide_SlowerState_HoldsAfterExactlySoMany()
        {
            for (int votes = 1; votes <= 5; votes++)
            {
                int needed = StreamRequirements.ReadingsToDecide(PipelineTests.Make(votes, 5, 0).Settings);
                int positive = FirstDecision(PipelineTests.Make(votes, 5, 0), Positive);
                int negative = FirstDecision(PipelineTests.Make(votes, 5, 0), Negative);

                Assert.AreEqual(needed, positive > negative ? positive : negative);
            }
        }

        private static int FirstDecision(Pipeline pipeline, int reading)
        {
            for (int n = 1; n < 1000; n++)
            {
                pipeline.Add(reading);
                if (pipeline.State != Pipeline.Unknown)
                {
                    return n;
                }
            }

            return 0;
        }

        private static StreamSettings Settings(int rate, int window, int stride, int votes, int ofLast)
        {
            return new StreamSettings(
                rate, window, stride, new string[] { "x", "y" }, new float[] { 1f, 8192f },
                new StreamFeature[] { new StreamFeature(FeatureKind.StandardDeviation, 0, 0, 0, 0) },
                new DecisionRules(0, 0, votes, ofLast), new GoldenWindow[0]);
        }
    }
}
