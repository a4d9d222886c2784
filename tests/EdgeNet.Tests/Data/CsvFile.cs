using System.Text;
using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data;

/// <summary>Reads a text as if it were a file with features and a column <c>kind</c>, which says <c>ok</c> or <c>bad</c>.</summary>
internal static class CsvFile
{
    public const string Name = "fan.csv";

    public static Dataset Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static Dataset Read(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine(Name), bytes);
        return CsvDataset.Read(folder.Combine(Name), new TableColumns { Labels = ["kind"] }, ["ok", "bad"]);
    }

    public static string MessageOf(string text) => Assert.ThrowsExactly<InputException>(() => Read(text)).Message;
}
