using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Says in one line each what in a recipe's data will spoil a model, and what a trained model does not do.</summary>
internal static class DataAdvice
{
    /// <summary>Looks at the data once, before training.</summary>
    /// <param name="recipe">The recipe; what it turns off is not said.</param>
    /// <param name="examples">All its examples, in the order of the file.</param>
    /// <param name="parts">Its parts; null where folds are made of the data.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Of(Recipe recipe, RecipeExamples examples, ExampleParts? parts)
    {
        Dataset data = examples.Data;
        var passedOver = new HashSet<int>();
        var findings = new List<Finding>();
        if (recipe.Images is null && recipe.Stream is null)
        {
            foreach ((int feature, Finding finding) in RowNumbers.In(data))
            {
                passedOver.Add(feature);
                findings.Add(finding);
            }

            (int Lowest, int Highest)? declared = recipe.Readings is { } range ? (range.Lowest, range.Highest) : null;
            findings.InsertRange(0, FarColumns.In(data));
            findings.AddRange(FarColumns.InTargets(data));
            findings.AddRange(RangeEnds.InColumns(data, declared));
            findings.AddRange(declared is { } ends ? StreamReadings.OfDeclared(data, ends.Lowest, ends.Highest) : []);
            findings.AddRange(SameColumns.In(data));
            findings.AddRange(SameColumns.OfLabel(data));
        }

        if (recipe.Stream is { } stream)
        {
            Recording[] recordings = [.. StreamReadings.RecordingsOf(data), .. Others(examples).SelectMany(StreamReadings.RecordingsOf)];
            findings.AddRange(FarColumns.In(data));
            findings.AddRange(StreamReadings.OfCounts(stream.Channels, recordings));
            findings.AddRange(RangeEnds.InChannels(stream.Channels, recordings));
            findings.AddRange(StreamReadings.OfClock(recordings));
            findings.AddRange(StreamReadings.OfGaps(data, stream.Window, stream.Stride));
        }

        // Of readings with a handful of counts, windows are alike by that.
        bool mayBeCopied = !findings.Any(finding => finding.Kind == AdviceKind.FewCounts) && !StreamReadings.AreCoarse(StreamReadings.RecordingsOf(data));
        findings.AddRange(parts is null ? CopiedRows.In(data, passedOver) : OfParts(recipe, parts, passedOver));
        return [.. Lines(recipe, findings.Where(finding => mayBeCopied || finding.Kind != AdviceKind.CopiedRows)), .. OfOtherFiles(recipe, examples)];
    }

    /// <summary>Looks at what a trained model says.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">The parts of its examples.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> OfModel(TrainedModel model, ExampleParts parts)
    {
        (string Name, ConfusionTable? Table)[] tables =
        [
            .. ((IEnumerable<(string, Dataset?)>)[("train", parts.Train), ("dev", parts.Dev), ("test", parts.Test)])
                .Where(part => part.Item2 is { Count: > 0 })
                .Select(part => (part.Item1, model.ScoreDevice(part.Item2!).Confusion)),
        ];
        (string Name, ConfusionTable? Table)[] judging = tables.Length > 1 ? tables[1..] : tables;
        return Lines(model.Recipe, judging.Any(part => part.Table is null) ? [] : RareClasses.NeverSaid(
            parts.Train.ClassNames, [.. judging.Select(part => part.Table!)], string.Join(" and ", judging.Select(part => part.Name))));
    }

