using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeNet.Cli;

/// <summary>
/// A console for commands whose result is a file: when its terminal has gone, or the disk behind <c>&gt;</c> is full, it falls silent and the work goes on.
/// </summary>
/// <param name="console">What is written to as long as it can be.</param>
internal sealed class SteadyConsole(IAnsiConsole console) : IAnsiConsole, IAnsiConsoleCursor
{
    /// <summary>Why it has fallen silent, or null.</summary>
    public Exception? Fault { get; private set; }

    public Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => this;

    public IAnsiConsoleInput Input => console.Input;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    public void Clear(bool home) => Try(() => console.Clear(home));

    public void Write(IRenderable renderable) => Try(() => console.Write(renderable));

    public void WriteAnsi(Action<AnsiWriter> action) => Try(() => console.WriteAnsi(action));

    void IAnsiConsoleCursor.Show(bool show) => Try(() => console.Cursor.Show(show));

    void IAnsiConsoleCursor.SetPosition(int column, int line) => Try(() => console.Cursor.SetPosition(column, line));

    void IAnsiConsoleCursor.Move(CursorDirection direction, int steps) => Try(() => console.Cursor.Move(direction, steps));

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
