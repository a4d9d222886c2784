using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer;

/// <summary>A model file with the data of its recipe: what the file itself does on them, by the device library. Nothing is trained.</summary>
internal sealed class SavedModel
{
    private const string RecipePattern = "recipe*.json";

    private readonly IReadOnlyList<double> _deviations; // of the targets in the training part

    private SavedModel(ModelFile file, Experiment experiment, IReadOnlyList<string> warnings)
    {
        File = file;
        Experiment = experiment;
        Warnings = [.. warnings, .. experiment.Warnings];
        _deviations = [.. Enumerable.Range(0, Parts.Train.TargetNames.Count).Select(target => DeviationOf(Parts.Train.Labels.Row(target)))];
        Scores = [.. ((IEnumerable<(string, Dataset?)>)[("train", Parts.Train), ("dev", Parts.Dev), ("test", Parts.Test)])
            .Where(part => part.Item2 is { Count: > 0 })
            .Select(part => (part.Item1, part.Item2!.Count, Score(part.Item2)))];
    }

    /// <summary>The file.</summary>
    public ModelFile File { get; }

    /// <summary>Its recipe and data.</summary>
    public Experiment Experiment { get; }

    /// <summary>The parts into which the recipe divides the data.</summary>
    public ExampleParts Parts => Experiment.Parts;

    /// <summary>The score on each part.</summary>
    public IReadOnlyList<(string Part, int Count, Score Score)> Scores { get; }

    /// <summary>An anomaly model: how it judges each part; none of others.</summary>
    public IReadOnlyList<AnomalyScore> AnomalyScores => !File.Device.IsAnomaly ? []
        : [.. ((IEnumerable<(string Name, Dataset? Part)>)[("train", Parts.Train), ("dev", Parts.Dev), ("test", Parts.Test)]).Where(part => part.Part is { Count: > 0 }).Select(part => new AnomalyScore(part.Name, part.Part!, File))];

    /// <summary>What spoils these figures, and what is wrong with the data.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Opens a model file and the recipe that it is of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="recipe">The recipe; null for the one that the history of runs names, else the one in the file's folder that has the model's name.</param>
    /// <exception cref="InputException">There is no such recipe, or its data do not suit the model.</exception>
    /// <exception cref="ModelFormatException">The file is damaged or none.</exception>
    public static SavedModel Open(string path, string? recipe)
    {
        ModelFile file = ModelFile.Open(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        TrainingRun? run = RunHistory.Find(folder, file);
        Experiment experiment = run is not null && (recipe is null || IsSamePlace(recipe, Path.Combine(folder, run.Recipe)))
            ? Experiment.Open(Path.Combine(folder, run.Recipe), run.Changes)
            : Experiment.Open(recipe ?? FindRecipe(path, folder, file.Device.Name));
        Check(path, file, experiment);
        return new SavedModel(file, experiment, PartWarning(path, file, experiment, run) is { } warning ? [warning] : []);
    }

    /// <summary>Measures the importance of each of some inputs by the cost of the integers.</summary>
    /// <param name="examples">Examples that were not trained on.</param>
    /// <param name="inputs">The inputs, from 0.</param>
    /// <param name="repeats">Shuffles of each, 2 or more.</param>
    public IReadOnlyList<PermutationImportance> Importance(Dataset examples, IReadOnlyList<int> inputs, int repeats) =>
        PermutationImportance.Measure(examples, shuffled => Score(shuffled).Cost, inputs, repeats, Experiment.Options.Seed);

    /// <summary>Measures the importance of groups of inputs that are shuffled together.</summary>
    public IReadOnlyList<PermutationImportance> ImportanceOfGroups(Dataset examples, IReadOnlyList<IReadOnlyList<int>> groups, int repeats) =>
        PermutationImportance.MeasureGroups(examples, shuffled => Score(shuffled).Cost, groups, repeats, Experiment.Options.Seed);

    private static double DeviationOf(ReadOnlySpan<float> targets)
    {
        double deviation = System.Numerics.Tensors.TensorPrimitives.StdDev(targets);
        return deviation > 0 ? deviation : 1;
    }

    private Score Score(Dataset examples) => File.Score(examples, _deviations);

    /// <summary>Finds the stream of the recipe that a model file was made by.</summary>
    /// <returns>The name of the recipe and its stream; null where it is not beside the file.</returns>
    public static (string Recipe, StreamOptions Stream, string? Label)? StreamBeside(string path, ModelFile file)
    {
        return RecipeBeside(path, file) is { Recipe.Stream: { } stream } beside && (file.Device.IsAnomaly ? beside.Recipe.Options.Anomaly is not null
            : file.Device.IsRegression ? beside.Recipe.Classes.Count == 0 && beside.Recipe.Labels.SequenceEqual(file.ClassNames)
            : beside.Recipe.Classes.SequenceEqual(file.ClassNames))
            ? (beside.Name, stream, stream.LabelFrom == Data.Recordings.LabelSource.Column && !file.Device.IsRegression ? beside.Recipe.Label : null)
            : null;
    }

    /// <summary>Finds what the recipe of an anomaly model calls the classes of its data.</summary>
    /// <returns>Null of other models, and where no recipe is beside the file or it has no classes.</returns>
    public static AnomalyKinds? KindsBeside(string path, ModelFile file) =>
        file.Device.IsAnomaly && RecipeBeside(path, file) is { Recipe: { Label: not null, Options.Anomaly: { } anomaly } recipe }
            ? new AnomalyKinds(recipe.Classes, recipe.Stream?.LabelValues ?? recipe.LabelValues, anomaly.Normal)
            : null;

    /// <summary>Finds the size of images in the recipe that a model file was made by.</summary>
    /// <returns>Null where the recipe is not beside the file, or its images have another number of inputs.</returns>
    public static ImageShape? ImagesBeside(string path, ModelFile file) =>
        RecipeBeside(path, file) is { Recipe.Images: { } images } && images.InputCount == file.Device.InputCount ? images : null;

    // A recipe that cannot be read is passed over: the model file is enough.
    private static (string Name, Recipe Recipe)? RecipeBeside(string path, ModelFile file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            TrainingRun? run = RunHistory.Find(folder, file);
            string? recipe = run is null ? RecipesIn(folder).FirstOrDefault(each => IsOf(each, file.Device.Name)) : Path.Combine(folder, run.Recipe);
            return recipe is null ? null : (Path.GetFileName(recipe), RecipeDocument.Read(recipe).With(run?.Changes ?? []).ToRecipe());
        }
        catch (InputException)
        {
            return null;
        }
    }

