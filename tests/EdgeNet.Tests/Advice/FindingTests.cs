using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Advice;

namespace EdgeNet.Tests.Advice;

/// <summary>Columns that count rows, copies of rows, columns and labels, and classes that cannot be judged.</summary>
[TestClass]
public class FindingTests
{
    private static readonly HashSet<int> None = [];

    [TestMethod]
    [DataRow("up", "goes up by 1 from row to row")]
    [DataRow("down", "goes down by 2.5 from row to row")]
    [DataRow("clock", "goes up by about ")]
    [DataRow("late", "only goes up from row to row, as times do")]
    [DataRow("unix", "only goes up from row to row, as times do")]
    [DataRow("tickets", "has whole numbers from ")]
    [DataRow("shuffled", "has whole numbers from 1 to 1")]
    public void RowNumbers_ColumnsThatCountOrTellTime_AreNamed(string kind, string text)
    {
        var random = new Random(1);
        double late = 0;
        Dataset examples = Table(120, row => kind switch
        {
            "up" => row,
            "down" => 700 - (2.5 * row),
            "clock" => (0.1 * row) + (0.02 * random.NextDouble()),
            "late" => late -= Math.Log(1 - random.NextDouble()),
            "tickets" => 5000 + (row * 59 % 127 * 5) + (row % 4),
            "unix" => 1_700_000_000.0 + (60 * row),
            _ => (row * 59 % 127) + 1,
        });

        Assert.StartsWith(text, RowNumbers.In(examples).Single().Finding.Text);
    }

    [TestMethod]
    [DataRow("noise")]
    [DataRow("groups")]
    [DataRow("almost")]
    [DataRow("whole")]
    [DataRow("wide")]
    [DataRow("same")]
    public void RowNumbers_OtherColumns_AreNot(string kind)
    {
        var random = new Random(2);
        Assert.IsEmpty(RowNumbers.In(Table(120, row => kind switch
        {
            "noise" => random.NextDouble(),
            "groups" => row / 20,
            "almost" => row == 70 ? 3.5 : row,
            "whole" => random.Next(120),
            "wide" => random.Next(3000),
            _ => 5,
        })).ToArray());
    }

    [TestMethod]
    public void CopiedRows_OfContinuousFeatures_AreCountedWithTheirLabels()
    {
        Dataset all = Noise(200, 3);
        Dataset train = all.Select([.. Enumerable.Range(0, 150)]), test = all.Select([.. Enumerable.Range(0, 10), .. Enumerable.Range(150, 50)]);
        Finding found = CopiedRows.In(train, test, "test", None).Single();
        Assert.StartsWith("10 of 60 examples of the test part stand in the training part too", found.Text);
        Assert.IsEmpty(CopiedRows.In(train, all.Select([0, .. Enumerable.Range(150, 50)]), "test", None).ToArray()); // one may happen

        var turned = new Dataset(test.Features, Turned(test.Labels), test.FeatureNames, test.ClassNames);
        Assert.EndsWith("10 of them with another label", CopiedRows.In(train, turned, "test", None).Single().Text);
        Assert.StartsWith("60 of 260 examples are copies of others", CopiedRows.In(all.Select([.. Enumerable.Range(0, 200), .. Enumerable.Range(0, 60)]), None).Single().Text);
    }

