using EdgeNet.Interchange;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Anomalies;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Experiments;

/// <summary>An imported network that reconstructs its inputs, as an anomaly model: its squared error is in the units of the inputs.</summary>
internal static class ImportedReconstruction
{
    // Of the squared error of an input, as a share of its variance.
    private const double Another = 10;
    private const double NoBetter = 1;

    /// <summary>Takes the network.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">The file, for messages.</param>
    /// <exception cref="InputException">It has another number of outputs than inputs, or gives something else than numbers.</exception>
    public static ImportedModel Match(ImportedNetwork file, string place)
    {
        int inputs = file.Inputs.Count, outputs = file.Layers[^1].Count;
        if (file.Output != ImportedOutput.Numbers || inputs != outputs)
        {
            throw new InputException($"{place}: takes {NameList.Count(inputs, "input")} and gives {(file.Output == ImportedOutput.Numbers ? NameList.Count(outputs, "number") : "classes")}; an anomaly model is imported of an autoencoder, which gives its inputs again. Leave --anomaly or \"task\": \"anomaly\" out for classes and quantities.");
        }

        var model = ImportedModel.Of(file, LearningTask.Regression, outputs, place);
        return model.Shapes[^1].Activation == Activation.Linear
            ? model
            : throw new InputException($"{place}: ends with {ActivationNames.Of(model.Shapes[^1].Activation)}; the outputs of an autoencoder are linear here, so that they can be compared with any input. Train it with a linear last layer.");
    }

    /// <summary>Makes the anomaly model.</summary>
    /// <param name="model">The network.</param>
    /// <param name="place">Its file, for messages.</param>
    /// <param name="options">How the threshold is chosen.</param>
    /// <param name="parts">Examples, normal and perhaps unusual.</param>
    /// <exception cref="InputException">Its outputs are not its inputs.</exception>
    public static NormalModel Deploy(ImportedModel model, string place, TrainingOptions options, ExampleParts parts)
    {
        Dataset normal = NormalTrainer.NormalOf(parts.Train);
        if (normal.Count == 0)
        {
            throw new InputException($"{parts.Train.Source}: no normal example is left to calibrate with; add examples, or name others in 'anomaly.normal'.");
        }

        List<string> warnings = [];
        Standardizer standardizer = ImportedScaling.Of(model.File.Inputs, normal, areReadings: false, warnings);
        var outputs = Standardizer.Of(standardizer.Means, standardizer.Deviations.Select(deviation => deviation == 0 ? 1 : deviation));
        Network<float> network = model.ToNetwork(standardizer, outputs);
        warnings.AddRange(Check(place, standardizer.Apply(normal.Features), network, standardizer, normal));
        NormalModel deployed = NormalTrainer.OfNetwork(options, parts, standardizer, network);
        return deployed with { Warnings = [.. warnings, .. deployed.Warnings] };
    }

    private static IEnumerable<string> Check(string place, Matrix<float> given, Network<float> network, Standardizer standardizer, Dataset normal)
    {
        Matrix<float> made = network.Forward(given);
        double[] shares = [.. Enumerable.Range(0, given.Rows).Where(i => !standardizer.IsConstant(i)).Select(i => Enumerable.Range(0, given.Columns).Average(e => Square((double)made[i, e] - given[i, e]))).Order()];
        double share = shares.Length == 0 ? 0 : shares[shares.Length / 2];
        return !(share <= Another)
            ? throw new InputException(FormattableString.Invariant(
                $"{place}: its outputs are not its inputs: of the rows of {normal.Source} the squared error of the median input is {share:G3} times its variance. Give rows in the scale that the network was trained on, and columns in the order of its inputs."))
            : share <= NoBetter ? []
            : [FormattableString.Invariant(
                $"{normal.Source}: the network reconstructs the rows no better than the mean of each input: the squared error of the median input is {share:G3} times its variance. Check the order and the units of the columns, and calibrate with rows as different as normal ones are.")];
    }

    private static double Square(double x) => x * x;
}
