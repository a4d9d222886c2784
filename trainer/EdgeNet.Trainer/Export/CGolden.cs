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
}
