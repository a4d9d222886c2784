using System.Text.Json.Nodes;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Recipes;

/// <summary>What the readings are multiplied by before the frequencies of a band are measured.</summary>
internal enum BandWindow
{
    /// <summary>One.</summary>
    Rectangular,

    /// <summary>A Hann window.</summary>
    Hann,
}

/// <summary>The keys of the section <c>stream</c>.</summary>
internal static class StreamKeys
{
    private const double MostScore = 1000;

    private const int MaxSeconds = 1_000_000;

    private static readonly RecipeKeys Decision = new(
        new("on", NumberKind.Positive(MostScore), "Two classes: the probability from which a window votes for the second class; of an anomaly model the score.") { Otherwise = "threshold" },
        new("off", NumberKind.Positive(MostScore), "Two classes: the probability below which a window votes for the first class; of an anomaly model the score.") { Otherwise = "on" },
        new("votes", new IntegerKind(1, DecisionRules.MaxWindows), "How many of the last windows must vote for a state.") { Default = 1 },
        new("of", new IntegerKind(1, DecisionRules.MaxWindows), "How many of the last windows vote.") { Otherwise = "votes" },
        new("minimumSeconds", new NumberKind(0, MaxSeconds), "The minimum duration of a state in seconds.") { Default = 0 });

    /// <summary>An object in <c>features</c>.</summary>
    public static readonly RecipeKeys Feature = new(
        new("kind", ChoiceKind.Of<FeatureKind>(), "What is computed from a window.") { IsRequired = true },
        new("channels", new ListKind(new TextKind(), "a list of texts") { Least = 1 }, "The channels to compute it for.") { Otherwise = "all" },
        new("log", new FlagKind(), "Whether to take the logarithm: 256 times that to base 2 of the feature and 1.")
        {
            Default = false,
            GoesWith = [.. Enum.GetValues<FeatureKind>().Where(StreamSettings.IsNeverNegative).Select(ChoiceKind.NameOf)],
        },
        new("slow", new FlagKind(), "Whether to take the feature's slow mean over the windows so far: each takes a quarter of the way to its value.") { Default = false },
        new("from", NumberKind.Positive(StreamSettings.MaxRate), "The lowest frequency of the band in Hz.") { IsRequired = true, GoesWith = [ChoiceKind.NameOf(FeatureKind.BandEnergy)] },
        new("to", NumberKind.Positive(StreamSettings.MaxRate), "The highest frequency of the band in Hz.") { IsRequired = true, GoesWith = [ChoiceKind.NameOf(FeatureKind.BandEnergy)] },
        new("window", ChoiceKind.Of<BandWindow>(), "What the readings are multiplied by before their frequencies are measured.")
        {
            Default = ChoiceKind.NameOf(BandWindow.Rectangular),
            GoesWith = [ChoiceKind.NameOf(FeatureKind.BandEnergy)],
        });

    /// <summary>The section.</summary>
    public static readonly RecipeKeys All = new(
        new("rate", NumberKind.Positive(StreamSettings.MaxRate + 1), "Readings per second.") { IsRequired = true },
        new("window", new IntegerKind(StreamSettings.MinWindow, StreamSettings.MaxWindow), "Readings per window; with bands or autocorrelations at most 1,024.") { IsRequired = true },
        new("channels", new ListKind(new TextKind(), "a list of texts") { Least = 1, Most = StreamSettings.MaxChannels, IsUnique = true }, "The columns of the channels.") { IsRequired = true },
        new("magnitude", new ListKind(new TextKind(), "a list of texts") { Least = 1, Most = StreamSettings.MaxChannels, IsUnique = true }, "The channels whose magnitude, the root of the sum of their squares, is one more channel: magnitude.") { Otherwise = "none" },
        new("overlap", new NumberKind(0, 1), "The share of a window that the next one repeats.") { Default = 0 },
        new("stride", new IntegerKind(1, StreamSettings.MaxWindow), "Readings from one window to the next.") { Otherwise = "window" },
        new("countsPerUnit", new EitherKind(
                NumberKind.Positive(1e9),
                new ListKind(NumberKind.Positive(), "a number above 0, or a list of one for each channel") { Least = 1, Most = StreamSettings.MaxChannels }),
            "Counts that the device reads for 1 in the file, or a list with one number per channel.")
        { Default = 1 },
        new("recording", new TextKind(), "The column that tells recordings apart.") { Otherwise = "recording if there is such a column, else each file is one" },
        new("time", new TextKind(), "The column with the time of each reading, which is compared with rate.") { Otherwise = "t in files from edgenet capture, else none" },
        new("timeUnit", ChoiceKind.Of<TimeUnit>(), "The unit of time.") { Default = ChoiceKind.NameOf(TimeUnit.Seconds) },
        new("labelFrom", ChoiceKind.Of<LabelSource>(), "Where to find the class: in the column that label names, or in the name of the file or its folder.") { Default = ChoiceKind.NameOf(LabelSource.Column) },
        new("labelValues", new ListKind(new NameKind(), "a list of 2 or more texts, numbers, true or false") { Least = 2 }, "How that column or name writes each class.") { Otherwise = "the names in classes" },
        new("splitBy", new TextKind(), "What stays together in every split and fold: recording, a column, or windows to keep nothing together.") { Default = WindowGroups.Recording },
        new("features", new ListKind(new EitherKind(ChoiceKind.Of(FeatureKind.BandEnergy), new ObjectKind(Feature)), "a list of features") { Least = 1 },
            "The features of a window: a name for all channels, an object for a band or for some channels.")
        {
            Otherwise = "all but bands and autocorrelations",
            Example = new JsonArray("mean", new JsonObject { ["kind"] = "band-energy", ["from"] = 2, ["to"] = 5 }),
        },
        new("decision", new ObjectKind(Decision), "How windows become a state.") { Otherwise = "the last window decides" })
    {
        Exclusions = [new("stride", "overlap", "'stream.stride' and 'stream.overlap' say the same thing; remove one.")],
    };
}
