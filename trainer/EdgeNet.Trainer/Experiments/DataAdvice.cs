using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Warns in one line each of faults in the data that will spoil a model, and of faults of a trained model.</summary>
internal static class DataAdvice
{
    /// <summary>Looks at the data once, before training.</summary>
    /// <param name="options">The options of the model; kinds that they turn off are not reported.</param>
    /// <param name="given">All examples, in the order of the file.</param>
    /// <param name="parts">Their parts; null where folds are made of the data.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Of(TrainingOptions options, GivenExamples given, ExampleParts? parts)
    {
        MissingFills? fills = options.Missing == MissingCells.None ? null : parts?.Train.Origin.Fills ?? MissingFills.Of(given.Data, options.Missing);
        given = given.Filled(fills);
        Dataset data = given.Data;
        var passedOver = new HashSet<int>();
        var findings = new List<Finding>();
        if (data.Origin is { Images: null, Stream: null })
        {
            foreach ((int feature, Finding finding) in RowNumbers.In(data))
            {
                passedOver.Add(feature);
                findings.Add(finding);
            }

            (int Lowest, int Highest)? declared = options.Readings is { } range ? (range.Lowest, range.Highest) : null;
            findings.InsertRange(0, FarColumns.In(data));
            findings.AddRange(options.IsJudgedByFloat ? [] : FarColumns.InTargets(data));
            findings.AddRange(RangeEnds.InColumns(data, declared));
            findings.AddRange(declared is { } ends ? StreamReadings.OfDeclared(data, ends.Lowest, ends.Highest) : []);
            findings.AddRange(SameColumns.In(data));
            findings.AddRange(SameColumns.OfLabel(data));
        }

        if (data.Origin.Stream is { } stream)
        {
            Recording[] recordings = [.. StreamReadings.RecordingsOf(data), .. Others(given).SelectMany(StreamReadings.RecordingsOf)];
            findings.AddRange(FarColumns.In(data));
            findings.AddRange(options.IsJudgedByFloat ? [] : FarColumns.InTargets(data));
            findings.AddRange(StreamReadings.OfCounts(stream.Channels, recordings));
            findings.AddRange(RangeEnds.InChannels(stream.Channels, recordings));
            findings.AddRange(StreamReadings.OfClock(recordings));
            findings.AddRange(StreamReadings.OfGaps(data, stream.Window, stream.Stride));
        }

        // With only a handful of counts, windows are equal for that reason.
        bool mayBeCopied = !findings.Any(finding => finding.Kind == AdviceKind.FewCounts) && !StreamReadings.AreCoarse(StreamReadings.RecordingsOf(data));
        findings.AddRange(parts is null ? CopiedRows.In(data, passedOver) : OfParts(options, parts, passedOver));
        return [.. fills?.Warnings(data.FeatureNames, data.Source) ?? [], .. Lines(options, data, findings.Where(finding => mayBeCopied || finding.Kind != AdviceKind.CopiedRows)), .. OfOtherFiles(options, given)];
    }

    /// <summary>Checks the decisions of a trained model.</summary>
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
        return Lines(model.Options, parts.Train, judging.Any(part => part.Table is null) ? [] : RareClasses.NeverSaid(
            parts.Train.ClassNames, [.. judging.Select(part => part.Table!)], string.Join(" and ", judging.Select(part => part.Name))));
    }

    /// <summary>Checks the decisions of all models of a cross-validation together.</summary>
    /// <param name="options">How they were made.</param>
    /// <param name="data">The examples.</param>
    /// <param name="scores">The folds.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> OfFolds(TrainingOptions options, Dataset data, IReadOnlyList<FoldScore> scores) => Lines(
        options,
        data,
        scores.Any(score => score.DeviceScore.Confusion is null) ? [] : RareClasses.NeverSaid(data.ClassNames, [.. scores.Select(score => score.DeviceScore.Confusion!)], "the test parts"));

    /// <summary>The same examples, with values that are no readings marked; kinds that the options turn off count as readings.</summary>
    internal static Dataset WithFarValues(TrainingOptions options, Dataset examples) => examples.Origin.Images is not null
        ? examples
        : examples.WithFarValues(values => !options.AdviceOff.Contains(FarColumns.KindOf(values)));

    private static IEnumerable<Finding> OfParts(TrainingOptions options, ExampleParts parts, HashSet<int> passedOver)
    {
        foreach ((string name, Dataset? part, bool isJudge) in (IEnumerable<(string, Dataset?, bool)>)[("test", parts.Test, true), ("dev", parts.Dev, options.NeedsDevSet || parts.Test is null)])
        {
            foreach (Finding finding in part is { Count: > 0 } ? CopiedRows.In(parts.Train, part, name, passedOver).Concat(isJudge ? RareClasses.In(part, name) : []) : [])
            {
                yield return finding;
            }
        }
    }

    // Values far from all others in the files that are given for dev and test.
    private static IEnumerable<string> OfOtherFiles(TrainingOptions options, GivenExamples given) =>
        Others(given).SelectMany(other => Lines(options, other, FarColumns.In(WithFarValues(options, other), isTrained: false)));

    private static IEnumerable<Dataset> Others(GivenExamples given) => ((IEnumerable<Dataset?>)[given.Dev, given.Test]).OfType<Dataset>();

    private static string[] Lines(TrainingOptions options, Dataset data, IEnumerable<Finding> findings) =>
        [.. Finding.Lines(findings.Where(finding => !options.AdviceOff.Contains(finding.Kind)), data.Source, data.Origin.Stream is not null)];
}

