namespace EdgeNet.Trainer.Export;

/// <summary>Writes golden windows as arrays that a method makes: their numbers stay in flash until the settings are made.</summary>
internal static class CSharpGoldenWindows
{
    /// <summary>The most bytes of numbers in the windows: an assembly has room for 64 KiB together with everything else.</summary>
    public const int MaxBytes = 14 * 1024;

    /// <summary>Writes the other part of the class of a stream.</summary>
    /// <param name="golden">The windows; those that do not fit into <see cref="MaxBytes"/> are left out.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <param name="className">The class.</param>
    /// <returns>The source, with its cost.</returns>
    public static CSharpCode Write(GoldenWindow[] golden, string spaceName, string className)
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
            code.Cost(0, 7);
        }

        code.Close();
        for (int g = 0; g < count; g++)
        {
            code.Line();
            WriteWindow(code, golden[g], g);
        }

        code.Close();
        code.Close();
        return code;
    }

    private static int Fitting(GoldenWindow[] golden)
    {
        int bytes = 0;
        return golden.TakeWhile(window => (bytes += (window.Readings.Length * sizeof(short)) + ((window.Features.Length + window.Logits.Length) * sizeof(int))) <= MaxBytes).Count();
    }

    private static void WriteWindow(CSharpCode code, GoldenWindow window, int number)
    {
        code.Open($"private static {CSharpStreamExporter.Space}GoldenWindow Golden{number}()");
        code.Numbers("short[] readings =", "short", [.. window.Readings.Select(reading => CSharpCode.Literal((int)reading))], sizeof(short));
        code.Numbers("int[] features =", "int", [.. window.Features.Select(CSharpCode.Literal)], sizeof(int));
        code.Numbers("int[] logits =", "int", [.. window.Logits.Select(CSharpCode.Literal)], sizeof(int));
        code.Line($"return new {CSharpStreamExporter.Space}GoldenWindow(readings, features, logits);");
        code.Close();
        code.Cost(0, 12);
    }
}
