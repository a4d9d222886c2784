using System.Globalization;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>A cell is the number that the runtime reads from the same text, to the last bit, and none where it reads none.</summary>
[TestClass]
public class CsvNumberTests
{
    private static readonly string[] Hard =
    [
        "0", "-0", "0.0e-999", "1e-45", "1.4e-45", "7.0064923216240853e-46", "7.006492321624085354618e-46", "7.006492321624085354619e-46", "1.17549435e-38", "1.1754942e-38",
        "3.4028234663852886e38", "3.4028235677973366e38", "3.4028235677973365e38", "3.40282357e38", "1e39", "-1e39", "1e400", "1e-400",
        "16777217", "16777219", "16777216.999999999", "16777217.0000000000000000000000001", "9007199254740993", "0.1", "0.30000000000000004",
        "1.00000017881393421514957253748434595763683319091796875001", "1.00000017881393421514957253748434595763683319091796875",
        "8.589973e9", "8589934335.999999", "1e23", "123456789012345678901234567890", "00000000000000000000000000000000000000000001.5",
        "0.000000000000000000000000000000000000000000000000000000012345678901234567890", "2.2250738585072011e-308", "1.7976931348623157e308", "1.7976931348623159e308",
        "+7", "1.", ".5", ".", "-", "+", "", "-.", "1e", "1e+", "1e-", "e5", "1e5.5", "1E5", "1e+05", "--1", "+-1", "1-", "(1)", "$1", "1_0", "1 0", "0x10", "1f", "1d",
        "NaN", "nan", "-NaN", "Infinity", "-Infinity", "+Infinity", "inf", "-inf", "infinity", "INFINITY", "\u221E", "\u0661", "\u22121", "1\u00A0", "\v1", "1\f", " 1 ", "\u20031",
        "1e99999999999", "1e-99999999999", "0e99999999999", "1e2147483648", "1e-2147483649", "1e9223372036854775808",
    ];

    [TestMethod]
    public void TryNumber_HardNumbers_AreTheRuntimes() => AssertSame(Hard);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void TryNumber_EveryBitPattern_IsTheRuntimes(int seed)
    {
        var random = new Random(seed);
        string[] formats = ["R", "G6", "G8", "G9", "E20", "F40", "G17"];
        AssertSame(Enumerable.Range(0, 20_000).Select(i =>
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            double between = (value + (double)MathF.BitIncrement(value)) / 2; // a tie, or a little beside it
            return (i % 3 == 0 ? value : i % 3 == 1 ? between : Math.BitIncrement(between)).ToString(i % 3 == 0 ? formats[i % formats.Length] : "E30", CultureInfo.InvariantCulture);
        }));
    }

    [TestMethod]
    public void TryNumber_AnyText_IsANumberWhereItIsOneToTheRuntime()
    {
        var random = new Random(3);
        AssertSame(Enumerable.Range(0, 50_000).Select(_ => new string(random.GetItems<char>("0123456789019.-+eE. \t", random.Next(12)))));
    }

    private static void AssertSame(IEnumerable<string> texts)
    {
        string[] cells = [.. texts.Select(text => text.Trim(' ', '\t'))];
        CsvFile.Table($"x,y\n{string.Concat(cells.Select(cell => $"{cell},1\n"))}", table =>
        {
            foreach (string cell in cells)
            {
                Assert.IsTrue(table.Read());
                bool isSingle = float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float single) && float.IsFinite(single);
                bool isDouble = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double precise) && double.IsFinite(precise);
                Assert.AreEqual((isSingle, isDouble), (table.TryNumber(0, out float actual), table.TryNumber(0, out double actualPrecise)), cell);
                Assert.IsTrue(!isSingle || BitConverter.SingleToInt32Bits(single) == BitConverter.SingleToInt32Bits(actual), $"{cell} is {actual:R}, not {single:R}");
                Assert.IsTrue(!isDouble || BitConverter.DoubleToInt64Bits(precise) == BitConverter.DoubleToInt64Bits(actualPrecise), $"{cell} is {actualPrecise:R}, not {precise:R}");
            }

            return true;
        });
    }
}
