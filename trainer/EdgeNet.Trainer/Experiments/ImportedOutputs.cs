using EdgeNet.Interchange;

namespace EdgeNet.Trainer.Experiments;

/// <summary>What a file of another framework gives for examples, computed by the float model that was made of it.</summary>
internal static class ImportedOutputs
{
    /// <summary>Computes the outputs as the file has them.</summary>
    /// <param name="model">The network.</param>
    /// <param name="outputs">Logits of classes, or quantities, shape (n[L], m), in the order of the data.</param>
    /// <returns>Shape (m, outputs of the file); null where the file gives names of classes, or two logits whose difference alone is kept.</returns>
    public static Matrix<double>? Of(ImportedModel model, Matrix<double> outputs)
    {
        ImportedNetwork file = model.File;
        if (file.Output == ImportedOutput.Class || (file.Output == ImportedOutput.Numbers && outputs.Rows != file.FileOutputs))
        {
            return null;
        }

        var given = new Matrix<double>(outputs.Columns, file.FileOutputs);
        for (int e = 0; e < outputs.Columns; e++)
        {
            double[] logits = InFile(model, [.. Enumerable.Range(0, outputs.Rows).Select(j => outputs[j, e])]);
            double[] row = file.Output == ImportedOutput.Numbers ? logits : Probabilities(file, logits);
            for (int j = 0; j < given.Columns; j++)
            {
                given[e, j] = file.Output == ImportedOutput.LogProbabilities ? Math.Log(row[j]) : row[j];
            }
        }

        return given;
    }

    /// <summary>The same where the file gives logits of classes, as the probabilities that they stand for: what users often compare with.</summary>
    /// <returns>Null where the file gives no logits.</returns>
    public static Matrix<double>? ProbabilitiesOf(ImportedModel model, Matrix<double> outputs)
    {
        if (model.File.Output != ImportedOutput.Numbers || model.Shapes[^1].Activation is not (Activation.Sigmoid or Activation.Softmax))
        {
            return null;
        }

        int columns = outputs.Rows == 1 ? model.File.FileOutputs : outputs.Rows;
        var given = new Matrix<double>(outputs.Columns, columns);
        for (int e = 0; e < outputs.Columns; e++)
        {
            double[] row = Probabilities(model.File, InFile(model, [.. Enumerable.Range(0, outputs.Rows).Select(j => outputs[j, e])]));
            row.CopyTo(given.Row(e));
        }

        return given;
    }

    private static double[] InFile(ImportedModel model, double[] logits)
    {
        if (model.Order is not { } order)
        {
            return logits;
        }

        return logits.Length == 1 ? [-logits[0]] : [.. Enumerable.Range(0, logits.Length).Select(k => logits[Array.IndexOf(order, k)])];
    }

    private static double[] Probabilities(ImportedNetwork file, double[] logits)
    {
        if (logits.Length == 1)
        {
            double positive = 1 / (1 + Math.Exp(-logits[0])), negative = 1 / (1 + Math.Exp(logits[0]));
            return file.FileOutputs == 1 ? [positive] : [negative, positive];
        }

        double largest = logits.Max();
        double[] powers = [.. logits.Select(logit => Math.Exp(logit - largest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    /// <summary>Compares the outputs with those that another framework computed for the same rows.</summary>
    /// <param name="path">A table of numbers with a row for each row of the data, with or without a header.</param>
    /// <param name="given">The outputs, shape (m, outputs of the file).</param>
    /// <returns>The largest difference, as a share of the largest number that its output has.</returns>
    /// <exception cref="InputException">The table has other dimensions, or a number is another: then the file was read in another way, or the rows are others.</exception>
    public static double Compare(string path, Matrix<double> given)
    {
        const double Most = 1e-3; // far above the rounding of single precision
        Matrix<float> expected = Data.Tables.CsvTable.Read(path, [], table =>
        {
            var numbers = new Data.Tables.NumberColumns(table, [.. Enumerable.Range(0, table.Header.Names.Count)]);
            while (table.Read())
            {
                numbers.Add();
            }

            return numbers.ToMatrix();
        });
        string name = Path.GetFileName(path);
        if (expected.Rows != given.Columns || expected.Columns != given.Rows)
        {
            throw new InputException($"{name}: has {expected.Columns} rows of {NameList.Count(expected.Rows, "output")}, and the network gives {given.Rows} of {given.Columns}; name the outputs of the same rows.");
        }

        double largest = 0;
        double[] extents = [.. Enumerable.Range(0, given.Columns).Select(j => Enumerable.Range(0, given.Rows).Max(e => Math.Max(Math.Abs(given[e, j]), Math.Abs((double)expected[j, e]))))];
        for (int e = 0; e < given.Rows; e++)
        {
            for (int j = 0; j < given.Columns; j++)
            {
                double difference = extents[j] == 0 ? 0 : Math.Abs(given[e, j] - expected[j, e]) / extents[j];
                if (!(difference <= Most))
                {
                    throw new InputException(FormattableString.Invariant(
                        $"{name}: output {j + 1} of row {e + 1} is {expected[j, e]:G6}, and the network, as it was read, gives {given[e, j]:G6}; nothing was written. Check that both tables have the same rows; if they have, please report this file."));
                }

                largest = Math.Max(largest, difference);
            }
        }

        return largest;
    }
}
