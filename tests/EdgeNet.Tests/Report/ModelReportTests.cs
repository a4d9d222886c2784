using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Report;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Report;

[TestClass]
public partial class ModelReportTests
{
    private static readonly string[] Sections =
        ["summary", "learning", "confusion", "curves", "calibration", "threshold", "boundary", "importance", "quantization", "device"];

    [TestMethod]
    public void N35_Write_TwoClasses_HasEverySectionButTheBoundary()
    {
        byte[] page = Check(Reports.OfModel("sonar"));
        XElement root = Reports.Parse(page);

        CollectionAssert.AreEqual(Sections.Except(["boundary"]).ToArray(), Reports.SectionsOf(root));
        string text = root.Value;
        Assert.Contains("rock 97, mine 111", text);
        Assert.Contains("and 48 more", text);
        Assert.Contains("Area under the curve: float 0.", text);
        Assert.Contains("Average precision: float 0.", text);
        Assert.Contains("Expected calibration error: float ", text);
        Assert.Contains("The 20 most important of 60 inputs.", text);
        Assert.Contains("SonarModel, generated class", text);
        Assert.Contains("layer 1 activations to int8", text);
    }

    [TestMethod]
    public void N35_Write_TwoClasses_ShowsTheConfusionOfTheDevice()
    {
        TrainedModel source = Reports.OfModel("sonar");
        XElement section = Reports.SectionOf(Reports.Parse(ModelReport.Write(source)), "confusion");

        ConfusionTable confusion = source.ScoreDevice(source.Parts.Test!).Confusion!;
        string[] cells = [.. section.Descendants("table").First().Descendants("td").Select(cell => cell.Value)];
        CollectionAssert.AreEqual((string[])[$"{confusion[0, 0]}", $"{confusion[0, 1]}", $"{confusion[1, 0]}", $"{confusion[1, 1]}"], cells);
    }

    [TestMethod]
    public void Write_Stream_ShowsTheImportanceOfFeaturesChannelsAndKinds()
    {
        XElement section = Reports.SectionOf(Reports.Parse(Check(Reports.OfModel("vibration"))), "importance");

        Assert.AreSequenceEqual(
            ["Permutation importance", "Importance of the channels", "Importance of the kinds of features"], section.Descendants("figcaption").Select(caption => caption.Value));
        string[][] names = [.. section.Descendants().Where(each => each.Name.LocalName == "svg")
            .Select(chart => chart.Descendants().Where(each => each.Name.LocalName == "text").Select(text => text.Value).ToArray())];
        Assert.Contains("x·z correlation", names[0]);
        Assert.IsTrue(((string[])["x", "y", "z"]).All(names[1].Contains));
        Assert.IsTrue(((string[])["standard deviation", "zero crossings", "kurtosis", "bands", "correlation"]).All(names[2].Contains));
    }

    [TestMethod]
    public void N35_Write_SeveralClasses_ComparesEachWithTheRest()
    {
        XElement root = Reports.Parse(Check(Reports.OfModel("iris")));

        CollectionAssert.AreEqual(Sections.Except(["threshold", "boundary"]).ToArray(), Reports.SectionsOf(root));
        XElement curves = Reports.SectionOf(root, "curves");
        CollectionAssert.AreEqual((string[])["setosa", "versicolor", "virginica"], curves.Descendants("ul").First().Elements("li").Select(item => item.Value).ToArray());
        Assert.HasCount(9, Reports.SectionOf(root, "confusion").Descendants("table").First().Descendants("td").ToArray());
    }

    [TestMethod]
    public void N35_Write_Regression_ShowsEstimatesAndResiduals()
    {
        XElement root = Reports.Parse(Check(Reports.OfModel("winding")));

        CollectionAssert.AreEqual((string[])["summary", "learning", "estimates", "importance", "quantization", "device"], Reports.SectionsOf(root));
        XElement estimates = Reports.SectionOf(root, "estimates");
        Assert.AreEqual(2, estimates.Descendants("svg").Count());
        foreach (XElement svg in estimates.Descendants("svg"))
        {
            Assert.AreEqual(60, svg.Descendants("ellipse").Count(), "A mark for each example of the test part.");
        }
    }

