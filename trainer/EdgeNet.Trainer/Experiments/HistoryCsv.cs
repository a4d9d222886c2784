using System.Globalization;
using System.Text;
using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer.Experiments;

/// <summary>The learning curve as a CSV file for a spreadsheet.</summary>
/// <remarks>Not by Sep's writer: cells are numbers, which need no quotes, and the writer would need more lines.</remarks>
internal static class HistoryCsv
{
    /// <summary>Writes one row an epoch.</summary>
    /// <param name="epochs">The learning curve.</param>
    /// <returns>UTF-8 text: epoch, train_cost, dev_cost, dev_accuracy; the last two are empty without a dev set, the last in regression too.</returns>
    public static byte[] Write(IReadOnlyList<EpochReport> epochs)
    {
        var text = new StringBuilder("epoch,train_cost,dev_cost,dev_accuracy\n");
        foreach (EpochReport epoch in epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{Format(epoch.TrainCost)},{Format(epoch.DevCost)},{Format(epoch.DevAccuracy)}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Format(double value) => double.IsNaN(value) ? string.Empty : value.ToString("G9", CultureInfo.InvariantCulture);
}
