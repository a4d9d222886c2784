using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the keys of a recipe that say what is to be learned: <c>label</c>, <c>classes</c> and <c>output</c>.</summary>
internal static class RecipeTask
{
    /// <summary>Reads the label columns, the classes and the output layer, which must go together.</summary>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) Read(string file, RecipeSection root)
    {
        IReadOnlyList<string> labels = root.TextOrTexts("label");
        RejectRepeated(file, "label", labels);
        if (!root.Has("output"))
        {
            return root.Has("classes")
                ? ReadClasses(file, root, labels)
                : throw new RecipeException(
                    $"{file}: the key 'classes' is missing; add it, or \"output\": \"linear\" or \"relu\" when the label is a number to be estimated.");
        }

        Activation output = root.Choice(
            "output", Activation.Linear, Activation.LeakyRelu, Activation.Tanh, Activation.Sigmoid, Activation.Softmax);
        if (root.Has("classes"))
        {
            throw new RecipeException($"{file}: 'classes' and 'output' exclude each other: 'classes' is for a label that names a class, 'output' for one that is a number; remove one.");
        }

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
        string file, RecipeSection root, IReadOnlyList<string> labels)
    {
        IReadOnlyList<string> classes = root.Names("classes", 2);
        RejectRepeated(file, "classes", classes);
        return CheckClasses(file, labels, classes);
    }

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

    internal static void RejectRepeated(string file, string key, IReadOnlyList<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } repeated)
        {
            throw new RecipeException($"{file}: '{key}' names '{repeated}' twice; name each once.");
        }
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

    // Where the recipe names none.
    private const double Default = 0.5;

    private const double MaxCost = 1_000_000_000;

    /// <summary>Reads the probability; 0.5 where one is to be chosen.</summary>
    public static double ReadNumber(string file, RecipeSection root, Activation output)
    {
        double threshold = root.IsObject(Key) ? Default : root.PositiveNumber(Key, Default, 1);
        if (!root.Has(Key) || output == Activation.Sigmoid)
        {
            return threshold;
        }

        string why = output == Activation.Softmax ? "with three classes and more the most probable one is chosen" : "a number is estimated and nothing decided";
        throw new RecipeException($"{file}: '{Key}' is for two classes; {why}. Remove it.");
    }

    /// <summary>Reads the rule; null where the threshold is a number.</summary>
    public static ThresholdRule? ReadRule(RecipeSection root)
    {
        if (!root.IsObject(Key))
        {
            return null;
        }

        RecipeSection section = root.Section(Key);
        section.Text("by"); // it must be there
        ThresholdRule rule = section.Choice("by", ThresholdKind.F1) switch
        {
            ThresholdKind.Precision => ThresholdRule.ByPrecision(section.Share("at")),
            ThresholdKind.Recall => ThresholdRule.ByRecall(section.Share("at")),
            ThresholdKind.Cost => ThresholdRule.ByCost(section.RequiredPositiveNumber("miss", MaxCost), section.RequiredPositiveNumber("falseAlarm", MaxCost)),
            _ => ThresholdRule.ByF1,
        };
        section.RejectUnknownKeys();
        return rule;
    }
}

/// <summary>Reads the section <c>quantization</c> of a recipe.</summary>
internal static class RecipeQuantization
{
    private const int MostEpochs = 1_000_000;

    public static QuantizationOptions Read(string file, RecipeSection section)
    {
        int? bits = section.NumberOrText("weightBits", 8, [8, 4], "auto");
        int? epochs = section.Has("awareEpochs") ? section.Integer("awareEpochs", null, 0, MostEpochs)
            : bits == 8 ? null
            : QuantizationOptions.DefaultAwareEpochs;
        double rate = section.PositiveNumber("learningRate", double.NaN, 1000);
        section.RejectUnknownKeys();
        if (!double.IsNaN(rate) && epochs == 0)
        {
            throw new RecipeException(
                $"{file}: 'quantization.learningRate' is for quantization-aware training, and 'quantization.awareEpochs' is 0; set it or remove the rate.");
        }

        return new QuantizationOptions { WeightBits = bits, AwareEpochs = epochs, LearningRate = double.IsNaN(rate) ? null : rate };
    }
}
