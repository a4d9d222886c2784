using System.Text;
using System.Xml;
using System.Xml.Linq;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Report;

/// <summary>Models with their report, trained for a few epochs.</summary>
internal static class Reports
{
    public static TrainedModel OfModel(string name, int epochs = 30)
    {
        (TrainingOptions options, Dataset train, Dataset dev, Dataset test) = TestData.Parts(name);
        options = options with { Epochs = epochs };
        return Of(options, train, dev, test);
    }

    /// <summary>Two classes and two features, or other data by a change of the options.</summary>
    public static TrainedModel OfTwoFeatures(IReadOnlyList<LayerShape> hidden, int epochs = 30)
    {
        Dataset examples = TestData.Clouds(2, 150, 3);
        return Of(OptionsOf(hidden, epochs), examples, 0.2);
    }

    public static TrainedModel Of(TrainingOptions options, Dataset examples, double share)
    {
        StratifiedSplit split = StratifiedSplit.Create(examples, share, share, options.Training.Seed);
        return Of(options, examples.Select(split.Train), examples.Select(split.Dev), examples.Select(split.Test));
    }

    public static TrainedModel Of(TrainingOptions options, Dataset train, Dataset? dev, Dataset? test)
    {
        var parts = new ExampleParts(train, dev, test);
        return ModelBuilder.Build(options, parts).With([.. PartWarnings.Of(options, new GivenExamples(train), parts)]);
    }

    public static TrainingOptions OptionsOf(IReadOnlyList<LayerShape> hidden, int epochs) => new()
    {
        Name = "case", Hidden = hidden, Epochs = epochs, LearningRate = 0.02, DevShare = 0.2, TestShare = 0.2,
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
