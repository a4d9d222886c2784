using System.Diagnostics;
using System.Globalization;
using EdgeNet.Files;

namespace EdgeNet.Benchmarks;

/// <summary>The peers, in one Python process that stays warm between turns.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts Debian's Python on peers.py.</summary>
    /// <param name="threads">Threads of PyTorch, OpenBLAS and OpenMP.</param>
    /// <exception cref="InputException">It does not start: the peers are not installed.</exception>
    public PeerProcess(int threads)
    {
        string count = threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peers.py"), count])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = count;
        start.Environment["OPENBLAS_NUM_THREADS"] = count;

        // Some machines choose a kernel for OpenBLAS by hand; its own choice is the fast one, and the peers are to be at their best.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        _process = Process.Start(start)!;
        Versions = _process.StandardOutput.ReadLine()
            ?? throw new InputException("The peers do not start: install them with tests/EdgeNet.Benchmarks/install-peers.sh.");
    }

    /// <summary>Names and versions of the peers.</summary>
    public string Versions { get; }

    /// <summary>Lets the peer make some steps of a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="file">What <see cref="SonarWork"/> says of it.</param>
    /// <returns>Time a step.</returns>
    public StepTime Measure(Workload workload, string file)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Key} {workload.Steps} {file}"));
        _process.StandardInput.Flush();
        string[] answer = (_process.StandardOutput.ReadLine() ?? throw new InputException($"The peer of {workload} ended; see its message above.")).Split(' ');
        return new StepTime(double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the process: it stops at the end of its input.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
