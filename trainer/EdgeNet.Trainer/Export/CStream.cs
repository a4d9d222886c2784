namespace EdgeNet.Trainer.Export;

/// <summary>Writes the stream: windows of readings, their features, and the rules that make a state of decisions.</summary>
internal sealed class CStream(CCode code, StreamSettings settings, int classes, int outputs)
{
    private const int MostCosineBits = 14; // FORMAT.md: the largest number up to 14 with N <= 2^(19-b)
    private const int CosineAndLengthBits = 19;

    private readonly bool _usesMoments = Uses(settings, FeatureKind.Skewness) || Uses(settings, FeatureKind.Kurtosis);
    private readonly bool _usesBands = Uses(settings, FeatureKind.BandEnergy);
    private readonly bool _usesCorrelation = Uses(settings, FeatureKind.Correlation);
    private readonly bool _usesHann = settings.Features.Any(feature => feature.IsHann);
    private readonly bool _usesAutocorrelation = Uses(settings, FeatureKind.AutocorrelationPeak) || Uses(settings, FeatureKind.AutocorrelationLag);
    private readonly bool _usesLogarithms = settings.Features.Any(feature => feature.IsLogarithm);
    private readonly bool _usesMagnitude = settings.Magnitude != 0;

    /// <summary>Whether the windows vote for a class; of quantities there is no state.</summary>
    private bool HasDecision => classes > 0;

    private bool UsesDeviations => _usesMoments || _usesBands || _usesAutocorrelation;

    /// <summary>Bytes of the structure, rounded up to a whole number of 64-bit words.</summary>
    public int RamBytes
    {
        get
        {
            int bytes = 4 + (4 * settings.Features.Length) + (4 * outputs) + (2 * settings.ComputedChannels * settings.Window);
            bytes += UsesDeviations ? 2 * settings.Window : 0;
            bytes += HasDecision ? 32 + (2 * settings.Rules.OfLast) + classes : 0;
            return (bytes + 7) / 8 * 8;
        }
    }

    /// <summary>The fragments that it needs, in their order.</summary>
    public IEnumerable<string> Fragments
    {
        get
        {
            string?[] all =
            [
                "square_root",
                "window",
                UsesDeviations ? "deviations" : null,
                _usesMoments ? "moments" : null,
                _usesBands ? "spectrum" : null,
                _usesHann ? "hann" : null,
                _usesAutocorrelation ? "autocorrelation" : null,
                _usesCorrelation ? "correlation" : null,
                _usesMagnitude ? "magnitude" : null,
                _usesLogarithms ? "logarithm" : null,
                "window_features",
                HasDecision ? "decision" : null,
            ];
            return all.OfType<string>();
        }
    }

    /// <summary>Writes the macros, of which the fragments read some.</summary>
    public void WriteMacros()
    {
        code.Define("CHANNELS", settings.Channels.Length);
        code.Define("WINDOW", settings.Window, "readings of a channel in a window");
        code.Define("STRIDE", settings.Stride, "readings from one window to the next");
        code.Define("RATE_MILLIHERTZ", settings.RateMillihertz, "readings of a channel in 1,000 seconds");
        code.Define("USES_MOMENTS", _usesMoments ? 1 : 0);
        code.Define("USES_BANDS", _usesBands ? 1 : 0);
        code.Define("USES_CORRELATION", _usesCorrelation ? 1 : 0);
        code.Define("USES_HANN", _usesHann ? 1 : 0);
        code.Define("USES_AUTOCORRELATION", _usesAutocorrelation ? 1 : 0);
        code.Define("USES_LOGARITHMS", _usesLogarithms ? 1 : 0);
    }

    /// <summary>Writes the names of the channels, and how many counts one unit of the recordings is.</summary>
    public void WriteNames()
    {
        code.Table("char *const", "channels", [.. settings.Channels.Select(CCode.Text)]);
        code.Table("counts_per_unit", settings.CountsPerUnit);
    }

    /// <summary>Writes the tables, the structure and its functions.</summary>
    public void Write()
    {
        code.Line();
        code.Line("/* ---- The stream of this model ---- */");
        code.Line();
        code.Line("/* Kind, channel, second channel, options, first bin, last bin. */");
        code.Table(code.Id("feature"), "feature_table", [.. settings.Features.Select(feature => $"{{{string.Join(", ", ((int[])[(int)feature.Kind, feature.Channel, feature.SecondChannel, (int)feature.Options, feature.FirstBin, feature.LastBin]).Select(CCode.Literal))}}}")]);
        if (_usesBands)
        {
            var cosines = new int[settings.Window];
            var sines = new int[settings.Window];
            CosineTable.Fill(cosines, sines, CosineBits());
            code.Table("int16_t", "cosines", cosines);
            code.Table("int16_t", "sines", sines);
        }

        if (HasDecision)
        {
            DecisionRules rules = settings.Rules;
            int[] numbers = [rules.OnLogit, rules.OffLogit, rules.MinimumReadings, rules.Votes, rules.OfLast];
            code.Line($"static const {code.Id("rules")} {code.Id("decision_rules")} = {{{string.Join(", ", numbers.Select(CCode.Literal))}}};");
        }

        WriteStructure();
        WriteStart();
        WriteAdd();
        if (HasDecision)
        {
            WriteState();
        }
    }

    private static bool Uses(StreamSettings settings, FeatureKind kind) => settings.Features.Any(feature => feature.Kind == kind);