/// <summary>Says which parts cannot judge a model, and why: they are empty, or lack a class.</summary>
internal static class PartWarnings
{
    /// <summary>Looks at the parts that a model was trained and tested on.</summary>
    /// <param name="options">The options of the model; a part that they do not ask for is not missed.</param>
    /// <param name="given">All examples.</param>
    /// <param name="parts">Their parts.</param>
    /// <returns>A line for each fault.</returns>
    public static IEnumerable<string> Of(TrainingOptions options, GivenExamples given, ExampleParts parts)
    {
        string source = given.Data.Source;
        string more = parts.Train.Groups is null ? "add examples" : given.Data.Origin.Stream?.SplitBy == WindowGroups.Recording ? "add recordings" : "add groups";
        if (options.IsImported)
        {
            yield break; // nothing is trained
        }

        if (parts.Dev is not { Count: > 0 } && (options.DevShare > 0 || given.Dev is not null))
        {
            yield return $"{source}: no example is left for the dev part, so nothing shows whether training overfits; {more}, raise 'split.dev', or name a file with 'dev'.";
        }

        if (parts.Test is not { Count: > 0 } && (options.TestShare > 0 || given.Test is not null))
        {
            yield return $"{source}: no example is left for the test part, so nothing shows how good the model is on new ones; {more}, raise 'split.test', or name a file with 'test'.";
        }

        foreach ((string name, Dataset? part) in (IEnumerable<(string, Dataset?)>)[("dev", parts.Dev), ("test", parts.Test)])
        {
            foreach (string warning in part is { Count: > 0 } && !options.IsJudgedByFloat ? OfClasses(source, name, part) : [])
            {
                yield return warning;
            }
        }

        foreach (string warning in OfGroups(given, parts))
        {
            yield return warning;
        }
    }

    private static IEnumerable<string> OfClasses(string source, string name, Dataset part)
    {
        string[] missing = [.. part.ClassNames.Where((_, number) => part.CountOf(number) == 0)];
        if (missing.Length > 0)
        {
            string scores = part.Task == LearningTask.Binary ? "F1 or AUC" : "macro F1";
            yield return $"{source}: no example of {NameList.Of([.. missing.Select(each => $"'{each}'")])} in the {name} part: its accuracy cannot tell whether the model finds "
                + $"{(missing.Length == 1 ? "that class" : "these classes")}, and it has no {scores}.";
        }
    }

    // Only for files given by the user: a split keeps groups together.
    private static IEnumerable<string> OfGroups(GivenExamples given, ExampleParts parts)
    {
        bool isByName = given.Data.Origin.Stream?.SplitBy is not (WindowGroups.Recording or WindowGroups.Windows);
        foreach ((string name, Dataset? part, bool isFile) in (IEnumerable<(string, Dataset?, bool)>)[("dev", parts.Dev, given.Dev is not null), ("test", parts.Test, given.Test is not null)])
        {
            string[] both = isFile && isByName && part is not null ? [.. NamesIn(parts.Train).Intersect(NamesIn(part)).Order(StringComparer.Ordinal)] : [];
            if (both.Length > 0)
            {
                yield return $"{given.Data.Source}: the training and the {name} part share {NameList.Count(both.Length, "group")}, {NameList.Of(both)}: the {name} part does not tell how good the model is on new groups.";
            }
        }
    }

    private static IEnumerable<string> NamesIn(Dataset part) =>
        part.Groups is null || part.GroupNames.Count == 0 ? [] : part.Groups.Distinct().Select(number => part.GroupNames[number]);
}
