using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeNet.Cli;

/// <summary>
/// A console for commands whose result is a file: when its terminal has gone, or the disk behind <c>&gt;</c> is full, it falls silent and the work goes on.
/// </summary>
/// <param name="console">What is written to as long as it can be.</param>
internal sealed class SteadyConsole(IAnsiConsole console) : IAnsiConsole, IAnsiConsoleCursor
{
    private readonly Silence _silence = new();

    /// <summary>Why it has fallen silent, or null.</summary>
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
