using System.Text;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>What a table may look like, and that it is read the same however it is written.</summary>
[TestClass]
public class CsvReadingTests
{
    private const string Plain = "hum,hiss,kind\n1.5,-2,ok\n0.25,4e-3,bad\n7,+8.0,bad\n";

    [TestMethod]
    [DataRow(Plain)]
    [DataRow("hum,hiss,kind\n1.5,-2,ok\n0.25,4e-3,bad\n7,+8.0,bad")]
    [DataRow("hum,hiss,kind\r\n1.5,-2,ok\r\n0.25,4e-3,bad\r\n7,+8.0,bad\r\n")]
    [DataRow("hum,hiss,kind\n\n1.5,-2,ok\n\n\n0.25,4e-3,bad\n7,+8.0,bad\n\n")]
    [DataRow("\n\nhum,hiss,kind\n1.5,-2,ok\n0.25,4e-3,bad\n7,+8.0,bad\n")]
    [DataRow(" hum ,  hiss , kind\n 1.5, -2 ,ok \n0.25 ,4e-3\t,bad\n7, +8.0 , bad\n")]
    [DataRow("\"hum\",\"hiss\",\"kind\"\n\"1.5\",\"-2\",\"ok\"\n\"0.25\", \"4e-3\" ,\"bad\"\n7,+8.0,\"bad\"\n")]
    [DataRow("hum,kind,hiss\n1.5,ok,-2\n0.25,bad,4e-3\n7,bad,+8.0\n")]
    [DataRow("\uFEFFhum,hiss,kind\n1.5,-2,ok\n0.25,4e-3,bad\n7,+8.0,bad\n")]
    public void N33_Read_SameTableInAnyNotation_GivesTheSameExamples(string text)
    {
        Dataset examples = CsvFile.Read(text);

        CollectionAssert.AreEqual((string[])["hum", "hiss"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual((string[])["ok", "bad"], examples.ClassNames.ToArray());
        CollectionAssert.AreEqual((float[])[1.5f, 0.25f, 7], examples.Features.Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[-2, 0.004f, 8], examples.Features.Row(1).ToArray());
        CollectionAssert.AreEqual((float[])[0, 1, 1], examples.Labels.Values.ToArray());
        Assert.AreEqual((3, 2), (examples.Count, examples.PositiveCount));
    }

    [TestMethod]
    public void N33_Read_Utf8WithMark_ReadsTheFirstNameWithoutIt()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("größe,kind\n1,ok\n2,bad\n")];

        Assert.AreEqual("größe", CsvFile.Read(bytes).FeatureNames[0]);
    }

    [TestMethod]
    public void N33_Read_QuotedNames_KeepCommasQuotesAndLineBreaks()
    {
        Dataset examples = CsvFile.Read("\"a,b\",\"say \"\"hum\"\"\",\"two\nlines\",kind\n1,2,3,ok\n4,5,6,bad\n");

        CollectionAssert.AreEqual((string[])["a,b", "say \"hum\"", "two\nlines"], examples.FeatureNames.ToArray());
    }

    [TestMethod]
    public void N33_Read_EveryFinitePattern_ComesBackAsWritten()
    {
        float[] values = [0, -0f, float.Epsilon, float.MinValue, float.MaxValue, 0.1f, 1 / 3f, -123456.79f, 16777217];
        string rows = string.Concat(values.Select(value => $"{value:R},ok\n"));

        Dataset examples = CsvFile.Read($"x,kind\n{rows}0,bad\n");

        CollectionAssert.AreEqual(values, examples.Features.Row(0)[..values.Length].ToArray());
    }
}
