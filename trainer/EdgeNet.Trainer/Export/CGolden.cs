using System.Globalization;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes the golden vectors and the function that runs them, which a build can leave out.</summary>
internal static class CGolden
{
    /// <summary>Writes the golden vectors: their inputs as the bits of floats, so that no compiler reads decimals, and so that any float can be one.</summary>
    public static void WriteVectors(CCode code, ModelContents model)
    {
        int count = model.GoldenInputs.Length;
        string inputs = code.Macro("INPUTS");
        string outputs = code.Macro("OUTPUTS");
        code.Line();
        code.Line("/* Golden vectors: raw inputs as the bits of floats, and the logits that they give. */");
        code.Define("GOLDEN_VECTORS", count);
        code.Table("uint32_t", "golden_inputs", [.. model.GoldenInputs.SelectMany(input => input).Select(value => "0x" + BitConverter.SingleToUInt32Bits(value).ToString("X8", CultureInfo.InvariantCulture))]);
        code.Table("int32_t", "golden_logits", model.GoldenLogits);
        code.Line();
        code.Line("/* Runs the golden vectors. Returns 0 when every logit is exact, else the number of the first vector that differs, from 1. */");
        code.Open($"static inline int {code.Id("self_test")}(void)");
        code.Line($"float features[{inputs}];");
        code.Line($"int32_t logits[{outputs}];");
        code.Line("int g;");
        code.Open($"for (g = 0; g < {code.Macro("GOLDEN_VECTORS")}; g++)");
        code.Line($"memcpy(features, {code.Id("golden_inputs")} + (size_t)g * {inputs}, sizeof features);");
        code.Line($"{code.Id("logits")}(features, logits);");
        code.Open($"if (memcmp(logits, {code.Id("golden_logits")} + (size_t)g * {outputs}, sizeof logits) != 0)");
        code.Line("return g + 1;");
        code.Close();
        code.Close();
        code.Line();
        code.Line("return 0;");
        code.Close();
    }

    /// <summary>Writes the golden windows of a stream, and the function that runs them after the golden vectors.</summary>
    public static void WriteWindows(CCode code, GoldenWindow[] golden)
    {
        code.Line();
        if (golden.Length > 0)
        {
            code.Line("/* Golden windows: readings of each channel in turn, their features, and the logits. */");
            code.Define("GOLDEN_WINDOWS", golden.Length);
            code.Table("int16_t", "golden_readings", golden.SelectMany(window => window.Readings).Select(reading => (int)reading));
            code.Table("int32_t", "golden_features", golden.SelectMany(window => window.Features));
            code.Table("int32_t", "golden_window_logits", golden.SelectMany(window => window.Logits));
            code.Line();
        }

        code.Line("/* Runs the golden vectors, then the golden windows through the stream, which starts anew. Returns 0 when all is exact, else the");
        code.Line(" * number of the first that differs, from 1; the windows are counted after the vectors. */");
        code.Open($"static inline int {code.Id("stream_self_test")}({code.Id("stream")} *stream)");
        code.Line($"int result = {code.Id("self_test")}();");
        if (golden.Length > 0)
        {
            WriteLoop(code);
        }

        code.Line($"{code.Id("stream_start")}(stream);");
        code.Line("return result;");
        code.Close();
    }

    private static void WriteLoop(CCode code)
    {
        string channels = code.Macro("CHANNELS");
        code.Line($"const int16_t *next = {code.Id("golden_readings")};");
        code.Line("int g;");
        code.Open($"for (g = 0; g < {code.Macro("GOLDEN_WINDOWS")} && result == 0; g++)");
        code.Line("int32_t i;");
        code.Line($"{code.Id("stream_start")}(stream);");
        code.Open($"for (i = 0; i < {code.Macro("WINDOW")}; i++)");
        code.Line($"int32_t readings[{channels}];");
        code.Line("int32_t c;");
        code.Open($"for (c = 0; c < {channels}; c++)");
        code.Line("readings[c] = *next++;");
        code.Close();
        code.Line();
        code.Line($"{code.Id("stream_add")}(stream, readings);");
        code.Close();
        code.Line();
        code.Line($"if (memcmp(stream->features, {code.Id("golden_features")} + (size_t)g * {code.Macro("INPUTS")}, sizeof stream->features) != 0");
        code.Open($"    || memcmp(stream->logits, {code.Id("golden_window_logits")} + (size_t)g * {code.Macro("OUTPUTS")}, sizeof stream->logits) != 0)");
        code.Line($"result = {code.Macro("GOLDEN_VECTORS")} + g + 1;");
        code.Close();
        code.Close();
        code.Line();
    }
}
