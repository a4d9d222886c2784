using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer;

/// <summary>Examples with their labels: two classes, several classes, or quantities to be estimated.</summary>
public sealed partial class Dataset
{
    /// <summary>Makes a data set of two or more classes.</summary>
    /// <param name="features">X, shape (n[0], m): raw values, an example a column.</param>
    /// <param name="labels">
    /// Y: for two classes shape (1, m), 1 for the positive class and 0 for the other; for k classes shape (k, m), in every column a 1 in the row
    /// of its class and 0 elsewhere.
    /// </param>
    /// <param name="featureNames">n[0] names.</param>
    /// <param name="classNames">The negative class, the positive class; or k classes, 3 or more.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    internal Dataset(Matrix<float> features, Matrix<float> labels, IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames)
        : this(features, labels, featureNames, classNames, [])
    {
    }

    internal Dataset(
        Matrix<float> features, Matrix<float> labels, IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames, IReadOnlyList<string> targetNames)
    {
        if (targetNames.Count == 0 && classNames.Count < 2)
        {
            throw new ShapeException($"{features} features need 2 classes or more; there are {classNames.Count}.");
        }

        int rows = targetNames.Count > 0 ? targetNames.Count : classNames.Count == 2 ? 1 : classNames.Count;
        if (labels.Rows != rows || labels.Columns != features.Columns)
        {
            throw new ShapeException($"Labels for {features} features have shape ({rows}, {features.Columns}); they have {labels}.");
        }

        if (featureNames.Count != features.Rows)
        {
            throw new ShapeException($"{features} features need {features.Rows} names; there are {featureNames.Count}.");
        }

        Features = features;
        Labels = labels;
        FeatureNames = featureNames;
        ClassNames = classNames;
        TargetNames = targetNames;
    }

    /// <summary>What is to be learned from the examples.</summary>
    internal LearningTask Task => TargetNames.Count > 0 ? LearningTask.Regression : ClassNames.Count == 2 ? LearningTask.Binary : LearningTask.MultiClass;

    /// <summary>X, shape (n[0], m): raw values, an example a column.</summary>
    internal Matrix<float> Features { get; }

    /// <summary>
    /// Y. Binary: shape (1, m), 1 for the positive class, 0 for the other. Several classes: shape (k, m), 1 in the row of the class, 0 elsewhere.
    /// Regression: shape (t, m), targets in the user's units.
    /// </summary>
    internal Matrix<float> Labels { get; }

    /// <summary>n[0] names.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The negative class, the positive class; or k classes; none in regression.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>t names of targets in regression, none otherwise.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>m.</summary>
    public int Count => Features.Columns;

    /// <summary>The source of each example's readings, if the examples are windows of recordings; else null.</summary>
    internal IReadOnlyList<RecordedWindow>? Windows { get; init; }

    /// <summary>The group of each example, which every split keeps on one side; null if each example stands for itself.</summary>
    internal IReadOnlyList<int>? Groups { get; init; }

    /// <summary>The names of the groups by their numbers; none where they have no names.</summary>
    internal IReadOnlyList<string> GroupNames { get; init; } = [];

    /// <summary>The line of the file that each example was read from; null if the examples come from no table.</summary>
    internal IReadOnlyList<int>? Lines { get; init; }

    /// <summary>For an anomaly model the class of each example before all became normal or unusual; else null.</summary>
    internal IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>The origin of the examples; datasets derived from this one share it.</summary>
    internal DatasetOrigin Origin { get; init; } = new();

    /// <summary>The name of the examples in messages, such as the file that they were read from.</summary>
    internal string Source => Origin.Source;

    /// <summary>The classes, or in regression the targets.</summary>
    internal IReadOnlyList<string> OutputNames => Task == LearningTask.Regression ? TargetNames : ClassNames;

    /// <summary>The examples of the positive class, where there are two classes; 0 otherwise.</summary>
    internal int PositiveCount => Task == LearningTask.Binary ? CountOf(1) : 0;

    /// <summary>The values of features that are missing.</summary>
    internal int MissingCount => Features.Values.ToArray().Count(float.IsNaN);

