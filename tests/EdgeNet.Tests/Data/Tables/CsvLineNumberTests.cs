namespace EdgeNet.Tests.Data.Tables;

/// <summary>The line of a message is the line of the file, whatever stands above it.</summary>
[TestClass]
public class CsvLineNumberTests
{
    [TestMethod]
    [DataRow("hum,kind\n1,ok\nx,bad\n", 3)]
    [DataRow("hum,kind\r\n1,ok\r\nx,bad\r\n", 3)]
    [DataRow("hum,kind\n1,ok\nx,bad", 3)]
    [DataRow("hum,kind\n\n\n1,ok\n\nx,bad\n", 6)]
    [DataRow("hum,kind\r\n\r\n\r\n1,ok\r\n\r\nx,bad\r\n", 6)]
    [DataRow("\n\nhum,kind\n1,ok\nx,bad\n", 5)]
    [DataRow("hum,\"kind\"\n\"1\n\",ok\nx,bad\n", 4)]
    [DataRow("\"two\n\nlines\",kind\n1,ok\nx,bad\n", 5)]
    [DataRow("\"two\r\nlines\",kind\r\n1,ok\r\nx,bad\r\n", 4)]
    [DataRow("hum,kind\n1,ok\n\n\"x\ny\",bad\n", 4)]
    [DataRow("hum,kind\r\n1,ok\r\n\r\n\"x\r\n\ny\",bad\r\n", 4)]
    [DataRow("hum,kind\r1,ok\r\"x\r\ry\",bad\r", 3)]
    [DataRow("hum,kind\n1,ok\nx,\"b\n\n\"", 3)]
    public void N33_Read_BadCell_IsInTheLineWhereItsRowBegins(string text, int expected)
    {
        Assert.StartsWith($"fan.csv, line {expected}, column ", CsvFile.MessageOf(text));
    }

    [TestMethod]
    [DataRow("hum,kind\n1,ok\n2,bad,3\n", 3)]
    [DataRow("hum,kind\n\n1,ok\n\n2,bad,3\n", 5)]
    [DataRow("hum,kind\n1,ok\n\"2\n\n\",bad,3\n", 3)]
    [DataRow("hum,kind\n\"1\n\",ok\n2\n", 4)]
    [DataRow("hum,kind\n1,ok\n \n2,bad\n", 3)]
    public void N33_Read_RowOfAnotherLength_IsInTheLineWhereItBegins(string text, int expected)
    {
        Assert.StartsWith($"fan.csv, line {expected}: ", CsvFile.MessageOf(text));
    }

    [TestMethod]
    [DataRow("\n\nhum,hum,kind\n1,2,ok\n", 3)]
    [DataRow("\n\nhum,,kind\n1,2,ok\n", 3)]
    [DataRow("\nhum,hiss\n1,2\n", 2)]
    [DataRow("\nkind\nok\nbad\n", 2)]
    public void N33_Read_BadHeaderBelowBlankLines_IsInItsLine(string text, int expected)
    {
        Assert.StartsWith($"fan.csv, line {expected}", CsvFile.MessageOf(text));
    }

    [TestMethod]
    [DataRow("hum,kind\n\n1\"2,ok\n3,bad\n", 3)]
    [DataRow("hum,\"kind\"\n\"1\n\",ok\n1\"2,ok\n3,bad\n", 4)]
    [DataRow("h\"um,kind\n1,ok\n3,bad\n", 1)]
    [DataRow("hum,kind\n1,ok\n\n2,\"bad\n3,bad\n4,ok\n", 4)]
    [DataRow("hum,kind\r\n1,ok\r\n2,\"bad\r\n3,bad\r\n4,ok\r\n", 3)]
    [DataRow("hum,kind\n1,ok\n2,\"bad\n3,\"bad\"\n4,ok\n", 3)]
    [DataRow("hum,kind\n1,ok\n2,\"bad", 3)]
    [DataRow("hum,kind\n1,ok\n\"2\n\n\"3,bad\n4,ok\n", 3)]
    public void N33_Read_StrayQuote_IsInTheLineWhereItsRowBegins(string text, int expected)
    {
        Assert.StartsWith($"fan.csv, line {expected}: ", CsvFile.MessageOf(text));
    }
}
