using System.Globalization;

namespace EdgeNet.Tests.CExport;

/// <summary>A model in C, and rows to give it with what the device library computes from them.</summary>
internal sealed record CCase(string Name, string Prefix, string Header, bool HasStream, int Classes, int Outputs)
{
    private readonly List<CRow> _rows = [];

    public IReadOnlyList<CRow> Rows => _rows;

    public void Add(CRow row) => _rows.Add(row);

    public static CCase Of(string name, string prefix, Predictor model, StreamSettings? stream, Trainer.ModelFile? file, byte[] bytes)
    {
        string header = (file?.GenerateC(prefix) ?? Trainer.Export.CExporter.Write(ModelContents.Read(bytes), stream, [], prefix)).Source;
        return new CCase(name, prefix, header, stream is not null, model.IsRegression ? 0 : model.LabelCount, model.OutputCount);
    }

    /// <summary>Adds a row of features with the answers of the device library.</summary>
    public void AddFeatures(Predictor model, float[] features)
    {
        var logits = new int[Outputs];
        var values = new float[Outputs];
        model.Logits(features, logits);
        model.Predict(features, values);
        int[] exact = [.. logits, Classes == 0 ? -1 : model.ClassOf(features), model.CountSaturated(features)];
        _rows.Add(new CRow(CRow.Features, [.. features.Select(BitConverter.SingleToInt32Bits)], exact, [.. values, model.Predict(features)]));
    }

    /// <summary>Adds a row of readings likewise.</summary>
    public void AddReadings(Predictor model, int[] readings)
    {
        var logits = new int[Outputs];
        var values = new float[Outputs];
        model.Logits(readings, logits);
        model.Predict(readings, values);
        int[] exact = [.. logits, Classes == 0 ? -1 : model.ClassOf(readings), model.CountSaturated(readings)];
        _rows.Add(new CRow(CRow.Readings, readings, exact, [.. values, model.Predict(readings)]));
    }

    /// <summary>Starts the stream anew.</summary>
    public void AddStart(Pipeline pipeline)
    {
        pipeline.Reset();
        _rows.Add(new CRow(CRow.Start, [], [], []));
    }

    /// <summary>Adds a reading of each channel with what the pipeline makes of it.</summary>
    public void AddReading(Pipeline pipeline, int[] readings)
    {
        int isDecided = pipeline.Add(readings) ? 1 : 0;
        List<int> exact = [isDecided, pipeline.State, pipeline.HasChanged ? 1 : 0, (int)pipeline.ReadingsSinceChange, (int)pipeline.MillisecondsSinceChange];
        if (isDecided == 1)
        {
            exact.AddRange(Enumerable.Range(0, pipeline.Settings.Features.Length).Select(pipeline.FeatureOf));
            exact.AddRange(Enumerable.Range(0, Outputs).Select(pipeline.LogitOf));
        }

        _rows.Add(new CRow(CRow.Stream, readings, [.. exact], isDecided == 1 ? [pipeline.Probability] : []));
    }
}

/// <summary>What is given to a model, and what it must answer.</summary>
/// <param name="Kind">Of the numbers.</param>
/// <param name="Given">Integers, or the bits of floats.</param>
/// <param name="Exact">Integers of the answer.</param>
/// <param name="Values">Then probabilities, which may differ by the exponential function of the machine, or exact quantities.</param>
internal sealed record CRow(int Kind, int[] Given, int[] Exact, float[] Values)
{
    public const int Features = 0;
    public const int Readings = 1;
    public const int Stream = 2;
    public const int Start = 3;

    /// <summary>Compares with an answer.</summary>
    /// <param name="answer">The exact integers, then the bits of the values.</param>
    /// <param name="areProbabilities">Whether the values are.</param>
    /// <returns>What differs, or null.</returns>
    public string? Difference(ReadOnlySpan<int> answer, bool areProbabilities)
    {
        for (int i = 0; i < Exact.Length; i++)
        {
            if (answer[i] != Exact[i])
            {
                return $"number {i} of the answer to {Text()} is {answer[i]}, and {Exact[i]} of the device library";
            }
        }

        for (int i = 0; i < Values.Length; i++)
        {
            float value = BitConverter.Int32BitsToSingle(answer[Exact.Length + i]);
            if (areProbabilities ? !(Math.Abs(value - Values[i]) <= 1e-6f * Math.Max(1e-3f, Values[i])) : !value.Equals(Values[i]))
            {
                return FormattableString.Invariant($"value {i} of the answer to {Text()} is {value:R}, and {Values[i]:R} of the device library");
            }
        }

        return null;
    }

    private string Text() => Kind == Features
        ? $"features [{string.Join(", ", Given.Select(bits => BitConverter.Int32BitsToSingle(bits).ToString("R", CultureInfo.InvariantCulture)))}]"
        : $"readings [{string.Join(", ", Given)}]";
}
