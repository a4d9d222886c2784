using System.Numerics;

namespace EdgeNet.Tests.Device;

/// <summary>The device library and its plain twin agree on every logit, exactly.</summary>
[TestClass]
public class ParityTests
{
    // For each of 5 activations × 4 depths; of each activation three depths have hidden layers: 3 · 12 · 300 = 10,800 inputs.
    private const int Models = 12;
    private const int InputsPerModel = 300;

    [TestMethod]
    [DataRow(Activation.Linear, 1)]
    [DataRow(Activation.Linear, 2)]
    [DataRow(Activation.Linear, 3)]
    [DataRow(Activation.Linear, 4)]
    [DataRow(Activation.Relu, 1)]
    [DataRow(Activation.Relu, 2)]
    [DataRow(Activation.Relu, 3)]
    [DataRow(Activation.Relu, 4)]
    [DataRow(Activation.LeakyRelu, 1)]
    [DataRow(Activation.LeakyRelu, 2)]
    [DataRow(Activation.LeakyRelu, 3)]
    [DataRow(Activation.LeakyRelu, 4)]
    [DataRow(Activation.Tanh, 1)]
    [DataRow(Activation.Tanh, 2)]
    [DataRow(Activation.Tanh, 3)]
    [DataRow(Activation.Tanh, 4)]
    [DataRow(Activation.Sigmoid, 1)]
    [DataRow(Activation.Sigmoid, 2)]
    [DataRow(Activation.Sigmoid, 3)]
    [DataRow(Activation.Sigmoid, 4)]
    public void Model_RandomModelsAndInputs_EqualsTwin(Activation activation, int layers)
    {
        long codes = 0;
        long saturated = 0;
        int positives = 0;
        int distinctLogits = 0;
        for (int m = 0; m < Models; m++)
        {
            int seed = (1000 * (int)activation) + (100 * layers) + m;
            RandomModel random = RandomModels.Make(seed, activation, layers);
            Model model = Model.Load(random.File);
            AssertGoldenVectors(random.Twin, model, seed);

            var logits = new HashSet<BigInteger>();
            var inputs = new Random(seed);
            for (int k = 0; k < InputsPerModel; k++)
            {
                float[] features = random.NextFeatures(inputs);
                BigInteger logit = random.Twin.Logit(features);
                AssertInference(model, features, logit, $"seed {seed}, input {k}");
                AssertReadings(model, random.NextReadings(inputs), $"seed {seed}, readings {k}");
                logits.Add(logit);
                positives += logit >= model.LogitThreshold ? 1 : 0;
            }

            distinctLogits += logits.Count;
            codes += random.Twin.Seen.Codes;
            saturated += random.Twin.Seen.Saturated;
        }

        // The inputs did reach every side: both classes, many logits, codes at the ends and between them.
        const int Inputs = Models * InputsPerModel;
        Assert.IsInRange(Inputs / 10, Inputs * 9 / 10, positives);
        Assert.IsGreaterThan(Inputs / 2, distinctLogits);
        if (layers > 1)
        {
            Assert.IsInRange(codes / 50, codes * 9 / 10, saturated);
        }
    }

    private static void AssertGoldenVectors(PlainTwin twin, Model model, int seed)
    {
        Assert.AreEqual(-1, model.FirstGoldenMismatch(), $"seed {seed}");
        Assert.IsTrue(model.SelfTest(), $"seed {seed}");
        Assert.HasCount(model.GoldenVectorCount, twin.Golden);
        for (int g = 0; g < twin.Golden.Length; g++)
        {
            Assert.AreEqual(twin.Golden[g].Logit, model.GoldenLogit(g));
            Assert.AreEqual(twin.Logit(twin.Golden[g].Inputs), model.GoldenLogit(g));
            Assert.AreSequenceEqual(Bits(twin.Golden[g].Inputs), Bits(model.GoldenInput(g)));
        }
    }

    private static void AssertInference(Model model, float[] features, BigInteger expected, string where)
    {
        int actual = model.Logit(features);
        if (actual != expected)
        {
            Assert.Fail($"The twin's logit is {expected}, the model's {actual}: {where}.");
        }

        bool isPositive = expected >= model.LogitThreshold;
        if (model.Classify(features) != isPositive)
        {
            Assert.Fail($"Logit {expected}, threshold {model.LogitThreshold}, but the class is {!isPositive}: {where}.");
        }

        double probability = 1 / (1 + Math.Exp(-(double)expected * (double)model.LogitScale));
        float predicted = model.Predict(features);
        if (!(Math.Abs(predicted - probability) <= 1e-6))
        {
            Assert.Fail($"The probability is {probability}, the model's {predicted}: {where}.");
        }
    }

    private static void AssertReadings(Model model, int[] readings, string where)
    {
        float[] features = [.. readings.Select(reading => (float)reading)];
        int logit = model.Logit(features);
        if (model.Logit(readings) != logit)
        {
            Assert.Fail($"The logit is {logit} of float and {model.Logit(readings)} of int: {where}.");
        }

        Assert.AreEqual(model.Classify(features), model.Classify(readings), where);
        Assert.AreEqual(model.Predict(features), model.Predict(readings), where);
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
