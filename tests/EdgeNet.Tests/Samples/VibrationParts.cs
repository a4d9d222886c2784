using EdgeNet.Models;
using EdgeNet.Tests.Experiments;
using EdgeNet.Tests.Fleet;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;
using SensorLogger;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>The parts of the node, joined as its Program does it, on a folder that is the board's storage.</summary>
internal sealed class VibrationParts
{
    public const int BurstSeconds = 5;

    public VibrationParts(int[][] readings, string? folder = null, bool isColdStart = true, Func<Pipeline>? builtIn = null)
    {
        Board = new VibrationBoard(readings);
        Model = new NodeModel(() => builtIn?.Invoke() ?? BuiltIn(), BurstSeconds, ModelLines.Add);
        Runs = Model.Start(folder is null ? [] : AreasOf(folder), Key.ToModelKey(), isColdStart);
        Burst = new Burst(Model.Pipeline, new Mpu6050(Board), Board, BurstSeconds);
        Watch = new Watch(Model, Burst, null!, Lamp.Add, Board, Lines.Add);
    }

    /// <summary>The key of the fleet.</summary>
    public static EdgeNet.Fleet.Keys.FleetKey Key => SealedModels.Keys[2];

    public VibrationBoard Board { get; }

    public NodeModel Model { get; }

    public Burst Burst { get; }

    public Watch Watch { get; }

    /// <summary>Whether the node has a model that it can rely on.</summary>
    public bool Runs { get; }

    public Pipeline Pipeline => Model.Pipeline;

    public List<bool> Lamp { get; } = [];

    public List<string> Lines { get; } = [];

    /// <summary>What it says of its models.</summary>
    public List<string> ModelLines { get; } = [];

    public static Pipeline BuiltIn() => new(new VibrationModel(), VibrationStream.Settings());

    public static StoreArea[] AreasOf(string folder)
    {
        var piece = new FilePiece();
        (string Name, int Length)[] areas = [("slot-a", 32768), ("slot-b", 32768), ("journal-a", 4096), ("journal-b", 4096)];
        return [.. areas.Select(each => new FileArea(Path.Combine(folder, each.Name), each.Length, piece))];
    }

    /// <summary>A signed file of a version.</summary>
    public static byte[] Signed(byte[] file, int version, int trial = 12, int health = 600, EdgeNet.Fleet.Keys.FleetKey? key = null) =>
        SealedModels.Signed(file, key ?? Key, new SealData(version, ModelSeal.NoAlarm, trial, health));

    public static int[][] Readings(string name, int second, int seconds)
    {
        Recording recording = Vibration.Replay(Pipeline.Load(Vibration.File)).Recordings.Single(each => each.Name == name);
        return [.. Enumerable.Range(second * 100, seconds * 100).Select(n => (int[])[recording.Readings[0][n], recording.Readings[1][n], recording.Readings[2][n]])];
    }
}

/// <summary>The chip, and a sensor that gives readings one after the other.</summary>
internal sealed class VibrationBoard(int[][] readings) : IRegisters, IClock
{
    private long _now = 7_654_321;

    public bool IsConnected { get; set; } = true;

    public int FailsAt { get; set; } = -1;

    public int LateAt { get; set; } = -1;

    public int LateMicroseconds { get; set; }

    public List<long> ReadAt { get; } = [];

    /// <summary>Happens while the program waits.</summary>
    public Action? OnSleep { get; set; }

    public long Microseconds => _now += 10;

    public void Sleep(int milliseconds)
    {
        _now += milliseconds * 1000L;
        OnSleep?.Invoke();
    }

    public bool TryWrite(byte register, byte value) => IsConnected;

    public bool TryRead(byte first, byte[] values)
    {
        int number = ReadAt.Count;
        ReadAt.Add(_now);
        _now += number == LateAt ? LateMicroseconds : 0;
        if (!IsConnected || number == FailsAt)
        {
            return false;
        }

        for (int c = 0; c < 3; c++)
        {
            int counts = readings[number % readings.Length][c];
            values[2 * c] = (byte)(counts >> 8);
            values[(2 * c) + 1] = (byte)counts;
        }

        return true;
    }
}
