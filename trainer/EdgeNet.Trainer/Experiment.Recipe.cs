using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer;

/// <summary>What an experiment takes from its recipe: names for messages, and the paths of its files.</summary>
public sealed partial class Experiment
{
    /// <summary>In place of a column: each example of a table, and each image, stands for itself.</summary>
    internal const string Ungrouped = "examples";

    /// <summary>The folder of the recipe.</summary>
    internal string Folder => Recipe.Folder;

    /// <summary>Where the model is written.</summary>
    internal string ModelPath => Recipe.ModelPath;

    /// <summary>Where the learning curve is written.</summary>
    internal string HistoryPath => Recipe.HistoryPath;

    /// <summary>Where the float network is kept, where that is asked for.</summary>
    internal string CheckpointPath => FloatCheckpoint.PathOf(ModelPath);

    /// <summary>Where the page of the report is written.</summary>
    internal string ReportPath => Recipe.PathBeside(".report.html");

    /// <summary>The folder of the model.</summary>
    internal string OutputFolder => Path.GetDirectoryName(ModelPath)!;

    /// <summary>What was changed in the recipe for this run, such as <c>training.l2=0.001</c>; perhaps nothing.</summary>
    internal IReadOnlyList<string> Changes { get; private init; } = [];

    /// <summary>The file name of the recipe.</summary>
    internal string RecipeName => Document.FileName;

    /// <summary>Where the sources of the generated class are written.</summary>
    internal IReadOnlyList<string> SourcePaths =>
        CSharpModel.PathsIn(OutputFolder, ClassName, Stream is null ? null : CSharpStreamExporter.ClassNameOf(ClassName));

    /// <summary>The generated class, which is called as the model's file is.</summary>
    internal string ClassName => CSharpExporter.ClassNameOf(Path.GetFileNameWithoutExtension(ModelPath));

    /// <summary>The recipe's name for its data.</summary>
    internal string DataName => _recipe?.Data ?? Data.Source;

    /// <summary>The recipe's name for its own dev part; null if that is a share.</summary>
    internal string? DevName => _recipe is null ? Given.Dev?.Source : _recipe.DevData;

    /// <summary>The recipe's name for its own test part; null if that is a share.</summary>
    internal string? TestName => _recipe is null ? Given.Test?.Source : _recipe.TestData;

    /// <summary>The size and colours of images; null if the examples are no images.</summary>
    internal ImageShape? Images => _recipe?.Images;

    /// <summary>How recordings become examples; null if the examples are no windows.</summary>
    internal StreamOptions? Stream => _recipe is null ? Data.Origin.Stream : _recipe.Stream;

    /// <summary>Whether the recipe says which columns are inputs.</summary>
    internal bool NamesInputs => _recipe is { } recipe && (recipe.Features is not null || recipe.Ignore.Count > 0);

    /// <summary>What keeps examples together: a column, <c>recording</c>, <c>subfolder</c>, or <c>windows</c> or <c>examples</c> for nothing.</summary>
    internal string GroupedBy => Stream?.SplitBy ?? _recipe?.Group ?? Ungrouped;

    /// <summary>The files that the experiment reads.</summary>
    internal IReadOnlyList<string> ReadPaths =>
    [
        Path.Combine(Document.Folder, Document.FileName), Recipe.DataPath,
        .. ((string?[])[Recipe.DevData, Recipe.TestData]).OfType<string>().Select(Recipe.PathOf),
    ];

    /// <summary>A lower bound of the model's size in bytes: only the weights, at four bits each if the bits are open. The data must have been read.</summary>
    internal long LeastModelBytes
    {
        get
        {
            long inputs = Data.FeatureNames.Count;
            long weights = 0;
            foreach (Networks.Layers.LayerShape layer in Options.LayersOf(Data))
            {
                weights += inputs * layer.Units;
                inputs = layer.Units;
            }

            return Options.WeightBits == 8 ? weights : weights / 2;
        }
    }

    /// <summary>The JSON of the recipe.</summary>
    internal RecipeDocument Document => _document ?? throw new InvalidOperationException("The experiment has no recipe.");

    /// <summary>The recipe.</summary>
    internal Recipe Recipe => _recipe ?? throw new InvalidOperationException("The experiment has no recipe.");

