using System.Globalization;
using EdgeNet.Trainer.Data.Recordings;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Describes a stream: rate, window, features, rules, and their cost on the device.</summary>
internal static class StreamReport
{
    /// <summary>Says how recordings were cut into windows.</summary>
    public static void Data(IAnsiConsole console, StreamOptions stream, Dataset examples)
    {
        Recording[] recordings = [.. examples.Windows!.Select(window => window.Recording).Distinct()];
        int gaps = recordings.Sum(recording => recording.Starts.Count - 1);
        string cut = gaps == 0 ? string.Empty : $", cut at {Format.Number(gaps)} gap{(gaps == 1 ? string.Empty : "s")} in time";
        string together = stream.SplitBy switch
        {
            WindowGroups.Recording => "split by recording",
            WindowGroups.Windows => "split window by window, so that parts share recordings",
            _ => $"split by '{stream.SplitBy}'",
        };
        console.WriteLine(
            $"Windows of {Readings(stream.Window, stream.RateMillihertz)} every {Format.Number(stream.Stride)}, from {Format.Number(recordings.Length)} recordings of {string.Join(", ", stream.Channels)}{cut}; {together}.");
    }

    /// <summary>Describes what a model with a stream does on the device.</summary>
    public static void Model(IAnsiConsole console, ModelFile file)
    {
        (Model model, StreamSettings stream, StreamCost cost) = (file.Device, file.Stream!, file.StreamCost!);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Stream: {string.Join(", ", stream.Channels.Select((name, c) => Channel(name, stream.CountsPerUnit[c])))}{Magnitude(stream)} at {stream.RateMillihertz / 1000.0:0.###} Hz; windows of {Readings(stream.Window, stream.RateMillihertz)} every {Format.Number(stream.Stride)}; {stream.Features.Length} features; {stream.Golden.Length} golden windows."));
        console.WriteLine($"Decisions: {Rules(model, stream)}");
        console.WriteLine(
            $"The stream on the device: {Format.Number(cost.RamBytes)} bytes of RAM beside the network; by estimate {Format.Number(cost.InstructionsPerReading)} IL instructions a reading, {Format.Number(cost.InstructionsPerWindow)} a window for the features.");
    }

    /// <summary>Lists the features in their order.</summary>
    public static void Features(IAnsiConsole console, ModelFile file) =>
        console.WriteLine("Features: " + string.Join(", ", file.FeatureNames) + ".");

    private static string Magnitude(StreamSettings stream) => stream.Magnitude == 0 ? string.Empty
        : $", magnitude of {string.Join(", ", stream.Channels.Where((_, c) => (stream.Magnitude >> c & 1) != 0))}";

    private static string Rules(Model model, StreamSettings stream)
    {
        DecisionRules rules = stream.Rules;
        if (model.IsRegression)
        {
            return "none, a quantity is estimated.";
        }

        string from = model.IsAnomaly ? "score" : "probability";
        string vote = model.OutputCount > 1 ? "a window votes for its most probable class"
            : rules.OffLogit == rules.OnLogit ? $"a window votes {model.LabelOf(1)} from a {from} of {Probability(model, rules.OnLogit)} on"
            : $"a window votes {model.LabelOf(1)} from a {from} of {Probability(model, rules.OnLogit)} on, {model.LabelOf(0)} below {Probability(model, rules.OffLogit)}, and as the one before in between";
        string state = rules.OfLast == 1 ? "the last vote is the state"
            : $"{rules.Votes} of the last {rules.OfLast} votes make the state";
        string least = rules.MinimumReadings == 0 ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $", which lasts {rules.MinimumReadings * 1000.0 / stream.RateMillihertz:0.###} s at least");
        return $"{vote}; {state}{least}.";
    }

    private static string Probability(Model model, int logit) =>
        Format.Ratio(model.IsAnomaly ? model.Probability(logit) : 1 / (1 + Math.Exp(-(double)logit * model.LogitScale)));

    private static string Channel(string name, float counts) =>
        counts == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({counts} counts a unit)");

    private static string Readings(int count, int rateMillihertz) =>
        string.Create(CultureInfo.InvariantCulture, $"{Format.Number(count)} readings ({count * 1000.0 / rateMillihertz:0.###} s)");
}

/// <summary>Lists the inputs of a model, with the range of each in training.</summary>
internal static class InputReport
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ModelInput> inputs, float[]? fills)
    {
        Table table = new Table().RoundedBorder()
            .AddColumn(new TableColumn("input").RightAligned())
            .AddColumn("name")
            .AddColumn(new TableColumn("lowest in training").RightAligned())
            .AddColumn(new TableColumn("highest").RightAligned());
        if (fills is not null)
        {
            table.AddColumn(new TableColumn("if missing").RightAligned());
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            string[] own = [Format.Number(i + 1), Markup.Escape(inputs[i].Name), Number(inputs[i].Lowest), Number(inputs[i].Highest)];
            table.AddRow(fills is null ? own : [.. own, Number(fills[i])]);
        }

        console.Write(table);
    }

    /// <summary>Writes a raw value with the digits that a single-precision number has.</summary>
    public static string Number(float value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
