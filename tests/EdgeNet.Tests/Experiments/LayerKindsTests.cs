using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

/// <summary>What only training knows of, learned slopes apart, is gone when the model is made.</summary>
[TestClass]
public class LayerKindsTests
{
    [TestMethod]
    public void N13_N16_N17_Build_LearnedSlopesBatchNormalizationAndDropout_DeviceDecidesAsTheFloatNetwork()
    {
        Dataset examples = TestData.Clouds(features: 8, examples: 400, seed: 1);
        TrainingOptions options = TestData.SonarRecipe().Options with
        {
            Hidden = [LayerShape.PRelu(10) with { BatchNormalization = true, Dropout = 0.1 }, new LayerShape(6, Activation.Tanh) { BatchNormalization = true }],
            Training = new DescentOptions { Epochs = 40, LearningRate = 0.01 },
        };
        TrainedModel model = ModelBuilder.Build(options, examples, null);

        Assert.IsTrue(model.Network.Layers.All(layer => layer.Normalization is null));
        Assert.IsGreaterThan(2, model.Network.Layers[0].LearnedSlopes!.Slopes.Values.ToArray().Distinct().Count());
        CollectionAssert.AreEqual(model.Quantized.Logits(examples.Features), model.DeviceLogits(examples));
        Assert.IsTrue(model.Device.SelfTest());

        double[] real = model.FloatOutputs(examples).Row(0).ToArray();
        int[] device = model.DeviceLogits(examples);
        double squares = 0, differences = 0;
        for (int e = 0; e < real.Length; e++)
        {
            squares += real[e] * real[e];
            differences += Math.Pow((device[e] * (double)model.Device.LogitScale) - real[e], 2);
        }

        Assert.IsLessThan(0.05, Math.Sqrt(differences / squares), "The error of the logits, as a share of them.");
    }
}