    [TestMethod]
    public void N25_Write_LearningCurves_ShowTheCostOfEveryEpoch()
    {
        TrainedModel source = Reports.OfModel("winding", epochs: 40);
        XElement svg = Reports.SectionOf(Reports.Parse(ModelReport.Write(source)), "learning").Descendants("svg").First();
        var epochs = source.Training.Epochs;

        foreach ((string paint, double[] costs) in ((string, double[])[])[("--s1", [.. epochs.Select(e => e.TrainCost)]), ("--s2", [.. epochs.Select(e => e.DevCost)])])
        {
            (double X, double Y)[] points = Points(svg.Descendants("polyline").Single(line => line.Attribute("style")!.Value.Contains($"stroke:var({paint})", StringComparison.Ordinal)));

            // Both axes are straight or logarithmic, so that two points say where all others are.
            bool isLogarithmic = svg.Descendants("text").Any(text => text.Value == "cost, logarithmic");
            double[] heights = [.. costs.Select(cost => isLogarithmic ? Math.Log(cost) : cost)];
            double scale = (points[^1].Y - points[0].Y) / (heights[^1] - heights[0]);
            double step = (points[^1].X - points[0].X) / (costs.Length - 1);
            Assert.IsLessThan(0, scale, "Up is more.");
            foreach ((double x, double y) in points)
            {
                double epoch = (x - points[0].X) / step;
                Assert.AreEqual(Math.Round(epoch), epoch, 0.01);
                Assert.AreEqual(points[0].Y + (scale * (heights[(int)Math.Round(epoch)] - heights[0])), y, 0.05);
            }

            Assert.IsGreaterThan(costs.Length / 2, points.Length, "Only points that lie on each other are left out.");
        }
    }

    [TestMethod]
    public void N31_Write_ChosenThreshold_IsMarkedWithItsInterval()
    {
        (TrainingOptions options, Dataset train, Dataset dev, Dataset test) = TestData.Parts("sonar");
        options = options with { Epochs = 20, ThresholdRule = ThresholdRule.ByPrecision(0.8) };

        XElement section = Reports.SectionOf(Reports.Parse(Check(Reports.Of(options, train, dev, test))), "threshold");

        Assert.MatchesRegex(
            @"Dashed: the model's threshold, 0\.\d{3}, chosen on dev for a precision of 80\.0 %\. Shaded: from 0\.\d{3} to 0\.\d{3}, where 95 % of 1,000 bootstrap samples have it: the best threshold for all such examples, not these alone, is likely to be in there\.",
            section.Value);
        CollectionAssert.AreEqual((string[])["precision", "recall", "F1"], section.Descendants("li").Select(item => item.Value).ToArray());
    }

    [TestMethod]
    public void N36_Write_OneNode_DrawsTheStraightLine()
    {
        TrainedModel source = Reports.OfTwoFeatures([]);
        XElement root = Reports.Parse(Check(source));

        CollectionAssert.AreEqual(Sections, Reports.SectionsOf(root));
        XElement section = Reports.SectionOf(root, "boundary");
        (double X, double Y)[] ends = Points(section.Descendants("polyline").Single(IsBoundary));
        Assert.HasCount(2, ends);
        Assert.Contains("wᵀx = logit(c) - b", section.Value);
    }