    /// <summary>The name of the groups in a sentence: a column in quotes.</summary>
    internal static string NameOfGroup(string by) => by is WindowGroups.Recording or Recipe.Subfolder ? by : $"'{by}'";

    /// <summary>Writes a model as a C# class that is called as its file is.</summary>
    /// <returns>Null where the class would be larger than an assembly can be.</returns>
    internal CSharpModel? Generate(TrainedModel model) =>
        model.File.Generated is not { } own || own.ClassName == ClassName ? model.File.Generated : model.File.Generate(className: ClassName);

    /// <summary>Opens a recipe with some keys changed; see <see cref="RecipeChanges"/>.</summary>
    /// <exception cref="InputException">As <see cref="Open(string)"/>, or a change is none.</exception>
    internal static Experiment Open(string path, IReadOnlyList<string> changes)
    {
        var original = RecipeDocument.Read(path);
        RecipeDocument document = original.With(changes);
        return new Experiment(document.ToRecipe(), document) { Changes = changes };
    }

    /// <summary>The same experiment with its files in another place.</summary>
    /// <param name="output">A model file, or a folder, which is made if it is not there.</param>
    /// <exception cref="InputException">The folder cannot be made.</exception>
    internal Experiment WriteTo(string output)
    {
        bool isFile = output.EndsWith(Recipe.ModelExtension, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(output);
        string path = Path.GetFullPath(isFile ? output : Path.Combine(output, Options.Name + Recipe.ModelExtension));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            throw new InputException($"{output}: cannot be written: {FileError.Describe(e, output)}", e);
        }

        return With(Recipe with { Output = path });
    }

    /// <summary>The same experiment with other images.</summary>
    /// <param name="width">Pixels; null for those of the recipe.</param>
    /// <param name="height">Pixels; null for those of the recipe.</param>
    /// <param name="isGrey">Whether they are grey; the recipe may say so too.</param>
    internal Experiment WithImages(int? width, int? height, bool isGrey)
    {
        ImageShape own = Recipe.Images!;
        var shape = new ImageShape(width ?? own.Width, height ?? own.Height, isGrey || own.IsGrey);
        string[] changes = [FormattableString.Invariant($"images.width={shape.Width}"), FormattableString.Invariant($"images.height={shape.Height}"), .. shape.IsGrey ? (string[])["images.grey=true"] : []];
        return new Experiment(Recipe with { Images = shape }, Document) { Changes = [.. Changes, .. changes] };
    }

    /// <summary>The same experiment with its examples in other groups.</summary>
    /// <param name="by">As <see cref="GroupedBy"/>; null or empty for what the recipe says.</param>
    /// <param name="isLeavingOut">Whether each group is to be left out in turn, so that there must be some.</param>
    /// <exception cref="InputException">The recipe has no such groups.</exception>
    internal Experiment GroupBy(string? by, bool isLeavingOut)
    {
        by = by is null ? null : NormalForm.Of(by);
        Experiment grouped = string.IsNullOrEmpty(by) ? this
            : Recipe.Stream is { } stream ? With(Recipe with { Stream = stream with { SplitBy = by } })
            : With(GroupExamples(by));
        if (!isLeavingOut || grouped.GroupedBy is not (WindowGroups.Windows or Ungrouped))
        {
            return grouped;
        }

        throw new InputException(Stream is not null
            ? $"{Options.Name}: --leave-one-group-out '{WindowGroups.Windows}' leaves a single window out; name a column or '{WindowGroups.Recording}'."
            : $"{Options.Name}: --leave-one-group-out needs groups, and here each example stands for itself; "
                + (Images is null ? "name a column, there or with 'group' in the recipe." : $"name '{Recipe.Subfolder}', there or with 'group' in the recipe."));
    }

    private Recipe GroupExamples(string by)
    {
        if (by == Ungrouped)
        {
            return Recipe.GroupedBy(null);
        }

        return Images is null || by == Recipe.Subfolder
            ? Recipe.GroupedBy(by)
            : throw new InputException($"{Options.Name}: images have no column '{by}'; they are grouped by '{Recipe.Subfolder}', the folder inside that of the class, or stand for themselves, '{Ungrouped}'.");
    }

    private Experiment With(Recipe recipe) => new(recipe, Document) { Changes = Changes };
}
