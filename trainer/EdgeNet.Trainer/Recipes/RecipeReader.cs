using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Images;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Proposals;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads <c>recipe.json</c>: JSON in which comments and a comma after the last item are allowed.</summary>
internal static class RecipeReader
{
    private const string FileName = "recipe.json";

    /// <summary>Reads the recipe of a folder. One with folders of images and no recipe has a recipe all the same: 64 × 64 pixels in colour, 16 hidden units.</summary>
    /// <param name="path">The folder, or the recipe itself.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="RecipeException">There is none, it is no JSON, or a key is missing, unknown or out of its range.</exception>
    public static Recipe Read(string path) => Open(path, Read);

    /// <summary>Opens the JSON of a recipe and hands its root and its folder on.</summary>
    internal static TResult Open<TResult>(string path, Func<RecipeSection, string, TResult> read)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        try
        {
            var options = new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
                AllowDuplicateProperties = false,
            };
            string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            bool hasDefault = !File.Exists(file) && Directory.Exists(path) && ImageFolder.IsOne(path);
            RefuseTable(file);
            byte[] text = hasDefault ? RecipeImages.DefaultFor(folder) : RecipeText.Read(file);
            using JsonDocument document = RecipeText.Parse(Path.GetFileName(file), text, options);
            return read(new RecipeSection(Path.GetFileName(file), string.Empty, document.RootElement, RootKeys.All), folder);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecipeException($"{file}: there is no such recipe; name a folder with a {FileName}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException($"{file}: cannot be read: {FileError.Describe(e, file)}", e);
        }
        catch (JsonException e)
        {
            throw new RecipeException($"{Path.GetFileName(file)}{RecipeText.Describe(e)}", e);
        }
    }

    // Somebody who has a table and no recipe yet gives the table.
    private static void RefuseTable(string file)
    {
        if (Path.GetExtension(file).ToUpperInvariant() is not (".CSV" or ".TSV" or ".TXT" or ".DATA") || !File.Exists(file))
        {
            return;
        }

        string label = ProposedLabel.Likely(CsvTable.Read(file, table => table.Header.Names));
        string name = RecipeImages.NameFrom(Path.GetFileNameWithoutExtension(file));
        throw new RecipeException($"{file}: that is a table, and this takes a recipe: 'edgenet new {name} --from {Word(file)} --label {Word(label)}' makes one for it.");

        static string Word(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text;
    }

    internal static Recipe Read(RecipeSection root, string folder)
    {
        root.RejectExclusions();
        int seed = root.Integer("seed");
        RecipeSection split = root.Section("split");
        string name = ReadName(root);
        StreamOptions? stream = RecipeStream.Read(root.File, root);
        ImageShape? images = RecipeImages.Read(root.File, root);
        string? devData = RecipeParts.ReadPath(root, split, "dev");
        string? testData = RecipeParts.ReadPath(root, split, "test");
        string data = images is null ? root.Text("data") : Path.GetFileName(folder);
        AnomalyOptions? anomaly = RecipeAnomaly.Read(root.File, root);
        (IReadOnlyList<string> labels, IReadOnlyList<string> classes, Activation output) =
            anomaly is not null ? RecipeAnomaly.ReadTask(root.File, root, stream, anomaly)
            : images is not null ? RecipeImages.ReadTask(root.File, root, folder)
            : stream is not null ? RecipeStream.ReadTask(root.File, root, stream)
            : RecipeTask.Read(root.File, root);
        var recipe = new Recipe
        {
            Options = new TrainingOptions
            {
                Name = name,
                Hidden = [.. root.Sections("hidden").Select(ReadLayer)],
                HasNegativeTargets = output != Activation.Relu,
                Anomaly = anomaly,
                Unfamiliar = RecipeUnfamiliar.Read(root),
                Update = RecipeUpdate.Read(root, classes, anomaly is not null),
                Readings = ReadReadings(root),
                Missing = root.Has("missing") ? root.Choice<MissingCells>("missing") : MissingCells.None,
                Inputs = root.Choice<InputScaling>("inputs"),
                Training = RecipeTraining.Read(root.Section("training"), seed),
                Quantization = RecipeQuantization.Read(root.File, root.Section("quantization")),
                DevShare = devData is null ? split.Number("dev") : 0,
                TestShare = testData is null ? split.Number("test") : 0,
                Threshold = RecipeThreshold.ReadNumber(root.File, root, output),
                ThresholdRule = RecipeThreshold.ReadRule(root),
                AdviceOff = root.Choices<AdviceKind>("adviceOff"),
            },
            Folder = folder,
            Data = data,
            DevData = devData,
            TestData = testData,
            Group = RecipeParts.ReadGroup(root, images),
            Images = images,
            Stream = stream,
            Labels = labels,
            Classes = classes,
        };
        split.RejectUnknownKeys();
        recipe = RecipeColumns.Read(root.File, root, recipe);
        root.Section("tune"); // the ranges of a search; training ignores them
        root.TextOrNull("$schema"); // for editors
        root.RejectUnknownKeys();
        if (images is not null)
        {
            RecipeImages.CheckReadings(root.File, recipe.Options.Readings);
        }

        CheckData(root.File, recipe);
        RecipeParts.Check(root.File, recipe);
        if (recipe.Options.DevShare + recipe.Options.TestShare >= 1)
        {
            throw new RecipeException($"{root.File}: 'split.dev' and 'split.test' leave nothing for training; together they must be below 1.");
        }

        if (stream is not null)
        {
            RecipeStream.Check(root.File, recipe, stream);
        }

        RecipeTraining.Check(root.File, recipe);
        if (recipe.Layers.Count > ModelFormat.MaxLayers)
        {
            throw new RecipeException($"{root.File}: 'hidden' has {recipe.Options.Hidden.Count} layers; {ModelFormat.MaxLayers - 1} are possible.");
        }

        RecipeSize.Check(root.File, recipe.Layers, stream?.Features.Count ?? images?.InputCount);
        return recipe;
    }

    private static string ReadName(RecipeSection root)
    {
        string name = root.Value("name").GetString()!; // as it is written, with nothing that form C of Unicode would change
        return Regex.Match(name, RootKeys.NamePattern).Length == name.Length
            ? name
            : throw new RecipeException(
                $"{root.File}: 'name' must be 1 to {ModelFormat.MaxNameLength} letters, digits, - and _, because files bear it; it is \"{name}\".");
    }

    // Training would overwrite its own data.
    private static void CheckData(string file, Recipe recipe)
    {
        if (recipe.Data.Contains('\0', StringComparison.Ordinal))
        {
            throw new RecipeException($"{file}: 'data' has a character that no file's name has; correct it.");
        }

        string data = Path.GetFullPath(recipe.DataPath);
        if (data == recipe.ModelPath || data == recipe.HistoryPath)
        {
            throw new RecipeException($"{file}: 'data' is {recipe.Data}, and training writes a file of that name; rename the data, or change 'name'.");
        }
    }

    private static (int Lowest, int Highest)? ReadReadings(RecipeSection root)
    {
        if (!root.Has("readings"))
        {
            return null;
        }

        RecipeSection section = root.Section("readings");
        int lowest = section.Integer("lowest");
        int highest = section.Integer("highest");
        section.RejectUnknownKeys();
        return lowest < highest
            ? (lowest, highest)
            : throw new RecipeException($"{root.File}: 'readings.lowest' is {lowest} and 'readings.highest' is {highest}; the lowest must be below the highest.");
    }

    private static LayerShape ReadLayer(RecipeSection layer)
    {
        int units = layer.Integer("units");
        HiddenActivation activation = layer.Choice<HiddenActivation>("activation");
        bool learnsSlope = activation == HiddenActivation.Prelu;
        double slope = layer.NumberOrNull("slope") ?? (learnsSlope ? LayerShape.DefaultFirstSlope : LayerShape.DefaultLeakySlope);
        var shape = new LayerShape(units, ActivationOf(activation), slope)
        {
            LearnsSlope = learnsSlope,
            Dropout = layer.Number("dropout"),
            BatchNormalization = layer.Flag("batchNormalization"),
        };
        layer.RejectUnknownKeys();
        return shape;
    }

    private static Activation ActivationOf(HiddenActivation activation) => activation switch
    {
        HiddenActivation.Linear => Activation.Linear,
        HiddenActivation.LeakyRelu or HiddenActivation.Prelu => Activation.LeakyRelu,
        HiddenActivation.Tanh => Activation.Tanh,
        HiddenActivation.Sigmoid => Activation.Sigmoid,
        _ => Activation.Relu,
    };
}
