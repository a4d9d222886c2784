using System.Text;
using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data.Tables;

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

    /// <summary>Reads a text as a table in another way.</summary>
    public static T Table<T>(string text, Func<CsvTable, T> read) => CsvTable.Read("d.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), read);

    /// <summary>Reads the classes in the first column of a text.</summary>
    public static int[] Classes(string text, string[] classNames) => Table(text, table =>
    {
        var labels = new TextColumn(table, 0);
        while (table.Read())
        {
            labels.Add();
        }

        return labels.ToClasses(classNames);
    });

    public static string MessageOf(string text) => Assert.ThrowsExactly<InputException>(() => Read(text)).Message;
}