    [TestMethod]
    public void CopiedRows_OfFewValues_AreNatural()
    {
        var random = new Random(1);
        var x = new Matrix<float>(6, 400);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int e = 0; e < 400; e++)
            {
                x[i, e] = random.Next(3);
            }
        }

        Dataset all = new(x, Labels(400), [.. Enumerable.Range(0, 6).Select(i => $"x{i}")], ["no", "yes"]);
        Assert.IsEmpty(CopiedRows.In(all.Select([.. Enumerable.Range(0, 300)]), all.Select([.. Enumerable.Range(300, 100)]), "test", None).ToArray());
        Assert.IsEmpty(CopiedRows.In(all, None).ToArray());
    }

    [TestMethod]
    public void CopiedRows_OfTwoRoundedColumns_AreFound()
    {
        // 300 rows of a temperature in hundredths and a humidity in tenths, 30 of them twice: many share one of the two with another row.
        var random = new Random(5);
        float[][] rows = [.. Enumerable.Range(0, 300).Select(_ => new[] { MathF.Round(18 + (6 * random.NextSingle()), 2), MathF.Round(30 + (40 * random.NextSingle()), 1) })];
        Dataset clean = Table(rows), copied = Table([.. rows, .. rows[..30]]);
        Assert.MatchesRegex("^3[01] of 330 examples are copies of others", CopiedRows.In(copied, None).Single().Text);
        Assert.IsEmpty(CopiedRows.In(clean, None).ToArray());

        // In whole degrees and percents there are as many by chance.
        Dataset coarse = Table([.. rows.Select(row => row.Select(value => MathF.Round(value)).ToArray())]);
        Assert.IsGreaterThan(100, coarse.Count - rows.Select(row => (MathF.Round(row[0]), MathF.Round(row[1]))).Distinct().Count());
        Assert.IsEmpty(CopiedRows.In(coarse, None).ToArray());
    }

    [TestMethod]
    public void CopiedRows_WithANumberOfTheRow_AreFoundWithoutIt()
    {
        Dataset all = Noise(100, 3);
        Dataset copied = all.Select([.. Enumerable.Range(0, 100), .. Enumerable.Range(0, 100)]);
        for (int e = 0; e < 200; e++)
        {
            copied.Features[0, e] = e;
        }

        Assert.IsEmpty(CopiedRows.In(copied, None).ToArray());
        Assert.HasCount(1, CopiedRows.In(copied, new HashSet<int> { 0 }).ToArray());
    }

    [TestMethod]
    public void SameColumns_CopiesOfAColumnAndOfTheLabel_AreNamed()
    {
        Dataset examples = Noise(50, 3);
        examples.Features.Row(1).CopyTo(examples.Features.Row(2));
        for (int e = 0; e < 50; e++)
        {
            examples.Features[0, e] = examples.ClassOf(e) == 1 ? 7 : 3;
        }

        Assert.AreEqual(("x2", "has the values of 'x1' in every row"), SameColumns.In(examples).Select(found => (found.Column, found.Text)).Single());
        Assert.AreEqual(("x0", "is 3 for 'no', 7 for 'yes' in every row"), SameColumns.OfLabel(examples).Select(found => (found.Column, found.Text)).Single());
        examples.Features[0, 9] = 5;
        Assert.IsEmpty(SameColumns.OfLabel(examples).ToArray());
    }

    [TestMethod]
    public void RareClasses_FewAndSilent_AreNamed()
    {
        Assert.AreEqual("the test part has 2 examples of 'yes'", RareClasses.In(Noise(20, 1).Select([0, 1, 2, 3, 4, 6, 8, 10, 12]), "test").Single().Text);
        Assert.IsEmpty(RareClasses.In(Noise(20, 1), "test").ToArray());
        ConfusionTable silent = ConfusionTable.Of(3, [0, 0, 1, 1], [0, 2, 1, 1]);
        Assert.AreEqual(
            "the model never says 'c' on dev and test, where there are 2 examples of it, and is right 75.0 % of the time that way",
            RareClasses.NeverSaid(["a", "b", "c"], [silent, silent], "dev and test").Single().Text);
        Assert.StartsWith("Accuracy does not show it", RareClasses.NeverSaid(["a", "b", "c"], [silent], "dev").Single().Remedy);
        Assert.StartsWith("See 'training.classWeights'", RareClasses.NeverSaid(["a", "b"], [ConfusionTable.Of(2, [0, 0], [1, 1])], "dev").Single().Remedy);
        Assert.IsEmpty(RareClasses.NeverSaid(["a", "b"], [ConfusionTable.Of(2, [0, 1], [0, 0])], "test").ToArray());
    }

    [TestMethod]
    public void Lines_ManyColumns_AreOneLineWithTheFirst()
    {
        Finding[] found = [.. Enumerable.Range(0, 60).Select(i => new Finding(AdviceKind.RowNumbers, string.Create(CultureInfo.InvariantCulture, $"c{i}"), "goes up", "Leave it out."))];
        Assert.AreEqual("d.csv: columns 'c0', 'c1', 'c2' and 57 more; of 'c0': goes up. Leave it out. [row-numbers]", Finding.Lines(found, "d.csv").Single());
        Assert.AreEqual("d.csv: column 'c0': goes up. Leave it out. [row-numbers]", Finding.Lines(found[..1], "d.csv").Single());
    }

    private static Dataset Table(float[][] rows)
    {
        var x = new Matrix<float>(rows[0].Length, rows.Length);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, row] = rows[row][i];
            }
        }

        return new Dataset(x, Labels(rows.Length), [.. Enumerable.Range(0, x.Rows).Select(i => $"x{i}")], ["no", "yes"]);
    }

    private static Dataset Table(int rows, Func<int, double> first)
    {
        Dataset examples = Noise(rows, 2);
        for (int row = 0; row < rows; row++)
        {
            examples.Features[0, row] = (float)first(row);
        }

        return examples;
    }

    private static Dataset Noise(int rows, int columns)
    {
        var random = new Random(rows + columns);
        var x = new Matrix<float>(columns, rows);
        for (int i = 0; i < columns; i++)
        {
            for (int row = 0; row < rows; row++)
            {
                x[i, row] = random.NextSingle();
            }
        }

        return new Dataset(x, Labels(rows), [.. Enumerable.Range(0, columns).Select(i => $"x{i}")], ["no", "yes"]);
    }

    private static Matrix<float> Labels(int rows) => new(1, rows, [.. Enumerable.Range(0, rows).Select(row => (float)(row % 2))]);

    private static Matrix<float> Turned(Matrix<float> labels) => new(1, labels.Columns, [.. labels.Values.ToArray().Select(label => 1 - label)]);
}
