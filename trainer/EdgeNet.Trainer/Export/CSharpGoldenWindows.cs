namespace EdgeNet.Trainer.Export;

/// <summary>Writes golden windows as code that fills arrays: an array with its numbers beside it would be in RAM twice.</summary>
internal static class CSharpGoldenWindows
{
    /// <summary>The most IL of the windows: an assembly has room for 64 KiB together with everything else.</summary>
    public const int MaxIlBytes = 14 * 1024;

    private const int ReadingsInWord = 4;
    private const int WordsInCall = 4;
    private const int CallBytes = 4 + (9 * WordsInCall) + 8;   // the array, the place, the words, the call
    private const int StoreBytes = 12;                         // an element of another array

    /// <summary>Writes the other part of the class of a stream.</summary>
    /// <param name="golden">The windows; those that do not fit into <see cref="MaxIlBytes"/> are left out.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <param name="className">The class.</param>
    /// <returns>The source.</returns>
    public static string Write(GoldenWindow[] golden, string spaceName, string className)
    {
        const string Space = CSharpStreamExporter.Space;
        int count = Fitting(golden);
        var code = new CSharpCode();
        CSharpStreamExporter.WriteHead(
            code,
            spaceName,
            className,
            count == golden.Length
                ? "The golden windows: leave this file out of a build, and the self-test of a pipeline runs no windows of readings; their flash and RAM are saved."
                : $"The golden windows, {count} of the {golden.Length} in the model file: an assembly has no room for more.");
        code.Open($"static partial void AddGoldenWindows(ref {Space}GoldenWindow[] golden)");
        code.Line($"golden = new {Space}GoldenWindow[{count}];");
        for (int g = 0; g < count; g++)
        {
            code.Line($"golden[{g}] = Golden{g}();");
        }

        code.Close();
        for (int g = 0; g < count; g++)
        {
            code.Line();
            WriteWindow(code, golden[g], g);
        }

        if (count > 0)
        {
            code.Line();
            WriteFill(code);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    private static int Fitting(GoldenWindow[] golden)
    {
        int bytes = 0;
        return golden.TakeWhile(window => (bytes += BytesOf(window)) <= MaxIlBytes).Count();
    }

    private static int BytesOf(GoldenWindow window)
    {
        int calls = (window.Readings.Length + (ReadingsInWord * WordsInCall) - 1) / (ReadingsInWord * WordsInCall);
        return (calls * CallBytes) + ((window.Features.Length + window.Logits.Length) * StoreBytes);
    }

    private static void WriteWindow(CSharpCode code, GoldenWindow window, int number)
    {
        code.Open($"private static {CSharpStreamExporter.Space}GoldenWindow Golden{number}()");
        code.Line($"short[] readings = new short[{window.Readings.Length}];");
        int place = 0;
        foreach (short[] some in window.Readings.Chunk(ReadingsInWord * WordsInCall))
        {
            IEnumerable<short> filled = some.Concat(new short[(ReadingsInWord * WordsInCall) - some.Length]);
            code.Line($"Fill(readings, {place}, {string.Join(", ", filled.Chunk(ReadingsInWord).Select(word => CSharpCode.Literal(Pack(word))))});");
            place += ReadingsInWord * WordsInCall;
        }

        WriteNumbers(code, "features", window.Features);
        WriteNumbers(code, "logits", window.Logits);
        code.Line($"return new {CSharpStreamExporter.Space}GoldenWindow(readings, features, logits);");
        code.Close();
    }

    private static void WriteNumbers(CSharpCode code, string name, int[] numbers)
    {
        code.Line($"int[] {name} = new int[{numbers.Length}];");
        for (int i = 0; i < numbers.Length; i++)
        {
            code.Line($"{name}[{i}] = {CSharpCode.Literal(numbers[i])};");
        }
    }

    private static void WriteFill(CSharpCode code)
    {
        code.Line("// Each word has four readings of 16 bits, the first in the lowest; past the last reading the bits are 0.");
        code.Open("private static void Fill(short[] readings, int place, long first, long second, long third, long fourth)");
        code.Line("Fill(readings, place, first);");
        code.Line("Fill(readings, place + 4, second);");
        code.Line("Fill(readings, place + 8, third);");
        code.Line("Fill(readings, place + 12, fourth);");
        code.Close();
        code.Line();
        code.Open("private static void Fill(short[] readings, int place, long word)");
        code.Open("for (int end = place + 4; place < end && place < readings.Length; place++)");
        code.Line("readings[place] = (short)word;");
        code.Line("word >>= 16;");
        code.Close();
        code.Close();
    }

    private static long Pack(short[] readings)
    {
        long word = 0;
        for (int i = 0; i < readings.Length; i++)
        {
            word |= (long)(ushort)readings[i] << (16 * i);
        }

        return word;
    }
}
