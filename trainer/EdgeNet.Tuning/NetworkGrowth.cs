using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Grows a network only as needed: logistic regression, then one hidden layer, then two.</summary>
/// <remarks>
/// Every depth is judged by the same folds. The smallest is kept whose mean is worse than the best one's by no more than one standard error of the
/// difference (the rule of one standard error of Breiman et al., "Classification and Regression Trees", 1984). The error is that of paired
/// differences over folds whose models share examples: <c>√((1/n + m_test/m_train) s²)</c> (Nadeau and Bengio, "Inference for the Generalization
/// Error", 2003).
/// </remarks>
internal sealed class NetworkGrowth
{
    /// <summary>The most hidden layers that are tried.</summary>
    public const int MaxHidden = 2;

    private const int DefaultUnits = 8;

    private readonly RecipeDocument[] _candidates;
    private readonly FoldJudge _judge;
    private readonly TuningOptions _options;

    /// <summary>Prepares the candidates.</summary>
    /// <param name="experiment">
    /// The experiment of a recipe, whose hidden layers are taken in their order, the last of them again where it has too few, and 8 ReLU units where it
    /// has none.
    /// </param>
    /// <param name="options">The metric, the folds and how often they are dealt, and the jobs.</param>
    /// <exception cref="InputException">The recipe is wrong, the examples cannot be divided into folds, or the metric is none of its task.</exception>
    public NetworkGrowth(Experiment experiment, TuningOptions options)
        : this(experiment.Document, experiment.Data, experiment.Given.Dev, options)
    {
    }

    /// <summary>The same with a dev part of its own, which is refused: it cannot be another one in each repeat.</summary>
    internal NetworkGrowth(RecipeDocument recipe, Dataset examples, Dataset? dev, TuningOptions options)
    {
        options.Validate();
        if (dev is not null)
        {
            throw new InputException($"{recipe.ToRecipe().Options.Name}: --grow judges by folds, and 'dev' is a file that is used as it is; give 'split.dev' in place of 'dev'.");
        }

        _options = options;
        _judge = FoldJudge.Of(recipe.ToRecipe(), examples, dev, options);
        var layers = new LayerTemplates(recipe);
        _candidates = [.. Enumerable.Range(0, MaxHidden + 1).Select(depth => recipe.Merge(new JsonObject
        {
            ["hidden"] = new JsonArray([.. Enumerable.Range(0, depth).Select(l => layers.Any ? layers.At(l) : new JsonObject { ["units"] = DefaultUnits, ["activation"] = "relu" })]),
        }))];
    }

    /// <summary>The folds by which each candidate is judged, of all deals.</summary>
    public int Folds => _judge.Count;

    /// <summary>Judges every candidate by every fold.</summary>
    /// <param name="onTrained">Called after each training, from any thread, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The candidates from small to large; null when it was cancelled.</returns>
    /// <exception cref="InputException">A candidate cannot be trained.</exception>
    public IReadOnlyList<GrowthCandidate>? Run(Action? onTrained = null, CancellationToken cancellation = default)
    {
        int repeats = _judge.Count;
        var results = new FoldResult?[_candidates.Length * repeats];
        try
        {
            Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs }, (i, loop) =>
            {
                results[i] = cancellation.IsCancellationRequested ? null : _judge.Judge(_candidates[i / repeats].ToRecipe(), i % repeats, cancellation);
                if (results[i] is null)
                {
                    loop.Stop();
                }
                else
                {
                    onTrained?.Invoke();
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        FoldResult[] done = [.. results.OfType<FoldResult>()];
        return done.Length < results.Length
            ? null
            : GrowthCandidate.Compare(_candidates, [.. done.Chunk(repeats).Select(_judge.Join)], _judge.Overlap);
    }
}

/// <summary>One depth of <see cref="NetworkGrowth"/>.</summary>
/// <param name="Hidden">Its hidden layers.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Result">The means over the repeats.</param>
/// <param name="Gap">How much worse its mean metric is than the best candidate's; 0 for that one.</param>
/// <param name="Noise">One standard error of that.</param>
/// <param name="IsKept">Whether it is the smallest whose gap is within its noise.</param>
internal sealed record GrowthCandidate(int Hidden, RecipeDocument Recipe, TrialResult Result, double Gap, double Noise, bool IsKept)
{
    /// <summary>The units of its layers, 1 to L.</summary>
    public IReadOnlyList<int> Units => [.. Recipe.ToRecipe().Layers.Select(layer => layer.Units)];

    /// <summary>Writes its recipe.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Save(string path) => TunedRecipe.Save(Recipe, path);

    /// <summary>Compares the candidates with the best of them.</summary>
    /// <param name="recipes">From small to large.</param>
    /// <param name="results">Their results by the same folds.</param>
    /// <param name="overlap">m_test/m_train, for what the folds have in common.</param>
    internal static IReadOnlyList<GrowthCandidate> Compare(IReadOnlyList<RecipeDocument> recipes, IReadOnlyList<TrialResult> results, double overlap)
    {
        double[][] losses = [.. results.Select(each => each.Folds.ToArray())];
        double[] best = losses.MinBy(each => each.Average())!;
        (double Gap, double Noise)[] gaps = [.. losses.Select(each => Difference(each, best, overlap))];
        int kept = Array.FindIndex(gaps, each => each.Gap <= each.Noise);
        return [.. gaps.Select((each, i) => new GrowthCandidate(i, recipes[i], results[i], each.Gap, each.Noise, i == kept))];
    }

    private static (double Gap, double Noise) Difference(double[] losses, double[] best, double overlap)
    {
        FoldEstimate difference = FoldEstimate.Of([.. losses.Zip(best, (loss, other) => loss - other)], overlap);
        return (difference.Mean, difference.StandardError);
    }
}

/// <summary>The hidden layers of a recipe as patterns for a network of another depth.</summary>
/// <param name="recipe">The recipe.</param>
internal sealed class LayerTemplates(RecipeDocument recipe)
{
    private readonly JsonObject[] _layers = [.. recipe.Root().Sections("hidden").Select(layer => JsonObject.Create(layer.Element)!)];

    /// <summary>Whether the recipe has a hidden layer at all.</summary>
    public bool Any => _layers.Length > 0;

    /// <summary>A copy of the recipe's layer, of its last one beyond that; an empty object where it has none.</summary>
    /// <param name="index">From 0.</param>
    public JsonObject At(int index) => Any ? _layers[Math.Min(index, _layers.Length - 1)].DeepClone().AsObject() : [];

    /// <summary>Completes the layers of a trial by the keys that it does not draw.</summary>
    /// <param name="patch">What the trial changes; its layers are completed in place.</param>
    public void Complete(JsonObject patch)
    {
        JsonArray drawn = patch["hidden"]?.AsArray() ?? [];
        for (int l = 0; l < drawn.Count; l++)
        {
            JsonObject layer = At(l);
            foreach ((string key, JsonNode? value) in drawn[l]!.AsObject())
            {
                layer[key] = value?.DeepClone();
            }

            drawn[l] = layer;
        }
    }
}
