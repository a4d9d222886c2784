using System.Text.Json.Nodes;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Cross-validates a whole search: in every fold the recipe is tuned anew, and the search sees the training side of the fold alone.</summary>
/// <remarks>
/// A recipe that was tuned on all examples has seen those that it is then tested on, and looks better than it is (Cawley and Talbot, "On
/// Over-fitting in Model Selection and Subsequent Selection Bias in Performance Evaluation", 2010). Here what is tested is the search itself.
/// The recipe that a search ends with is trained on the whole training side, as in any cross-validation; so is the recipe as it is.
/// </remarks>
/// <param name="recipe">The recipe, with what to search in its section <c>tune</c>.</param>
/// <param name="examples">The examples that the folds are of.</param>
/// <param name="dev">A dev part that stands in none of the folds; null where one is taken from the training side.</param>
/// <param name="options">The options of each search; its seed follows from the recipe's seed and the fold's number, and its trials run one at a time.</param>
internal sealed class NestedSearch(RecipeDocument recipe, Dataset examples, Dataset? dev, TuningOptions options)
{
    /// <summary>Prepares the searches of an experiment; its groups count, whatever the recipe says.</summary>
    public static NestedSearch Of(Experiment experiment, TuningOptions options)
    {
        RecipeDocument document = experiment.Stream is { } stream
            ? experiment.Document.Merge(new JsonObject { ["stream"] = new JsonObject { ["splitBy"] = stream.SplitBy } })
            : experiment.Document;
        return new NestedSearch(document, experiment.Data, experiment.Given.Dev, options);
    }

    /// <summary>The search space, in JSON.</summary>
    public JsonObject Space => SearchSpaceReader.Read(recipe, examples.Count).ToJson();

    private readonly int _seed = recipe.ToRecipe().Options.Seed;

    /// <summary>Checks that every fold can be searched, before any is.</summary>
    /// <exception cref="InputException">See <see cref="Tuner"/>; a fold may have no dev part.</exception>
    public void Check(FoldPlan plan) => plan.Run(task => TunerOf(task), null, CancellationToken.None);

    /// <summary>Tunes and tests in every fold.</summary>
    /// <param name="plan">The folds.</param>
    /// <param name="onFold">Called after each fold, from any thread, one at a time; or null.</param>
    /// <param name="cancellation">Ends it; what is done by then is returned.</param>
    public IReadOnlyList<NestedScore> Run(FoldPlan plan, Action<NestedScore>? onFold, CancellationToken cancellation) =>
        plan.Run(task => Score(task, cancellation), onFold, cancellation);

    private NestedScore? Score(FoldTask task, CancellationToken cancellation)
    {
        Dataset train = examples.Select(task.Split.Train);
        Dataset test = examples.Select(task.Split.Test);
        Tuner tuner = TunerOf(task);
        using Study study = Study.InMemory(tuner.Identity, options.Trials);
        tuner.Run(study, null, cancellation);
        if (cancellation.IsCancellationRequested)
        {
            return null;
        }

        if (tuner.Answer((_, identity, trials) => Study.InMemory(identity, trials), study.ReadTrials(), null, cancellation) is not { Taken: { } taken })
        {
            return null;
        }

        FoldScore asItIs = CrossValidation.Score(recipe.ToRecipe().Options, train, dev, test, task, cancellation);
        FoldScore tuned = taken.Number == Trial.AsItIs ? asItIs : CrossValidation.Score(
            tuner.OptionsOf(taken),
            tuner.ExamplesFor(taken, train),
            dev is null ? null : tuner.ExamplesFor(taken, dev),
            tuner.ExamplesFor(taken, test),
            task,
            cancellation);
        return new NestedScore(asItIs, tuned, taken.Number);
    }

    // The test part of the search is the fold's: nothing more is put aside.
    private Tuner TunerOf(FoldTask task)
    {
        int seed = SeededRandom.DeriveSeed(_seed, RandomPurpose.NestedSearch, task.Index) % RootKeys.MaxSeed; // a recipe takes no larger one
        RecipeDocument inner = recipe.Merge(new JsonObject { ["seed"] = seed, ["test"] = null, ["split"] = new JsonObject { ["test"] = 0 } });
        return new Tuner(inner, examples.Select(task.Split.Train), dev, options with { Seed = seed, Jobs = 1 });
    }
}

/// <summary>The result of a fold in which the recipe was tuned.</summary>
/// <param name="AsItIs">The recipe as it is, on the same test part.</param>
/// <param name="Tuned">The recipe that the search has found.</param>
/// <param name="Trial">The number of the trial that was taken; 0 where none was better than the recipe.</param>
internal sealed record NestedScore(FoldScore AsItIs, FoldScore Tuned, int Trial);
