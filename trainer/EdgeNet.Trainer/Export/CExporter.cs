namespace EdgeNet.Trainer.Export;

/// <summary>Writes a model as one header in C99, which is C++11 too: constant tables, the kernels that they need, and functions that join the two.</summary>
/// <remarks>
/// The kernels are the fragments of <see cref="CRuntime"/>. No text of a model becomes code: names are string literals, and the prefix of the
/// identifiers is made of letters, digits and underscores.
/// </remarks>
internal static class CExporter
{
    /// <summary>Writes the header of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">What turns readings into its inputs; null where it takes features.</param>
    /// <param name="inputNames">The names of the inputs; none where the file has none.</param>
    /// <param name="prefix">What the identifiers begin with; null for the model's name in snake case.</param>
    /// <returns>The header.</returns>
    public static CSourceModel Write(ModelContents model, StreamSettings? stream, IReadOnlyList<string> inputNames, string? prefix = null)
    {
        NetworkForm.Require(model, "C header");
        if (stream?.Features.Any(feature => feature.IsSlow) == true)
        {
            throw new ArgumentException($"The stream of '{model.Name}' has slow means of features, and there is no C header for these: train without 'slow'.");
        }

        prefix ??= CSourceModel.PrefixOf(model.Name);
        var code = new CCode(prefix);
        var network = new CNetwork(code, model);
        var outputs = new COutputs(code, model);
        CStream? readings = stream is null ? null : new CStream(code, stream, outputs.Classes, model.OutputCount);
        CHead.Write(code, model, network.StackBytes, outputs, readings);
        WriteNames(code, model, inputNames, readings);
        foreach (string fragment in network.Fragments.Concat(outputs.Fragments).Concat(readings?.Fragments ?? []))
        {
            WriteFragment(code, fragment, prefix);
        }

        if (outputs.HasProbabilities)
        {
            code.Line();
            code.Line($"#ifndef {code.Macro("NO_PROBABILITIES")}");
            foreach (string fragment in outputs.ProbabilityFragments)
            {
                WriteFragment(code, fragment, prefix);
            }

            code.Line("#endif");
        }

        code.Line();
        code.Line("/* ---- The network of this model ---- */");
        code.Line();
        network.WriteTables();
        network.WriteFunctions();
        outputs.Write();
        readings?.Write();
        code.Line();
        code.Line($"#ifndef {code.Macro("NO_GOLDEN")}");
        CGolden.WriteVectors(code, model);
        if (stream is not null)
        {
            CGolden.WriteWindows(code, stream.Golden);
        }

        code.Line("#endif");
        code.Line();
        code.Line("#endif");
        return new CSourceModel(prefix, code.ToString());
    }

    private static void WriteNames(CCode code, ModelContents model, IReadOnlyList<string> inputNames, CStream? readings)
    {
        code.Line();
        code.Line("/* ---- Names ---- */");
        code.Line();
        code.Line($"static const char {code.Id("name")}[] = {CCode.Text(model.Name)};");
        code.Table("char *const", "labels", [.. model.Labels.Select(CCode.Text)]);
        if (inputNames.Count > 0)
        {
            code.Table("char *const", "input_names", [.. inputNames.Select(CCode.Text)]);
        }

        readings?.WriteNames();
    }

    private static void WriteFragment(CCode code, string name, string prefix)
    {
        code.Line();
        code.Raw(CRuntime.Read(name, prefix));
    }
}
