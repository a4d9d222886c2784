using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Experiments;

/// <summary>What a model of all classes but one says of the one that it never saw, on the test part of a fold.</summary>
/// <param name="Class">The class that was left out.</param>
/// <param name="Run">From 0.</param>
/// <param name="Fold">From 0.</param>
/// <param name="Area">The area under the ROC curve of the distance, between the class and the others; NaN where one of both is missing.</param>
/// <param name="Found">The share of the class that is unfamiliar; NaN where there is none.</param>
/// <param name="Known">The share of the other classes that is unfamiliar; NaN where there is none.</param>
/// <param name="TestToTrain">Test examples for each one that the model saw.</param>
internal sealed record LeftOutClass(int Class, int Run, int Fold, double Area, double Found, double Known, double TestToTrain)
{
    /// <summary>Trains without a class and tests on all.</summary>
    /// <param name="options">How models are made; they learn what is unfamiliar.</param>
    /// <param name="examples">All examples, of three classes or more.</param>
    /// <param name="dev">A dev part that stands in none of the folds; null where one is taken from the training part.</param>
    /// <param name="left">The number of the class.</param>
    /// <param name="task">The fold.</param>
    /// <param name="cancellation">Ends training early.</param>
    public static LeftOutClass Test(TrainingOptions options, Dataset examples, Dataset? dev, int left, FoldTask task, CancellationToken cancellation)
    {
        Dataset known = examples.Select(task.Split.Train).Without(left);
        Dataset test = examples.Select(task.Split.Test);
        (Dataset train, Dataset judge) = dev is not null ? (known, dev.Without(left)) : Divide(known, options.DevShare, task.Seed);
        DescentOptions training = options.Training with { ClassWeights = options.Training.ClassWeights is { } weights ? [.. weights.Where((_, number) => number != left)] : null };
        TrainedModel model = ModelBuilder.Build(options with { Training = training, Seed = task.Seed, Update = null }, train, judge, null, cancellation);
        float[] far = model.File.Unfamiliarities(test);
        bool[] isLeft = [.. Enumerable.Range(0, test.Count).Select(e => test.ClassOf(e) == left)];
        int count = isLeft.Count(unknown => unknown);
        double area = count == 0 || count == test.Count ? double.NaN : RocCurve.Of([.. far.Select(distance => (double)distance)], [.. isLeft.Select(unknown => unknown ? 1f : 0f)]).Area;
        return new LeftOutClass(left, task.Run, task.Fold, area, Share(true), Share(false), (double)test.Count / known.Count);

        static (Dataset Train, Dataset Dev) Divide(Dataset known, double share, int seed)
        {
            StratifiedSplit inner = StratifiedSplit.Create(known, share, 0, seed);
            return (known.Select(inner.Train), known.Select(inner.Dev));
        }

        double Share(bool unknown)
        {
            int all = unknown ? count : test.Count - count;
            return all == 0 ? double.NaN : (double)far.Where((distance, e) => isLeft[e] == unknown && distance >= 1).Count() / all;
        }
    }
}
