using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer;

/// <summary>How recordings become examples, and decisions a state: the section <c>stream</c> of a recipe.</summary>
public sealed record StreamOptions
{
    /// <summary>Readings of each channel in a second, 0.001 to 2,000,000; kept to a thousandth.</summary>
    public required double RateHertz { get; init; }

    /// <summary>N, readings of a window: 2 to 4,096, with bands of frequencies 1,024.</summary>
    public required int Window { get; init; }

    /// <summary>Readings from one window to the next: 1 to N; N where none is given.</summary>
    public int Stride
    {
        get => field == 0 ? Window : field;
        init;
    }

    /// <summary>The columns of the channels, which are also their names.</summary>
    public required IReadOnlyList<string> Channels
    {
        get;
        init => field = value is null ? null! : [.. value];
    }

    /// <summary>For each channel the counts that one unit of its column is; 1 where none is given.</summary>
    public IReadOnlyList<float> CountsPerUnit
    {
        get => field ?? [.. Channels.Select(_ => 1f)];
        init => field = value is null ? null : [.. value];
    }

    /// <summary>
    /// The channels of whose vector the magnitude, √(x² + y² + z²), is one more channel for features: its number is that of <see cref="Channels"/>.
    /// None where it is empty.
    /// </summary>
    public IReadOnlyList<string> Magnitude
    {
        get => field ?? [];
        init => field = value is null ? null : [.. value];
    }

    /// <summary>The column that tells recordings apart; null for that called <c>recording</c> where there is one, else the file is one recording.</summary>
    public string? Recording { get; init; }

    /// <summary>The column of the times; null for that of <c>edgenet capture</c> in its files.</summary>
    public string? Time { get; init; }

    /// <summary>The unit of <see cref="Time"/>.</summary>
    internal TimeUnit TimeUnit { get; init; }

    /// <summary>The source of a recording's class.</summary>
    internal LabelSource LabelFrom { get; init; }

    /// <summary>The text for each class in the label column or in file names; null for the names of the classes.</summary>
    public IReadOnlyList<string>? LabelValues
    {
        get;
        init => field = value is null ? null : [.. value];
    }

    /// <summary>What keeps windows together when they are split: <c>recording</c>, a column that has one value in a recording, or <c>windows</c> for nothing.</summary>
    public string SplitBy { get; init; } = WindowGroups.Recording;

    /// <summary>The features of a window, which are the inputs of the network in this order; where none are given all kinds of each channel but bands of frequencies and autocorrelations.</summary>
    public IReadOnlyList<StreamFeature> Features
    {
        get => field ?? DefaultFeatures(Channels.Count, Magnitude.Count > 0);
        init => field = value is null ? null : [.. value];
    }

    /// <summary>How windows become a state.</summary>
    public StreamDecision Decision { get; init; } = new();

    /// <summary>Readings of each channel in 1,000 seconds.</summary>
    internal int RateMillihertz => (int)Math.Round(RateHertz * 1000);

    /// <summary>Whether windows are the same stretches of the same counts, whatever their features and decisions.</summary>
    internal bool CutsLike(StreamOptions? other) =>
        other is not null && RateMillihertz == other.RateMillihertz && Window == other.Window && Stride == other.Stride && CountsPerUnit.SequenceEqual(other.CountsPerUnit);

    /// <summary>The kinds of features of a stream that names none.</summary>
    internal static IEnumerable<FeatureKind> DefaultKinds { get; } = [.. Enum.GetValues<FeatureKind>().Where(kind => kind <= FeatureKind.Correlation && kind != FeatureKind.BandEnergy)];

    /// <summary>The default kinds of features of each channel, the magnitude among them, and of each pair of channels with readings.</summary>
    internal static IReadOnlyList<StreamFeature> DefaultFeatures(int channels, bool hasMagnitude)
    {
        int[] all = [.. Enumerable.Range(0, channels)];
        int[] computed = [.. Enumerable.Range(0, channels + (hasMagnitude ? 1 : 0))];
        return
        [
            .. DefaultKinds.Where(kind => kind != FeatureKind.Correlation).SelectMany(kind => computed.Select(channel => new StreamFeature(kind, channel))),
            .. all.SelectMany(a => all[(a + 1)..].Select(b => new StreamFeature(FeatureKind.Correlation, a, b))),
        ];
    }

