namespace EdgeNet.Trainer.Export;

/// <summary>Writes the members that count saturated inputs: their heads into the class, what they compare with beside the golden vectors, so that who leaves those out pays nothing.</summary>
internal static class CSharpSaturation
{
    private const int InputsAtOnce = 120;

    /// <summary>Writes the two public members.</summary>
    public static void WriteMembers(CSharpCode code, CSharpInputs inputs, int count)
    {
        string parameter = $"{inputs.FastType}[] {inputs.FastName}";
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open($"public override int CountSaturated({parameter})");
        CSharpClass.WriteLengthCheck(code, inputs.FastName, count);
        code.Line("int count = -1;");
        code.Line($"FindSaturated({inputs.FastName}, ref count);");
        code.Open("if (count < 0)");
        code.Line("throw new global::System.InvalidOperationException(\"The golden vectors were left out of this build, and with them the ends of the inputs.\");");
        code.Close();
        code.Line();
        code.Line("return count;");
        code.Close();
        inputs.WriteSlowOverload("int CountSaturated", "return CountSaturated(_buffer);");
        code.Line();
        code.Line($"partial void FindSaturated({parameter}, ref int count);");
        code.Cost(-CSharpClass.LengthCheck, 18); // the length check is no part of an inference
    }

    /// <summary>Writes the comparisons. A staged class reads its inputs and looks at their codes, which costs no flash for each input.</summary>
    public static void WriteEnds(CSharpCode code, InputStage inputs, CSharpBody body)
    {
        code.Line();
        if (inputs is ReadingStage readings)
        {
            WriteReadings(code, readings);
        }
        else if (body.Reads.Any())
        {
            WriteCodes(code, (AffineStage)inputs, body);
        }
        else
        {
            WriteFeatures(code, (AffineStage)inputs);
        }
    }

    /// <summary>The values between which an input has neither its lowest nor its highest code: from the first to below the second.</summary>
    public static (float Low, float High) Between(AffineStage inputs, int input)
    {
        return (Smallest(code => code > sbyte.MinValue), Smallest(code => code == sbyte.MaxValue));

        // Codes rise with the value, and plus infinity has the highest: bisection over all floats in order finds the first that fits.
        float Smallest(Func<int, bool> fits)
        {
            int below = Order(float.NegativeInfinity);
            int at = Order(float.PositiveInfinity);
            while (at - (long)below > 1)
            {
                int middle = (int)((below + (long)at) >> 1);
                (below, at) = fits(inputs.Code(FromOrder(middle), input)) ? (below, middle) : (middle, at);
            }

            return FromOrder(at);
        }
    }

    private static void WriteFeatures(CSharpCode code, AffineStage inputs)
    {
        int[] some = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs.Scales[i] > 0)];
        WriteChunks(code, "float[] features", "features", some, i => FeatureTerm(code, inputs, i));
        WriteIsSaturated(code);
    }

    // Codes as the class keeps them, 0 to 255. A constant input is never saturated, and what no weight looks at is not read.
    private static void WriteCodes(CSharpCode code, AffineStage inputs, CSharpBody body)
    {
        int[] unread = [.. Enumerable.Range(0, inputs.Count).Except(body.UsedInputs).Where(i => inputs.Scales[i] > 0)];
        code.Open("partial void FindSaturated(float[] features, ref int count)");
        code.Line("long[] codes = _codes;");
        foreach (string read in body.Reads)
        {
            code.Line($"{read}(features);");
            code.Cost(0, 5);
        }

        foreach (int i in Enumerable.Range(0, inputs.Count).Where(i => inputs.Scales[i] <= 0))
        {
            code.Line($"codes[{i}] = 1L;");
            code.Cost(0, 4 + CSharpCode.LoadBytes(i));
        }

        foreach (int i in unread)
        {
            code.Line($"codes[{i}] = 1L - {FeatureTerm(code, inputs, i)};");
            code.Cost(0, 6 + CSharpCode.LoadBytes(i));
        }

        code.Line("count = 0;");
        code.Open("for (int i = 0; i < features.Length; i++)");
        code.Line("count += codes[i] > 0L && codes[i] < 255L ? 0 : 1;");
        code.Close();
        code.Close();
        code.Cost(0, 51);
        if (unread.Length > 0)
        {
            WriteIsSaturated(code);
        }
    }

    private static string FeatureTerm(CSharpCode code, AffineStage inputs, int input)
    {
        (float low, float high) = Between(inputs, input);
        code.Cost(0, 16 + CSharpCode.LoadBytes(input));
        return $"IsSaturated(features[{input}], {CSharpCode.Literal(low)}, {CSharpCode.Literal(high)})";
    }

    private static void WriteIsSaturated(CSharpCode code)
    {
        code.Line();
        code.Line("// In this order what is no number counts, by the rules of .NET and by those of the interpreter.");
        code.Open("private static int IsSaturated(float value, float low, float high)");
        code.Line("return value < high ? (value < low ? 1 : 0) : 1;");
        code.Close();
        code.Cost(0, 14);
    }

    private static void WriteReadings(CSharpCode code, ReadingStage inputs)
    {
        int[] some = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs.Lowest[i] < inputs.Highest[i])];
        if (some.Length == inputs.Count && inputs.Lowest.Distinct().Count() == 1 && inputs.Highest.Distinct().Count() == 1)
        {
            code.Open("partial void FindSaturated(int[] readings, ref int count)");
            code.Line("count = 0;");
            code.Open("for (int i = 0; i < readings.Length; i++)");
            code.Line($"count += IsSaturated(readings[i], {CSharpCode.Literal(inputs.Lowest[0])}, {CSharpCode.Literal(inputs.Highest[0])});");
            code.Close();
            code.Close();
            code.Cost(0, 26 + CSharpCode.LoadBytes(inputs.Lowest[0]) + CSharpCode.LoadBytes(inputs.Highest[0]));
        }
        else
        {
            WriteChunks(code, "int[] readings", "readings", some, i =>
            {
                code.Cost(0, 6 + CSharpCode.LoadBytes(i) + CSharpCode.LoadBytes(inputs.Lowest[i]) + CSharpCode.LoadBytes(inputs.Highest[i]));
                return $"IsSaturated(readings[{i}], {CSharpCode.Literal(inputs.Lowest[i])}, {CSharpCode.Literal(inputs.Highest[i])})";
            });
        }

        code.Line();
        code.Open("private static int IsSaturated(int reading, int lowest, int highest)");
        code.Line("return reading > lowest && reading < highest ? 0 : 1;");
        code.Close();
        code.Cost(0, 12);
    }

    private static void WriteChunks(CSharpCode code, string parameter, string argument, int[] some, Func<int, string> term)
    {
        int[][] chunks = [.. some.Chunk(InputsAtOnce)];
        code.Open($"partial void FindSaturated({parameter}, ref int count)");
        code.Line($"count = {(chunks.Length == 0 ? "0" : string.Join(" + ", chunks.Select(chunk => $"Saturated{chunk[0]}({argument})")))};");
        code.Close();
        code.Cost(0, 4);
        foreach (int[] chunk in chunks)
        {
            code.Line();
            code.Open($"private static int Saturated{chunk[0]}({parameter})");
            code.Line($"return {string.Join(" + ", chunk.Select(term))};");
            code.Close();
            code.Cost(0, 7);
        }
    }

    // The numbers in their order as integers, both zeros beside each other.
    private static int Order(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return bits >= 0 ? bits : int.MinValue - bits - 1;
    }

    private static float FromOrder(int order) => BitConverter.Int32BitsToSingle(order >= 0 ? order : int.MinValue - order - 1);
}
