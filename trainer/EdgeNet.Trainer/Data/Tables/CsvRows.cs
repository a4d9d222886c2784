using System.Text;

namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Copies rows of a CSV file.</summary>
internal static class CsvRows
{
    /// <summary>Copies the header and some rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstName">The name of its first column, if it has none.</param>
    /// <param name="rows">Numbers of rows from 0, in ascending order.</param>
    /// <param name="change">Gives the text of a cell that is written, from its column and its text.</param>
    /// <returns>CSV in UTF-8, lines end with a line feed.</returns>
    public static byte[] Select(string path, string firstName, IReadOnlyList<int> rows, Func<int, string, string> change) => CsvTable.ReadNaming(path, firstName, table =>
    {
        var text = new StringBuilder().AppendJoin(',', table.Header.Names.Select(CsvCell.Write)).Append('\n');
        int next = 0;
        while (table.Read())
        {
            if (next < rows.Count && rows[next] == table.RowCount - 1)
            {
                text.AppendJoin(',', Enumerable.Range(0, table.Header.Names.Count).Select(column => CsvCell.Write(change(column, table.Text(column))))).Append('\n');
                next++;
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    });
}
