namespace EdgeNet.Cli;

/// <summary>Writes as long as that can be done; after the first fault it does nothing.</summary>
internal sealed class Silence
{
    /// <summary>Why it has fallen silent, or null.</summary>
    public Exception? Fault { get; private set; }

    public void Try(Action write)
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Fault = e;
        }
    }
}
