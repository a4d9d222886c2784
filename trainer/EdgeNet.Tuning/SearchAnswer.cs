using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tuning;

/// <summary>Whether a search has found anything better than the recipe as it is.</summary>
/// <param name="Own">The recipe as it is; null where it could not be trained.</param>
/// <param name="Best">The best of the trials that were drawn; null where none could be trained.</param>
/// <param name="Gain">How much better the metric, with its penalty, is than the recipe's; NaN if one of them is missing.</param>
/// <param name="Noise">The standard error of the gain; NaN where it is not known, on a dev file.</param>
internal sealed record SearchAnswer(Trial? Own, Trial? Best, double Gain, double Noise)
{
    /// <summary>The trials that are judged once more.</summary>
    public const int Finalists = 4;

    /// <summary>How often the folds are dealt anew for them.</summary>
    public const int Deals = 1;

    /// <summary>Whether the best trial is better than the recipe: by more than the noise, where that is known; or cheaper, and not noticeably worse.</summary>
    public bool IsBetter => Best is not null && (Own is null || IsCheaper || Gain > (double.IsNaN(Noise) ? 0 : Noise));

    /// <summary>Whether the cost on the device is an aim, and the trial is cheaper there and worse by no more than the noise.</summary>
    public bool IsCheaper { get; private init; }

    /// <summary>The trial to be taken: the recipe as it is where none is better.</summary>
    public Trial Taken => IsBetter ? Best! : Own!;

    /// <summary>Chooses among trials that were judged once more by the same folds.</summary>
    /// <remarks>
    /// The gain is that of the new folds, which had no part in the choice of the trials. How much it varies shows in all folds of both, old and new, of which there
    /// are more.
    /// </remarks>
    /// <param name="before">The recipe as it is, and the best trials.</param>
    /// <param name="judged">The same with their new results; those that failed this time have none.</param>
    /// <param name="options">The metric, and whether the device is an aim.</param>
    public static SearchAnswer Of(IReadOnlyList<Trial> before, IReadOnlyList<Trial> judged, TuningOptions options)
    {
        Trial own = judged[0];
        if (TrialRanking.Rank(judged.Skip(1), options.Metric) is not [var best, ..])
        {
            return new SearchAnswer(before[0], null, double.NaN, double.NaN);
        }

        if (own.Result is null)
        {
            return new SearchAnswer(null, best, double.NaN, double.NaN);
        }

        if (!options.WeighsDevice)
        {
            // What suits most tables has been tried on many; another one must be better by more than chance.
            Trial? suited = judged.FirstOrDefault(trial => trial.Number == Trial.Suited && trial.Result is not null);
            bool isClear = suited is null || Compare(suited, best) is { } lead && lead.Gain > lead.Noise;
            return Compare(own, isClear ? best : suited!);
        }

        Trial leader = best.Result!.LossBy(options.Metric) < own.Result.LossBy(options.Metric) ? best : own;
        Trial cheapest = judged.Where(trial => trial.Result is not null && IsAsGood(trial)).MinBy(trial => trial.Result!.Instructions)!;
        return cheapest == own ? Compare(own, best) with { Best = null } : Compare(own, cheapest) with { IsCheaper = cheapest.Result!.Instructions < own.Result.Instructions };

        bool IsAsGood(Trial trial) => trial == leader || Compare(leader, trial) is { } gap && -gap.Gain <= gap.Noise;

        SearchAnswer Compare(Trial one, Trial other)
        {
            double[] fresh = Gains(one, other);
            double[] all = [.. Gains(Before(one), Before(other)), .. fresh];
            double gain = one.Result!.LossBy(options.Metric) - other.Result!.LossBy(options.Metric);
            return new SearchAnswer(one, other, gain, FoldEstimate.Of(all, 0).StandardError * Math.Sqrt((double)all.Length / fresh.Length));
        }

        Trial Before(Trial trial) => before.First(each => each.Number == trial.Number);

        static double[] Gains(Trial one, Trial other) => [.. one.Result!.Folds.Zip(other.Result!.Folds, (mine, its) => mine - its)];
    }
}