    /// <summary>Throws when an option is out of its range or does not suit the classes.</summary>
    /// <exception cref="ArgumentException">The message says which option, what it is and what it may be.</exception>
    internal void Validate(int classes, bool isAnomaly = false)
    {
        OptionRules.Require(Channels is not null && SplitBy is not null && Decision is not null, nameof(StreamOptions), "complete: Channels, SplitBy and Decision are not null");
        OptionRules.Require(RateHertz is >= 0.0005 and <= 2_000_000, nameof(RateHertz), $"from 0.001 to 2,000,000 readings a second; it is {OptionRules.Text(RateHertz)}");
        OptionRules.Require(Window is >= StreamSettings.MinWindow and <= StreamSettings.MaxWindow, nameof(Window), $"from {StreamSettings.MinWindow} to {StreamSettings.MaxWindow} readings; it is {Window}");
        OptionRules.Require(Stride >= 1 && Stride <= Window, nameof(Stride), $"from 1 to the window, {Window}; it is {Stride}");
        OptionRules.Require(Channels!.Count is >= 1 and <= StreamSettings.MaxChannels, nameof(Channels), $"1 to {StreamSettings.MaxChannels} columns");
        OptionRules.RequireNames(Channels, nameof(Channels));
        OptionRules.Require(CountsPerUnit.Count == Channels.Count && CountsPerUnit.All(counts => counts > 0 && float.IsFinite(counts)), nameof(CountsPerUnit), $"a finite number above 0 for each of the {Channels.Count} channels");
        OptionRules.Require(Magnitude.All(Channels.Contains), nameof(Magnitude), $"columns of {nameof(Channels)}");
        OptionRules.RequireNames(Magnitude, nameof(Magnitude));
        OptionRules.Require(Features.Count > 0 && Features.All(feature => feature is not null), nameof(Features), "one or more, none of them null");
        OptionRules.Require(
            Features.Select(feature => (feature.Kind, feature.Channel, feature.SecondChannel, feature.FirstBin, feature.LastBin, feature.Options)).Distinct().Count() == Features.Count,
            nameof(Features), "all different");
        OptionRules.Require(classes > 0 || Decision == new StreamDecision(), nameof(Decision), "left out where quantities are estimated: there is no state");
        OptionRules.Require(LabelValues is null || LabelValues.Count == classes, nameof(LabelValues), $"one value for each of the {classes} classes, or null");
        StreamDecision decision = Decision!;
        OptionRules.Require(decision.OfLast is >= 1 and <= DecisionRules.MaxWindows, nameof(decision.OfLast), $"from 1 to {DecisionRules.MaxWindows} windows; it is {decision.OfLast}");
        OptionRules.Require(decision.Votes >= 1 && decision.Votes <= decision.OfLast, nameof(decision.Votes), $"from 1 to OfLast, {decision.OfLast}; it is {decision.Votes}");
        OptionRules.Require(classes <= 2 || 2 * decision.Votes > decision.OfLast, nameof(decision.Votes), $"more than half of OfLast with {classes} classes, or two could win at once");
        OptionRules.Require(classes <= 2 || (decision.On ?? decision.Off) is null, nameof(decision.On), "null with several classes, of which a window votes for the most probable one");
        double most = isAnomaly ? double.PositiveInfinity : 1; // a score, or a probability
        OptionRules.Require(decision.On is null || (decision.On > 0 && decision.On < most), nameof(decision.On), $"between 0 and 1; it is {OptionRules.Text(decision.On ?? 0)}");
        OptionRules.Require(decision.Off is null || (decision.Off > 0 && decision.Off < most), nameof(decision.Off), $"between 0 and 1; it is {OptionRules.Text(decision.Off ?? 0)}");
        OptionRules.Require(decision.On is null || !(decision.Off > decision.On), nameof(decision.Off), "no higher than On");
        OptionRules.Require(decision.MinimumSeconds >= 0 && decision.MinimumSeconds * RateHertz <= int.MaxValue, nameof(decision.MinimumSeconds), $"0 or more seconds; it is {OptionRules.Text(decision.MinimumSeconds)}");
    }

