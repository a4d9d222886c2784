using System.Numerics;
using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>Both forms of the device library that are loaded from a file agree with its plain twin on every logit, exactly.</summary>
[TestClass]
public class ParityTests
{
    // For each of 5 activations × 4 depths × 2 kinds of inputs; of each activation three depths have hidden layers: 2 · 3 · 12 · 150 = 10,800.
    private const int Models = 12;
    private const int InputsPerModel = 150;

    public static IEnumerable<(Activation Activation, int Layers, bool TakesReadings)> Shapes() =>
        from activation in HiddenActivations.All
        from layers in Enumerable.Range(1, 4)
        from takesReadings in (bool[])[false, true]
        select (activation, layers, takesReadings);

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void Models_RandomModelsAndInputs_EqualTwin(Activation activation, int layers, bool takesReadings)
    {
        long codes = 0;
        long saturated = 0;
        int positives = 0;
        int distinctLogits = 0;
        for (int m = 0; m < Models; m++)
        {
            int seed = (1000 * (int)activation) + (100 * layers) + m;
            RandomModel random = RandomModels.Make(seed, activation, layers, takesReadings);
            Predictor[] models =
            [
                Model.Load(random.File),
                PlainModel.Load(random.File),
                Model.Load(random.File, ModelMemory.Bytes),
                Model.Open(new ArrayStorage(random.File), 1),
            ];
            foreach (Predictor model in models)
            {
                AssertGoldenVectors(random.Twin, model, seed);
            }

            var logits = new HashSet<BigInteger>();
            var inputs = new Random(seed);
            for (int k = 0; k < InputsPerModel; k++)
            {
                float[] features = random.NextFeatures(inputs);
                BigInteger logit = random.Twin.Logit(features);
                int[] readings = random.NextReadings(inputs);
                BigInteger logitOfReadings = random.Twin.Logit(readings);
                foreach (Predictor model in models)
                {
                    AssertInference(model, features, logit, $"{model.GetType().Name}, seed {seed}, input {k}");
                    AssertReadings(model, readings, logitOfReadings, $"{model.GetType().Name}, seed {seed}, readings {k}");
                }

                logits.Add(logit);
                positives += logit >= models[0].LogitThreshold ? 1 : 0;
            }

            distinctLogits += logits.Count;
            codes += random.Twin.Seen.Codes;
            saturated += random.Twin.Seen.Saturated;
        }

        // The inputs did reach every side: both classes, many logits (though some models can give few), codes at the ends and between them.
        const int Inputs = Models * InputsPerModel;
        Assert.IsInRange(Inputs / 10, Inputs * 9 / 10, positives);
        Assert.IsGreaterThan(Inputs / 3, distinctLogits);
        if (layers > 1)
        {
            Assert.IsInRange(codes / 50, codes * 9 / 10, saturated);
        }
    }

    private static void AssertGoldenVectors(PlainTwin twin, Predictor predictor, int seed)
    {
        Assert.AreEqual(-1, predictor.FirstGoldenMismatch(), $"seed {seed}");
        Assert.IsTrue(predictor.SelfTest(), $"seed {seed}");
        if (predictor is not Model model)
        {
            return;
        }

        Assert.HasCount(model.GoldenVectorCount, twin.Golden);
        for (int g = 0; g < twin.Golden.Length; g++)
        {
            Assert.AreEqual(twin.Golden[g].Logits[0], model.GoldenLogit(g));
            Assert.AreEqual(twin.Logit(twin.Golden[g].Inputs), model.GoldenLogit(g));
            Assert.AreSequenceEqual(Bits(twin.Golden[g].Inputs), Bits(model.GoldenInput(g)));
        }
    }

    private static void AssertInference(Predictor model, float[] features, BigInteger expected, string where)
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

    private static void AssertReadings(Predictor model, int[] readings, BigInteger expected, string where)
    {
        int logit = model.Logit(readings);
        if (logit != expected)
        {
            Assert.Fail($"The twin's logit is {expected}, the model's {logit}: {where}.");
        }

        // An integer is what it is as a float: what a model in a range takes is exact in single precision.
        float[] features = [.. readings.Select(reading => (float)reading)];
        Assert.AreEqual(logit, model.Logit(features), where);
        Assert.AreEqual(model.Classify(features), model.Classify(readings), where);
        Assert.AreEqual(model.Predict(features), model.Predict(readings), where);
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
