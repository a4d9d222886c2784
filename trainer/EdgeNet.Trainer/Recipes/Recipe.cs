using EdgeNet.Trainer.Networks;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Training;

namespace EdgeNet.Trainer.Recipes;

/// <summary>How a model is made: what <c>recipe.json</c> says.</summary>
public sealed record Recipe
{
    /// <summary>The model's name, which its files bear.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of the recipe: data is read from it and models are written to it.</summary>
    public required string Folder { get; init; }

    /// <summary>The CSV file, relative to the folder.</summary>
    public required string Data { get; init; }

    /// <summary>The column of the label.</summary>
    public required string Label { get; init; }

    /// <summary>The negative class, the positive class.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The range of integer readings, where the device is to take them as they are; null for any numbers.</summary>
    public required ReadingRange? Readings { get; init; }

    /// <summary>Layers 1 to L-1; none for logistic regression.</summary>
    public required IReadOnlyList<LayerShape> Hidden { get; init; }

    /// <summary>How the network is trained.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Share of the dev set, 0 to below 1.</summary>
    public required double DevShare { get; init; }

    /// <summary>Share of the test set, 0 to below 1.</summary>
    public required double TestShare { get; init; }

    /// <summary>The probability from which on an example is called positive, between 0 and 1.</summary>
    public required double Threshold { get; init; }

    /// <summary>The full path of the data.</summary>
    public string DataPath => Path.Combine(Folder, Data);

    /// <summary>The full path of the model file.</summary>
    public string ModelPath => Path.Combine(Folder, Name + ".edgenet");

    /// <summary>The full path of the learning curve.</summary>
    public string HistoryPath => Path.Combine(Folder, Name + ".history.csv");

    /// <summary>Layers 1 to L: the hidden ones and a single sigmoid unit.</summary>
    public IReadOnlyList<LayerShape> Layers => [.. Hidden, new LayerShape(1, Activation.Sigmoid)];
}