    /// <summary>Gives the roles of a table's columns.</summary>
    /// <param name="label">The column with the class of each reading; null where the class is known from elsewhere, or readings have quantities.</param>
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

    /// <summary>The same with the counts of a unit that the recordings themselves name, where they do.</summary>
    /// <param name="windows">Windows of recordings; null for none.</param>
    internal StreamOptions AsRecorded(IReadOnlyList<RecordedWindow>? windows) => windows is [var first, ..] && first.Recording.CountsPerUnit is { } counts
        ? this with { CountsPerUnit = [.. Channels.Select(_ => counts)] }
        : this;

    /// <summary>Makes the rules in integers, by the same function as the threshold.</summary>
    /// <param name="quantized">The network, which says what a logit is.</param>
    /// <param name="logitThreshold">The threshold of the model, for what the recipe leaves out.</param>
    /// <returns>The rules; with several classes the logits are 0 and not read.</returns>
    /// <exception cref="InputException">A threshold that was chosen is below the probability of <c>off</c>.</exception>
    internal DecisionRules ToRules(QuantizedNetwork quantized, int logitThreshold)
    {
        DecisionRules rules = ToRules(quantized.LogitThreshold, logitThreshold);
        return rules.OffLogit <= rules.OnLogit ? rules : throw new InputException(FormattableString.Invariant(
            $"'stream.decision.off' is {Decision.Off}, and the threshold that was chosen is {quantized.ProbabilityOf(rules.OnLogit):F3}; lower it, or set 'on'."));
    }

    /// <summary>Makes the rules of any model.</summary>
    /// <param name="logitOf">The logit of a probability; of an anomaly model that of a score.</param>
    /// <param name="logitThreshold">The threshold of the model, for what the recipe leaves out.</param>
    internal DecisionRules ToRules(Func<double, int> logitOf, int logitThreshold)
    {
        int on = Decision.On is { } high ? logitOf(high) : logitThreshold;
        int off = Decision.Off is { } low ? logitOf(low) : on;
        return new DecisionRules(on, off, Decision.Votes, Decision.OfLast, (int)Math.Round(Decision.MinimumSeconds * RateHertz));
    }

    /// <summary>Makes the settings for the device library.</summary>
    /// <param name="rules">How windows become a state.</param>
    /// <param name="golden">Golden windows, none or more.</param>
    /// <returns>The settings.</returns>
    internal StreamSettings ToSettings(DecisionRules rules, params GoldenWindow[] golden) =>
        new(RateMillihertz, Window, Stride, [.. Channels], [.. CountsPerUnit], [.. Features], rules, golden, Magnitude.Sum(channel => 1 << Array.IndexOf([.. Channels], channel)));
}

/// <summary>How the decisions of single windows become a state; see <see cref="DecisionRules"/>.</summary>
public sealed record StreamDecision
{
    /// <summary>Two classes: the least probability at which a window votes positive, of an anomaly model the least score; null for the recipe's threshold.</summary>
    public double? On { get; init; }

    /// <summary>Two classes: the probability below which a window votes negative, of an anomaly model the score; null for <see cref="On"/>.</summary>
    public double? Off { get; init; }

    /// <summary>Votes that a state needs: 1 to <see cref="OfLast"/>.</summary>
    public int Votes { get; init; } = 1;

    /// <summary>The windows that vote: the last ones, 1 to 255.</summary>
    public int OfLast { get; init; } = 1;

    /// <summary>Seconds that a state lasts at least, 0 or more.</summary>
    public double MinimumSeconds { get; init; }
}
