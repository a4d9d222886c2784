using EdgeNet.DeviceTests;
using EdgeNet.Models;
using EdgeNet.Tests.Experiments;
using EdgeNet.Tests.Fleet;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Export;
using SensorLogger;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>The parts of the node, joined as its Program does it, on a folder that is the board's storage.</summary>
internal sealed class VibrationParts
{
    public const int BurstSeconds = 5;

    public VibrationParts(int[][] readings, string? folder = null, bool isColdStart = true, Func<Pipeline>? builtIn = null, EdgeNet.Fleet.Keys.FleetKey? key = null)
    {
        Board = new VibrationBoard(readings);
        Model = new NodeModel(() => builtIn?.Invoke() ?? BuiltIn(), BurstSeconds, ModelLines.Add);
        Model.Start(folder is null ? [] : AreasOf(folder), (key ?? Key).ToModelKey(), isColdStart);
        Burst = new Burst(Model.Pipeline, new Mpu6050(Board), Board, BurstSeconds);
        Watch = new Watch(Model, Burst, null!, Lamp.Add, Board, Lines.Add);
    }

    /// <summary>The key of the fleet.</summary>
    public static EdgeNet.Fleet.Keys.FleetKey Key => SealedModels.Keys[2];

    public VibrationBoard Board { get; }

    public NodeModel Model { get; }

    public Burst Burst { get; }

    public Watch Watch { get; }

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

    /// <summary>A signed file that is not looked at before: 'edgenet sign' would refuse some of them.</summary>
    public static byte[] SignedUnseen(byte[] file, int trial = 12)
    {
        byte[] bytes = SealSection.Put(file, new SealData(2, ModelSeal.NoAlarm, trial, 600), Key.Kind, Key.Id);
        int at = SealedModels.Read(bytes).SignatureAt;
        SealSection.PutSignature(bytes, at, Key.Sign(SealSection.MessageOf(bytes, at, Key.SignatureLength)));
        return bytes;
    }

    /// <summary>Where the stream of a file begins: 100 readings a second, windows of 128 readings, 32 from one to the next.</summary>
    public static int StreamAt(byte[] file)
    {
        byte[] begin = [0xA0, 0x86, 0x01, 0x00, 128, 0, 32, 0];
        int at = file.AsSpan().IndexOf(begin);
        Assert.IsGreaterThan(0, at);
        return at;
    }

    /// <summary>The model with a golden vector that no board computes.</summary>
    public static byte[] WithWrongGolden()
    {
        byte[] file = Vibration.File;
        int at = StreamAt(file) - 4; // the last logit of the last golden vector
        ModelBytes.PutInt32(file, at, BitConverter.ToInt32(file, at) + 1);
        ModelBytes.Seal(file);
        return file;
    }

    /// <summary>The model with votes that only a burst of one class gives: all 12 windows.</summary>
    public static byte[] WithAllVotes()
    {
        byte[] file = Vibration.File;
        int at = StreamAt(file);
        file[at + 20] = 12; // votes
        file[at + 21] = 12;
        ModelBytes.Seal(file);
        return file;
    }

    public static int[][] Readings(string name, int second, int seconds)
    {
        Recording recording = Vibration.Replay(Pipeline.Load(Vibration.File)).Recordings.Single(each => each.Name == name);
        return [.. Enumerable.Range(second * 100, seconds * 100).Select(n => (int[])[recording.Readings[0][n], recording.Readings[1][n], recording.Readings[2][n]])];
    }
}

/// <summary>The chip, and a sensor that gives readings one after the other.</summary>
internal sealed class VibrationBoard(int[][] readings) : IRegisters, IClock
{
    private const int Identity = 0x68;
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
        if (values.Length == 1)
        {
            values[0] = IsConnected ? (byte)Identity : (byte)0; // who are you?
            return IsConnected;
        }

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