    [TestMethod]
    public void N36_Write_ReluUnits_DrawsAFoldForEachRowInThePicture()
    {
        TrainedModel source = Reports.OfTwoFeatures([new LayerShape(7, Activation.Relu)]);
        XElement section = Reports.SectionOf(Reports.Parse(Check(source)), "boundary");

        Dataset[] parts = [source.Parts.Train, source.Parts.Dev!, source.Parts.Test!];
        (double Low, double High)[] ranges = [.. ((int[])[0, 1]).Select(i =>
        {
            float[] values = [.. parts.SelectMany(part => part.Features.Row(i).ToArray())];
            double margin = 0.08 * ((double)values.Max() - values.Min());
            return (values.Min() - margin, values.Max() + margin);
        })];
        int inside = DecisionBoundary.Of(source.Network, source.Standardizer, 0.5).Folds
            .Count(fold => fold.Clip((ranges[0].Low, ranges[1].Low), (ranges[0].High, ranges[1].High)) is not null);
        Assert.IsGreaterThan(2, inside);
        Assert.AreEqual(inside, section.Descendants("polyline").Count(IsFold));
        Assert.Contains("the folds of the 7 hidden units of layer 1", section.Value);

        static bool IsFold(XElement line) => line.Attribute("style")!.Value is var style
            && style.Contains("stroke:var(--muted)", StringComparison.Ordinal) && style.Contains("stroke-dasharray", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Write_FourBitsAndAwareTraining_AreNamedAndShown()
    {
        Dataset examples = TestData.Clouds(3, 120, 4);
        TrainingOptions options = Reports.OptionsOf([new LayerShape(4, Activation.Relu)], 10) with
        {
            Quantization = new QuantizationOptions { AwareEpochs = 5, WeightBits = 4 },
        };

        XElement root = Reports.Parse(Check(Reports.Of(options, examples, 0.2)));

        Assert.DoesNotContain("int8 model", root.Value);
        Assert.Contains("What the 4-bit model decides on the test part.", root.Value);
        Assert.Contains("4-bit, after 5 epochs of quantization-aware training", root.Value);
        Assert.Contains("Cost per epoch of quantization-aware training", Reports.SectionOf(root, "learning").Value);
    }

    [TestMethod]
    public void Write_SameModel_GivesTheSameBytes()
    {
        CollectionAssert.AreEqual(ModelReport.Write(Reports.OfTwoFeatures([])), ModelReport.Write(Reports.OfTwoFeatures([])));
    }

    [TestMethod]
    public void Write_NamesWithMarkup_AreTextOnThePage()
    {
        const string Script = "<script>alert('x')</script>";
        Dataset clouds = TestData.Clouds(2, 120, 5);
        var examples = new Dataset(clouds.Features, clouds.Labels, [Script, "a\"b&c\u0001 rgb(1,0,3)"], ["<img src=x onerror=alert(1)>", Script]);
        examples = examples.WithOrigin(examples.Origin with { Source = "</style>.csv" });

        byte[] page = Check(Reports.Of(Reports.OptionsOf([], 10), examples, 0.2));

        string html = Encoding.UTF8.GetString(page);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        Assert.Contains("&lt;script&gt;alert('x')&lt;/script&gt;", html);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html);
        Assert.Contains("&lt;/style&gt;.csv", html);
        Assert.Contains("a&quot;b&amp;c\uFFFD", html);
        Assert.Contains(Script, Reports.Parse(page).Value);
    }

    [TestMethod]
    public void Write_ColourImagesOf64Pixels_StaysSmallAndMeasuresTwentyInputs()
    {
        Dataset examples = TestData.Clouds(12288, 40, 6);

        byte[] page = Check(Reports.Of(Reports.OptionsOf([new LayerShape(2, Activation.Relu)], 2), examples, 0.2));

        string text = Reports.Parse(page).Value;
        Assert.Contains("Of 12,288 inputs, the 20 with the largest weights in layer 1.", text);
        Assert.Contains("and 12,276 more", text);
        Assert.Contains("Model.Load(bytes) does not fit an ESP32 without PSRAM: it needs about", text);
        Assert.Contains("inputs with the same layers", text);
    }

    [TestMethod]
    public void Write_ManyClassesAndExamples_CutsListsAndSaysSo()
    {
        var random = new Random(7);
        const int Classes = 30, Count = 3000;
        var x = new Matrix<float>(2, Count);
        var y = new Matrix<float>(Classes, Count);
        for (int e = 0; e < Count; e++)
        {
            y[e % Classes, e] = 1;
            x[0, e] = (e % Classes) + (3 * (float)random.NextDouble());
            x[1, e] = (float)random.NextDouble();
        }

        var examples = new Dataset(x, y, ["a", "b"], [.. Enumerable.Range(0, Classes).Select(c => $"class {c}")]);
        byte[] page = Check(Reports.Of(Reports.OptionsOf([new LayerShape(8, Activation.Tanh)], 5), examples, 0.2));

        string text = Reports.Parse(page).Value;
        Assert.Contains("Of 30 classes, the 20 largest numbers beside the diagonal.", text);
        Assert.Contains("Of 30 classes, the 8 with the smallest areas.", text);
    }

    [TestMethod]
    public void Write_NoDevAndNoTestPart_JudgesByTheTrainingPart()
    {
        Dataset examples = TestData.Clouds(3, 60, 8);

        XElement root = Reports.Parse(Check(Reports.Of(Reports.OptionsOf([], 5), examples, null, null)));

        Assert.Contains("What the int8 model decides on the training part.", root.Value);
        Assert.AreEqual(1, Reports.SectionOf(root, "learning").Descendants("svg").Count(), "No dev accuracy.");
    }

    /// <summary>What holds for every page: one file, small, well-formed, without scripts and references.</summary>
    private static byte[] Check(TrainedModel source)
    {
        byte[] page = ModelReport.Write(source);
        string html = Encoding.UTF8.GetString(page);
        Assert.IsLessThan(ModelReport.MaxBytes, page.Length);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html);
        XElement root = Reports.Parse(page);
        string[] foreign = ["script", "link", "img", "iframe", "object", "embed", "image", "use", "a", "form"];
        Assert.IsEmpty(root.DescendantsAndSelf().Where(element => foreign.Contains(element.Name.LocalName)).ToArray());
        foreach (XAttribute attribute in root.DescendantsAndSelf().Attributes())
        {
            Assert.DoesNotContain("http:", attribute.Value);
            Assert.DoesNotContain("https:", attribute.Value);
            Assert.DoesNotMatchRegex("^(on.*|src|href)$", attribute.Name.LocalName);
            Assert.DoesNotMatchRegex(@"url\((?!#)", attribute.Value);
        }

        string css = root.Descendants("style").Single().Value;
        Assert.DoesNotMatchRegex(@"url\(|@import|https?:", css);
        Assert.Contains("prefers-color-scheme: dark", css);
        string[] identifiers = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.HasCount(identifiers.Length, identifiers.Distinct().ToArray());
        foreach (XElement svg in root.Descendants("svg"))
        {
            Assert.IsNotNull(svg.Attribute("viewBox"));
            Assert.IsFalse(string.IsNullOrEmpty(svg.Attribute("aria-label")!.Value));
            Assert.IsNull(svg.Attribute("width"));

            // Every colour is one of the style, light or dark.
            foreach (string style in svg.Descendants().Attributes("style").Select(style => style.Value))
            {
                Assert.DoesNotMatchRegex("(fill|stroke):(?!var\\(--|none)", style);
            }

            Assert.IsTrue(svg.Descendants().Attributes("fill").All(fill => fill.Value == "none"));
            Assert.IsTrue(svg.Descendants().Attributes("points").All(points => !points.Value.Contains("NaN", StringComparison.Ordinal)));
        }

        return page;
    }

    private static bool IsBoundary(XElement line) => line.Attribute("style")!.Value.Contains("stroke:var(--ink);stroke-width:2", StringComparison.Ordinal);

    private static (double X, double Y)[] Points(XElement polyline) =>
        [.. PointPair().Matches(polyline.Attribute("points")!.Value).Select(match => (double.Parse(match.Groups[1].Value), double.Parse(match.Groups[2].Value)))];

    [GeneratedRegex(@"(-?[\d.]+),(-?[\d.]+)")]
    private static partial Regex PointPair();
}
