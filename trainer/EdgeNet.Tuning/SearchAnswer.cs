using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tuning;

/// <summary>Whether a search has found anything better than the recipe as it is.</summary>
/// <param name="Own">The recipe as it is; null where it could not be trained, or does not fit the board.</param>
/// <param name="Best">The best of the trials that were drawn; null where none could be trained.</param>
/// <param name="Gain">How much better the metric, with its penalty, is than the recipe's; NaN if one of them is missing.</param>
/// <param name="Noise">The standard error of the gain; NaN where it is not known, on a dev file.</param>
internal sealed record SearchAnswer(Trial? Own, Trial? Best, double Gain, double Noise)
{
    /// <summary>The trials that are judged once more.</summary>
    public const int Finalists = 4;

    /// <summary>The same where the device is an aim.</summary>
    public const int MostOfAFront = 8;

    /// <summary>How often the folds are dealt anew for them.</summary>
    public const int Deals = 1;

    /// <summary>Whether the best trial is better than the recipe: by more than the noise, where that is known; or cheaper, and not noticeably worse.</summary>
    public bool IsBetter => Best is not null && (Own is null || IsCheaper || Gain > (double.IsNaN(Noise) ? 0 : Noise));

    /// <summary>Whether the cost on the device is an aim, and the trial is cheaper there and worse by no more than the noise.</summary>
    public bool IsCheaper { get; private init; }

    /// <summary>Whether the best trial is worse by no more than the noise.</summary>
    public bool IsAsGood => -Gain <= Noise;

    /// <summary>The trial to be taken: the recipe as it is where none is better.</summary>
    public Trial Taken => IsBetter ? Best! : Own!;

    /// <summary>Chooses among trials that were judged once more by the same folds.</summary>
    /// <remarks>
    /// What counts is the gain in the new folds. Its standard error is that of paired differences whose models share examples, <c>√((1/n + m_test/m_train) s²)</c> (Nadeau
    /// and Bengio, 2003), with s² from the new folds and those of the search together, of which there are more.
    /// </remarks>
    /// <param name="before">The recipe as it is, and the best trials, by the folds of the search.</param>
    /// <param name="judged">The same by the new folds; those that failed this time have no result.</param>
    /// <param name="options">The metric, and whether the device is an aim.</param>
    /// <param name="overlap">m_test/m_train of the new folds.</param>
    /// <param name="mayKeepOwn">Whether the recipe as it is can be trained, and fits the board that the model is for.</param>
    public static SearchAnswer Of(IReadOnlyList<Trial> before, IReadOnlyList<Trial> judged, TuningOptions options, double overlap, bool mayKeepOwn = true)
    {
        Trial own = judged[0];
        IReadOnlyList<Trial> others = TrialRanking.Rank(judged.Skip(1), options.Metric);
        if (others is not [var best, ..])
        {
            return new SearchAnswer(before[0], null, double.NaN, double.NaN);
        }

        if (own.Result is null || !mayKeepOwn)
        {
            return new SearchAnswer(null, options.WeighsDevice ? Cheapest(others.Where(trial => IsAsGood(trial, best)))! : Preferred(others), double.NaN, double.NaN);
        }

        Trial[] better = [.. others.Where(trial => Compare(own, trial).IsBetter)];
        if (!options.WeighsDevice)
        {
            return Compare(own, better.Length == 0 ? best : Preferred(better));
        }

        Trial leader = best.Result!.LossBy(options.Metric) < own.Result.LossBy(options.Metric) ? best : own;
        Trial cheapest = Cheapest(others.Append(own).Where(trial => IsAsGood(trial, leader)))!;
        return cheapest.Result!.Instructions < own.Result.Instructions
            ? Compare(own, cheapest) with { IsCheaper = true }
            : Compare(own, Cheapest(better.Where(trial => IsAsGood(trial, leader))) ?? best);

        static Trial? Cheapest(IEnumerable<Trial> trials) => trials.MinBy(trial => trial.Result!.Instructions);

        // What suits most tables has been tried on many: another one must be clearly better.
        Trial Preferred(IReadOnlyList<Trial> ranked) =>
            ranked.FirstOrDefault(trial => trial.Number == Trial.Suited) is { } suited && !Compare(suited, ranked[0]).IsBetter ? suited : ranked[0];

        bool IsAsGood(Trial trial, Trial than) => trial == than || Compare(than, trial).IsAsGood;

        SearchAnswer Compare(Trial one, Trial other) => SearchAnswer.Compare(one, other, options.Metric, overlap, GainsOf(Before(one), Before(other)));

        Trial Before(Trial trial) => before.First(each => each.Number == trial.Number);
    }

    /// <summary>Compares two trials that were judged by the same folds.</summary>
    /// <param name="own">The one.</param>
    /// <param name="other">The other, which may be better.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="overlap">m_test/m_train of the folds.</param>
    /// <param name="more">Gains in further folds, which say how much gains vary; perhaps none.</param>
    public static SearchAnswer Compare(Trial own, Trial other, TuningMetric metric, double overlap, IReadOnlyList<double> more)
    {
        double[] gains = GainsOf(own, other);
        double[] all = [.. more, .. gains];
        double deviation = FoldEstimate.Of(all, 0).StandardError * Math.Sqrt(all.Length);
        return new SearchAnswer(own, other, own.Result!.LossBy(metric) - other.Result!.LossBy(metric), deviation * Math.Sqrt((1.0 / gains.Length) + overlap));
    }

    private static double[] GainsOf(Trial own, Trial other) => [.. own.Result!.Folds.Zip(other.Result!.Folds, (mine, its) => mine - its)];
}
