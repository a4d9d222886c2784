using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer;

/// <summary>Warns of rows whose inputs lie outside the declared range, or beyond the range in training; the model answers them all the same.</summary>
internal static class RowWarnings
{
    /// <summary>Says how many cells are missing, which the model fills.</summary>
    /// <param name="name">The name of the rows' file.</param>
    /// <param name="examples">An example a row.</param>
    /// <returns>A line, where there are such cells.</returns>
    public static IEnumerable<string> OfGaps(string name, Matrix<float> examples)
    {
        int[] gaps = [.. Enumerable.Range(0, examples.Rows).Select(row => examples.Columns - MissingFills.Known(examples.Row(row)).Length).Where(missing => missing > 0)];
        if (gaps.Length > 0)
        {
            yield return $"Note: {name}: {NameList.Count(gaps.Sum(), "cell")} of {gaps.Length} of {examples.Rows} rows {(gaps.Sum() == 1 ? "is" : "are")} missing; the model fills them with its own values.";
        }
    }

    /// <summary>Finds such rows.</summary>
    /// <param name="name">The name of the rows' file.</param>
    /// <param name="file">The model.</param>
    /// <param name="names">n[0] names as the rows' file has them.</param>
    /// <param name="examples">An example a row.</param>
    /// <returns>A line for each kind, where there are such rows.</returns>
    public static IEnumerable<string> Of(string name, ModelFile file, IReadOnlyList<string> names, Matrix<float> examples)
    {
        var declared = file.Contents.Inputs as ReadingStage;
        if (declared is not null)
        {
            var outside = new BeyondTraining([.. names.Select((input, i) => new ModelInput(input, declared.Lowest[i], declared.Highest[i]))], margin: 0);
            if (Count(outside, examples) > 0)
            {
                yield return $"Warning: {name}: {outside.RowsBeyond} of {outside.Rows} rows have a reading outside the range that the model declares, which counts as the end of the range: {outside.Describe("row")}.";
            }
        }

        if (file.Inputs is { Count: > 0 } known)
        {
            var beyond = new BeyondTraining([.. known.Select((input, i) => input with { Name = names[i] })]);
            if (Count(beyond, declared is not null ? Held(examples, declared) : file.Contents.Fills is { } fills ? Filled(examples, fills) : examples) > 0)
            {
                yield return $"Warning: {name}: {beyond.RowsBeyond} of {beyond.Rows} rows have an input beyond what training saw: {beyond.Describe("row")}.";
            }
        }
    }

    // Clamped as by the model: a value outside the declared range is reported above, and not as beyond training too.
    private static Matrix<float> Held(Matrix<float> examples, ReadingStage declared)
    {
        Matrix<float> held = examples.Clone();
        for (int r = 0; r < held.Rows; r++)
        {
            for (int i = 0; i < held.Columns; i++)
            {
                held[r, i] = Math.Clamp(held[r, i], declared.Lowest[i], declared.Highest[i]);
            }
        }

        return held;
    }

    // As the model fills them: a missing value lies nowhere.
    private static Matrix<float> Filled(Matrix<float> examples, float[] fills)
    {
        Matrix<float> filled = examples.Clone();
        for (int r = 0; r < filled.Rows; r++)
        {
            for (int i = 0; i < filled.Columns; i++)
            {
                filled[r, i] = float.IsNaN(filled[r, i]) ? fills[i] : filled[r, i];
            }
        }

        return filled;
    }

    private static int Count(BeyondTraining counter, Matrix<float> examples)
    {
        for (int r = 0; r < examples.Rows; r++)
        {
            counter.Add(examples.Row(r), r + 1);
        }

        return counter.RowsBeyond;
    }
}

/// <summary>Counts values beyond the range of an input: that of training, or the declared one.</summary>
/// <param name="inputs">n[0] names and ranges.</param>
/// <param name="margin">The share of its range by which a value may be outside.</param>
internal sealed class BeyondTraining(IReadOnlyList<ModelInput> inputs, double margin = ModelInput.Margin)
{
    private const int MostPlaces = 3;
    private const int MostInputs = 4;

    private readonly List<int>[] _places = [.. inputs.Select(_ => new List<int>())];
    private readonly float[] _farthest = new float[inputs.Count];

    /// <summary>Rows that were looked at.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows of which some input lay outside.</summary>
    public int RowsBeyond { get; private set; }

    /// <summary>Looks at a row.</summary>
    /// <param name="values">n[0] raw values.</param>
    /// <param name="place">The name of the row, such as its number or the line of a file.</param>
    public void Add(ReadOnlySpan<float> values, int place)
    {
        bool isBeyond = false;
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].IsBeyond(values[i], margin))
            {
                isBeyond = true;
                if (_places[i].Count == 0 || Distance(i, values[i]) > Distance(i, _farthest[i]))
                {
                    _farthest[i] = values[i];
                }

                _places[i].Add(place);
            }
        }

        Rows++;
        RowsBeyond += isBeyond ? 1 : 0;
    }

    /// <summary>Names the inputs, where they lay outside, and how far.</summary>
    /// <param name="noun">The noun for a place: row or window.</param>
    public string Describe(string noun)
    {
        int[] beyond = [.. Enumerable.Range(0, inputs.Count).Where(i => _places[i].Count > 0).OrderByDescending(i => _places[i].Count).ThenBy(i => i)];
        string more = beyond.Length > MostInputs ? $"; and {NameList.Count(beyond.Length - MostInputs, "more input")}" : string.Empty;
        return string.Join("; ", beyond.Take(MostInputs).Select(Describe)) + more;

        string Describe(int i)
        {
            List<int> places = _places[i];
            string where = places.Count > MostPlaces
                ? $"{places.Count} {noun}s, first {places[0]}"
                : $"{noun}{(places.Count == 1 ? string.Empty : "s")} {string.Join(", ", places)}";
            return $"{inputs[i].Name} in {where} (as far as {Number(_farthest[i])}; {Number(inputs[i].Lowest)} to {Number(inputs[i].Highest)})";
        }
    }

    private double Distance(int input, float value) => Math.Max((double)inputs[input].Lowest - value, (double)value - inputs[input].Highest);

    private static string Number(float value) => value.ToString("G7", System.Globalization.CultureInfo.InvariantCulture);
}
