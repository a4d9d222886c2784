using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the examples that a recipe names.</summary>
public static class RecipeData
{
    /// <summary>Reads the examples and checks them against the recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="onImage">Called after each image with how many are done and how many there are, from any thread; or null.</param>
    /// <param name="onWarning">Called with each line about images that were passed over or enlarged; or null.</param>
    /// <returns>The examples, in the order of the file; of images, class after class in the order of the files' names.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset Read(Recipe recipe, Action<int, int>? onImage = null, Action<string>? onWarning = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (recipe.Images is not null)
        {
            return ReadImages(recipe, recipe.Images, onImage, onWarning);
        }

        if (recipe.Stream is { } stream)
        {
            Dataset windows = RecordedWindows.Cut(ReadRecordings(recipe), stream.ToSettings(new DecisionRules(0, 0)));
            return WindowGroups.Of(windows, stream.SplitBy).Examples;
        }

        Dataset examples = recipe.Task == LearningTask.Regression
            ? CsvDataset.ReadRegression(recipe.DataPath, recipe.Columns, mayBeNegative: recipe.Output != Activation.Relu)
            : CsvDataset.Read(recipe.DataPath, recipe.Columns, recipe.Classes);
        if (recipe.Readings is { } range)
        {
            CsvDataset.CheckReadings(recipe.DataPath, recipe.Columns, range.Lowest, range.Highest);
        }

        return examples;
    }

    /// <summary>Reads the recordings of a recipe with a stream.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="groupColumns">Columns by which they are to be grouped beside the one that the recipe splits by.</param>
    /// <returns>The recordings, each reading with its class.</returns>
    /// <exception cref="InputException">A file cannot be read or used; the message says where and why.</exception>
    public static RecordingSet ReadRecordings(Recipe recipe, params string[] groupColumns)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        StreamRecipe stream = recipe.Stream ?? throw new ArgumentException($"The recipe '{recipe.Name}' has no stream.", nameof(recipe));
        var columns = new RecordingColumns
        {
            Channels = stream.Channels,
            CountsPerUnit = stream.CountsPerUnit,
            Recording = stream.Recording,
            RateHertz = stream.RateHertz,
            Time = stream.Time,
            TimeUnit = stream.TimeUnit,
            Label = stream.LabelFrom == LabelSource.Column ? recipe.Label : null,
            ClassNames = recipe.Classes,
            LabelValues = stream.LabelValues,
            GroupColumns = [.. groupColumns.Append(stream.SplitBy).Where(by => by is not (WindowGroups.Recording or WindowGroups.Windows)).Distinct()],
        };
        return Directory.Exists(recipe.DataPath)
            ? RecordingReader.ReadFolder(recipe.DataPath, columns, stream.LabelFrom)
            : ReadFile(recipe, columns, stream.LabelFrom);
    }

    private static RecordingSet ReadFile(Recipe recipe, RecordingColumns columns, LabelSource labelFrom) => labelFrom == LabelSource.Column
        ? RecordingReader.ReadCsv(recipe.DataPath, columns)
        : throw new InputException($"{recipe.DataPath}: there is no such folder, and 'stream.labelFrom' takes classes from the names in it; check 'data'.");

    // Pixels are whole numbers from 0 to 255: a recipe that declares readings gets them as they are, and any other gets the scale from 0 to 1.
    private static Dataset ReadImages(Recipe recipe, ImageShape shape, Action<int, int>? onImage, Action<string>? onWarning)
    {
        RecipeImages.CheckInputs(recipe.Name, shape);
        ImageExamples images = ImageFolder.Read(recipe.DataPath, shape, recipe.Classes, asBytes: recipe.Readings is not null, onImage);
        foreach (string warning in images.Warnings)
        {
            onWarning?.Invoke(warning);
        }

        return images.Examples;
    }
}
