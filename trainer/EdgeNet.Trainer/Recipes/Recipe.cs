using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The contents of <c>recipe.json</c>: the options of a model, its data, and the places of its files.</summary>
internal sealed record Recipe
{
    /// <summary>How the model is made.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The folder of the recipe: data is read from it and models are written to it.</summary>
    public required string Folder { get; init; }

    /// <summary>The CSV file, or for a stream perhaps a folder of them, relative to the folder; for images the folder's own name.</summary>
    public required string Data { get; init; }

    /// <summary>The dev part, used as it is, in place of a share of <see cref="Data"/>: a file or folder of the same kind; null for a share.</summary>
    public string? DevData { get; init; }

    /// <summary>The test part, used as it is, in place of a share of <see cref="Data"/>: a file or folder of the same kind; null for a share.</summary>
    public string? TestData { get; init; }

    /// <summary>What every split and fold keeps on one side: of a table a column, of images <see cref="Subfolder"/>; null where each example stands for itself.</summary>
    public string? Group { get; init; }

    /// <summary>What an image becomes, where the examples are images in the folders of the classes; null for a table.</summary>
    public ImageShape? Images { get; init; }

    /// <summary>How recordings become examples and decisions a state, where the examples are windows of recordings; null otherwise.</summary>
    public StreamOptions? Stream { get; init; }

    /// <summary>The columns of the labels: one with the class, or in regression one or more with the targets; none where all examples are normal.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The columns of a table that are inputs, in their order; null for all other columns except <see cref="Ignore"/>.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The columns of a table that are left out, perhaps none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The text in the label column of a table for each class; null for the names of the classes.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>The negative class, the positive class; or three classes and more; none in regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The first of <see cref="Labels"/>: the column with the class, where there are classes; null where no example has a label, because all are normal.</summary>
    public string? Label => Labels.Count == 0 ? null : Labels[0];

    /// <summary>The roles of a table's columns.</summary>
    public TableColumns Columns => new() { Labels = Labels, Group = Group, Features = Features, Ignore = [.. Ignore, .. PassedOver], LabelValues = LabelValues };

    /// <summary>In <see cref="Group"/>: the folder of an image inside that of its class.</summary>
    public const string Subfolder = "subfolder";

    // A group column that is not used now is no feature either.
    private IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>Whether there is to be a dev part.</summary>
    public bool HasDevPart => Options.DevShare > 0 || DevData is not null;

    /// <summary>The full path of the data: the CSV file, the folder with recordings, or that with the classes' folders of images.</summary>
    public string DataPath => Images is null ? FileNames.Find(Path.Combine(Folder, Data)) : Folder;

    /// <summary>The extension of a model file.</summary>
    public const string ModelExtension = ".edgenet";

    /// <summary>Where the model is to be written; null for the recipe's folder and the model's name.</summary>
    public string? Output { get; init; }

    /// <summary>The full path of the model file.</summary>
    public string ModelPath => Output ?? Path.Combine(Folder, Options.Name + ModelExtension);

    /// <summary>The full path of the learning curve.</summary>
    public string HistoryPath => PathBeside(".history.csv");

    /// <summary>The full path of a file that goes with the model.</summary>
    /// <param name="ending">What follows the model's file name.</param>
    public string PathBeside(string ending) => Path.ChangeExtension(ModelPath, null) + ending;

    /// <summary>What is to be learned.</summary>
    public LearningTask Task => Classes.Count switch
    {
        0 => LearningTask.Regression,
        2 => LearningTask.Binary,
        _ => LearningTask.MultiClass,
    };

    /// <summary>Layers 1 to L.</summary>
    public IReadOnlyList<LayerShape> Layers => Options.LayersOf(Task, Task == LearningTask.Regression ? Labels.Count : Classes.Count);

    /// <summary>The full path of what a part is made of.</summary>
    public string PathOf(string part) => FileNames.Find(Path.GetFullPath(Path.Combine(Folder, part)).TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The same recipe with other groups.</summary>
    /// <param name="group">As <see cref="Group"/>.</param>
    public Recipe GroupedBy(string? group) => group == Group ? this : this with { Group = group, PassedOver = Group is null || Images is not null ? [] : [Group] };
}
