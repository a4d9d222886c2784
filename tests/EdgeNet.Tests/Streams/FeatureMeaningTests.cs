namespace EdgeNet.Tests.Streams;

/// <summary>The features mean what their names say: the integers lie as near to the textbook's real numbers as their units allow.</summary>
[TestClass]
public class FeatureMeaningTests
{
    [TestMethod]
    [DataRow(50)]
    [DataRow(64)]
    [DataRow(255)]
    [DataRow(1024)]
    public void Values_NoiseAndTones_AreTheStatisticsOfTheWindow(int window)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            StreamSettings settings = RandomStreams.Settings(random, window, window, 2);
            int[][] streams = [Signal(random, window), Signal(random, window)];
            var features = new WindowFeatures(settings);
            for (int n = 0; n < window; n++)
            {
                features.Add([streams[0][n], streams[1][n]]);
            }

            for (int f = 0; f < settings.Features.Length; f++)
            {
                StreamFeature feature = settings.Features[f];
                (double expected, double tolerance) = Reference(feature, streams);
                Assert.AreEqual(expected, features.Values[f], tolerance, $"{feature.Kind}, N {window}, seed {seed}, bins {feature.FirstBin}-{feature.LastBin}");
            }
        }
    }

    [TestMethod]
    public void Turn_EveryLength_IsTheRoundedCosineWithinOneUnit()
    {
        for (int n = 2; n <= StreamSettings.MaxBandWindow; n++)
        {
            (int[] cosines, int[] sines) = Fill(n);
            (int[] expectedCosines, int[] expectedSines, _) = StreamTwin.Turn(n);
            for (int j = 0; j < n; j++)
            {
                Assert.IsLessThanOrEqualTo(1, Math.Abs(expectedCosines[j] - cosines[j]), $"cosine {j} of {n}");
                Assert.IsLessThanOrEqualTo(1, Math.Abs(expectedSines[j] - sines[j]), $"sine {j} of {n}");
            }
        }
    }

    [TestMethod]
    public void Turn_EveryLength_IsMirroredToTheBit()
    {
        // What folding relies on: half a turn later the opposite, backwards the mirror image.
        for (int n = 2; n <= StreamSettings.MaxBandWindow; n++)
        {
            (int[] cosines, int[] sines) = Fill(n);
            Assert.AreEqual(0, sines[0]);
            Assert.AreEqual(1 << StreamTwin.BitsOf(n), cosines[0]);
            for (int j = 1; j < n; j++)
            {
                Assert.AreEqual((cosines[j], -sines[j]), (cosines[n - j], sines[n - j]), $"{j} of {n}");
                if (n % 2 == 0)
                {
                    Assert.AreEqual((-cosines[j], -sines[j]), (cosines[(j + (n / 2)) % n], sines[(j + (n / 2)) % n]), $"{j} of {n}");
                }
            }
        }
    }

    private static (int[] Cosines, int[] Sines) Fill(int n)
    {
        int[] cosines = new int[n];
        int[] sines = new int[n];
        CosineTable.Fill(cosines, sines, StreamTwin.BitsOf(n));
        return (cosines, sines);
    }

    // Two tones and noise about a level, in the range of a sensor.
    private static int[] Signal(Random random, int window)
    {
        double level = random.Next(-1000, 1000);
        double amplitude = random.Next(100, 2000);
        double cycles = random.Next(1, (window / 2) + 1);
        return [.. Enumerable.Range(0, window).Select(
            n => (int)(level + (amplitude * Math.Cos(2 * Math.PI * cycles * n / window)) + (amplitude * Math.Pow(random.NextDouble(), 3))))];
    }

    // The value in the feature's units, and how far rounding may take the integer from it.
    private static (double Value, double Tolerance) Reference(StreamFeature feature, int[][] streams)
    {
        double[] x = [.. streams[feature.Channel]];
        double mean = x.Average();
        double Moment(int power) => x.Average(value => Math.Pow(value - mean, power));
        double deviation = Math.Sqrt(Moment(2));
        switch (feature.Kind)
        {
            case FeatureKind.Mean:
                return (16 * mean, 1);
            case FeatureKind.StandardDeviation:
                return (16 * deviation, 1);
            case FeatureKind.RootMeanSquare:
                return (16 * Math.Sqrt(x.Average(value => value * value)), 1);
            case FeatureKind.Minimum:
                return (16 * x.Min(), 0);
            case FeatureKind.Maximum:
                return (16 * x.Max(), 0);
            case FeatureKind.PeakToPeak:
                return (16 * (x.Max() - x.Min()), 0);
            case FeatureKind.MeanAbsoluteDifference:
                return (16 * x.Zip(x.Skip(1), (a, b) => Math.Abs(b - a)).Average(), 1);
            case FeatureKind.ZeroCrossings:
                return (x.Zip(x.Skip(1)).Count(pair => pair.First > Math.Floor(mean) != pair.Second > Math.Floor(mean)), 0);
            case FeatureKind.Skewness:
                return (256 * Moment(3) / Math.Pow(deviation, 3), 3);
            case FeatureKind.Kurtosis:
                return (256 * Moment(4) / Math.Pow(deviation, 4), 6);
            case FeatureKind.BandEnergy:
                double power = Enumerable.Range(feature.FirstBin, feature.LastBin - feature.FirstBin + 1).Sum(k => Power(x, k));

                // A deviation is rounded to a 2,048th of the largest, a cosine to 2^-bits: both noises spread over the bins.
                double largest = x.Max(value => Math.Abs(value - mean));
                return (16 * Math.Sqrt(power), 2 + (16 * largest * Math.Max(1 / 2048.0, Math.Pow(2, -StreamTwin.BitsOf(x.Length)))));
            default:
                double[] y = [.. streams[feature.SecondChannel]];
                double otherMean = y.Average();
                double joint = x.Zip(y, (a, b) => (a - mean) * (b - otherMean)).Average();
                return (256 * joint / deviation / Math.Sqrt(y.Average(value => (value - otherMean) * (value - otherMean))), 1);
        }
    }

    // The mean square of the part of the signal at a bin.
    private static double Power(double[] x, int k)
    {
        double real = 0;
        double imaginary = 0;
        for (int n = 0; n < x.Length; n++)
        {
            real += x[n] * Math.Cos(2 * Math.PI * k * n / x.Length);
            imaginary += x[n] * Math.Sin(2 * Math.PI * k * n / x.Length);
        }

        double square = ((real * real) + (imaginary * imaginary)) / ((double)x.Length * x.Length);
        return 2 * k == x.Length ? square : 2 * square;
    }
}
