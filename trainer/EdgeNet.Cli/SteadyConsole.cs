using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeNet.Cli;

/// <summary>
/// A console for commands whose result is a file: when its terminal is gone, or the disk behind <c>&gt;</c> is full, it falls silent and the work goes on.
/// </summary>
/// <param name="console">The console to write to, as long as that works.</param>
internal sealed class SteadyConsole(IAnsiConsole console) : IAnsiConsole, IAnsiConsoleCursor
{
    private readonly Silence _silence = new();

    /// <summary>The error after which it fell silent, or null.</summary>
    public Exception? Fault => _silence.Fault;

    public Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => this;

    public IAnsiConsoleInput Input => console.Input;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    public void Clear(bool home) => _silence.Try(() => console.Clear(home));

    public void Write(IRenderable renderable) => _silence.Try(() => console.Write(renderable));

    public void WriteAnsi(Action<AnsiWriter> action) => _silence.Try(() => console.WriteAnsi(action));

    void IAnsiConsoleCursor.Show(bool show) => _silence.Try(() => console.Cursor.Show(show));

    void IAnsiConsoleCursor.SetPosition(int column, int line) => _silence.Try(() => console.Cursor.SetPosition(column, line));

    void IAnsiConsoleCursor.Move(CursorDirection direction, int steps) => _silence.Try(() => console.Cursor.Move(direction, steps));
}

/// <summary>A writer that falls silent when it cannot be written to any more, as <see cref="SteadyConsole"/> does.</summary>
/// <param name="writer">The writer to write to, as long as that works.</param>
internal sealed class SteadyWriter(TextWriter writer) : TextWriter
{
    private readonly Silence _silence = new();

    /// <summary>The error after which it fell silent, or null.</summary>
    public Exception? Fault => _silence.Fault;

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => _silence.Try(() => writer.Write(value));

    public override void Write(string? value) => _silence.Try(() => writer.Write(value));

    public override void WriteLine(string? value) => _silence.Try(() => writer.WriteLine(value));

    public override void Flush() => _silence.Try(writer.Flush);
}

/// <summary>Writes as long as that works; after the first error it does nothing.</summary>
internal sealed class Silence
{
    /// <summary>The error after which it fell silent, or null.</summary>
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

/// <summary>A console that examines its terminal on first use: help and usage errors need no terminal, and appear sooner.</summary>
/// <param name="create">Makes the console.</param>
internal sealed class LateConsole(Func<IAnsiConsole> create) : IAnsiConsole
{
    private readonly Lazy<IAnsiConsole> _console = new(create);

    public Profile Profile => _console.Value.Profile;

    public IAnsiConsoleCursor Cursor => _console.Value.Cursor;

    public IAnsiConsoleInput Input => _console.Value.Input;

    public IExclusivityMode ExclusivityMode => _console.Value.ExclusivityMode;

    public RenderPipeline Pipeline => _console.Value.Pipeline;

    public void Clear(bool home) => _console.Value.Clear(home);

    public void Write(IRenderable renderable) => _console.Value.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => _console.Value.WriteAnsi(action);
}
