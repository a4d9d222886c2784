using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer;

/// <summary>How recordings become examples, and decisions a state: what the section <c>stream</c> of a recipe says.</summary>
public sealed record StreamOptions
{
    /// <summary>Readings of each channel in 1,000 seconds.</summary>
    public required int RateMillihertz { get; init; }

    /// <summary>N, readings of a window: 2 to 4,096, with bands of frequencies 1,024.</summary>
    public required int Window { get; init; }

    /// <summary>Readings from one window to the next: 1 to N.</summary>
    public required int Stride { get; init; }

    /// <summary>The columns of the channels, which are also their names.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>For each channel the counts that one unit of its column is.</summary>
    public required IReadOnlyList<float> CountsPerUnit { get; init; }

    /// <summary>The column that tells recordings apart; null for that called <c>recording</c> where there is one, else the file is one recording.</summary>
    public string? Recording { get; init; }

    /// <summary>The column of the times; null for that of <c>edgenet capture</c> in its files.</summary>
    public string? Time { get; init; }

    /// <summary>The unit of <see cref="Time"/>.</summary>
    internal TimeUnit TimeUnit { get; init; }

    /// <summary>What tells the class of a recording.</summary>
    internal LabelSource LabelFrom { get; init; }

    /// <summary>What stands in place of each class in the label's column or in the names; null for the names of the classes.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>What keeps windows together when they are split: <c>recording</c>, a column that has one value in a recording, or <c>windows</c> for nothing.</summary>
    public string SplitBy { get; init; } = WindowGroups.Recording;

    /// <summary>The features of a window, which are the inputs of the network in this order.</summary>
    public required IReadOnlyList<StreamFeature> Features { get; init; }

    /// <summary>How windows become a state.</summary>
    public StreamDecision Decision { get; init; } = new();

    /// <summary>Readings of each channel in a second.</summary>
    public double RateHertz => RateMillihertz / 1000.0;

    /// <summary>Says which columns of a table are what.</summary>
    /// <param name="label">The column with the class of each reading; null where the class is known from elsewhere.</param>
    /// <param name="classNames">The classes.</param>
    /// <param name="groupColumns">Columns by which recordings are grouped beside <see cref="SplitBy"/>.</param>
    internal RecordingColumns ColumnsFor(string? label, IReadOnlyList<string> classNames, params IEnumerable<string> groupColumns) => new()
    {
        Channels = Channels,
        CountsPerUnit = CountsPerUnit,
        Recording = Recording,
        RateHertz = RateHertz,
        Time = Time,
        TimeUnit = TimeUnit,
        Label = label,
        ClassNames = classNames,
        LabelValues = LabelValues,
        GroupColumns = [.. groupColumns.Append(SplitBy).Where(by => by is not (WindowGroups.Recording or WindowGroups.Windows)).Distinct()],
    };

    /// <summary>Makes the rules in integers, by the same function as the threshold.</summary>
    /// <param name="quantized">The network, which says what a logit is.</param>
    /// <param name="logitThreshold">The threshold of the model, for what the recipe leaves out.</param>
    /// <returns>The rules; with several classes the logits are 0 and not read.</returns>
    /// <exception cref="InputException">A threshold that was chosen is below the probability of <c>off</c>.</exception>
    internal DecisionRules ToRules(QuantizedNetwork quantized, int logitThreshold)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        int on = Decision.On is { } high ? quantized.LogitThreshold(high) : logitThreshold;
        int off = Decision.Off is { } low ? quantized.LogitThreshold(low) : on;
        if (off > on)
        {
            throw new InputException(FormattableString.Invariant(
                $"'stream.decision.off' is {Decision.Off}, and the threshold that was chosen is {quantized.ProbabilityOf(on):F3}; lower it, or set 'on'."));
        }

        return new DecisionRules(on, off, Decision.Votes, Decision.OfLast, (int)Math.Round(Decision.MinimumSeconds * RateHertz));
    }

    /// <summary>Makes what the device library takes.</summary>
    /// <param name="rules">How windows become a state.</param>
    /// <param name="golden">Golden windows, none or more.</param>
    /// <returns>The settings.</returns>
    internal StreamSettings ToSettings(DecisionRules rules, params GoldenWindow[] golden) =>
        new(RateMillihertz, Window, Stride, [.. Channels], [.. CountsPerUnit], [.. Features], rules, golden);
}

/// <summary>How the decisions of single windows become a state; see <see cref="DecisionRules"/>.</summary>
public sealed record StreamDecision
{
    /// <summary>Two classes: the probability from which on a window votes positive; null for the recipe's threshold.</summary>
    public double? On { get; init; }

    /// <summary>Two classes: the probability below which a window votes negative; null for <see cref="On"/>.</summary>
    public double? Off { get; init; }

    /// <summary>Votes that a state needs: 1 to <see cref="OfLast"/>.</summary>
    public int Votes { get; init; } = 1;

    /// <summary>The windows that vote: the last ones, 1 to 255.</summary>
    public int OfLast { get; init; } = 1;

    /// <summary>Seconds that a state lasts at least, 0 or more.</summary>
    public double MinimumSeconds { get; init; }
}
