using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

[TestClass]
public class DecisionBoundaryTests
{
    [TestMethod]
    [DataRow(0.5)]
    [DataRow(0.2)]
    [DataRow(0.9)]
    public void N36_Line_OneSigmoidNode_IsWhereTheProbabilityIsTheThreshold(double threshold)
    {
        FloatModel model = Train([], threshold);

        FeatureLine line = DecisionBoundary.Of(model.Network, model.Standardizer, threshold).Line!.Value;

        Matrix<float> weights = model.Network.Output.Weights;
        double[] deviations = [.. model.Standardizer.Deviations], means = [.. model.Standardizer.Means];
        double logit = Math.Log(threshold / (1 - threshold));
        foreach ((double first, double second) in Around(model, 200))
        {
            // wᵀx = logit(c) - b, computed plainly.
            double z = (weights[0, 0] * (first - means[0]) / deviations[0]) + (weights[0, 1] * (second - means[1]) / deviations[1]) + model.Network.Output.Biases[0, 0];
            Assert.AreEqual(z - logit, line.Of(first, second), 1e-9 * Math.Max(1, Math.Abs(z)));
            if (Math.Abs(z - logit) > 1e-3)
            {
                Assert.AreEqual(Logit(model, first, second) >= logit, line.Of(first, second) >= 0, "The network decides on that side.");
            }
        }

        foreach (double first in (double[])[-30, 0, 12])
        {
            double onLine = (line.C - (line.A * first)) / line.B;
            Assert.AreEqual(threshold, 1 / (1 + Math.Exp(-Logit(model, first, onLine))), 1e-4);
        }
    }

    [TestMethod]
    [DataRow("relu")]
    [DataRow("leaky-relu")]
    [DataRow("prelu")]
    public void N36_Folds_ReluHiddenUnits_AreOneForEachRowOfTheFirstWeights(string activation)
    {
        LayerShape hidden = activation switch
        {
            "relu" => new LayerShape(5, Activation.Relu),
            "leaky-relu" => new LayerShape(5, Activation.LeakyRelu),
            _ => LayerShape.PRelu(5),
        };
        FloatModel model = Train([hidden], 0.5);

        DecisionBoundary boundary = DecisionBoundary.Of(model.Network, model.Standardizer, 0.5);

        Assert.IsNull(boundary.Line, "A network with hidden units has no straight boundary.");
        DenseLayer<float> first = model.Network.Layers[0];
        Assert.HasCount(first.Units, boundary.Folds);
        double[] deviations = [.. model.Standardizer.Deviations], means = [.. model.Standardizer.Means];
        for (int j = 0; j < first.Units; j++)
        {
            FeatureLine fold = boundary.Folds[j];
            foreach (double along in (double[])[-40, -1, 3, 25])
            {
                (double x, double y) = Math.Abs(fold.B) > Math.Abs(fold.A)
                    ? (along, (fold.C - (fold.A * along)) / fold.B)
                    : ((fold.C - (fold.B * along)) / fold.A, along);
                double z = (first.Weights[j, 0] * (x - means[0]) / deviations[0]) + (first.Weights[j, 1] * (y - means[1]) / deviations[1]) + first.Biases[j, 0];
                Assert.AreEqual(0, z, 1e-9 * Math.Max(1, Math.Abs(x) + Math.Abs(y)), $"Unit {j} is at its fold.");
            }
        }
    }

    [TestMethod]
    public void N36_Folds_BetweenThem_TheLogitIsLinear()
    {
        FloatModel model = Train([new LayerShape(3, Activation.Relu)], 0.5);
        DecisionBoundary boundary = DecisionBoundary.Of(model.Network, model.Standardizer, 0.5);
        int straight = 0, bent = 0;
        foreach ((double x, double y) in Around(model, 1600))
        {
            // Three points in a row: bent if and only if a fold runs between the outer ones.
            double[] logits = [Logit(model, x, y), Logit(model, x + 0.5, y + 0.4), Logit(model, x + 1, y + 0.8)];
            double bend = Math.Abs(logits[0] - (2 * logits[1]) + logits[2]);
            if (boundary.Folds.All(fold => Math.Sign(fold.Of(x, y)) == Math.Sign(fold.Of(x + 1, y + 0.8))))
            {
                Assert.AreEqual(0, bend, 1e-4);
                straight++;
            }
            else
            {
                bent += bend > 1e-4 ? 1 : 0;
            }
        }

        Assert.IsGreaterThan(100, straight);
        Assert.IsGreaterThan(3, bent);
    }

    [TestMethod]
    public void N36_Of_SmoothHiddenUnits_HasNoLines()
    {
        FloatModel model = Train([new LayerShape(3, Activation.Tanh)], 0.5);
        DecisionBoundary boundary = DecisionBoundary.Of(model.Network, model.Standardizer, 0.5);

        Assert.IsNull(boundary.Line);
        Assert.IsEmpty(boundary.Folds);
        var error = Assert.ThrowsExactly<ShapeException>(
            () => DecisionBoundary.Of(new Network<float>(3, [new LayerShape(1, Activation.Sigmoid)]), model.Standardizer, 0.5));
        Assert.AreEqual("A decision boundary is drawn for 2 features; the network has 3.", error.Message);
    }

    [TestMethod]
    public void N36_Clip_RandomLines_EndOnTheEdgesOfTheRectangle()
    {
        var random = new Random(4);
        int inside = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            var line = new FeatureLine(random.Next(-3, 4), random.Next(-3, 4) * random.NextDouble(), (random.NextDouble() * 10) - 5);
            var clipped = line.Clip((-1, -20), (2, 30));

            // The line meets the rectangle where its corners lie on both sides.
            double[] corners = [line.Of(-1, -20), line.Of(-1, 30), line.Of(2, -20), line.Of(2, 30)];
            bool meets = corners.Min() < 0 && corners.Max() > 0;
            Assert.AreEqual(meets, clipped is not null, $"{line}");
            if (clipped is { } ends)
            {
                inside++;
                foreach ((double first, double second) in ((double, double)[])[ends.Start, ends.End])
                {
                    Assert.AreEqual(0, line.Of(first, second), 1e-9);
                    double[] distances = [first + 1, 2 - first, second + 20, 30 - second];
                    Assert.AreEqual(0, distances.Min(), 1e-9, "On an edge, and not outside.");
                }
            }
        }

        Assert.IsGreaterThan(200, inside);
    }

    private static FloatModel Train(IReadOnlyList<LayerShape> hidden, double threshold)
    {
        var options = new TrainingOptions { Name = "two", Hidden = hidden, Epochs = 40, LearningRate = 0.01, DevShare = 0, TestShare = 0, Threshold = threshold };
        return ModelTrainer.Train(options, TestData.Clouds(2, 120, 3), null);
    }

    private static double Logit(FloatModel model, double first, double second) =>
        model.Outputs(new Dataset(Matrix<float>.FromRows([(float)first], [(float)second]), new Matrix<float>(1, 1), ["a", "b"], ["no", "yes"]))[0, 0];

    // Points within three deviations.
    private static IEnumerable<(double First, double Second)> Around(FloatModel model, int count)
    {
        var random = new Random(6);
        Standardizer standardizer = model.Standardizer;
        return Enumerable.Range(0, count).Select(_ => (
            standardizer.Means[0] + (((random.NextDouble() * 6) - 3) * standardizer.Deviations[0]),
            standardizer.Means[1] + (((random.NextDouble() * 6) - 3) * standardizer.Deviations[1])));
    }
}
