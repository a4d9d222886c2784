using System.Text;

namespace EdgeNet.Cli;

/// <summary>A writer that falls silent when it cannot be written to any more, as <see cref="SteadyConsole"/> does.</summary>
/// <param name="writer">What is written to as long as it can be.</param>
internal sealed class SteadyWriter(TextWriter writer) : TextWriter
{
    private readonly Silence _silence = new();

    /// <summary>Why it has fallen silent, or null.</summary>
    public Exception? Fault => _silence.Fault;

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => _silence.Try(() => writer.Write(value));

    public override void Write(string? value) => _silence.Try(() => writer.Write(value));

    public override void WriteLine(string? value) => _silence.Try(() => writer.WriteLine(value));

    public override void Flush() => _silence.Try(writer.Flush);
}
