using System.Text.Json.Nodes;

namespace EdgeNet.Tuning;

/// <summary>Draws the trials of a study, so that every session draws the same.</summary>
internal interface ITrialPlan
{
    /// <summary>The last of the trials, from 0 on, that must be finished before a trial can be drawn; -1 where it waits for none.</summary>
    /// <param name="number">The trial, from 1.</param>
    int Needs(int number);

    /// <summary>Draws a trial.</summary>
    /// <param name="number">The trial, from 1.</param>
    /// <param name="history">Trials 0 to <see cref="Needs"/>, all finished, by number.</param>
    /// <returns>Its round, and what it changes in the recipe: a JSON merge patch.</returns>
    (int Round, string Parameters) Draw(int number, IReadOnlyList<Trial> history);
}

/// <summary>Draws trials at random or by those before them. The first is what suits most tables, as far as the space allows it.</summary>
/// <param name="space">The whole space.</param>
/// <param name="options">The seed, the metric, and how trials are drawn.</param>
/// <param name="planned">The number of trials for which the study was made.</param>
/// <param name="suited">A recipe's <c>hidden</c> and <c>training</c> that suit most tables; null to begin at random.</param>
internal sealed class TrialPlan(SearchSpace space, TuningOptions options, int planned, JsonObject? suited = null) : ITrialPlan
{
    // A trial looks back over this many, so that as many can be under way at one time.
    private const int LeastLag = 4;
    private const int LagShare = 8;

    private const int LeastBest = 3;
    private const int Coarse = 1;
    private const int Fine = 2;

    private readonly ParzenSampler _sampler = new(space, options);

    private readonly int _coarse = (planned + 1) / 2;
    private readonly int _lag = Math.Max(LeastLag, planned / LagShare);

    /// <inheritdoc/>
    public int Needs(int number)
    {
        bool isModelled = options.Sampler == TuningSampler.Tpe && number > _lag;
        int before = isModelled || options.EndsEarly ? Math.Max(-1, number - _lag) : -1;
        return options.Sampler == TuningSampler.Random && number > _coarse ? Math.Max(_coarse, before) : before;
    }

    /// <inheritdoc/>
    public (int Round, string Parameters) Draw(int number, IReadOnlyList<Trial> history)
    {
        if (number == Trial.Suited && suited is not null)
        {
            return (Coarse, Nearest(suited).ToJsonString());
        }

        if (options.Sampler == TuningSampler.Tpe)
        {
            return number <= _lag ? (Coarse, AtRandom(space)) : (Fine, _sampler.Draw(number, history).ToJsonString());
        }

        return number <= _coarse ? (Coarse, AtRandom(space)) : (Fine, AtRandom(Region([.. history.Where(trial => trial.Round == Coarse)])));

        string AtRandom(SearchSpace from) => from.Sample(options.Seed, number).ToJsonString();
    }

    /// <summary>The space spanned by the best quarter of the first round, of three trials at least.</summary>
    /// <param name="coarse">The first round, finished.</param>
    public SearchSpace Region(IReadOnlyList<Trial> coarse)
    {
        int count = Math.Max(LeastBest, (coarse.Count + 3) / 4);
        return space.Around([.. TrialRanking.Order(coarse, options).Take(count).Select(trial => JsonNode.Parse(trial.Parameters)!.AsObject())]);
    }

    private JsonObject Nearest(JsonObject values)
    {
        IReadOnlyDictionary<string, double> places = space.CoordinatesOf(values);
        return space.Compose((parameter, name) => places.TryGetValue(name, out double place) ? place : UniformDraw.Of(options.Seed, 1, name));
    }
}

/// <summary>Takes the best trials of a study once more.</summary>
/// <param name="best">The trials.</param>
internal sealed class FinalPlan(IReadOnlyList<Trial> best) : ITrialPlan
{
    private const int Final = 3;

    /// <inheritdoc/>
    public int Needs(int number) => -1;

    /// <inheritdoc/>
    public (int Round, string Parameters) Draw(int number, IReadOnlyList<Trial> history) => (Final, best[number - 1].Parameters);
}

/// <summary>Draws trials that are likelier among the good trials than among the others, parameter by parameter: the tree-structured Parzen estimator.</summary>
/// <remarks>
/// Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization", 2011, with the numbers of Optuna: a tenth of the trials are good, 25 at
/// most, and of 24 places the one is taken where the ratio of the densities is the highest.
/// </remarks>
/// <param name="space">The space.</param>
/// <param name="options">The seed and the metric.</param>
internal sealed class ParzenSampler(SearchSpace space, TuningOptions options)
{
    private const double GoodShare = 0.1;
    private const int MostGood = 25;
    private const int MostOthers = 200; // the last ones: a draw costs the same in a long study
    private const int Candidates = 24;

    /// <summary>Draws a trial.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="history">Finished trials.</param>
    public JsonObject Draw(int number, IReadOnlyList<Trial> history)
    {
        Trial[] ordered = [.. TrialRanking.Order(history, options)];
        int good = Math.Min(MostGood, (int)Math.Ceiling(GoodShare * ordered.Length));
        IReadOnlyDictionary<string, double>[] best = [.. ordered.Take(good).Select(PlacesOf)];
        IReadOnlyDictionary<string, double>[] others = [.. ordered.Skip(good).OrderByDescending(trial => trial.Number).Take(MostOthers).Select(PlacesOf)];
        return space.Compose((parameter, name) => Choose(parameter, name, number, best, others));
    }

    private double Choose(
        SearchParameter parameter, string name, int number, IReadOnlyDictionary<string, double>[] best, IReadOnlyDictionary<string, double>[] others)
    {
        var good = new ParzenEstimator(PlacesIn(best, name), parameter.ChoiceCount);
        var bad = new ParzenEstimator(PlacesIn(others, name), parameter.ChoiceCount);
        (double chosen, double highest) = (0, double.NegativeInfinity);
        for (int k = 0; k < Candidates; k++)
        {
            double place = good.Draw(Even($"which/{k}"), Even($"where/{k}"));
            double ratio = good.DensityAt(place) / bad.DensityAt(place);
            (chosen, highest) = ratio > highest ? (place, ratio) : (chosen, highest);
        }

        return chosen;

        double Even(string what) => UniformDraw.Of(options.Seed, number, $"{name}/{what}");
    }

    private static IEnumerable<double> PlacesIn(IEnumerable<IReadOnlyDictionary<string, double>> trials, string name) =>
        trials.Where(trial => trial.ContainsKey(name)).Select(trial => trial[name]);

    private IReadOnlyDictionary<string, double> PlacesOf(Trial trial) => space.CoordinatesOf(JsonNode.Parse(trial.Parameters)!.AsObject());
}
