using System.Globalization;
using System.Text;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.BenchModels;

/// <summary>Writes one network of the benchmark: the generated class, and its data: file, weights of the float network, inputs, expected logits.</summary>
internal static class BenchModel
{
    private const string SpaceName = "Bench";
    private const int Samples = 8;

    public static TrainedModel Write(string name, Dataset examples, int[] hidden, TrainingOptions settings, (int Lowest, int Highest)? readings, string folder, bool hasFloatLoop = true)
    {
        TrainingOptions options = settings with
        {
            Name = name,
            Hidden = [.. hidden.Select(units => new LayerShape(units, Activation.Relu))],
            Readings = readings,
        };
        TrainedModel model = ModelBuilder.Build(options, examples, dev: null);
        CSharpModel generated = model.File.Generate(SpaceName, name);
        File.WriteAllText(Path.Combine(folder, name + ".cs"), generated.Source);
        File.WriteAllText(Path.Combine(folder, name + ".Golden.cs"), generated.GoldenSource);
        File.WriteAllText(Path.Combine(folder, name + ".Data.cs"), Data(name, model, examples, readings is not null, hasFloatLoop));
        return model;
    }

    /// <summary>Writes what the interpreter must compute for a model that lies in a folder: its file, inputs and every logit of them.</summary>
    public static void WriteExample(string modelFolder, string name, string folder)
    {
        Recipe recipe = RecipeReader.Read(modelFolder);
        byte[] file = File.ReadAllBytes(recipe.ModelPath);
        Model model = Model.Load(file);
        Dataset some = Some(RecipeData.Read(recipe));
        var logits = new int[model.OutputCount];
        var features = new float[model.InputCount];
        List<int> expected = [];
        for (int e = 0; e < some.Count; e++)
        {
            some.CopyExample(e, features);
            model.Logits(features, logits);
            expected.AddRange(logits);
        }

        var text = new StringBuilder();
        text.Append($"namespace {SpaceName}\n{{\n    internal static class {name}Data\n    {{\n");
        Array(text, "byte", "File", file.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        Array(text, "int", "Logits", expected.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        Array(text, "float", "Inputs", some.Features.Transpose().Values.ToArray().Select(Float));
        File.WriteAllText(Path.Combine(folder, name + ".Data.cs"), text.Append("    }\n}\n").ToString());
    }

    private static Dataset Some(Dataset examples)
    {
        int[] rows = [.. Enumerable.Range(0, Samples).Select(s => s * examples.Count / Samples)];
        return examples.Select(rows);
    }

    // Without a float loop of its own, a network gets the inputs of another one.
    private static string Data(string name, TrainedModel model, Dataset examples, bool isReadings, bool hasFloatLoop)
    {
        Dataset some = Some(examples);
        var text = new StringBuilder();
        text.Append($"namespace {SpaceName}\n{{\n    internal static class {name}Data\n    {{\n");
        Array(text, "byte", "File", model.File.Bytes.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        Array(text, "int", "Logits", model.DeviceLogits(some).Select(value => value.ToString(CultureInfo.InvariantCulture)));
        if (!hasFloatLoop)
        {
            return text.Append("    }\n}\n").ToString();
        }

        IEnumerable<float> inputs = some.Features.Transpose().Values.ToArray();
        Array(text, isReadings ? "int" : "float", "Inputs", inputs.Select(value => isReadings ? ((int)value).ToString(CultureInfo.InvariantCulture) : Float(value)));
        for (int l = 0; l < model.Network.Layers.Count; l++)
        {
            (float[] weights, float[] biases) = Folded(model, l);
            Array(text, "float", $"W{l + 1}", weights.Select(Float));
            Array(text, "float", $"B{l + 1}", biases.Select(Float));
        }

        return text.Append("    }\n}\n").ToString();
    }

    // What somebody who writes the loop by hand would do: the standardisation goes into the weights of the first layer.
    private static (float[] Weights, float[] Biases) Folded(TrainedModel model, int l)
    {
        DenseLayer<float> layer = model.Network.Layers[l];
        float[] weights = layer.Weights.Values.ToArray();
        float[] biases = layer.Biases.Values.ToArray();
        for (int k = 0; l == 0 && k < weights.Length; k++)
        {
            int i = k % layer.Inputs;
            double deviation = model.Standardizer.Deviations[i];
            double weight = deviation == 0 ? 0 : weights[k] / deviation;
            biases[k / layer.Inputs] -= (float)(weight * model.Standardizer.Means[i]);
            weights[k] = (float)weight;
        }

        return (weights, biases);
    }

    private static void Array(StringBuilder text, string type, string name, IEnumerable<string> values) =>
        text.Append($"        public static readonly {type}[] {name} = {{ {string.Join(", ", values)} }};\n");

    private static string Float(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";
}
