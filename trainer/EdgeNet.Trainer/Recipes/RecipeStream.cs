using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the section <c>stream</c> of a recipe whose examples are windows of recordings.</summary>
internal static class RecipeStream
{
    private const string Key = "stream";
    private const int MostRate = StreamSettings.MaxRate;

    /// <summary>Reads the section.</summary>
    /// <returns>The stream, or null where the examples are no windows.</returns>
    public static StreamOptions? Read(string file, RecipeSection root)
    {
        if (!root.Has(Key))
        {
            return null;
        }

        RecipeSection section = root.Section(Key);
        section.RejectExclusions();
        RejectDecisions(file, root, section);
        int rate = ReadRate(file, section);
        int window = section.Integer("window");
        IReadOnlyList<string> channels = ReadChannels(file, section);
        IReadOnlyList<string> magnitude = ReadMagnitude(file, section, channels);
        var stream = new StreamOptions
        {
            RateHertz = rate / 1000.0,
            Window = window,
            Stride = ReadStride(section, window),
            Channels = channels,
            Magnitude = magnitude,
            CountsPerUnit = ReadCounts(file, section, channels.Count),
            Recording = section.TextOrNull("recording"),
            Time = ReadTime(file, section, channels),
            TimeUnit = section.Choice<TimeUnit>("timeUnit"),
            LabelFrom = section.Choice<LabelSource>("labelFrom"),
            LabelValues = section.TextsOrNull("labelValues"),
            SplitBy = section.Text("splitBy"),
            Features = RecipeFeatures.Read(file, section, channels, magnitude.Count > 0, window, rate / 1000.0),
            Decision = ReadDecision(section.Section("decision")),
        };
        section.RejectUnknownKeys();
        return stream;
    }

    /// <summary>Reads label and classes: the label's column goes only with classes that a column tells.</summary>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) ReadTask(string file, RecipeSection root, StreamOptions stream)
    {
        if (stream.LabelFrom == LabelSource.Column)
        {
            return RecipeTask.Read(file, root);
        }

        string from = stream.LabelFrom == LabelSource.Folder ? "folder" : "file";
        return root.Has("label")
            ? throw new RecipeException($"{file}: 'label' names a column, and 'stream.labelFrom' takes the class from the {from}'s name; remove one.")
            : RecipeTask.ReadClasses(file, root, [from]);
    }

    /// <summary>Checks what the rest of the recipe asks of the stream.</summary>
    public static void Check(string file, Recipe recipe, StreamOptions stream)
    {
        if (stream.LabelValues is { } values && values.Count != recipe.Classes.Count)
        {
            throw new RecipeException($"{file}: 'stream.labelValues' has {values.Count} values for {recipe.Classes.Count} classes; give one for each, in their order.");
        }

        if (recipe.Classes.Count == 0 && recipe.Labels.FirstOrDefault(stream.Channels.Contains) is { } seen)
        {
            throw new RecipeException($"{file}: 'label' names '{seen}', which is one of 'stream.channels' too; a network must not see what it is to say. Remove it from one.");
        }

        StreamDecision decision = stream.Decision;
        bool hasSeveral = recipe.Classes.Count > 2 && recipe.Options.Anomaly is null;
        if (hasSeveral && (decision.On ?? decision.Off) is not null)
        {
            throw new RecipeException($"{file}: 'stream.decision.on' and 'off' are for two classes; with {recipe.Classes.Count} a window votes for the most probable one. Remove them.");
        }

        double threshold = recipe.Options.Anomaly is null ? recipe.Options.Threshold : 1;
        if (decision.Off is { } off && off > (decision.On ?? threshold))
        {
            throw new RecipeException(FormattableString.Invariant(
                $"{file}: 'stream.decision.off' is {off} and 'on' is {decision.On ?? threshold}; 'off' must not be above it."));
        }

        if (recipe.Options.Anomaly is null && (decision.On ?? 0) is var on && Math.Max(on, decision.Off ?? 0) >= 1)
        {
            throw new RecipeException(FormattableString.Invariant(
                $"{file}: 'stream.decision.{(on >= 1 ? "on" : "off")}' is {Math.Max(on, decision.Off ?? 0)}, and a probability is below 1; lower it."));
        }

        if (decision.Votes > decision.OfLast)
        {
            throw new RecipeException($"{file}: 'stream.decision.votes' is {decision.Votes} and 'of' is {decision.OfLast}; a state cannot need more votes than windows vote.");
        }

        if (hasSeveral && 2 * decision.Votes <= decision.OfLast)
        {
            throw new RecipeException($"{file}: 'stream.decision.votes' is {decision.Votes} of {decision.OfLast}; with {recipe.Classes.Count} classes it must be more than half, or two could win at once.");
        }

        if (decision.MinimumSeconds * stream.RateHertz > int.MaxValue)
        {
            throw new RecipeException(FormattableString.Invariant(
                $"{file}: 'stream.decision.minimumSeconds' is {decision.MinimumSeconds}, more than {int.MaxValue} readings; lower it."));
        }
    }

