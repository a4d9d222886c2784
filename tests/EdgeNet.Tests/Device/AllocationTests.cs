namespace EdgeNet.Tests.Device;

/// <summary>After loading, nothing allocates: measured here, and read from the IL by DeviceLibraryTests.</summary>
[TestClass]
public class AllocationTests
{
    private const int Calls = 200;

    [TestMethod]
    [DataRow(Activation.Linear, false)]
    [DataRow(Activation.Relu, false)]
    [DataRow(Activation.LeakyRelu, false)]
    [DataRow(Activation.Tanh, false)]
    [DataRow(Activation.Sigmoid, false)]
    [DataRow(Activation.Linear, true)]
    [DataRow(Activation.Relu, true)]
    [DataRow(Activation.LeakyRelu, true)]
    [DataRow(Activation.Tanh, true)]
    [DataRow(Activation.Sigmoid, true)]
    public void Inference_AfterLoad_AllocatesNothing(Activation activation, bool takesReadings)
    {
        RandomModel random = RandomModels.Make(7, 60, [(12, activation), (5, activation)], goldenVectors: 3, takesReadings);
        Model model = Model.Load(random.File);
        var inputs = new Random(7);
        float[] features = random.NextFeatures(inputs);
        int[] readings = random.NextReadings(inputs);

        // What one round of calls must add up to, by the twin; the golden vectors add 1 (SelfTest) and -1 (FirstGoldenMismatch).
        int logit = (int)random.Twin.Logit(features);
        int logitOfReadings = (int)random.Twin.Logit(readings);
        double expected = (double)logit + logitOfReadings;
        expected += model.Probability(logit);
        expected += model.Probability(logitOfReadings);
        expected += logit >= model.LogitThreshold ? 1 : 0;
        expected += logitOfReadings >= model.LogitThreshold ? 1 : 0;
        expected += model.Probability(3);

        double warm = Round(model, features, readings);
        double sum = 0;
        long allocated = Allocations.Least(() =>
        {
            for (int k = 0; k < Calls; k++)
            {
                sum = Round(model, features, readings);
            }
        });

        Assert.AreEqual(0, allocated);
        Assert.AreEqual(expected, sum, 1e-9);
        Assert.AreEqual(expected, warm, 1e-9);
    }

    [TestMethod]
    [DataRow(Activation.Softmax, 5, false)]
    [DataRow(Activation.Softmax, 2, true)]
    [DataRow(Activation.Linear, 3, false)]
    [DataRow(Activation.Relu, 1, true)]
    public void Inference_SeveralOutputs_AllocatesNothing(Activation output, int outputs, bool takesReadings)
    {
        RandomModel random = RandomModels.Make(8, 20, [(9, Activation.Relu)], goldenVectors: 2, takesReadings, outputs, output);
        Model model = Model.Load(random.File);
        float[] features = random.NextFeatures(new Random(8));
        var values = new float[outputs];
        var logits = new int[outputs];
        double expected = random.Twin.Values(random.Twin.Logits(features)).Sum();

        double warm = Round(model, features, values, logits);
        double sum = 0;
        long allocated = Allocations.Least(() =>
        {
            for (int k = 0; k < Calls; k++)
            {
                sum = Round(model, features, values, logits);
            }
        });

        Assert.AreEqual(0, allocated);
        Assert.AreEqual(expected, sum, 1e-4 * Math.Max(1, Math.Abs(expected)));
        Assert.AreEqual(warm, sum);
    }

    [TestMethod]
    [DataRow(Activation.Relu, false)]
    [DataRow(Activation.LeakyRelu, true)]
    [DataRow(Activation.Tanh, false)]
    public void Inference_WeightsInBytesOrBehindBuffer_AllocatesNothing(Activation activation, bool takesReadings)
    {
        RandomModel random = RandomModels.Make(9, 31, [(12, activation), (5, activation)], goldenVectors: 1, takesReadings, outputs: 3, Activation.Softmax);
        float[] features = random.NextFeatures(new Random(9));
        int[] readings = random.NextReadings(new Random(9));
        var expected = new int[3];
        Model.Load(random.File).Logits(features, expected);
        foreach (Model model in (Model[])[Model.Load(random.File, ModelMemory.Bytes), Model.Open(new DeviceTests.ArrayStorage(random.File), 64)])
        {
            var logits = new int[3];
            long allocated = Allocations.Least(() =>
            {
                for (int k = 0; k < Calls; k++)
                {
                    model.Logits(readings, logits);
                    model.Logits(features, logits);
                }
            });

            Assert.AreEqual(0, allocated);
            Assert.AreSequenceEqual(expected, logits);
        }
    }

    private static double Round(Model model, float[] features, float[] values, int[] logits)
    {
        model.Logits(features, logits);
        model.Predict(features);
        _ = model.IsRegression ? 0 : model.ClassOf(features);
        Assert.IsTrue(model.SelfTest());
        model.Predict(features, values);
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static double Round(Model model, float[] features, int[] readings)
    {
        double sum = (double)model.Logit(features) + model.Logit(readings);
        sum += model.Predict(features);
        sum += model.Predict(readings);
        sum += model.Classify(features) ? 1 : 0;
        sum += model.Classify(readings) ? 1 : 0;
        sum += model.SelfTest() ? 1 : 0;
        sum += model.FirstGoldenMismatch();
        return sum + model.Probability(3);
    }
}
