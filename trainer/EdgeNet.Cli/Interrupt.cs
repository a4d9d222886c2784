using System.Runtime.InteropServices;

namespace EdgeNet.Cli;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or SIGHUP into a cancellation. A second Ctrl-C or SIGTERM ends the process.
/// </summary>
/// <remarks>
/// A signal that the shell ignores stays ignored: <c>nohup edgenet train</c> goes on without its terminal. Windows ends the process of a closed
/// window as soon as its handler returns, so there the handler waits until the work is over; it is given five seconds.
/// </remarks>
internal sealed class Interrupt : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _isOver = new();
    private PosixSignalRegistration[] _registrations = [];

    /// <summary>Begins to listen; before that the first Ctrl-C ends the process.</summary>
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

    // The shell and the system may both report the same closed terminal: that is no second request.
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
