using System.Text.Json;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the keys of a recipe that say what is to be learned: <c>label</c>, <c>classes</c> and <c>output</c>.</summary>
internal static class RecipeTask
{
    /// <summary>Reads the label columns, the classes and the output layer, which must go together.</summary>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) Read(string file, RecipeSection root)
    {
        IReadOnlyList<string> labels = root.Texts("label");
        if (!root.Has("output"))
        {
            return root.Has("classes")
                ? ReadClasses(file, root, labels)
                : throw new RecipeException(
                    $"{file}: the key 'classes' is missing; add it, or \"output\": \"linear\" or \"relu\" when the label is a number to be estimated.");
        }

        Activation output = root.Choice<Activation>("output");
        foreach (string label in labels)
        {
            CheckLength(file, "label", label);
        }

        return labels.Count <= ModelFormat.MaxLabels
            ? (labels, [], output)
            : throw new RecipeException($"{file}: 'label' names {labels.Count} columns; {ModelFormat.MaxLabels} are possible.");
    }

    /// <summary>Reads the classes of a label.</summary>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) ReadClasses(
        string file, RecipeSection root, IReadOnlyList<string> labels) => CheckClasses(file, labels, root.Texts("classes"));

    /// <summary>Checks classes of different names.</summary>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) CheckClasses(
        string file, IReadOnlyList<string> labels, IReadOnlyList<string> classes)
    {
        foreach (string name in classes)
        {
            CheckLength(file, "classes", name);
        }

        if (labels.Count > 1)
        {
            throw new RecipeException($"{file}: 'label' names {labels.Count} columns; with 'classes' it is one column, the one with the class.");
        }

        return classes.Count <= ModelFormat.MaxLabels
            ? (labels, classes, classes.Count == 2 ? Activation.Sigmoid : Activation.Softmax)
            : throw new RecipeException($"{file}: 'classes' names {classes.Count}; {ModelFormat.MaxLabels} are possible.");
    }

    private static void CheckLength(string file, string key, string name)
    {
        if (name.Length > ModelFormat.MaxNameLength)
        {
            throw new RecipeException($"{file}: '{name}' in '{key}' is longer than {ModelFormat.MaxNameLength} characters; shorten it.");
        }
    }
}

/// <summary>Reads the key <c>threshold</c>: a probability, or an object that says how one is chosen on the dev set.</summary>
internal static class RecipeThreshold
{
    private const string Key = "threshold";

    /// <summary>Reads the probability; 0.5 where one is to be chosen.</summary>
    public static double ReadNumber(string file, RecipeSection root, Activation output)
    {
        double threshold = root.IsObject(Key) ? root.Keys[Key].DefaultElement!.Value.GetDouble() : root.Number(Key);
        return !root.Has(Key) || output == Activation.Sigmoid
            ? threshold
            : throw new RecipeException($"{file}: '{Key}' is for two classes; with three classes and more the most probable one is chosen. Remove it.");
    }

    /// <summary>Reads the rule; null where the threshold is a number.</summary>
    public static ThresholdRule? ReadRule(RecipeSection root)
    {
        if (!root.IsObject(Key))
        {
            return null;
        }

        RecipeSection section = root.Section(Key);
        ThresholdRule rule = section.Choice<ThresholdKind>("by") switch
        {
            ThresholdKind.Precision => ThresholdRule.ByPrecision(section.Number("at")),
            ThresholdKind.Recall => ThresholdRule.ByRecall(section.Number("at")),
            ThresholdKind.Cost => ThresholdRule.ByCost(section.Number("miss"), section.Number("falseAlarm")),
            _ => ThresholdRule.ByF1,
        };
        section.RejectUnknownKeys();
        return rule;
    }
}

/// <summary>Reads the section <c>quantization</c> of a recipe.</summary>
internal static class RecipeQuantization
{
    public static QuantizationOptions Read(string file, RecipeSection section)
    {
        JsonElement weightBits = section.Value("weightBits");
        int? bits = weightBits.ValueKind == JsonValueKind.Number ? (int)weightBits.GetDouble() : null;
        int? epochs = section.IntegerOrNull("awareEpochs") ?? (bits == 8 ? null : QuantizationOptions.DefaultAwareEpochs);
        double? rate = section.NumberOrNull("learningRate");
        JsonElement sparsity = section.Value("sparsity");
        bool isChosen = sparsity.ValueKind == JsonValueKind.String;
        JsonElement temperature = section.Value("temperature");
        section.RejectUnknownKeys();
        if (rate is not null && epochs == 0)
        {
            throw new RecipeException(
                $"{file}: 'quantization.learningRate' is for quantization-aware training, and 'quantization.awareEpochs' is 0; set it or remove the rate.");
        }

        return new QuantizationOptions
        {
            WeightBits = bits,
            AwareEpochs = epochs,
            LearningRate = rate,
            Sparsity = isChosen ? 0 : sparsity.GetDouble(),
            ChoosesSparsity = isChosen,
            Temperature = temperature.ValueKind == JsonValueKind.Number ? temperature.GetDouble() : null,
            ChoosesTemperature = temperature.ValueKind == JsonValueKind.String && temperature.GetString() == "dev",
        };
    }
}
