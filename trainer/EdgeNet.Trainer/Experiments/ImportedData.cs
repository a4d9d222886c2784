using System.Globalization;
using EdgeNet.Interchange;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Brings an imported network and the data together: inputs and classes by name, and answers of the network where there are no labels.</summary>
internal static class ImportedData
{
    /// <summary>Says what the data has to have.</summary>
    /// <param name="file">The network.</param>
    /// <returns>The task where there is no label; numbers are quantities.</returns>
    public static LearningTask TaskOf(ImportedNetwork file) => file.Output == ImportedOutput.Numbers ? LearningTask.Regression
        : file.Layers[^1].Count <= 2 ? LearningTask.Binary
        : LearningTask.MultiClass;

    /// <summary>The classes that the network tells apart; 0 where it gives quantities.</summary>
    public static int ClassesOf(ImportedNetwork file) => file.Output == ImportedOutput.Numbers ? 0 : Math.Max(2, file.Layers[^1].Count);

    /// <summary>The names that the file has for its inputs; null where it has none.</summary>
    public static IReadOnlyList<string>? InputNamesOf(ImportedNetwork file) => Names(file, "edgenet.inputs") is { } names && names.Count == file.Inputs.Count ? names : file.InputNames;

    /// <summary>The names that the file has for its classes or quantities; null where it has none, or another number.</summary>
    public static IReadOnlyList<string>? LabelsOf(ImportedNetwork file)
    {
        IReadOnlyList<string>? names = Names(file, "edgenet.labels") ?? file.Labels;
        int count = file.Output == ImportedOutput.Numbers ? file.Layers[^1].Count : ClassesOf(file);
        return names?.Count == count && names.All(name => name.Length is > 0 and <= ModelFormat.MaxNameLength) && names.Distinct().Count() == count ? names : null;
    }

    /// <summary>Checks that the columns of the data are the inputs of the file, in their order.</summary>
    /// <exception cref="InputException">There is another number of them, or one has another name.</exception>
    public static void CheckInputs(ImportedNetwork file, string place, IReadOnlyList<string> features, string source, bool isGivenOrder)
    {
        int inputs = file.Inputs.Count;
        if (features.Count != inputs)
        {
            throw new InputException($"{place}: takes {NameList.Count(inputs, "input")}, and {source} has {NameList.Count(features.Count, "column")} for them: {NameList.Of(features)}. {(features.Count < inputs ? "Add the columns that are missing." : "Leave out what is no input, with --ignore or in the recipe, and name the label.")}");
        }

        bool isShuffled = InputNamesOf(file) is { } known && !known.SequenceEqual(features) && known.ToHashSet().SetEquals(features);
        if ((!isGivenOrder || isShuffled) && InputNamesOf(file) is { } names && !names.SequenceEqual(features))
        {
            int first = names.Zip(features).TakeWhile(pair => pair.First == pair.Second).Count();
            throw new InputException($"{place}: takes '{NameList.Shorten(names[first])}' as input {first + 1}, and {source} has '{NameList.Shorten(features[first])}' there; rename the columns, or name them in the order of the inputs with --feature.");
        }
    }

    /// <summary>Makes a model whose outputs are in the order of the data.</summary>
    /// <param name="file">The network.</param>
    /// <param name="place">The file, for messages.</param>
    /// <param name="data">The examples with their classes or targets.</param>
    /// <param name="isNamed">Whether the user named the classes, in the order of the outputs where they are other names than those of the file.</param>
    /// <exception cref="InputException">The network gives something else than the data has.</exception>
    public static ImportedModel Match(ImportedNetwork file, string place, Dataset data, bool isNamed)
    {
        file = data.Origin.Images is { } images ? Planar(file, place, images) : file;
        var model = ImportedModel.Of(file, data.Task, data.OutputNames.Count, place);
        if (LabelsOf(file) is not { } labels || labels.SequenceEqual(data.OutputNames))
        {
            return model;
        }

        int[] order = [.. data.OutputNames.Select(name => Enumerable.Range(0, labels.Count).FirstOrDefault(k => labels[k] == name, -1))];
        return !order.Contains(-1) ? model.InOrder(order)
            : data.Task == LearningTask.Regression || (isNamed && order.All(k => k == -1)) ? model
            : throw new InputException($"{place}: names the classes {NameList.Of(labels)}, and the data has {NameList.Of(data.OutputNames)}; name those of the data in the order of the network's outputs with --classes.");
    }

