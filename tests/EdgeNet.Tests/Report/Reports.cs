using System.Text;
using System.Xml;
using System.Xml.Linq;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Report;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Report;

/// <summary>Models with their report, trained for a few epochs.</summary>
internal static class Reports
{
    public static TrainedModel OfModel(string name, int epochs = 30)
    {
        (Recipe recipe, Dataset train, Dataset dev, Dataset test) = TestData.Parts(name);
        recipe = recipe with { Options = recipe.Options with { Training = recipe.Options.Training with { Epochs = epochs } } };
        return Of(recipe, train, dev, test);
    }

    /// <summary>Two classes and two features, or other data by a change of the recipe.</summary>
    public static TrainedModel OfTwoFeatures(IReadOnlyList<LayerShape> hidden, int epochs = 30)
    {
        Dataset examples = TestData.Clouds(2, 150, 3);
        return Of(RecipeOf(examples, hidden, epochs), examples, 0.2);
    }

    public static TrainedModel Of(Recipe recipe, Dataset examples, double share)
    {
        StratifiedSplit split = StratifiedSplit.Create(examples, share, share, recipe.Options.Training.Seed);
        return Of(recipe, examples.Select(split.Train), examples.Select(split.Dev), examples.Select(split.Test));
    }

    public static TrainedModel Of(Recipe recipe, Dataset train, Dataset? dev, Dataset? test)
    {
        var parts = new ExampleParts(train, dev, test);
        return ModelBuilder.Build(recipe.Options, parts).With([.. PartWarnings.Of(recipe.Options, new GivenExamples(train), parts)]);
    }

    public static Recipe RecipeOf(Dataset examples, IReadOnlyList<LayerShape> hidden, int epochs) => new()
    {
        Options = new TrainingOptions { Name = "case", Hidden = hidden, Epochs = epochs, LearningRate = 0.02, DevShare = 0.2, TestShare = 0.2 },
        Folder = ".", Data = "none.csv", Labels = ["l"], Classes = examples.ClassNames,
    };

    /// <summary>The page as a tree: it is well-formed, or this throws.</summary>
    public static XElement Parse(byte[] page)
    {
        using var text = new StringReader(Encoding.UTF8.GetString(page));
        using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    public static string[] SectionsOf(XElement page) => [.. page.Descendants("section").Select(section => section.Attribute("id")!.Value)];

    public static XElement SectionOf(XElement page, string id) => page.Descendants("section").Single(section => section.Attribute("id")!.Value == id);
}
