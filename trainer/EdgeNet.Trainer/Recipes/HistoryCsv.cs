using System.Globalization;
using System.Text;
using CsvHelper;
using EdgeNet.Trainer.Training;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The learning curve as a CSV file, to be looked at in any spreadsheet.</summary>
public static class HistoryCsv
{
    /// <summary>Writes one row an epoch.</summary>
    /// <param name="epochs">The learning curve.</param>
    /// <returns>UTF-8 text: epoch, train_cost, dev_cost, dev_accuracy; the last two are empty without a dev set, the last in regression too.</returns>
    public static byte[] Write(IReadOnlyList<EpochReport> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        var configuration = new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, configuration))
        {
            WriteRow(csv, "epoch", "train_cost", "dev_cost", "dev_accuracy");
            foreach (EpochReport epoch in epochs)
            {
                WriteRow(csv, epoch.Epoch.ToString(CultureInfo.InvariantCulture), Format(epoch.TrainCost), Format(epoch.DevCost), Format(epoch.DevAccuracy));
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteRow(CsvWriter csv, params ReadOnlySpan<string> cells)
    {
        foreach (string cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }

    private static string Format(double value) => double.IsNaN(value) ? string.Empty : value.ToString("G9", CultureInfo.InvariantCulture);
}
