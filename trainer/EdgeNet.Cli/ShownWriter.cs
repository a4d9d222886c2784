using System.Text;

namespace EdgeNet.Cli;

/// <summary>A writer to a terminal: what is written comes as <see cref="ShownText"/> has it.</summary>
/// <param name="writer">The terminal.</param>
internal sealed class ShownWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value) => writer.Write(ShownText.Escape(value ?? string.Empty, Encoding, keepsLineEnds: true));

    // A line is one line, whatever names are in it.
    public override void WriteLine(string? value) => writer.WriteLine(ShownText.Escape(value ?? string.Empty, Encoding));

    public override void Flush() => writer.Flush();
}
