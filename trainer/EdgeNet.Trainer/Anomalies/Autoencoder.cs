using EdgeNet.Networks.Anomalies;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>A network that learns to reconstruct normal examples by way of a layer of few units, so that it does not learn to copy whatever it is given.</summary>
/// <remarks>The squared error of what it has not seen is larger (Hinton and Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006).</remarks>
internal static class Autoencoder
{
    private const int MostUnits = 64;
    private const int LeastUnits = 8;
    private const int LeastCode = 2;
    private const int InputsOfCode = 8;

    // As in DistanceQuantizer.
    private const int ThresholdBits = 17;

    /// <summary>The hidden layers: those of the options, or where there are none two of half as many units as inputs with one of an eighth between them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="inputs">n[0].</param>
    public static IReadOnlyList<LayerShape> HiddenOf(TrainingOptions options, int inputs)
    {
        int units = Math.Clamp(inputs / 2, LeastUnits, MostUnits);
        int code = Math.Min(Math.Max(inputs / InputsOfCode, LeastCode), units / 2);
        return options.Hidden.Count > 0 ? options.Hidden : [units, new LayerShape(code, Activation.Linear), units];
    }

    /// <summary>Trains a network.</summary>
    /// <param name="options">Layers and training.</param>
    /// <param name="source">The data, for messages.</param>
    /// <param name="known">Standardised normal examples, one at least.</param>
    /// <param name="fresh">Others, on which training stops early and that choose the best epoch; null for none.</param>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <returns>The network, without batch normalisation, and how training went.</returns>
    /// <exception cref="InputException">Training needs a dev part, or diverged.</exception>
    public static (Network<float> Network, TrainingResult Training) Train(
        TrainingOptions options, string source, IReadOnlyList<double[]> known, IReadOnlyList<double[]>? fresh, Action<EpochReport>? onEpoch)
    {
        if (fresh is null && options.Training.NeedsDevSet)
        {
            throw new InputException($"{source}: no normal example is left for the dev part, on which 'training.patience' stops or 'training.schedule' looks for a plateau; add examples, or leave them out.");
        }

        int inputs = known[0].Length;
        LayerShape[] layers = [.. HiddenOf(options, inputs), new LayerShape(inputs, Activation.Linear)];
        RecipeSize.Check(options.Name, layers, inputs);
        var network = new Network<float>(inputs, layers, Loss.SquaredError);
        TrainingResult training = new GradientDescent<float>(network, SetOf(known), fresh is null ? null : SetOf(fresh), options.Training).Run(onEpoch);
        return (network.Fold(), training);

        static TrainingSet<float> SetOf(IReadOnlyList<double[]> examples)
        {
            Matrix<float> matrix = Reconstruction.Columns(examples);
            return new TrainingSet<float>(matrix, matrix);
        }
    }

    /// <summary>Turns a network into the integers of the device.</summary>
    /// <param name="reconstruction">The network, and what the error of each input counts.</param>
    /// <param name="standardizer">The standardisation of its inputs.</param>
    /// <param name="grid">The codes of the inputs, and of the outputs.</param>
    /// <param name="raw">Normal examples, raw, shape (n[0], m).</param>
    /// <param name="weightBits">8 or 4.</param>
    /// <param name="typical">A surprise, about where the threshold will be.</param>
    /// <returns>The integers with a threshold of 1 until it is chosen, and what one step of the distance stands for.</returns>
    public static (IntegerDistance Integers, double Step) Quantize(
        Reconstruction reconstruction, Standardizer standardizer, CodeGrid grid, Matrix<float> raw, int weightBits, double typical)
    {
        QuantizedNetwork network = Quantizer.QuantizeReconstruction(reconstruction.Network, standardizer, grid.Stage, raw, weightBits);
        double[] exact = [.. network.InputCodes.Gains.Select((gain, i) => gain * gain * reconstruction.Weights[i])];
        double scale = ushort.MaxValue / Math.Max(exact.Max(), double.Epsilon);
        scale = double.IsFinite(scale) ? scale : 1; // every input is constant
        int shift = Math.Clamp((int)Math.Floor(Math.Log2(Math.Max(scale * typical, 1))) - ThresholdBits, 0, ModelFormat.MaxDistanceShift);
        var head = new DistanceHead(exact.Length, [0], null!, [.. exact.Select(width => (ushort)Math.Round(width * scale))], shift, threshold: 1);
        return (new IntegerDistance(grid.Stage, network, head), Math.ScaleB(1 / scale, shift));
    }
}

/// <summary>How far the integers of an autoencoder agree with its float network on normal examples.</summary>
/// <param name="Correlation">Of both errors; NaN where one does not vary.</param>
/// <param name="Float">The mean squared error of an input in float, in the units of the error.</param>
/// <param name="Integers">The same in integers.</param>
/// <param name="Difference">The root mean square of the differences between both, as a share of that in float.</param>
internal sealed record ReconstructionAgreement(double Correlation, double Float, double Integers, double Difference)
{
    private const double Coarse = 0.1;
    private const double Noticeable = 0.25;

    /// <summary>Whether the integers are noticeably coarser than the float network.</summary>
    public bool IsNoticeable => !(Difference <= Noticeable);

    /// <summary>Whether finer codes of the inputs are worth it.</summary>
    public bool IsCoarse => !(Difference <= Coarse);

    /// <summary>Compares.</summary>
    /// <param name="surprises">Sums of squared errors, one or more.</param>
    /// <param name="distances">Of the same examples.</param>
    /// <param name="step">What a step of the distance stands for.</param>
    /// <param name="inputs">n[0].</param>
    public static ReconstructionAgreement Of(IReadOnlyList<double> surprises, IReadOnlyList<int> distances, double step, int inputs)
    {
        double[] integers = [.. distances.Select(distance => distance * step)];
        double meanOfFloat = surprises.Average(), meanOfIntegers = integers.Average();
        double both = 0, squares = 0, others = 0, differences = 0;
        for (int e = 0; e < integers.Length; e++)
        {
            (double a, double b) = (surprises[e] - meanOfFloat, integers[e] - meanOfIntegers);
            both += a * b;
            squares += a * a;
            others += b * b;
            differences += (integers[e] - surprises[e]) * (integers[e] - surprises[e]);
        }

        return new ReconstructionAgreement(both / Math.Sqrt(squares * others), meanOfFloat / inputs, meanOfIntegers / inputs, Math.Sqrt(differences / integers.Length) / meanOfFloat);
    }
}
