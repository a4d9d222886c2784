using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Finds the input or the layer whose rounding costs most: the one that, left unrounded, brings the integers nearest to the float network.</summary>
/// <param name="Input">The input, from 0; -1 where it is a layer.</param>
/// <param name="Layer">The layer, from 1; 0 where it is an input.</param>
internal sealed record RoundingCulprit(int Input, int Layer)
{
    // If the inputs are very many, only those that look worst are tried.
    private const int MostInputs = 16;
    private const int MostExamples = 500;

    /// <summary>Measures on some examples.</summary>
    /// <param name="exact">The float network whose answers are wanted.</param>
    /// <param name="rounded">The network whose weights were rounded: the same, or the fine-tuned one.</param>
    /// <param name="standardizer">The standardisation.</param>
    /// <param name="quantized">The integers.</param>
    /// <param name="features">Raw features, shape (n[0], m).</param>
    public static RoundingCulprit Find(
        Network<float> exact, Network<float> rounded, Standardizer standardizer, QuantizedNetwork quantized, Matrix<float> features)
    {
        var some = new Matrix<float>(0, 0);
        int every = ((features.Columns - 1) / MostExamples) + 1;
        features.GatherColumns([.. Enumerable.Range(0, ((features.Columns - 1) / every) + 1).Select(k => k * every)], some);
        Matrix<float> standardized = standardizer.Apply(some);
        Matrix<float> coded = FakeQuantization.CodedInputs(quantized, some);
        exact.Forward(standardized);
        var judge = new RangeJudge(exact);
        Network<float> fake = rounded.Fold();
        FakeQuantization.Attach(fake, quantized);
        (RoundingCulprit Culprit, double Cost) worst = (new RoundingCulprit(0, 0), double.PositiveInfinity);
        foreach (int i in Enumerable.Range(0, coded.Rows).OrderByDescending(i => Harm(fake.Layers[0].Weights, standardized, coded, i)).Take(MostInputs))
        {
            float[] codes = coded.Row(i).ToArray();
            standardized.Row(i).CopyTo(coded.Row(i));
            Consider(new RoundingCulprit(i, 0));
            codes.CopyTo(coded.Row(i));
        }

        foreach (DenseLayer<float> layer in fake.Layers)
        {
            FakeQuantization.Attach(fake, quantized);
            (layer.WeightQuantizer, layer.BiasQuantizer, layer.ActivationQuantizer) = (null, null, null);
            Consider(new RoundingCulprit(-1, layer.Number));
        }

        return worst.Culprit;

        void Consider(RoundingCulprit culprit)
        {
            fake.Forward(coded);
            double cost = judge.CostsOf(fake).Average();
            worst = cost < worst.Cost ? (culprit, cost) : worst;
        }
    }

    private static double Harm(Matrix<float> weights, Matrix<float> standardized, Matrix<float> coded, int input)
    {
        double errors = 0;
        for (int e = 0; e < coded.Columns; e++)
        {
            double error = standardized[input, e] - coded[input, e];
            errors += error * error;
        }

        double squares = 0;
        for (int j = 0; j < weights.Rows; j++)
        {
            squares += weights[j, input] * weights[j, input];
        }

        return errors * squares;
    }
}
