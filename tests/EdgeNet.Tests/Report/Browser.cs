using System.Diagnostics;
using System.Text.Json;

namespace EdgeNet.Tests.Report;

/// <summary>Chromium without a window, where there is one.</summary>
internal sealed class Browser(string program)
{
    private static readonly string[] Names = ["chromium", "chromium-browser"];

    /// <summary>Finds it on the PATH, or ends the test as inconclusive: most machines that run tests have no browser.</summary>
    public static Browser FindOrSkip()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string? program = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.Inconclusive("There is no chromium on the PATH, so the page was not looked at in a browser.");
        }

        return new Browser(program);
    }

    /// <summary>Writes a page and looks at it: nothing is said, scrolled, clipped, hidden or overlapping, and the colour scheme is followed.</summary>
    /// <returns>What the frame's document is like.</returns>
    public Measures AssertFits(string page, byte[] html, int width, bool isDark)
    {
        File.WriteAllBytes(page, html);
        (Measures measures, string console) = Measure(page, width, isDark);
        Assert.AreEqual(string.Empty, console, "No message on the console.");
        Assert.IsLessThanOrEqualTo(width, measures.Width, "Nothing is to be scrolled sideways.");
        Assert.AreEqual(Reports.Parse(html).Descendants("svg").Count(), measures.Charts, "Every chart is shown.");
        Assert.IsEmpty(measures.Clipped, string.Join("; ", measures.Clipped));
        Assert.IsEmpty(measures.Overlaps, string.Join("; ", measures.Overlaps));
        Assert.AreEqual(isDark, measures.Background.Average() < 60, "The background follows the colour scheme.");
        return measures;
    }

    /// <summary>Opens a page in a frame of some width and measures it there.</summary>
    /// <returns>What the frame's document is like, and what the console said.</returns>
    public (Measures Measures, string Console) Measure(string page, int width, bool isDark)
    {
        using var folder = new TemporaryFolder();
        string script = File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "tests", "EdgeNet.Tests", "Report", "measure.js"));
        string frame = folder.Combine("frame.html");
        File.WriteAllText(frame, $"""
            <!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
            <iframe id="frame" src="{new Uri(page)}" style="width:{width}px;height:1000px;border:0"></iframe><pre id="result"></pre>
            <script>{script}</script></body></html>
            """);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--allow-file-access-from-files", "--enable-logging=stderr", $"--user-data-dir={folder.Combine("profile")}",
            $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}", "--dump-dom", new Uri(frame).ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string console = string.Join('\n', error.Result.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal)));
        int from = output.IndexOf("<pre id=\"result\">", StringComparison.Ordinal) + "<pre id=\"result\">".Length;
        string json = System.Net.WebUtility.HtmlDecode(output[from..output.IndexOf("</pre>", from, StringComparison.Ordinal)]);
        return (JsonSerializer.Deserialize<Measures>(json, JsonSerializerOptions.Web)!, console);
    }
}

/// <summary>What a page is like in the browser.</summary>
/// <param name="Width">Of all there is: more than the frame's is scrolled sideways.</param>
/// <param name="Background">Of the page, red to blue, 0 to 255.</param>
/// <param name="Ink">Of its text.</param>
/// <param name="Charts">How many drawings are shown.</param>
/// <param name="Overlaps">Texts of drawings that run into each other.</param>
/// <param name="Clipped">Texts of drawings that leave their drawing.</param>
/// <param name="SmallestText">The height of the smallest text of a drawing, in pixels.</param>
internal sealed record Measures(
    double Width, double[] Background, double[] Ink, int Charts, string[] Overlaps, string[] Clipped, double SmallestText);
