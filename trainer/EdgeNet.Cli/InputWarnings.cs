using EdgeNet.Trainer.Export;

namespace EdgeNet.Cli;

/// <summary>Warns of rows whose inputs lie outside what the model declares, or beyond what training saw: they are answered like all others.</summary>
internal static class InputWarnings
{
    /// <summary>Writes a line for each kind, where there are such rows.</summary>
    /// <param name="file">What the rows' file is called.</param>
    /// <param name="model">The bytes of the model file.</param>
    /// <param name="known">Names and ranges of the inputs; none where the file has none.</param>
    /// <param name="names">n[0] names as the rows' file has them.</param>
    /// <param name="examples">An example a row.</param>
    /// <param name="error">Where the lines go.</param>
    public static void Write(
        string file, byte[] model, IReadOnlyList<ModelInput> known, IReadOnlyList<string> names, Matrix<float> examples, TextWriter error)
    {
        var declared = ModelContents.Read(model).Inputs as ReadingStage;
        if (declared is not null)
        {
            var outside = new BeyondTraining([.. names.Select((name, i) => new ModelInput(name, declared.Lowest[i], declared.Highest[i]))], margin: 0);
            if (Count(outside, examples) > 0)
            {
                error.WriteLine(
                    $"Warning: {file}: {outside.RowsBeyond} of {outside.Rows} rows have a reading outside the range that the model declares, which counts as the end of the range: {outside.Describe("row")}.");
            }
        }

        if (known.Count > 0)
        {
            var beyond = new BeyondTraining([.. known.Select((input, i) => input with { Name = names[i] })]);
            if (Count(beyond, declared is null ? examples : Held(examples, declared)) > 0)
            {
                error.WriteLine(
                    $"Warning: {file}: {beyond.RowsBeyond} of {beyond.Rows} rows have an input beyond what training saw: {beyond.Describe("row")}.");
            }
        }
    }

    // As the model takes them: what is outside the declared range is said above, and is not beyond training as well.
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

    private static int Count(BeyondTraining counter, Matrix<float> examples)
    {
        for (int r = 0; r < examples.Rows; r++)
        {
            counter.Add(examples.Row(r), r + 1);
        }

        return counter.RowsBeyond;
    }
}
