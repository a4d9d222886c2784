using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Recipes;

/// <summary>How a model is made: what <c>recipe.json</c> says.</summary>
public sealed record Recipe
{
    /// <summary>The model's name, which its files bear.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of the recipe: data is read from it and models are written to it.</summary>
    public required string Folder { get; init; }

    /// <summary>The CSV file, or for a stream perhaps a folder of them, relative to the folder; for images the folder's own name.</summary>
    public required string Data { get; init; }

    /// <summary>What the dev part is, used as it is, in place of a share of <see cref="Data"/>: a file or folder of the same kind; null for a share.</summary>
    public string? DevData { get; init; }

    /// <summary>What the test part is, used as it is, in place of a share of <see cref="Data"/>: a file or folder of the same kind; null for a share.</summary>
    public string? TestData { get; init; }

    /// <summary>What every split and fold keeps on one side: of a table a column, of images <see cref="Subfolder"/>; null where each example stands for itself.</summary>
    public string? Group { get; init; }

    /// <summary>What an image becomes, where the examples are images in the folders of the classes; null for a table.</summary>
    public ImageShape? Images { get; init; }

    /// <summary>How recordings become examples and decisions a state, where the examples are windows of recordings; null otherwise.</summary>
    public StreamRecipe? Stream { get; init; }

    /// <summary>The columns of the labels: one with the class, or in regression one or more with the targets.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The columns of a table that are inputs, in their order; null for all that are nothing else, but for <see cref="Ignore"/>.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The columns of a table that are left out, perhaps none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What stands in the label's column of a table for each class; null for the names of the classes.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>The negative class, the positive class; or three classes and more; none in regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The activation of the output layer: sigmoid for two classes, softmax for several, linear or ReLU in regression.</summary>
    public required Activation Output { get; init; }

    /// <summary>The range of integer readings, where the device is to take them as they are; null for any numbers.</summary>
    public required ReadingRange? Readings { get; init; }

    /// <summary>What training makes of the features; a model takes them raw in any case.</summary>
    public InputScaling Inputs { get; init; }

    /// <summary>Layers 1 to L-1; none for logistic regression.</summary>
    public required IReadOnlyList<LayerShape> Hidden { get; init; }

    /// <summary>How the network is trained.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>How the trained network becomes integers.</summary>
    public QuantizationOptions Quantization { get; init; } = new();

    /// <summary>Share of the dev set, 0 to below 1.</summary>
    public required double DevShare { get; init; }

    /// <summary>Share of the test set, 0 to below 1.</summary>
    public required double TestShare { get; init; }

    /// <summary>The probability from which on an example is called positive, 0 to 1; where there is a <see cref="ThresholdRule"/>, until it has chosen one.</summary>
    public required double Threshold { get; init; }

    /// <summary>How the threshold is chosen on the dev set, or null where <see cref="Threshold"/> is the user's.</summary>
    public ThresholdRule? ThresholdRule { get; init; }

    /// <summary>What the data is not checked for.</summary>
    public IReadOnlyList<AdviceKind> AdviceOff { get; init; } = [];

    /// <summary>Whether training or the threshold looks at a dev set, so that there must be one.</summary>
    public bool NeedsDevSet => Training.NeedsDevSet || ThresholdRule is not null;

    /// <summary>The first of <see cref="Labels"/>: the column with the class, where there are classes.</summary>
    public string Label => Labels[0];

    /// <summary>Which columns of a table are what.</summary>
    public TableColumns Columns => new() { Labels = Labels, Group = Group, Features = Features, Ignore = [.. Ignore, .. PassedOver], LabelValues = LabelValues };

    /// <summary>In <see cref="Group"/>: the folder of an image inside that of its class.</summary>
    internal const string Subfolder = "subfolder";

    // Of a group that is not asked for: it is no feature either.
    private IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>Whether there is to be a dev part.</summary>
    internal bool HasDevPart => DevShare > 0 || DevData is not null;

    /// <summary>The same recipe with other groups.</summary>
    /// <param name="group">As <see cref="Group"/>.</param>
    internal Recipe GroupedBy(string? group) => group == Group ? this : this with { Group = group, PassedOver = Group is null || Images is not null ? [] : [Group] };

    /// <summary>The full path of the data: the CSV file, the folder with recordings, or that with the classes' folders of images.</summary>
    public string DataPath => Images is null ? FileNames.Find(Path.Combine(Folder, Data)) : Folder;

    /// <summary>The full path of what a part is made of.</summary>
    internal string PathOf(string part) => FileNames.Find(Path.GetFullPath(Path.Combine(Folder, part)).TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The full path of the model file.</summary>
    public string ModelPath => Path.Combine(Folder, Name + ".edgenet");

    /// <summary>The full path of the learning curve.</summary>
    public string HistoryPath => Path.Combine(Folder, Name + ".history.csv");

    /// <summary>What is to be learned; it follows from the output layer.</summary>
    public LearningTask Task => Output switch
    {
        Activation.Sigmoid => LearningTask.Binary,
        Activation.Softmax => LearningTask.MultiClass,
        _ => LearningTask.Regression,
    };

    /// <summary>What training lowers; it follows from the output layer.</summary>
    public Loss Loss => OutputLayer.LossOf(Output);

    /// <summary>Layers 1 to L: the hidden ones and the output layer, with a single unit for two classes, else one for each class or target.</summary>
    public IReadOnlyList<LayerShape> Layers => [.. Hidden, new LayerShape(OutputUnits, Output)];

    private int OutputUnits => Task switch
    {
        LearningTask.Binary => 1,
        LearningTask.MultiClass => Classes.Count,
        _ => Labels.Count,
    };
}
