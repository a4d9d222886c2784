using EdgeNet.Files;
using EdgeNet.Fleet;
using EdgeNet.Tests.Capture;

namespace EdgeNet.Tests.Fleet;

/// <summary>Pushes over pseudo-terminals: the system's own serial port at one end, the real code of a node at the other.</summary>
[TestClass]
public class SerialPortTests
{
    private const int Chunk = 64;

    [TestMethod]
    public void Run_OverATerminal_IsConfirmed()
    {
        using var board = new TerminalBoard();
        OfferedModel model = SerialModel.Of(7);

        SerialPushResult result = Push(board, model);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.AreEqual(7, board.ConfirmedVersion);
        Assert.AreEqual(1 + (2 * model.ChunksOf(Chunk)), board.SlotWrites);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Run_BitErrors_LoseTimeOnly(int seed)
    {
        using var board = new TerminalBoard(SerialCutTests.Noise(seed, 500, out Func<int> faults));
        OfferedModel model = SerialModel.Of(7);

        SerialPushResult result = Push(board, model);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.AreEqual(1 + (2 * model.ChunksOf(Chunk)), board.SlotWrites);
        Assert.IsGreaterThan(2, faults());
    }

    [TestMethod]
    [DataRow(20)]
    [DataRow(700)]
    [DataRow(1500)]
    [DataRow(3001)]
    [DataRow(4500)]
    public void Run_BoardRestartsInTheMiddle_GoesOnWhereItWas(int at)
    {
        using var board = new TerminalBoard(restartAt: at);
        OfferedModel model = SerialModel.Of(7);

        SerialPushResult result = Push(board, model);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.AreEqual(3, board.Starts, "At first, in the middle, and for the trial.");
        Assert.AreEqual(1 + (2 * model.ChunksOf(Chunk)), board.SlotWrites, "What it had was not asked for.");
    }

    [TestMethod]
    public void Run_TwoAtOnce_TheSecondIsToldWhy()
    {
        using var board = new TerminalBoard();
        using ISerialLine first = new SerialPortPlace(board.Name, 115200).Open();

        InputException fault = Assert.ThrowsExactly<InputException>(() => Push(board, SerialModel.Of(7)));

        Assert.AreEqual($"{board.Name}: another edgenet uses this port; wait for it, or stop it with Ctrl-C.", fault.Message);
    }

    [TestMethod]
    public void Run_NextAfterAnother_HasThePort()
    {
        using var board = new TerminalBoard();
        new SerialPortPlace(board.Name, 115200).Open().Dispose();

        Assert.AreEqual(SerialPushEnd.Confirmed, Push(board, SerialModel.Of(7)).End);
    }

    [TestMethod]
    public void Open_NoSuchPort_SaysSo()
    {
        PseudoTerminal.RequireUnix();

        InputException fault = Assert.ThrowsExactly<InputException>(() => new SerialPortPlace("/dev/ttyNone7", 115200).Open());

        Assert.AreEqual("/dev/ttyNone7: there is no such port; is the device plugged in?", fault.Message);
    }

    [TestMethod]
    public void Read_CableIsPulledOut_IsGone()
    {
        PseudoTerminal.RequireUnix();
        using var terminal = new PseudoTerminal();
        using ISerialLine line = new SerialPortPlace(terminal.Name, 115200).Open();
        byte[] buffer = new byte[16];
        Assert.AreEqual(0, line.Read(buffer, TimeSpan.FromMilliseconds(1)));
        terminal.Write("abc"u8);
        Assert.AreEqual(3, line.Read(buffer, TimeSpan.FromSeconds(30)));

        terminal.Unplug();

        Assert.AreEqual(-1, line.Read(buffer, TimeSpan.FromSeconds(30)));
    }

    private static SerialPushResult Push(TerminalBoard board, OfferedModel model) =>
        new SerialPush(
            model,
            new SerialPortPlace(board.Name, 115200),
            new SerialPushOptions { ChunkBytes = Chunk, FirstPatience = TimeSpan.FromMinutes(2), AskEvery = TimeSpan.FromMilliseconds(10) }).Run(CancellationToken.None);
}
