using System.Runtime.InteropServices;

namespace EdgeNet.Cli;

/// <summary>
/// Turns the first Ctrl-C, a request to terminate, or the end of the terminal into a cancellation; a second one but the terminal's ends the process.
/// </summary>
/// <remarks>
/// What the shell has told to be ignored stays ignored: <c>nohup edgenet train</c> goes on without its terminal. Windows ends the process of a closed
/// window as soon as its handler returns, so there the handler waits until the work is over; it is given five seconds.
/// </remarks>
internal sealed class Interrupt : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _isOver = new();
    private PosixSignalRegistration[] _registrations = [];

    /// <summary>Begins to listen: before that the first Ctrl-C ends the process.</summary>
    /// <returns>Cancelled when a signal comes.</returns>
    public CancellationToken Listen()
    {
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
        return _source.Token;
    }

    public void Dispose()
    {
        _isOver.Set();
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    // A shell and the system may both tell of the same terminal: that is no second wish.
    private void Handle(PosixSignalContext context)
    {
        bool isTerminalGone = context.Signal == PosixSignal.SIGHUP;
        context.Cancel = isTerminalGone || !_source.IsCancellationRequested;
        _source.Cancel();
        if (isTerminalGone && OperatingSystem.IsWindows())
        {
            _isOver.Wait();
        }
    }
}