    // A quantity is a number in a column, and nothing is decided.
    private static void RejectDecisions(string file, RecipeSection root, RecipeSection section)
    {
        if (root.Has("output") && Array.Find(["decision", "labelFrom", "labelValues"], section.Has) is { } key)
        {
            throw new RecipeException(key == "decision"
                ? $"{file}: 'stream.decision' makes a state of classes, and with 'output' a quantity is estimated and nothing decided; remove it."
                : $"{file}: 'stream.{key}' says where a class is found, and with 'output' the columns of 'label' hold numbers; remove it.");
        }
    }

    private static int ReadRate(string file, RecipeSection section)
    {
        double rate = section.Number("rate");
        double millihertz = Math.Round(rate * 1000);
        return millihertz is >= 1 and <= int.MaxValue
            ? (int)millihertz
            : throw new RecipeException(FormattableString.Invariant($"{file}: 'stream.rate' must be readings a second, from 0.001 to {MostRate}, and is {rate}."));
    }

    private static IReadOnlyList<string> ReadChannels(string file, RecipeSection section)
    {
        IReadOnlyList<string> channels = section.Texts("channels");
        if (channels.FirstOrDefault(name => name.Length > ModelFormat.MaxNameLength) is { } longest)
        {
            throw new RecipeException($"{file}: '{longest}' in 'stream.channels' is longer than {ModelFormat.MaxNameLength} characters; shorten it.");
        }

        return channels.Count <= StreamSettings.MaxChannels
            ? channels
            : throw new RecipeException($"{file}: 'stream.channels' names {channels.Count}; {StreamSettings.MaxChannels} are possible.");
    }

    private static IReadOnlyList<string> ReadMagnitude(string file, RecipeSection section, IReadOnlyList<string> channels)
    {
        IReadOnlyList<string> names = section.TextsOrNull("magnitude") ?? [];
        if (names.FirstOrDefault(name => !channels.Contains(name)) is { } unknown)
        {
            throw new RecipeException($"{file}: 'stream.magnitude' names '{unknown}', which 'stream.channels' does not; there are {NameList.Of(channels)}.");
        }

        return names.Count > 0 && channels.Contains(WindowFeatureNames.Magnitude)
            ? throw new RecipeException($"{file}: 'stream.magnitude' is one more channel with the name '{WindowFeatureNames.Magnitude}', and one of 'stream.channels' has it; rename that column.")
            : names;
    }

    private static string? ReadTime(string file, RecipeSection section, IReadOnlyList<string> channels)
    {
        if (!section.Has("time"))
        {
            return section.Has("timeUnit")
                ? throw new RecipeException($"{file}: 'stream.timeUnit' is the unit of 'stream.time', which is missing; name the column of the times there.")
                : null;
        }

        string column = section.Text("time");
        return !channels.Contains(column)
            ? column
            : throw new RecipeException($"{file}: 'stream.time' is '{column}', which is one of 'stream.channels' too; a network learns nothing from a clock. Remove it from one.");
    }

    private static int ReadStride(RecipeSection section, int window)
    {
        double overlap = section.Number("overlap");
        return section.Has("stride") ? section.Value("stride", new IntegerKind(1, window)).GetInt32() : Math.Max(1, (int)Math.Round(window * (1 - overlap)));
    }

    private static IReadOnlyList<float> ReadCounts(string file, RecipeSection section, int channels)
    {
        const string Name = "countsPerUnit";
        if (section.NumbersOrNull(Name) is not { } all)
        {
            return [.. Enumerable.Repeat((float)section.Number(Name), channels)];
        }

        return all.Count == channels
            ? [.. all.Select(counts => (float)counts)]
            : throw new RecipeException($"{file}: 'stream.{Name}' has {all.Count} numbers for {channels} channels; give one for each, or a single one.");
    }

    private static StreamDecision ReadDecision(RecipeSection section)
    {
        var decision = new StreamDecision
        {
            On = section.NumberOrNull("on"),
            Off = section.NumberOrNull("off"),
            Votes = section.Integer("votes"),
            OfLast = section.IntegerOrNull("of") ?? section.Integer("votes"),
            MinimumSeconds = section.Number("minimumSeconds"),
        };
        section.RejectUnknownKeys();
        return decision;
    }
}
