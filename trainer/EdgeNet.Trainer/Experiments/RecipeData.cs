using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data.Images;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Reads the examples that a recipe names.</summary>
internal static class RecipeData
{
    /// <summary>Reads the examples and checks them against the recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="onImage">Called after each image with how many are done and how many there are, from any thread, one at a time; or null.</param>
    /// <param name="onWarning">Called with each line about images that were passed over or enlarged, or windows that were left out; or null.</param>
    /// <returns>The examples, in the order of the file; of images, class after class in the order of the files' names.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset Read(Recipe recipe, Action<int, int>? onImage = null, Action<string>? onWarning = null)
    {
        if (recipe.Images is not null)
        {
            return Named(ReadImages(recipe, recipe.DataPath, onImage, onWarning), recipe, recipe.Data);
        }

        if (recipe.Stream is { } stream)
        {
            Dataset windows = recipe.Options.Anomaly is null
                ? RecordedWindows.Cut(ReadRecordings(recipe), stream.ToSettings(new DecisionRules(0, 0)))
                : RecordedWindows.CutPart(ReadRecordings(recipe), stream.ToSettings(new DecisionRules(0, 0)));
            Warn(windows, onWarning);
            return DataAdvice.WithFarValues(recipe.Options, Named(WindowGroups.Of(windows, stream.SplitBy).Examples, recipe, recipe.Data));
        }

        return DataAdvice.WithFarValues(recipe.Options, Named(ReadTable(recipe, recipe.Columns, mayLackClasses: recipe.Options.Anomaly is not null), recipe, recipe.Data));
    }

    /// <summary>Reads the examples with those of the files that the recipe names for dev and test.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="onImage">As in <see cref="Read"/>, of each folder of images by itself.</param>
    /// <param name="onWarning">As in <see cref="Read"/>.</param>
    /// <exception cref="InputException">A file cannot be read or used, or has other columns than the data; the message says where and why.</exception>
    internal static GivenExamples ReadAll(Recipe recipe, Action<int, int>? onImage = null, Action<string>? onWarning = null)
    {
        Dataset data = Read(recipe, onImage, onWarning);
        var examples = new GivenExamples(data, Part(recipe.DevData), Part(recipe.TestData));
        examples.CheckScales();
        return examples;

        Dataset? Part(string? path) => path is null ? null : Named(ReadPart(recipe, path, data, onImage, onWarning), recipe, path);
    }

    /// <summary>Reads the recordings of a recipe with a stream.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="groupColumns">Columns by which they are to be grouped beside the one that the recipe splits by.</param>
    /// <returns>The recordings, each reading with its class or its quantities.</returns>
    /// <exception cref="InputException">A file cannot be read or used; the message says where and why.</exception>
    public static RecordingSet ReadRecordings(Recipe recipe, params string[] groupColumns)
    {
        StreamOptions stream = recipe.Stream ?? throw new ArgumentException($"The recipe '{recipe.Options.Name}' has no stream.", nameof(recipe));
        RecordingColumns columns = stream.ColumnsFor(stream.LabelFrom == LabelSource.Column ? recipe.Label : null, recipe.Classes, groupColumns);
        if (recipe.Labels.Count == 0)
        {
            columns = columns with { LabelOfAll = 0 };
        }
        else if (recipe.Task == LearningTask.Regression)
        {
            columns = columns with { Label = null, Targets = recipe.Labels, HasNegativeTargets = recipe.Options.HasNegativeTargets };
        }

        return Directory.Exists(recipe.DataPath)
            ? RecordingReader.ReadFolder(recipe.DataPath, columns, stream.LabelFrom)
            : ReadFile(recipe, columns, stream.LabelFrom);
    }

    private static void Warn(Dataset windows, Action<string>? onWarning)
    {
        foreach (string warning in windows.Origin.Warnings)
        {
            onWarning?.Invoke(warning);
        }
    }

    private static Dataset Named(Dataset examples, Recipe recipe, string source) =>
        examples.AsNormalAndUnusual(recipe.Options.Anomaly).WithOrigin(examples.Origin with { Source = source, Images = recipe.Images, Stream = recipe.Stream });

    private static Dataset ReadPart(Recipe recipe, string path, Dataset data, Action<int, int>? onImage, Action<string>? onWarning)
    {
        if (recipe.Images is not null)
        {
            return ReadImages(recipe, recipe.PathOf(path), onImage, onWarning);
        }

        Recipe part = recipe with { Data = path };
        if (recipe.Stream is { } stream)
        {
            Dataset windows = RecordedWindows.CutPart(ReadRecordings(part), stream.ToSettings(new DecisionRules(0, 0)));
            Warn(windows, onWarning);
            return WindowGroups.Of(windows, stream.SplitBy).Examples;
        }

        return ReadTable(part, recipe.Columns with { Features = data.FeatureNames }, mayLackClasses: true, header => CheckHeader(recipe, data.Origin.Header!, header));
    }

    private static Dataset ReadTable(Recipe recipe, TableColumns columns, bool mayLackClasses, Action<TableHeader>? checkHeader = null)
    {
        columns = columns with { Readings = recipe.Options.Readings is { } range ? (range.Lowest, range.Highest) : null, MayBeMissing = recipe.Options.Missing != MissingCells.None };
        return recipe.Task == LearningTask.Regression
            ? CsvDataset.ReadRegression(recipe.DataPath, columns, mayBeNegative: recipe.Options.HasNegativeTargets, checkHeader)
            : CsvDataset.Read(recipe.DataPath, columns, recipe.Classes, mayLackClasses, checkHeader);
    }

    // The order may be another one; columns that nobody reads may be missing.
    private static void CheckHeader(Recipe recipe, TableHeader data, TableHeader part)
    {
        (int[] labels, int group, int[] features) = recipe.Columns.Find(data);
        string[] read = [.. labels.Concat(features).Concat(group < 0 ? [] : (int[])[group]).Order().Select(column => data.Names[column])];
        string name = Path.GetFileName(recipe.Data);
        if (read.Except(part.Names).FirstOrDefault() is { } missing)
        {
            throw new InputException($"{part.Place}: no column is called '{missing}', which {name} has; the same columns must be in both.");
        }

        if (recipe.Columns.Features is null && part.Names.Except(data.Names).FirstOrDefault() is { } surplus)
        {
            throw new InputException($"{part.Place}: the column '{surplus}' is not in {name}; the same columns must be in both.");
        }
    }

    private static RecordingSet ReadFile(Recipe recipe, RecordingColumns columns, LabelSource labelFrom) => labelFrom == LabelSource.Column
        ? RecordingReader.ReadCsv(recipe.DataPath, columns)
        : throw new InputException($"{recipe.DataPath}: there is no such folder, and 'stream.labelFrom' takes classes from the names in it; check 'data'.");

    // Pixels are whole numbers from 0 to 255: a recipe that declares readings gets them as they are, and any other gets the scale from 0 to 1.
    private static Dataset ReadImages(Recipe recipe, string path, Action<int, int>? onImage, Action<string>? onWarning)
    {
        ImageShape shape = recipe.Images!;
        RecipeImages.CheckInputs(recipe.Options.Name, shape);
        ImageExamples images = ImageFolder.ReadAll(
            path, shape, recipe.Classes, asBytes: recipe.Options.Readings is not null, isGrouped: recipe.Group == Recipe.Subfolder, onImage);
        foreach (string warning in images.Warnings)
        {
            onWarning?.Invoke(warning);
        }

        return images.Examples;
    }
}