    /// <summary>Makes a data set for regression.</summary>
    /// <param name="features">X, shape (n[0], m): raw values, an example a column.</param>
    /// <param name="targets">Y, shape (t, m): targets in the user's units.</param>
    /// <param name="featureNames">n[0] names.</param>
    /// <param name="targetNames">t names, 1 or more.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    internal static Dataset ForRegression(
        Matrix<float> features, Matrix<float> targets, IReadOnlyList<string> featureNames, IReadOnlyList<string> targetNames)
    {
        return targetNames.Count > 0
            ? new Dataset(features, targets, featureNames, [], targetNames)
            : throw new ShapeException("Regression needs 1 target or more; there are 0.");
    }

    /// <summary>Makes Y of the numbers of the classes.</summary>
    /// <param name="classes">For each of the m examples, from 0.</param>
    /// <param name="count">Classes, 2 or more.</param>
    /// <returns>Shape (1, m) for two classes, else (count, m); see <see cref="Labels"/>.</returns>
    internal static Matrix<float> LabelsOf(IReadOnlyList<int> classes, int count)
    {
        var labels = new Matrix<float>(count == 2 ? 1 : count, classes.Count);
        for (int e = 0; e < classes.Count; e++)
        {
            if (count == 2)
            {
                labels[0, e] = classes[e];
            }
            else
            {
                labels[classes[e], e] = 1;
            }
        }

        return labels;
    }

    /// <summary>The class of an example.</summary>
    /// <param name="example">0 to m - 1.</param>
    /// <returns>From 0, an index of <see cref="ClassNames"/>; -1 in regression.</returns>
    public int ClassOf(int example)
    {
        switch (Task)
        {
            case LearningTask.Binary:
                return Labels[0, example] == 1 ? 1 : 0;
            case LearningTask.MultiClass:
                int number = 0;
                while (Labels[number, example] != 1)
                {
                    number++;
                }

                return number;
            default:
                return -1;
        }
    }

    /// <summary>Counts the examples of a class.</summary>
    /// <param name="number">From 0, an index of <see cref="ClassNames"/>.</param>
    /// <returns>0 to m.</returns>
    public int CountOf(int number) => Enumerable.Range(0, Count).Count(example => ClassOf(example) == number);

    /// <summary>Picks examples.</summary>
    /// <param name="examples">Their numbers, in the order wanted.</param>
    /// <returns>A new data set of these examples.</returns>
    internal Dataset Select(ReadOnlySpan<int> examples)
    {
        var features = new Matrix<float>(0, 0);
        var labels = new Matrix<float>(0, 0);
        Features.GatherColumns(examples, features);
        Labels.GatherColumns(examples, labels);
        return new Dataset(features, labels, FeatureNames, ClassNames, TargetNames)
        {
            Windows = Pick(Windows, examples), Groups = Pick(Groups, examples), GroupNames = GroupNames, Lines = Pick(Lines, examples), Kinds = Pick(Kinds, examples), Origin = Origin,
        };
    }

    /// <summary>Finds values that are no readings.</summary>
    /// <param name="counts">Decides which of the findings count.</param>
    /// <returns>A data set that shares everything else with this one.</returns>
    internal Dataset WithFarValues(Func<FarValues, bool> counts) => WithOrigin(Origin with
    {
        Far = [.. Enumerable.Range(0, Features.Rows).Select(i => FarValues.Of(MissingFills.Known(Features.Row(i))) is { } far && counts(far) ? far : null)],
    });

    /// <summary>For an anomaly model: the same examples in two classes, normal and unusual, with <see cref="Kinds"/>.</summary>
    /// <param name="options">What is normal; null leaves the examples as they are.</param>
    internal Dataset AsNormalAndUnusual(AnomalyOptions? options)
    {
        if (options is null || Kinds is not null)
        {
            return this;
        }

        HashSet<string> normal = [.. options.Normal.Count == 0 ? ClassNames.Take(1) : options.Normal];
        string[] kinds = [.. Enumerable.Range(0, Count).Select(e => ClassNames[ClassOf(e)])];
        return new Dataset(Features, LabelsOf([.. kinds.Select(kind => normal.Contains(kind) ? 0 : 1)], 2), FeatureNames, AnomalyOptions.Classes)
        {
            Windows = Windows, Groups = Groups, GroupNames = GroupNames, Lines = Lines, Kinds = kinds, Origin = Origin,
        };
    }

    /// <summary>Takes the examples of all classes but one.</summary>
    /// <param name="left">The number of the class that is left out, of three or more.</param>
    internal Dataset Without(int left)
    {
        Dataset kept = Select([.. Enumerable.Range(0, Count).Where(e => ClassOf(e) != left)]);
        int[] numbers = [.. Enumerable.Range(0, kept.Count).Select(kept.ClassOf).Select(number => number > left ? number - 1 : number)];
        return new Dataset(kept.Features, LabelsOf(numbers, ClassNames.Count - 1), FeatureNames, [.. ClassNames.Where((_, number) => number != left)])
        {
            Windows = kept.Windows, Groups = kept.Groups, GroupNames = GroupNames, Lines = kept.Lines, Origin = Origin,
        };
    }

    /// <summary>Sets the origin of the examples.</summary>
    /// <returns>A dataset that shares everything else with this one.</returns>
    internal Dataset WithOrigin(DatasetOrigin origin) => WithFeatures(Features, origin);

    /// <summary>Sets other features of the same examples.</summary>
    internal Dataset WithFeatures(Matrix<float> features, DatasetOrigin origin) => new(features, Labels, FeatureNames, ClassNames, TargetNames)
    {
        Windows = Windows, Groups = Groups, GroupNames = GroupNames, Lines = Lines, Kinds = Kinds, Origin = origin,
    };

    /// <summary>Puts the same examples into other groups.</summary>
    /// <param name="groups">For each example the number of its group; null where each stands for itself.</param>
    /// <param name="names">The names of the groups by their numbers, or null.</param>
    /// <returns>A data set that shares everything else with this one.</returns>
    /// <exception cref="ShapeException">There is not a group for each example.</exception>
    internal Dataset WithGroups(IReadOnlyList<int>? groups, IReadOnlyList<string>? names = null) => groups is null || groups.Count == Count
        ? new Dataset(Features, Labels, FeatureNames, ClassNames, TargetNames) { Windows = Windows, Groups = groups, GroupNames = names ?? [], Lines = Lines, Kinds = Kinds, Origin = Origin }
        : throw new ShapeException($"{Count} examples need as many groups; there are {groups.Count}.");

    /// <summary>Copies the raw features of one example out.</summary>
    /// <param name="example">0 to m - 1.</param>
    /// <param name="destination">n[0] numbers, written.</param>
    internal void CopyExample(int example, Span<float> destination)
    {
        ReadOnlySpan<float> values = Features.Values;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = values[(i * Count) + example];
        }
    }

    private static T[]? Pick<T>(IReadOnlyList<T>? values, ReadOnlySpan<int> examples)
    {
        if (values is null)
        {
            return null;
        }

        var picked = new T[examples.Length];
        for (int e = 0; e < picked.Length; e++)
        {
            picked[e] = values[examples[e]];
        }

        return picked;
    }
}

/// <summary>The origin of a dataset's examples.</summary>
internal sealed record DatasetOrigin
{
    /// <summary>The header of the table that the examples were read from; null if they come from no table.</summary>
    public TableHeader? Header { get; init; }

    /// <summary>Their name in messages, such as the file that they were read from.</summary>
    public string Source { get; init; } = "the data";

    /// <summary>The size and colours of an example, if the examples are images.</summary>
    public ImageShape? Images { get; init; }

    /// <summary>How recordings were cut into examples, if they are windows of recordings.</summary>
    public StreamOptions? Stream { get; init; }

    /// <summary>For each feature the values that are no readings, over all examples that were read; null if not determined.</summary>
    public IReadOnlyList<FarValues?>? Far { get; init; }

    /// <summary>What stands for missing values; null where none may be missing, or they are not filled yet.</summary>
    public MissingFills? Fills { get; init; }

    /// <summary>For each feature with different numbers that become equal in single precision: one of them, as it was written.</summary>
    public IReadOnlyDictionary<int, string> Merged { get; init; } = new Dictionary<int, string>();

    /// <summary>What was said when they were read, such as images that were passed over.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
