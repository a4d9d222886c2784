using EdgeNet.Interchange;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Trainer;

/// <content>Autoencoders that were trained elsewhere.</content>
public sealed partial class Experiment
{
    /// <summary>Makes an anomaly model of an autoencoder that another framework trained: its threshold is chosen on normal examples, and its integers are compared with float.</summary>
    /// <remarks>The network gives its inputs again, by a linear last layer. The error is the mean of the squared differences, in the units of the inputs.</remarks>
    /// <param name="path">The <c>.onnx</c>, <c>.keras</c> or <c>.h5</c> file.</param>
    /// <param name="data">Examples such as the device will see; <see cref="AnomalyOptions.Normal"/> says which are normal, and the others only judge.</param>
    /// <param name="options">Name, shares, seed, false alarms and bits; null for the defaults. The kind is that of the file.</param>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="InputException">The file cannot be read, its outputs are not its inputs, or there are too few normal examples; the message says what to do.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or does not suit the data; the message says which.</exception>
    public static TrainedAnomaly ImportAnomaly(string path, Dataset data, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        ImportedNetwork file = NetworkFile.Read(path, data.FeatureNames.Count);
        ImportedData.CheckInputs(file, path, data.FeatureNames, data.Source, isGivenOrder: true);
        return OfAutoencoder(file, path, data, options ?? new TrainingOptions { Name = NameOf(path, file) }).TrainAnomaly();
    }

    /// <summary>The same of rows that are all normal.</summary>
    /// <param name="path">The <c>.onnx</c>, <c>.keras</c> or <c>.h5</c> file.</param>
    /// <param name="rows">m rows of n[0] finite values, such as the device will see.</param>
    /// <param name="options">As in <see cref="ImportAnomaly(string, Dataset, TrainingOptions?)"/>.</param>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="InputException">As in <see cref="ImportAnomaly(string, Dataset, TrainingOptions?)"/>.</exception>
    /// <exception cref="ArgumentException">As in <see cref="ImportAnomaly(string, Dataset, TrainingOptions?)"/>.</exception>
    public static TrainedAnomaly ImportAnomaly(string path, IReadOnlyList<float[]> rows, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(rows);
        Matrix<float> features = Dataset.FeaturesOf(rows);
        string[] names = [.. Enumerable.Range(1, features.Rows).Select(number => FormattableString.Invariant($"x{number}"))];
        return ImportAnomaly(path, AllNormal(features, names), options);
    }

    /// <summary>Examples of which all are normal.</summary>
    internal static Dataset AllNormal(Matrix<float> features, IReadOnlyList<string> names) =>
        new(features, Dataset.LabelsOf(new int[features.Columns], AnomalyOptions.Classes.Count), names, AnomalyOptions.Classes);

    /// <summary>Compares an imported autoencoder with what the original framework gives for the rows of the data.</summary>
    /// <param name="path">As in <see cref="CompareOutputs(FloatModel, string)"/>.</param>
    /// <exception cref="InputException">They cannot be compared, or differ.</exception>
    internal double CompareOutputs(string path)
    {
        Matrix<float> outputs = Network!.Quantities(Data.Features);
        return ImportedOutputs.Compare(path, ImportedOutputs.Of(Network, new Matrix<double>(outputs.Rows, outputs.Columns, [.. outputs.Values.ToArray().Select(value => (double)value)]))!);
    }

    private static Experiment OfAutoencoder(ImportedNetwork file, string path, Dataset data, TrainingOptions options)
    {
        RefusePruning(options, isCarried: false, path);
        ImportedModel network = ImportedReconstruction.Match(file, path);
        options = options with { Anomaly = (options.Anomaly ?? new AnomalyOptions()) with { Kind = AnomalyKind.Autoencoder }, Hidden = [.. network.Shapes.SkipLast(1)] };
        return new Experiment(new Experiment(data, options), network, isTrained: true) { NetworkPath = path };
    }
}
