using System.Diagnostics;

namespace EdgeNet.Tests.Capture;

/// <summary>A real process that captures from a pseudo-terminal, with its current folder in a temporary one.</summary>
internal sealed class CaptureProcess : IDisposable
{
    /// <summary>How large files may become: 16 blocks of 512 bytes.</summary>
    public const int FileLimitBytes = 8192;

    private const string Limited = "trap '' XFSZ; ulimit -f 16; exec dotnet \"$@\"";

    private readonly string _outputPath;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    /// <param name="folder">Where it runs.</param>
    /// <param name="args">The command, with <c>/dev/ttyUSB0</c> for the terminal.</param>
    public CaptureProcess(TemporaryFolder folder, params string[] args)
        : this(folder, args, hasFileLimit: false)
    {
    }

    private CaptureProcess(TemporaryFolder folder, string[] args, bool hasFileLimit)
    {
        Terminal = new PseudoTerminal();
        int output = Array.IndexOf(args, "--out");
        _outputPath = folder.Combine(output < 0 ? Path.Combine("recordings", "shaking.csv") : args[output + 1]);
        string command = Path.Combine(AppContext.BaseDirectory, "edgenet.dll");
        string[] words = [command, .. args.Select(arg => arg == "/dev/ttyUSB0" ? Terminal.Name : arg)];
        var start = new ProcessStartInfo(hasFileLimit ? "sh" : "dotnet", hasFileLimit ? ["-c", Limited, "sh", .. words] : words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["DOTNET_EnableWriteXorExecute"] = hasFileLimit ? "0" : "1"; // it needs a file of its own, larger than the limit
        Process = Process.Start(start)!;
        _output = Process.StandardOutput.ReadToEndAsync();
        _error = Process.StandardError.ReadToEndAsync();
    }

    public PseudoTerminal Terminal { get; }

    /// <summary>Starts one whose files may not become larger than <see cref="FileLimitBytes"/>, as on a full disk.</summary>
    public static CaptureProcess WithFileLimit(TemporaryFolder folder, params string[] args) => new(folder, args, hasFileLimit: true);

    public Process Process { get; }

    public string Output => _output.GetAwaiter().GetResult();

    public string Error => _error.GetAwaiter().GetResult();

    /// <summary>Sends headers until one was heard: opening a port drops what came before.</summary>
    public void WaitForHeader()
    {
        while (!Process.HasExited && !RecordedText.Of(_outputPath).StartsWith(LoggerLines.HeaderRow, StringComparison.Ordinal))
        {
            Terminal.Write(LoggerLines.Header);
            Process.WaitForExit(10);
        }
    }

    /// <summary>Waits until so many rows are in the file.</summary>
    public void WaitForRows(int rows)
    {
        while (!Process.HasExited && RecordedText.Rows(_outputPath) < rows)
        {
            Process.WaitForExit(1);
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
        Terminal.Dispose();
    }
}
