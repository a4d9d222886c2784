using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Experiments;

/// <summary>All examples that an experiment is given.</summary>
/// <param name="Data">The examples to divide.</param>
/// <param name="Dev">A dev part that is used as it is; null where it is a share of the data.</param>
/// <param name="Test">A test part that is used as it is; null where it is a share of the data.</param>
internal sealed record GivenExamples(Dataset Data, Dataset? Dev = null, Dataset? Test = null)
{
    /// <summary>Divides them by the shares of the options, but for a part that is given; groups stay whole.</summary>
    public ExampleParts Divide(TrainingOptions options)
    {
        StratifiedSplit split = StratifiedSplit.Create(Data, Dev is null ? options.DevShare : 0, Test is null ? options.TestShare : 0, options.Seed);
        return new ExampleParts(Data.Select(split.Train), Dev ?? Part(split.Dev), Test ?? Part(split.Test)).Filled(options);
    }

    /// <summary>The same without missing values, for checks of the data.</summary>
    /// <param name="fills">What stands for them; null where none may be missing.</param>
    public GivenExamples Filled(MissingFills? fills) =>
        fills is null ? this : new GivenExamples(fills.Fill(Data), Dev is null ? null : fills.Fill(Dev), Test is null ? null : fills.Fill(Test));

    /// <summary>Refuses recordings of a sensor at different ranges: the same movement reads differently, and a model would learn the range.</summary>
    /// <exception cref="InputException">Two recordings have different counts for a unit.</exception>
    public void CheckScales()
    {
        Recording? first = null;
        foreach (RecordedWindow window in ((IEnumerable<Dataset?>)[Data, Dev, Test]).SelectMany(part => part?.Windows ?? []))
        {
            first ??= window.Recording.CountsPerUnit is null ? null : window.Recording;
            if (window.Recording.CountsPerUnit is { } counts && counts != first!.CountsPerUnit)
            {
                throw new InputException(FormattableString.Invariant(
                    $"{Path.GetFileName(first.Source)} has {first.CountsPerUnit} counts for a unit in '{first.Name}', and {Path.GetFileName(window.Recording.Source)} has {counts} in '{window.Recording.Name}': the sensor was at different ranges, so that the same movement reads differently. Record all with one range."));
            }
        }
    }

    private Dataset? Part(int[] members) => members.Length == 0 ? null : Data.Select(members);
}

/// <summary>Examples for training, development and test.</summary>
/// <param name="Train">The training examples.</param>
/// <param name="Dev">The development examples; null without any.</param>
/// <param name="Test">The test examples; null without any.</param>
internal sealed record ExampleParts(Dataset Train, Dataset? Dev, Dataset? Test)
{
    /// <summary>Fills missing values of all parts by what the training part says, once.</summary>
    /// <param name="options">Whether they may be missing, and what stands for them.</param>
    public ExampleParts Filled(TrainingOptions options)
    {
        if (options.Missing == MissingCells.None || Train.Origin.Fills is not null)
        {
            return this;
        }

        var fills = MissingFills.Of(Train, options.Missing);
        return new ExampleParts(fills.Fill(Train), Dev is null ? null : fills.Fill(Dev), Test is null ? null : fills.Fill(Test));
    }

    /// <summary>The parts that have examples, in their order.</summary>
    public IEnumerable<Dataset> All => ((Dataset?[])[Train, Dev, Test]).OfType<Dataset>().Where(part => part.Count > 0);
}
