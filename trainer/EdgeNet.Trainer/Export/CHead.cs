namespace EdgeNet.Trainer.Export;

/// <summary>Writes the top of a header: what it is, how it is used, and what it includes.</summary>
internal static class CHead
{
    public static void Write(CCode code, ModelContents model, int stackBytes, COutputs outputs, CStream? stream)
    {
        string guard = code.Macro("MODEL_H");
        code.Line($"/* The model '{code.Id("model")[..^"_model".Length]}' in C99, written by edgenet; changes will be lost when it is written again.");
        code.Line(" *");
        foreach (string line in stream is null ? Example(code, outputs) : StreamExample(code, outputs))
        {
            code.Line(line.Length > 0 ? $" *     {line}" : " *");
        }

        code.Line(" *");
        code.Line($" * {code.Id(stream is null ? "self_test()" : "stream_self_test(&stream)")} runs golden vectors and returns 0 if this machine computes exactly what the PC computed.");
        if (outputs.HasProbabilities)
        {
            code.Line($" * Define {code.Macro("NO_PROBABILITIES")} before the #include to do without exp() and <math.h>.");
        }

        code.Line($" * Define {code.Macro("NO_GOLDEN")} to leave out the golden vectors and the self-test.");
        code.Line(" *");
        code.Line(FormattableString.Invariant($" * The tables are constants. Nothing allocates or keeps a state. The arrays of {code.Id("logits")}() take {stackBytes:N0} bytes of stack."));
        if (stream is not null)
        {
            code.Line(FormattableString.Invariant($" * A {code.Id("stream")} takes {stream.RamBytes:N0} bytes of RAM: let it be static rather than on a small stack."));
        }

        code.Line(" * Every function is static inline: include this header where the model is used. It is also valid C++11.");
        code.Line(" *");
        code.Line(" * The functions are those of EdgeNet, under the MIT licence, copyright (c) 2026 The EdgeNet contributors. The numbers are");
        code.Line(" * those of your model. */");
        code.Line($"#ifndef {guard}");
        code.Line($"#define {guard}");
        code.Line();
        code.Line("#include <float.h>");
        if (outputs.HasProbabilities)
        {
            code.Line($"#ifndef {code.Macro("NO_PROBABILITIES")}");
            code.Line("#include <math.h>");
            code.Line("#endif");
        }

        code.Line("#include <stddef.h>");
        code.Line("#include <stdint.h>");
        code.Line("#include <string.h>");
        code.Line();
        code.Define("INPUTS", model.Inputs.Count);
        code.Define("OUTPUTS", model.OutputCount);
        if (outputs.Classes > 0)
        {
            code.Define("CLASSES", outputs.Classes);
        }

        stream?.WriteMacros();
    }

    private static IEnumerable<string> Example(CCode code, COutputs outputs)
    {
        yield return $"#include \"{code.Id("model.h")}\"";
        yield return string.Empty;
        yield return $"float features[{code.Macro("INPUTS")}] = {{ ... }};  raw values in the order of training, no scaling of your own";
        yield return $"int32_t logits[{code.Macro("OUTPUTS")}];";
        yield return $"{code.Id("logits")}(features, logits);";
        if (outputs.Classes > 0)
        {
            yield return $"const char *label = {code.Id("labels")}[{code.Id("class_of")}(logits)];";
            yield return $"float probability = {code.Id("probability")}(logits);";
        }
        else
        {
            yield return $"float quantity = {code.Id("quantity_of")}(logits, 0);";
        }
    }

    private static IEnumerable<string> StreamExample(CCode code, COutputs outputs)
    {
        yield return $"#include \"{code.Id("model.h")}\"";
        yield return string.Empty;
        yield return $"static {code.Id("stream")} stream;";
        yield return $"{code.Id("stream_start")}(&stream);";
        yield return $"int32_t readings[{code.Macro("CHANNELS")}] = {{ ... }};  counts of the sensor, at the rate of the recordings";
        yield return $"if ({code.Id("stream_add")}(&stream, readings))  1 when a window was decided";
        yield return outputs.Classes > 0 ? $"    show({code.Id("stream_label")}(&stream), {code.Id("probability")}(stream.logits));" : $"    show({code.Id("quantity_of")}(stream.logits, 0));";
    }
}