    private int CosineBits()
    {
        int bits = MostCosineBits;
        while (settings.Window > 1 << (CosineAndLengthBits - bits))
        {
            bits--;
        }

        return bits;
    }

    private void WriteStructure()
    {
        code.Line();
        code.Line("/* What a stream remembers. Read the first members; the rest belongs to the functions. */");
        code.Line($"typedef struct {code.Id("stream")}");
        code.Line("{");
        if (HasDecision)
        {
            code.Line($"{code.Id("decision")} decision; /* its state is the number of a class, or {code.Macro("UNKNOWN")} */");
        }

        code.Line($"int32_t features[{code.Macro("INPUTS")}]; /* of the last window */");
        code.Line($"int32_t logits[{code.Macro("OUTPUTS")}];");
        code.Line("int32_t filled;");
        code.Line($"int16_t windows[{CCode.Literal(settings.ComputedChannels * settings.Window)}];");
        if (UsesDeviations)
        {
            code.Line($"int16_t deviations[{code.Macro("WINDOW")}];");
        }

        if (HasDecision)
        {
            code.Line($"uint16_t votes[{CCode.Literal(settings.Rules.OfLast)}];");
            code.Line($"uint8_t counts[{code.Macro("CLASSES")}];");
        }

        code.Close($"}} {code.Id("stream")};");
    }

    private void WriteStart()
    {
        code.Line();
        code.Line("/* Forgets readings, votes and state: call it before the first reading, for a new recording, or after readings were lost. */");
        code.Open($"static inline void {code.Id("stream_start")}({code.Id("stream")} *stream)");
        code.Line("memset(stream, 0, sizeof *stream);");
        if (HasDecision)
        {
            code.Line($"{code.Id("start_decision")}(&stream->decision);");
        }

        code.Close();
    }

    private void WriteAdd()
    {
        string window = code.Macro("WINDOW");
        string channels = code.Macro("CHANNELS");
        string computed = _usesMagnitude ? $"{channels} + 1" : channels;
        code.Line();
        code.Line($"/* Takes a reading of each channel, {channels} of them, in counts. Returns 1 when a window was decided, else 0. */");
        code.Open($"static inline int {code.Id("stream_add")}({code.Id("stream")} *stream, const int32_t *readings)");
        code.Line($"{code.Id("window")} window;");
        code.Line("int32_t c;");
        code.Open($"for (c = 0; c < {channels}; c++)");
        code.Line($"stream->windows[c * {window} + stream->filled] = {code.Id("held_reading")}(readings[c]);");
        code.Close();
        code.Line();
        if (_usesMagnitude)
        {
            code.Line($"stream->windows[{channels} * {window} + stream->filled] =");
            code.Line($"    {code.Id("magnitude_of")}(stream->windows + stream->filled, {window}, {channels}, {CCode.Literal(settings.Magnitude)});");
        }

        code.Line("stream->filled++;");
        if (HasDecision)
        {
            code.Line("stream->decision.readings_since_change++;");
            code.Line("stream->decision.has_changed = 0;");
        }

        code.Open($"if (stream->filled < {window})");
        code.Line("return 0;");
        code.Close();
        code.Line();
        code.Line("window.readings = stream->windows;");
        code.Line($"window.length = {window};");
        code.Line($"window.channels = {computed};");
        if (UsesDeviations)
        {
            code.Line("window.deviations = stream->deviations;");
        }

        if (_usesBands)
        {
            code.Line($"window.turn.cosines = {code.Id("cosines")};");
            code.Line($"window.turn.sines = {code.Id("sines")};");
            code.Line($"window.turn.bits = {CCode.Literal(CosineBits())};");
        }

        code.Line($"{code.Id("window_features")}(&window, {code.Id("feature_table")}, {code.Macro("INPUTS")}, stream->features);");
        code.Line($"{code.Id("logits_from_readings")}(stream->features, stream->logits);");
        code.Line($"{code.Id("slide")}(stream->windows, {computed}, {window}, {code.Macro("STRIDE")});");
        code.Line($"stream->filled -= {code.Macro("STRIDE")};");
        if (HasDecision)
        {
            string rules = $"&{code.Id("decision_rules")}";
            string vote = outputs == 1 ? $"{code.Id("vote_of_logit")}(&stream->decision, {rules}, stream->logits[0])" : $"{code.Id("class_of")}(stream->logits)";
            code.Line($"{code.Id("vote")}(&stream->decision, {rules}, stream->votes, stream->counts, {code.Macro("CLASSES")}, {vote});");
        }

        code.Line("return 1;");
        code.Close();
    }

    private void WriteState()
    {
        code.Line();
        code.Line("/* The name of the state; an empty text while it is unknown. */");
        code.Open($"static inline const char *{code.Id("stream_label")}(const {code.Id("stream")} *stream)");
        code.Line($"return stream->decision.state == {code.Macro("UNKNOWN")} ? \"\" : {code.Id("labels")}[stream->decision.state];");
        code.Close();
        code.Line();
        code.Line("/* Milliseconds since the state changed, or since the beginning, by the count of readings. */");
        code.Open($"static inline int64_t {code.Id("stream_milliseconds")}(const {code.Id("stream")} *stream)");
        code.Line($"return stream->decision.readings_since_change * 1000000 / {code.Macro("RATE_MILLIHERTZ")};");
        code.Close();
    }
}
