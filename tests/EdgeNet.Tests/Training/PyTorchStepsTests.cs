using System.Text.Json;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>
/// Steps that PyTorch made, recorded by <c>pytorch_steps.py</c> in float64: from the same first weights EdgeNet makes the same steps, with
/// the differences of definitions that the script states.
/// </summary>
[TestClass]
public class PyTorchStepsTests
{
    private static readonly string File = Path.Combine(TestData.RepositoryFolder(), "tests", "EdgeNet.Tests", "Training", "pytorch_steps.json");

    private static readonly JsonElement Recorded = JsonDocument.Parse(System.IO.File.ReadAllBytes(File)).RootElement;

    public static IEnumerable<object[]> Cases => Enumerable.Range(0, Recorded.GetProperty("cases").GetArrayLength()).Select(number => (object[])[number]);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_OfPyTorch_IsMadeToTheLastDigits(int number)
    {
        JsonElement recorded = Recorded.GetProperty("cases")[number];
        Matrix<double> features = Rows(Recorded.GetProperty("features"));
        Matrix<double> targets = Rows(Recorded.GetProperty("targets").GetProperty(recorded.GetProperty("targets").GetString()!));
        var network = new Network<double>(features.Rows, [.. recorded.GetProperty("layers").EnumerateArray().Select(ShapeOf)]);
        network.SetState(Numbers(recorded.GetProperty("first")));
        double l2 = recorded.GetProperty("l2").GetDouble();
        var optimizer = Optimizer<double>.Create(network, OptionsOf(recorded));
        Dictionary<int, JsonElement> wanted = recorded.GetProperty("steps").EnumerateArray().ToDictionary(step => step.GetProperty("after").GetInt32());
        int batch = Recorded.GetProperty("batch").GetInt32();
        var state = new double[network.StateCount];
        for (int step = 1; step <= wanted.Keys.Max(); step++)
        {
            int first = (step - 1) * batch % features.Columns;
            Matrix<double> labels = Columns(targets, first, batch);
            network.ForwardTraining(Columns(features, first, batch), new SeededRandom(1));
            double cost = network.Cost(labels, l2);
            network.Backward(labels, l2);
            optimizer.Step();
            if (wanted.TryGetValue(step, out JsonElement after))
            {
                network.CopyStateTo(state);
                Assert.AreEqual(after.GetProperty("cost").GetDouble(), cost, 1e-9, $"The cost before step {step}.");
                double[] expected = Numbers(after.GetProperty("state"));
                Assert.HasCount(expected.Length, state);
                for (int i = 0; i < state.Length; i++)
                {
                    Assert.AreEqual(expected[i], state[i], 1e-9, $"Number {i} after step {step}.");
                }
            }
        }
    }

    [TestMethod]
    public void Recorded_Cases_MoveEverythingThatHasADefinition()
    {
        JsonElement[] cases = [.. Recorded.GetProperty("cases").EnumerateArray()];
        CollectionAssert.AreEquivalent((string[])["plain", "momentum", "adam", "rms-prop"], cases.Select(each => each.GetProperty("optimizer").GetString()).Distinct().ToArray());
        CollectionAssert.AreEquivalent((string[])["binary", "flags", "classes", "quantities"], cases.Select(each => each.GetProperty("targets").GetString()).Distinct().ToArray());
        Assert.IsTrue(cases.Any(each => each.GetProperty("l2").GetDouble() > 0));
        foreach (JsonElement each in cases)
        {
            double[] first = Numbers(each.GetProperty("first")), last = Numbers(each.GetProperty("steps").EnumerateArray().Last().GetProperty("state"));
            Assert.IsGreaterThan(0.01, first.Zip(last, (a, b) => Math.Abs(a - b)).Max(), "A step of nothing shows nothing.");
        }
    }

    private static DescentOptions OptionsOf(JsonElement recorded) => new()
    {
        LearningRate = recorded.GetProperty("learningRate").GetDouble(),
        Momentum = recorded.GetProperty("momentum").GetDouble(),
        Optimizer = recorded.GetProperty("optimizer").GetString() switch
        {
            "plain" => OptimizerKind.Plain,
            "momentum" => OptimizerKind.Momentum,
            "adam" => OptimizerKind.Adam,
            _ => OptimizerKind.RmsProp,
        },
    };

    private static LayerShape ShapeOf(JsonElement layer)
    {
        int units = layer.GetProperty("units").GetInt32();
        LayerShape shape = layer.GetProperty("activation").GetString() switch
        {
            "relu" => new(units, Activation.Relu),
            "leaky-relu" => new(units, Activation.LeakyRelu, 0.1),
            "prelu" => LayerShape.PRelu(units),
            "tanh" => new(units, Activation.Tanh),
            "sigmoid" => new(units, Activation.Sigmoid),
            "softmax" => new(units, Activation.Softmax),
            _ => new(units, Activation.Linear),
        };
        return shape with { BatchNormalization = layer.GetProperty("batchNormalization").GetBoolean() };
    }

    private static Matrix<double> Columns(Matrix<double> matrix, int first, int count)
    {
        var result = new Matrix<double>(0, 0);
        matrix.GatherColumns([.. Enumerable.Range(first, count)], result);
        return result;
    }

    private static Matrix<double> Rows(JsonElement rows) => Matrix<double>.FromRows([.. rows.EnumerateArray().Select(Numbers)]);

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];
}
