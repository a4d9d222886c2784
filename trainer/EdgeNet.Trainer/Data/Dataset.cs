namespace EdgeNet.Trainer.Data;

/// <summary>Examples with two classes.</summary>
public sealed class Dataset
{
    /// <summary>Makes a data set.</summary>
    /// <param name="features">X, shape (n[0], m): raw values, an example a column.</param>
    /// <param name="labels">Y, shape (1, m): 1 for the positive class, 0 for the other.</param>
    /// <param name="featureNames">n[0] names.</param>
    /// <param name="classNames">The negative class, the positive class.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public Dataset(Matrix<float> features, Matrix<float> labels, IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(classNames);
        if (labels.Rows != 1 || labels.Columns != features.Columns)
        {
            throw new ShapeException($"Labels for {features} features have shape (1, {features.Columns}); they have {labels}.");
        }

        if (featureNames.Count != features.Rows || classNames.Count != 2)
        {
            throw new ShapeException($"{features} features need {features.Rows} names and 2 classes; there are {featureNames.Count} and {classNames.Count}.");
        }

        Features = features;
        Labels = labels;
        FeatureNames = featureNames;
        ClassNames = classNames;
    }

    /// <summary>X, shape (n[0], m): raw values, an example a column.</summary>
    public Matrix<float> Features { get; }

    /// <summary>Y, shape (1, m): 1 for the positive class, 0 for the other.</summary>
    public Matrix<float> Labels { get; }

    /// <summary>n[0] names.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The negative class, the positive class.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>m.</summary>
    public int Count => Features.Columns;

    /// <summary>The examples of the positive class.</summary>
    public int PositiveCount => Labels.Values.Count(1f);

    /// <summary>Picks examples.</summary>
    /// <param name="examples">Their numbers, in the order wanted.</param>
    /// <returns>A copy of them.</returns>
    public Dataset Select(ReadOnlySpan<int> examples)
    {
        var features = new Matrix<float>(0, 0);
        var labels = new Matrix<float>(0, 0);
        Features.GatherColumns(examples, features);
        Labels.GatherColumns(examples, labels);
        return new Dataset(features, labels, FeatureNames, ClassNames);
    }

    /// <summary>Copies the raw features of one example out.</summary>
    /// <param name="example">0 to m - 1.</param>
    /// <param name="destination">n[0] numbers, written.</param>
    public void CopyExample(int example, Span<float> destination)
    {
        ReadOnlySpan<float> values = Features.Values;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = values[(i * Count) + example];
        }
    }
}