    // Pixels are unrolled channel by channel, as PyTorch has them; Keras has the channels of a pixel side by side.
    private static ImportedNetwork Planar(ImportedNetwork file, string place, ImageShape images)
    {
        (int height, int width, int channels) = (images.Height, images.Width, images.Channels);
        if (file.Inputs.Shape is not { Length: 3 } shape || shape.SequenceEqual([channels, height, width]))
        {
            return file;
        }

        return !shape.SequenceEqual([height, width, channels])
            ? throw new InputException($"{place}: takes images of {string.Join(" × ", shape)}, and those of the recipe are {height} × {width} with {NameList.Count(channels, "channel")}; change 'images' in the recipe.")
            : file.InOrder([.. Enumerable.Range(0, images.InputCount).Select(k => (k % (height * width) * channels) + (k / (height * width)))]);
    }

    /// <summary>Labels examples by the answers of the network itself.</summary>
    /// <param name="file">The network.</param>
    /// <param name="place">The file, for messages.</param>
    /// <param name="features">Raw features, shape (n[0], m).</param>
    /// <param name="names">n[0] names.</param>
    /// <param name="classes">The classes, in the order of the outputs; null for those of the file.</param>
    /// <param name="threshold">Two classes: the probability from which on the second is decided; null for that of the file.</param>
    public static Dataset Label(ImportedNetwork file, string place, Matrix<float> features, IReadOnlyList<string> names, IReadOnlyList<string>? classes, double? threshold = null)
    {
        IReadOnlyList<string>? labels = classes ?? LabelsOf(file);
        if (classes is null && TaskOf(file) == LearningTask.Regression)
        {
            int count = file.Layers[^1].Count;
            var quantities = ImportedModel.Of(file, LearningTask.Regression, count, place);
            Matrix<float> answers = quantities.Quantities(features);
            int broken = Enumerable.Range(0, answers.Columns).FirstOrDefault(e => Enumerable.Range(0, answers.Rows).Any(j => !float.IsFinite(answers[j, e])), -1);
            if (broken >= 0)
            {
                throw new InputException($"{place}: gives no finite number for row {broken + 1} of the data; check the values and their unit.");
            }

            return Dataset.ForRegression(features, answers, names, labels ?? Numbered("y", count, 1));
        }

        labels ??= Numbered("class ", ClassesOf(file), 0);
        var model = ImportedModel.Of(file, labels.Count == 2 ? LearningTask.Binary : LearningTask.MultiClass, labels.Count, place);
        Matrix<float> logits = model.Logits(features);
        int[] order = LabelsOf(file) is { } own && own.ToHashSet().SetEquals(labels) ? [.. own.Select(name => labels.ToList().IndexOf(name))] : [.. Enumerable.Range(0, labels.Count)];
        bool isSwapped = labels.Count == 2 && order[0] == 1;
        double inFile = threshold is not { } wanted ? ThresholdOf(file) : isSwapped ? 1 - wanted : wanted; // of the second class of the file
        int[] decisions = ImportedModel.Decide(logits, Math.Log(inFile / (1 - inFile)));
        return new Dataset(features, Dataset.LabelsOf([.. decisions.Select(output => order[output])], labels.Count), names, labels);
    }

    /// <summary>The probability from which on the second of two classes is decided, as EdgeNet's own files say it; a half in others.</summary>
    public static double ThresholdOf(ImportedNetwork file) =>
        file.Metadata.TryGetValue("edgenet.threshold", out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold) && threshold is > 0 and < 1
            ? threshold
            : new TrainingOptions().Threshold;

    private static string[] Numbered(string name, int count, int first) => [.. Enumerable.Range(first, count).Select(k => name + k.ToString(CultureInfo.InvariantCulture))];

    private static List<string>? Names(ImportedNetwork file, string key)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
        {
            return null;
        }

        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<List<string>>(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
