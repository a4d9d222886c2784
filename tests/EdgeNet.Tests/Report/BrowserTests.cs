using EdgeNet.Networks.Layers;
using EdgeNet.Report;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Report;

/// <summary>The page in Chromium, at the width of a phone and of a desk, in both colour schemes.</summary>
[TestClass]
public class BrowserTests
{
    [TestMethod]
    [DataRow("sonar", 390, false)]
    [DataRow("sonar", 1280, true)]
    [DataRow("iris", 390, true)]
    [DataRow("winding", 390, false)]
    [DataRow("winding", 1280, false)]
    [DataRow("two features", 390, true)]
    [DataRow("vibration", 390, false)]
    [DataRow("long names", 390, false)]
    [DataRow("long names", 1280, false)]
    public void N35_Page_InChromium_FitsAndSaysNothing(string model, int width, bool isDark)
    {
        Browser browser = Browser.FindOrSkip();
        using var folder = new TemporaryFolder();
        string page = folder.Combine("a page.html");

        Measures measures = browser.AssertFits(page, ModelReport.Write(SourceOf(model)), width, isDark);

        Assert.IsGreaterThan(8, measures.SmallestText);
        Assert.IsGreaterThan(150, Math.Abs(measures.Background.Average() - measures.Ink.Average()), "Text stands out.");
    }

    private static TrainedModel SourceOf(string model)
    {
        switch (model)
        {
            case "two features":
                return Reports.OfTwoFeatures([new LayerShape(5, Activation.Relu)]);
            case "long names":
                Dataset clouds = TestData.Clouds(2, 150, 9);
                string name = string.Concat(Enumerable.Repeat("LongName", 12));
                var examples = new Dataset(clouds.Features, clouds.Labels, [name, $"the {name}"], [$"no {name[..40]}", $"yes{name[..40]}"]);
                return Reports.Of(Reports.OptionsOf([], 10), examples, 0.2);
            default:
                return Reports.OfModel(model);
        }
    }
}
