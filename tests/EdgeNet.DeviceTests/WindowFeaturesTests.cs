#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    /// <summary>Features of windows small enough to compute by hand; the host's tests compare random windows with a plain twin.</summary>
    [TestClass]
    public class WindowFeaturesTests
    {
        [TestMethod]
        [DataRow(0, 40)]   // 16 · 10 / 4
        [DataRow(1, 17)]   // √(256 · 20 / 16) = √320
        [DataRow(2, 43)]   // √(256 · 30 / 4) = √1920
        [DataRow(3, 16)]
        [DataRow(4, 64)]
        [DataRow(5, 48)]
        [DataRow(6, 16)]
        [DataRow(7, 1)]    // about 2
        [DataRow(8, 0)]
        [DataRow(9, 419)]  // 1.64 · 256
        public void Values_OneToFour_AreThoseComputedByHand(int kind, int expected)
        {
            var windows = new WindowFeatures(Settings(4, 1, 1, new StreamFeature((FeatureKind)kind, 0)));
            windows.Add(1);
            windows.Add(2);
            Assert.IsFalse(windows.Add(3));
            Assert.IsTrue(windows.Add(4));
            Assert.AreEqual(expected, windows.Values[0]);
        }

        [TestMethod]
        public void Values_CosineOfTwoCycles_IsInItsBandAlone()
        {
            // 100, 0, -100, 0: two cycles in 8 readings, with a root mean square of 70.71.
            var windows = new WindowFeatures(Settings(
                8, 8, 1, new StreamFeature(FeatureKind.BandEnergy, 0, 0, 1, 1), new StreamFeature(FeatureKind.BandEnergy, 0, 0, 2, 2), new StreamFeature(FeatureKind.BandEnergy, 0, 0, 3, 4)));
            for (int n = 0; n < 8; n++)
            {
                windows.Add(n % 2 == 1 ? 0 : n % 4 == 0 ? 100 : -100);
            }

            Assert.AreEqual(0, windows.Values[0]);
            Assert.AreEqual(1131, windows.Values[1]); // 16 · 70.71
            Assert.AreEqual(0, windows.Values[2]);
        }

        [TestMethod]
        public void Values_AlternatingReadings_AreInTheMiddleBin()
        {
            var windows = new WindowFeatures(Settings(6, 6, 1, new StreamFeature(FeatureKind.BandEnergy, 0, 0, 3, 3)));
            for (int n = 0; n < 6; n++)
            {
                windows.Add(n % 2 == 0 ? 10 : -10);
            }

            Assert.AreEqual(160, windows.Values[0]);
        }

        [TestMethod]
        public void Values_ThreeChannels_AreCorrelated()
        {
            var windows = new WindowFeatures(Settings(
                4, 4, 3, new StreamFeature(FeatureKind.Correlation, 0, 1), new StreamFeature(FeatureKind.Correlation, 0, 2), new StreamFeature(FeatureKind.Correlation, 1, 2)));
            for (int n = 0; n < 4; n++)
            {
                windows.Add(n * 10, n * -7, 5);
            }

            Assert.AreEqual(-256, windows.Values[0]);
            Assert.AreEqual(0, windows.Values[1]);
            Assert.AreEqual(0, windows.Values[2]);
        }

        [TestMethod]
        public void Values_SlowMean_TakesAQuarterOfTheWay()
        {
            var windows = new WindowFeatures(Settings(2, 2, 1, new StreamFeature(FeatureKind.Mean, 0, 0, 0, 0, FeatureOptions.Slow)));
            int[] readings = { 10, 10, 50, 50, 50, 50, -100, -100 };
            int[] expected = { 160, 320, 440, -70 }; // of sixteenths of a count: 160, 160 + 640/4, 320 + 480/4, 440 - 2040/4
            for (int i = 0; i < readings.Length; i++)
            {
                if (windows.Add(readings[i]))
                {
                    Assert.AreEqual(expected[i / 2], windows.Values[0]);
                }
            }

            windows.Reset();
            windows.Add(10);
            windows.Add(10);
            Assert.AreEqual(160, windows.Values[0]);
        }

        [TestMethod]
        [DataRow(1, 1067)]  // 256 · log2(17 + 1) = 1067.5
        [DataRow(5, 1437)]  // 256 · log2(48 + 1) = 1437.4
        [DataRow(6, 1046)]  // 256 · log2(16 + 1) = 1046.4
        [DataRow(7, 256)]   // 256 · log2(1 + 1)
        [DataRow(13, 405)]  // 2 later, 256 · log2(2 + 1) = 405.8
        public void Values_Logarithm_IsThatOfTheFeatureAndOne(int kind, int expected)
        {
            var windows = new WindowFeatures(Settings(4, 1, 1, new StreamFeature((FeatureKind)kind, 0, 0, 0, 0, FeatureOptions.Logarithm)));
            for (int n = 1; n <= 4; n++)
            {
                windows.Add(n);
            }

            Assert.AreEqual(expected, windows.Values[0]);
        }

        [TestMethod]
        public void Values_HannWindow_SpreadsACosineOverThreeBins()
        {
            // 100, 0, -100, 0 under weights of 0, 0.5, 1, 0.5 and so on: of the mean square 1/6 lies in each bin beside, 4/6 in its own.
            var windows = new WindowFeatures(Settings(8, 8, 1, Hann(1, 3), Hann(1, 1), Hann(2, 2), Hann(4, 4)));
            for (int n = 0; n < 8; n++)
            {
                windows.Add(n % 2 == 1 ? 0 : n % 4 == 0 ? 100 : -100);
            }

            Assert.AreEqual(1131, windows.Values[0]); // 16 · 70.71
            Assert.AreEqual(461, windows.Values[1]);  // √(1/6) of it
            Assert.AreEqual(923, windows.Values[2]);  // √(4/6) of it
            Assert.AreEqual(0, windows.Values[3]);
        }

        [TestMethod]
        public void Values_Autocorrelation_IsThatOfAWholePeriod()
        {
            // 1, 0, -1, 0, 1, 0, -1, 0: 0 one later, -3 two later, 0 three later, 2 four later, and 4 with itself.
            var windows = new WindowFeatures(Settings(8, 8, 1, new StreamFeature(FeatureKind.AutocorrelationPeak, 0), new StreamFeature(FeatureKind.AutocorrelationLag, 0)));
            for (int n = 0; n < 8; n++)
            {
                windows.Add(n % 2 == 1 ? 0 : n % 4 == 0 ? 100 : -100);
            }

            Assert.AreEqual(128, windows.Values[0]);
            Assert.AreEqual(4, windows.Values[1]);
            for (int n = 0; n < 8; n++)
            {
                windows.Add(7);
            }

            Assert.AreEqual(0, windows.Values[0]);
            Assert.AreEqual(0, windows.Values[1]);
        }

        [TestMethod]
        public void Values_Magnitude_IsThatOfTheVectorHeldToSixteenBits()
        {
            StreamSettings settings = Settings(2, 1, 3, 7, new StreamFeature(FeatureKind.Minimum, 3), new StreamFeature(FeatureKind.Maximum, 3), new StreamFeature(FeatureKind.Mean, 2));
            var windows = new WindowFeatures(settings);
            windows.Add(2, -3, 6);
            windows.Add(-32768, -32768, 32767);
            Assert.AreEqual(16 * 7, windows.Values[0]);
            Assert.AreEqual(16 * 32767, windows.Values[1]);
            windows.Add(1, 1, 1);
            windows.Add(0, 0, 0);
            Assert.AreEqual(0, windows.Values[0]);
            Assert.AreEqual(16, windows.Values[1]);
            Assert.AreEqual(8, windows.Values[2]);
        }

        [TestMethod]
        public void Add_ReadingsBeyondSixteenBits_AreHeld()
        {
            var windows = new WindowFeatures(Settings(2, 2, 1, new StreamFeature(FeatureKind.Minimum, 0), new StreamFeature(FeatureKind.Maximum, 0)));
            windows.Add(int.MaxValue);
            windows.Add(int.MinValue);
            Assert.AreEqual(-32768 * 16, windows.Values[0]);
            Assert.AreEqual(32767 * 16, windows.Values[1]);
        }

        [TestMethod]
        public void Add_WrongNumberOfChannels_Throws()
        {
            var windows = new WindowFeatures(Settings(2, 2, 2, new StreamFeature(FeatureKind.Mean, 0)));
            bool isRefused = false;
            try
            {
                windows.Add(1);
            }
            catch (ArgumentException)
            {
                isRefused = true;
            }

            Assert.IsTrue(isRefused);
        }

        private static StreamFeature Hann(int first, int last)
        {
            return new StreamFeature(FeatureKind.BandEnergy, 0, 0, first, last, FeatureOptions.Hann);
        }

        private static StreamSettings Settings(int window, int stride, int channels, params StreamFeature[] features)
        {
            return Settings(window, stride, channels, 0, features);
        }

        private static StreamSettings Settings(int window, int stride, int channels, int magnitude, params StreamFeature[] features)
        {
            var names = new string[channels];
            var counts = new float[channels];
            for (int c = 0; c < channels; c++)
            {
                names[c] = "x";
                counts[c] = 1f;
            }

            return new StreamSettings(50000, window, stride, names, counts, features, new DecisionRules(0, 0), new GoldenWindow[] { }, magnitude);
        }
    }
}
