namespace EdgeNet.Trainer.Export;

/// <summary>Writes what becomes of the logits: a class and probabilities, or quantities.</summary>
internal sealed class COutputs(CCode code, ModelContents model)
{
    private readonly bool _isRegression = model.OutputScales is not null;
    private readonly bool _isBinary = model.OutputScales is null && model.OutputCount == 1;

    /// <summary>Whether there are probabilities, which need the exponential function of <c>math.h</c>.</summary>
    public bool HasProbabilities => !_isRegression;

    /// <summary>The number of classes; 0 for quantities.</summary>
    public int Classes => _isRegression ? 0 : _isBinary ? 2 : model.OutputCount;

    /// <summary>The fragments that it needs.</summary>
    public IEnumerable<string> Fragments => _isRegression ? ["quantities"] : _isBinary ? [] : ["highest"];

    /// <summary>The fragments that need the exponential function.</summary>
    public IEnumerable<string> ProbabilityFragments => _isRegression ? [] : _isBinary ? ["logistic"] : ["softmax"];

    public void Write()
    {
        if (_isRegression)
        {
            WriteQuantities();
            return;
        }

        code.Line();
        code.Line(_isBinary
            ? $"/* The class of a logit: 1, the second label, from {CCode.Literal(model.LogitThreshold)} on. */"
            : "/* The class with the highest logit: of those that are equal, the first. */");
        code.Open($"static inline int {code.Id("class_of")}(const int32_t *logits)");
        code.Line(_isBinary
            ? $"return logits[0] >= {CCode.Literal(model.LogitThreshold)} ? 1 : 0;"
            : $"return {code.Id("index_of_highest")}(logits, {code.Macro("CLASSES")});");
        code.Close();
        WriteClassify("classify", "const float *features", "logits(features, logits)", "raw values");
        WriteClassify("classify_readings", "const int32_t *readings", "logits_from_readings(readings, logits)", "integers");
        code.Line();
        code.Line($"#ifndef {code.Macro("NO_PROBABILITIES")}");
        code.Line($"static const float {code.Id("logit_scale")} = {CCode.Literal(model.LogitScale)};");
        WriteProbabilities();
        code.Line("#endif");
    }

    private void WriteClassify(string name, string parameter, string call, string of)
    {
        code.Line();
        code.Line($"/* The number of the class of {of}: {code.Id("labels")} has its name. */");
        code.Open($"static inline int {code.Id(name)}({parameter})");
        code.Line($"int32_t logits[{code.Macro("OUTPUTS")}];");
        code.Line($"{code.Id(call)};");
        code.Line($"return {code.Id("class_of")}(logits);");
        code.Close();
    }

    private void WriteProbabilities()
    {
        string scale = $"(double){code.Id("logit_scale")}";
        code.Line();
        code.Line(_isBinary ? "/* The probability of class 1, 0 to 1. */" : "/* The probability of the class with the highest logit, 0 to 1. */");
        code.Open($"static inline float {code.Id("probability")}(const int32_t *logits)");
        if (_isBinary)
        {
            code.Line($"return (float){code.Id("logistic")}((double)logits[0] * {scale});");
            code.Close();
            return;
        }

        code.Line($"int32_t highest = logits[{code.Id("class_of")}(logits)];");
        code.Line($"return (float)(1 / {code.Id("sum_of_exponentials")}(logits, {code.Macro("CLASSES")}, highest, {scale}));");
        code.Close();
        code.Line();
        code.Line($"/* The probabilities of all classes; writes {code.Macro("CLASSES")}. */");
        code.Open($"static inline void {code.Id("probabilities")}(const int32_t *logits, float *probabilities)");
        code.Line($"{code.Id("softmax")}(logits, {code.Macro("CLASSES")}, {scale}, probabilities);");
        code.Close();
    }

    private void WriteQuantities()
    {
        code.Table("output_scales", model.OutputScales);
        code.Table("output_offsets", model.OutputOffsets);
        code.Line();
        code.Line("/* A quantity in the units of training. */");
        code.Open($"static inline float {code.Id("quantity_of")}(const int32_t *logits, int output)");
        bool isRelu = model.Layers[^1].Activation == Activation.Relu;
        code.Line($"int32_t logit = {(isRelu ? "logits[output] < 0 ? 0 : logits[output]" : "logits[output]")};");
        code.Line($"return {code.Id("quantity")}(logit, {code.Id("output_scales")}[output], {code.Id("output_offsets")}[output]);");
        code.Close();
        code.Line();
        code.Line($"/* All quantities; writes {code.Macro("OUTPUTS")}. */");
        code.Open($"static inline void {code.Id("quantities")}(const int32_t *logits, float *quantities)");
        code.Line("int output;");
        code.Open($"for (output = 0; output < {code.Macro("OUTPUTS")}; output++)");
        code.Line($"quantities[output] = {code.Id("quantity_of")}(logits, output);");
        code.Close();
        code.Close();
    }
}