    // recipe.json first, whatever else is there.
    private static string[] RecipesIn(string folder) =>
    [
        .. Directory.GetFiles(folder, RecipePattern).Where(file => !file.EndsWith("schema.json", StringComparison.Ordinal))
            .OrderBy(file => Path.GetFileName(file) != "recipe.json").ThenBy(file => file, StringComparer.Ordinal),
    ];

    private static string FindRecipe(string path, string folder, string name)
    {
        string[] recipes = RecipesIn(folder);
        return recipes.FirstOrDefault(recipe => IsOf(recipe, name))
            ?? throw new InputException(recipes.Length == 0
                ? $"{path}: there is no recipe beside it, which names its data; name one with --recipe."
                : $"{path}: the model is called '{name}', and no recipe beside it makes one of that name; name its recipe with --recipe.");
    }

    private static bool IsOf(string recipe, string name)
    {
        try
        {
            return RecipeDocument.Read(recipe).ToRecipe().Options.Name == name;
        }
        catch (RecipeException)
        {
            return false;
        }
    }

    private static bool IsSamePlace(string recipe, string own) =>
        Path.GetFullPath(recipe) == Path.GetFullPath(own) || Path.GetFullPath(Path.Combine(recipe, "recipe.json")) == Path.GetFullPath(own);

    // The history has a hash of the examples. Without it, the file has the range of each input in training: the training part that the recipe makes has
    // the same, or it is another one; ranges that most parts have say nothing.
    private static string? PartWarning(string path, ModelFile file, Experiment experiment, TrainingRun? run)
    {
        const string Judged = "the test part may hold rows that it was trained on, and its figures are then too good";
        string other = $"{path}: was trained on other rows or labels than {experiment.RecipeName} takes for training today: another seed, other data or another recipe. So {Judged}. Train it again, or name its recipe with --recipe.";
        if (run is { Examples.Length: > 0 })
        {
            return TrainingRun.HashOf(experiment.Parts) == run.Examples ? null : other;
        }

        if (file.Inputs is not { } inputs)
        {
            return $"{path}: nothing tells on which examples it was trained; if they were others than {experiment.RecipeName} takes today, {Judged}.";
        }

        bool isAnomaly = file.Device.IsAnomaly; // which has learned the normal examples alone
        IReadOnlyList<ModelInput> today = ModelInputs.Of(isAnomaly ? Anomalies.NormalTrainer.NormalOf(experiment.Parts.Train) : experiment.Parts.Train);
        return !today.SequenceEqual(inputs) ? other
            : today.SequenceEqual(ModelInputs.Of(isAnomaly ? Anomalies.NormalTrainer.NormalOf(experiment.Data) : experiment.Data)) ? $"{path}: the ranges in the file do not tell on which rows it was trained; if they were others than {experiment.RecipeName} takes today, {Judged}."
            : null;
    }

    private static void Check(string path, ModelFile file, Experiment experiment)
    {
        Dataset data = experiment.Data;
        foreach ((string what, IReadOnlyList<string> own, IReadOnlyList<string> others) in (ReadOnlySpan<(string, IReadOnlyList<string>, IReadOnlyList<string>)>)
        [
            ("inputs", file.Inputs is null ? data.FeatureNames : [.. file.Inputs.Select(input => input.Name)], data.FeatureNames),
            (file.Device.IsRegression ? "quantities" : "classes", file.ClassNames, data.OutputNames),
        ])
        {
            if (!own.SequenceEqual(others))
            {
                throw new InputException($"{path}: the {what} of the model are {NameList.Of(own)}, and those of the data of {experiment.RecipeName} are {NameList.Of(others)}; name the model's recipe with --recipe, or train it again.");
            }
        }

        if (file.Device.InputCount != data.FeatureNames.Count)
        {
            throw new InputException($"{path}: the model takes {file.Device.InputCount} inputs, and the data of {experiment.RecipeName} have {data.FeatureNames.Count}; name the model's recipe with --recipe.");
        }
    }
}