    /// <summary>Looks at what the models of a cross-validation say together.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="scores">The folds.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> OfFolds(Recipe recipe, IReadOnlyList<string> classes, IReadOnlyList<FoldScore> scores) => Lines(
        recipe,
        scores.Any(score => score.DeviceScore.Confusion is null) ? [] : RareClasses.NeverSaid(classes, [.. scores.Select(score => score.DeviceScore.Confusion!)], "the test parts"));

    /// <summary>The same examples, with the values that are no readings found, but for kinds that the recipe turns off: these count as honest.</summary>
    internal static Dataset WithFarValues(Recipe recipe, Dataset examples) => recipe.Images is not null
        ? examples
        : examples.WithFarValues(values => !recipe.AdviceOff.Contains(FarColumns.KindOf(values)));

    private static IEnumerable<Finding> OfParts(Recipe recipe, ExampleParts parts, HashSet<int> passedOver)
    {
        foreach ((string name, Dataset? part, bool isJudge) in (IEnumerable<(string, Dataset?, bool)>)[("test", parts.Test, true), ("dev", parts.Dev, recipe.NeedsDevSet || parts.Test is null)])
        {
            foreach (Finding finding in part is { Count: > 0 } ? CopiedRows.In(parts.Train, part, name, passedOver).Concat(isJudge ? RareClasses.In(part, name) : []) : [])
            {
                yield return finding;
            }
        }
    }

    // Values far from all others in the files that a recipe names for dev and test.
    private static IEnumerable<string> OfOtherFiles(Recipe recipe, RecipeExamples examples) =>
        ((IEnumerable<(string? File, Dataset? Part)>)[(recipe.DevData, examples.Dev), (recipe.TestData, examples.Test)])
            .Where(other => other.Part is not null)
            .SelectMany(other => Lines(recipe, FarColumns.In(WithFarValues(recipe, other.Part!), isTrained: false), other.File));

    private static IEnumerable<Dataset> Others(RecipeExamples examples) => ((IEnumerable<Dataset?>)[examples.Dev, examples.Test]).OfType<Dataset>();

    private static string[] Lines(Recipe recipe, IEnumerable<Finding> findings, string? file = null) =>
        [.. Finding.Lines(findings.Where(finding => !recipe.AdviceOff.Contains(finding.Kind)), file ?? recipe.Data, recipe.Stream is not null)];
}

/// <summary>Says which parts cannot judge a model, and why: they are empty, or lack a class.</summary>
internal static class PartWarnings
{
    /// <summary>Looks at the parts that a recipe was trained and tested on.</summary>
    /// <param name="recipe">The recipe; a part that it does not ask for is not missed.</param>
    /// <param name="parts">The parts.</param>
    /// <returns>A line for each fault.</returns>
    public static IEnumerable<string> Of(Recipe recipe, ExampleParts parts)
    {
        string more = parts.Train.Groups is null ? "add examples" : recipe.Stream?.SplitBy == WindowGroups.Recording ? "add recordings" : "add groups";
        if (parts.Dev is not { Count: > 0 } && recipe.HasDevPart)
        {
            yield return $"{recipe.Data}: no example is left for the dev part, so nothing shows whether training overfits; {more}, raise 'split.dev', or name a file with 'dev'.";
        }

        if (parts.Test is not { Count: > 0 } && (recipe.TestShare > 0 || recipe.TestData is not null))
        {
            yield return $"{recipe.Data}: no example is left for the test part, so nothing shows how good the model is on new ones; {more}, raise 'split.test', or name a file with 'test'.";
        }

        foreach ((string name, Dataset? part) in (IEnumerable<(string, Dataset?)>)[("dev", parts.Dev), ("test", parts.Test)])
        {
            foreach (string warning in part is { Count: > 0 } ? OfClasses(recipe, name, part) : [])
            {
                yield return warning;
            }
        }

        foreach (string warning in OfGroups(recipe, parts))
        {
            yield return warning;
        }
    }

    private static IEnumerable<string> OfClasses(Recipe recipe, string name, Dataset part)
    {
        string[] missing = [.. part.ClassNames.Where((_, number) => part.CountOf(number) == 0)];
        if (missing.Length > 0)
        {
            string scores = part.Task == LearningTask.Binary ? "F1 or AUC" : "macro F1";
            yield return $"{recipe.Data}: no example of {NameList.Of([.. missing.Select(each => $"'{each}'")])} in the {name} part: its accuracy cannot tell whether the model finds "
                + $"{(missing.Length == 1 ? "that class" : "these classes")}, and it has no {scores}.";
        }
    }

    // Only of files of the user's own: what is split keeps groups together.
    private static IEnumerable<string> OfGroups(Recipe recipe, ExampleParts parts)
    {
        bool isByName = recipe.Stream?.SplitBy is not (WindowGroups.Recording or WindowGroups.Windows);
        foreach ((string name, Dataset? part, bool isFile) in (IEnumerable<(string, Dataset?, bool)>)[("dev", parts.Dev, recipe.DevData is not null), ("test", parts.Test, recipe.TestData is not null)])
        {
            string[] both = isFile && isByName && part is not null ? [.. NamesIn(parts.Train).Intersect(NamesIn(part)).Order(StringComparer.Ordinal)] : [];
            if (both.Length > 0)
            {
                yield return $"{recipe.Data}: the training and the {name} part share {NameList.Count(both.Length, "group")}, {NameList.Of(both)}: the {name} part does not tell how good the model is on new groups.";
            }
        }
    }

    private static IEnumerable<string> NamesIn(Dataset part) =>
        part.Groups is null || part.GroupNames.Count == 0 ? [] : part.Groups.Distinct().Select(number => part.GroupNames[number]);
}
