using System.Runtime.InteropServices;
using System.Text;

namespace EdgeNet.Tests.CExport;

/// <summary>One program with the headers of many models: it reads rows from a file and writes what each model answers to another.</summary>
internal sealed class CProgram : IDisposable
{
    private const string Source = "program.c";

    // The rows of a model: how many, and for each its kind, its length and its numbers.
    private const string Main = """
        int main(void)
        {
            FILE *in = fopen("rows", "rb");
            size_t m;
            out = fopen("answers", "wb");
            if (in == NULL || out == NULL)
            {
                return 2;
            }

            for (m = 0; m < sizeof models / sizeof models[0]; m++)
            {
                int32_t rows = 0;
                put(models[m].self_test());
                if (fread(&rows, sizeof rows, 1, in) != 1)
                {
                    return 3;
                }

                for (; rows > 0; rows--)
                {
                    int32_t head[2];
                    int32_t *row;
                    if (fread(head, sizeof head, 1, in) != 1)
                    {
                        return 4;
                    }

                    row = (int32_t *)malloc((size_t)head[1] * sizeof(int32_t) + 1); /* so exact that a sanitizer sees a read beyond */
                    if (row == NULL || fread(row, sizeof(int32_t), (size_t)head[1], in) != (size_t)head[1])
                    {
                        return 5;
                    }

                    models[m].answer(head[0], row);
                    free(row);
                }
            }

            return fclose(in) == 0 && fclose(out) == 0 ? 0 : 6;
        }

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<CCase> _cases;

    public CProgram(IReadOnlyList<CCase> cases)
    {
        _cases = cases;
        foreach (CCase each in cases)
        {
            _folder.Write($"{each.Prefix}_model.h", each.Header);
        }

        _folder.Write(Source, Text(cases));
        using var rows = new BinaryWriter(File.Create(_folder.Combine("rows")));
        foreach (CCase each in cases)
        {
            rows.Write(each.Rows.Count);
            foreach (CRow row in each.Rows)
            {
                rows.Write(row.Kind);
                rows.Write(row.Given.Length);
                rows.Write(MemoryMarshal.AsBytes<int>(row.Given));
            }
        }
    }

    /// <summary>Compiles and runs the program.</summary>
    /// <returns>The first answer that differs from the device library's, or null.</returns>
    public string? FirstDifference(CCompiler compiler, params string[] options)
    {
        // A folder of its own, as builds run beside each other.
        using var place = new TemporaryFolder();
        File.Copy(_folder.Combine("rows"), place.Combine("rows"));
        string program = compiler.Compile(_folder.Path, Source, options);
        (int exitCode, string text) = CCompiler.Run(program, place.Path);
        Assert.AreEqual(0, exitCode, text[..Math.Min(text.Length, 4000)]);
        ReadOnlySpan<int> answers = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(place.Combine("answers")));
        int next = 0;
        foreach (CCase each in _cases)
        {
            if (answers[next++] is not 0 and int failed)
            {
                return $"{each.Name}: the self-test gives {failed}";
            }

            for (int r = 0; r < each.Rows.Count; r++)
            {
                CRow row = each.Rows[r];
                int length = row.Exact.Length + row.Values.Length;
                if (row.Difference(answers.Slice(next, length), each.Classes > 0) is { } difference)
                {
                    return $"{each.Name}, row {r}: {difference}";
                }

                next += length;
            }
        }

        Assert.AreEqual(next, answers.Length);
        return null;
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(IReadOnlyList<CCase> cases)
    {
        var text = new StringBuilder();
        foreach (CCase each in cases)
        {
            text.Append($"#include \"{each.Prefix}_model.h\"\n");
        }

        text.Append("""
            #include <stdio.h>
            #include <stdlib.h>

            static FILE *out;

            static void put(int32_t number)
            {
                fwrite(&number, sizeof number, 1, out);
            }

            static void put_float(float value)
            {
                fwrite(&value, sizeof value, 1, out);
            }


            """.ReplaceLineEndings("\n"));
        foreach (CCase each in cases)
        {
            AppendModel(text, each);
        }

        text.Append("static const struct\n{\n    void (*answer)(int32_t kind, const int32_t *row);\n    int (*self_test)(void);\n} models[] = {\n");
        text.AppendJoin(",\n", cases.Select(each => $"    {{{each.Prefix}_answer, {each.Prefix}_test}}"));
        return text.Append("\n};\n\n").Append(Main.ReplaceLineEndings("\n")).ToString();
    }

    private static void AppendModel(StringBuilder text, CCase each)
    {
        string values = each.Classes switch
        {
            0 => "M_quantities(logits, values);\n    first = M_quantity_of(logits, 0);",
            2 when each.Outputs == 1 => "values[0] = M_probability(logits);\n    first = values[0];",
            _ => "M_probabilities(logits, values);\n    first = M_probability(logits);",
        };
        string stream = !each.HasStream ? string.Empty : $$"""
                if (kind == 3)
                {
                    M_stream_start(&M_readings);
                    return;
                }

                if (kind == 2)
                {
                    int is_decided = M_stream_add(&M_readings, row);
                    int f;
                    put(is_decided);
                    {{(each.Classes == 0 ? "put(-1); put(0); put(0); put(0);" : "put(M_readings.decision.state); put(M_readings.decision.has_changed); put((int32_t)M_readings.decision.readings_since_change); put((int32_t)M_stream_milliseconds(&M_readings));")}}
                    for (f = 0; is_decided && f < U_INPUTS; f++)
                    {
                        put(M_readings.features[f]);
                    }

                    for (f = 0; is_decided && f < U_OUTPUTS; f++)
                    {
                        put(M_readings.logits[f]);
                    }

                    if (is_decided)
                    {
                        put_float({{(each.Classes == 0 ? "M_quantity_of(M_readings.logits, 0)" : "M_probability(M_readings.logits)")}});
                    }

                    return;
                }

            """;
        string classify = each.Classes == 0 ? "-1" : "kind == 0 ? M_classify(features) : M_classify_readings(row)";
        string model = $$"""
            {{(each.HasStream ? "static M_stream M_readings;\n" : string.Empty)}}
            static int M_test(void)
            {
                return {{(each.HasStream ? "M_stream_self_test(&M_readings)" : "M_self_test()")}};
            }

            static void M_answer(int32_t kind, const int32_t *row)
            {
                float features[U_INPUTS];
                int32_t logits[U_OUTPUTS];
                float values[U_OUTPUTS];
                float first;
                int j;
            {{stream}}    memcpy(features, row, sizeof features);
                if (kind == 0)
                {
                    M_logits(features, logits);
                }
                else
                {
                    M_logits_from_readings(row, logits);
                }

                {{values}}
                for (j = 0; j < U_OUTPUTS; j++)
                {
                    put(logits[j]);
                }

                put({{classify}});
                put((int32_t)(kind == 0 ? M_count_saturated(features) : M_count_saturated_readings(row)));
                for (j = 0; j < U_OUTPUTS; j++)
                {
                    put_float(values[j]);
                }

                put_float(first);
            }


            """;
        text.Append(model.ReplaceLineEndings("\n").Replace("M_", each.Prefix + "_", StringComparison.Ordinal).Replace("U_", each.Prefix.ToUpperInvariant() + "_", StringComparison.Ordinal));
    }
}
