using System.Text;

namespace EdgeNet.Cli;

/// <summary>A writer that falls silent when it cannot be written to any more, as <see cref="SteadyConsole"/> does.</summary>
/// <param name="writer">What is written to as long as it can be.</param>
internal sealed class SteadyWriter(TextWriter writer) : TextWriter
{
    /// <summary>Why it has fallen silent, or null.</summary>
    public Exception? Fault { get; private set; }

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(string? value) => Try(() => writer.Write(value));

    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    public override void Flush() => Try(writer.Flush);

    private void Try(Action write)
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
