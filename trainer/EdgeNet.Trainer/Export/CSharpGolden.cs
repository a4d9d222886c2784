namespace EdgeNet.Trainer.Export;

/// <summary>Writes the golden vectors as arrays that a method makes and drops: their numbers stay in flash until the self-test, at four bytes each.</summary>
internal static class CSharpGolden
{
    /// <summary>The most bytes of golden inputs, for which all vectors are kept; of a wider model there are two, and one where two are too many.</summary>
    public const int MaxInputBytes = 8 * 1024;

    private const int MostOfTwo = 4 * MaxInputBytes;

    /// <summary>The vectors that a class has: all, or the first and the last, which saturates every input.</summary>
    /// <param name="inputs">n[0].</param>
    /// <param name="vectors">Those of the model file.</param>
    /// <returns>Their numbers, rising.</returns>
    public static int[] Chosen(int inputs, int vectors)
    {
        int bytes = inputs * sizeof(float);
        return bytes * vectors <= MaxInputBytes || vectors == 1 ? [.. Enumerable.Range(0, vectors)]
            : 2 * bytes <= MostOfTwo ? [0, vectors - 1]
            : [vectors - 1];
    }

    /// <summary>Writes the other part of the class of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <param name="className">The class.</param>
    /// <param name="body">The class without golden vectors.</param>
    /// <returns>The source, with its cost.</returns>
    public static CSharpCode Write(ModelContents model, string spaceName, string className, CSharpBody body)
    {
        var code = new CSharpCode();
        int[] chosen = Chosen(model.Inputs.Count, model.GoldenInputs.Length);
        string which = chosen.Length == model.GoldenInputs.Length ? "The golden vectors" : FormattableString.Invariant($"{chosen.Length} of the {model.GoldenInputs.Length} golden vectors in the model file");
        CSharpClass.WriteHead(
            code, spaceName, $"{which}, and the ends of the inputs: leave this file out of a build, and the self-test and the count of saturated inputs are gone with their flash.", className, null);
        WriteRun(code, model, chosen);
        foreach (int g in chosen)
        {
            code.Line();
            code.Open($"private static float[] Golden{g}()");
            code.Numbers("return", "float", [.. model.GoldenInputs[g].Select(CSharpCode.Literal)], sizeof(float));
            code.Close();
        }

        if (model.OutputCount > 1)
        {
            code.Line();
            WriteComparison(code);
        }

        CSharpSaturation.WriteEnds(code, model.Inputs, body);
        code.Close();
        code.Close();
        return code;
    }

    private static void WriteRun(CSharpCode code, ModelContents model, int[] chosen)
    {
        int outputs = model.OutputCount;
        code.Open("partial void RunGoldenVectors(ref int mismatch)");
        if (outputs > 1)
        {
            code.Line($"int[] logits = new int[{outputs}];");
            code.Numbers("int[] golden =", "int", [.. chosen.SelectMany(g => model.GoldenLogits.Skip(g * outputs).Take(outputs)).Select(CSharpCode.Literal)], sizeof(int));
            code.Cost(0, 5);
        }

        for (int k = 0; k < chosen.Length; k++)
        {
            int g = chosen[k];
            if (outputs > 1)
            {
                code.Line($"Logits(Golden{g}(), logits);");
            }

            code.Open(outputs > 1 ? $"if (!AreGolden(logits, golden, {k * outputs}))" : $"if (Logit(Golden{g}()) != {CSharpCode.Literal(model.GoldenLogits[g])})");
            code.Line($"mismatch = {g};");
            code.Line("return;");
            code.Close();
            code.Line();
            code.Cost(0, outputs > 1 ? 22 : 18);
        }

        code.Line("mismatch = -1;");
        code.Close();
        code.Cost(0, 4);
    }

    private static void WriteComparison(CSharpCode code)
    {
        code.Open("private static bool AreGolden(int[] logits, int[] golden, int first)");
        code.Open("for (int j = 0; j < logits.Length; j++)");
        code.Open("if (logits[j] != golden[first + j])");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
        code.Line("return true;");
        code.Close();
        code.Cost(0, 29);
    }
}
