using EdgeNet.Cli;
using EdgeNet.DeviceTests;
using EdgeNet.Fleet;
using EdgeNet.Tests.Cli;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Fleet;

/// <summary><c>edgenet push MODEL --port PORT</c>: what it says, and how it ends.</summary>
[TestClass]
public class SerialPushCommandTests
{
    [TestMethod]
    public void Run_GoodModel_TellsEachStep()
    {
        var fake = new SerialFake();
        fake.Board.DecidesEvery = 600; // turns
        OfferedModel model = SerialModel.Of(7);

        (int code, string[] lines, string error) = Run(fake, model, new SerialPushOptions());

        Assert.AreEqual(ExitCode.Success, code, error);
        string[] expected =
        [
            FormattableString.Invariant($"{model.Name}, version 7, {model.Length:N0} bytes, signed by the key 090a0b0c0d0e0f10."),
            $"The board on COM3 takes models of '{model.Name}' and runs version 1.",
            FormattableString.Invariant($"Sending: the board has 0 of {model.ChunksOf(256)} chunks."),
            "The board has the model, and found its signature right. It tries it out after its restart.",
            "On trial: 1 of 3 decisions.",
            "On trial: 2 of 3 decisions.",
            "Version 7 runs on the board and is confirmed.",
        ];
        CollectionAssert.AreEqual(expected, lines.Where(line => expected.Contains(line)).ToArray(), string.Join('\n', lines));
        Assert.IsGreaterThan(expected.Length, lines.Length, "and how much the board has in between");
        Assert.AreEqual(string.Empty, error);
    }

    [TestMethod]
    public void Run_FaultInTheTrial_EndsWithItsOwnCode()
    {
        var fake = new SerialFake();
        fake.Board.IsFaulty = true;

        (int code, _, string error) = Run(fake, SerialModel.Of(7), new SerialPushOptions());

        Assert.AreEqual(ExitCode.NotConfirmed, code);
        StringAssert.StartsWith(error, "edgenet: Version 7 was tried out and given up: the application reported a fault in its trial", StringComparison.Ordinal);
        Assert.AreEqual(1, error.Count(c => c == '\n'));
    }

    [TestMethod]
    public void Run_NothingAnswers_EndsWithItsOwnCode()
    {
        (int code, string[] lines, string error) = Run(new SerialFake { IsEmpty = true }, SerialModel.Of(7), new SerialPushOptions());

        Assert.AreEqual(ExitCode.ConnectionLost, code);
        CollectionAssert.Contains(lines, "No answer yet; a board that sleeps answers when it wakes: press its reset button.");
        StringAssert.StartsWith(error, "edgenet: COM3: nothing answers at 115200 baud", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Push_AgainOverAPort_IsNoUsageError()
    {
        CliRun run = CliRun.Of("push", "m.edgenet", "--port", "COM3", "--again");
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode, run.Error); // there is no such file
    }

    [TestMethod]
    [DataRow(0, ExitCode.Success)]
    [DataRow(30, ExitCode.NotConfirmed)]
    public void Run_NotOverYet_FailsOnlyWhereItWasWaitedFor(int seconds, int expected)
    {
        var fake = new SerialFake();
        fake.Board.Restarts = false;

        (int code, string[] lines, string error) = Run(fake, SerialModel.Of(7), new SerialPushOptions { Wait = TimeSpan.FromSeconds(seconds) });

        Assert.AreEqual(expected, code);
        StringAssert.Contains(string.Concat(lines) + error, "The board has version 7, and tries it out after its next restart.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Run_HealthAndText_AreShown()
    {
        var fake = new SerialFake();
        var record = new HealthRecord(Model.Load(SmallModels.Familiar()), 6, SignatureKind.None, null) { FreeBytes = 45_678 };
        record.CountDecision(0, 1234);
        bool isSent = false;
        fake.Board.OnTurn = () =>
        {
            if (!isSent)
            {
                isSent = true;
                fake.Say("It is \u001b[1mwarm\n"u8);
                fake.Board.Serial.SendHealth(record);
            }
        };

        (_, string[] lines, _) = Run(fake, SerialModel.Of(7), new SerialPushOptions());

        CollectionAssert.Contains(lines, @"board: It is \u{1b}[1mwarm");
        Assert.AreEqual(1, lines.Count(line => line.StartsWith("health: ", StringComparison.Ordinal) && line.EndsWith("longest 1,234 µs, 45,678 bytes free.", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Push_FileOverATerminal_IsConfirmed()
    {
        using var folder = new TemporaryFolder();
        using var board = new TerminalBoard();
        string path = folder.Combine("m.edgenet");
        File.WriteAllBytes(path, SerialModel.BytesOf(7));

        var run = CliRun.Of("push", path, "--port", board.Name, "--chunk", "128", "--patience", "120");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        StringAssert.EndsWith(run.Output.TrimEnd(), "Version 7 runs on the board and is confirmed.", StringComparison.Ordinal);
        Assert.AreEqual(7, board.ConfirmedVersion);
    }

    [TestMethod]
    [DataRow("--chunk must be a multiple of 4 from 64 to 1024, and is '66'.", "--port", "COM3", "--chunk", "66")]
    [DataRow("--chunk must be a multiple of 4 from 64 to 1024, and is '60'.", "--port", "COM3", "--chunk", "60")]
    [DataRow("--chunk must be a multiple of 4 from 64 to 1024, and is 'x'.", "--port", "COM3", "--chunk", "x")]
    [DataRow("--devices goes with --broker, not with --port.", "--port", "COM3", "--devices", "a")]
    [DataRow("--broker goes with nodes at a broker, not with --port.", "--port", "COM3", "--broker", "mqtt://a")]
    [DataRow("--baud goes with --port, which is missing.", "--baud", "9600")]
    [DataRow("--wait must be a whole number from 0 to 2147483647, and is '-1'.", "--port", "COM3", "--wait=-1")]
    public void Push_WrongOptions_IsAUsageError(string line, params string[] options)
    {
        CliRun.Of(["push", "m.edgenet", .. options]).ShouldFail(ExitCode.Usage, $"{line} See 'edgenet --help'.");
    }

    [TestMethod]
    public void Push_NoWayIn_NamesBoth()
    {
        var run = CliRun.Of("push", "m.edgenet");

        Assert.AreEqual(ExitCode.Usage, run.ExitCode);
        StringAssert.StartsWith(run.Error, "edgenet: --port or --broker is missing: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Push_NotSigned_SaysHowToSign()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("m.edgenet");
        File.WriteAllBytes(path, SmallModels.OneLayer());

        var run = CliRun.Of("push", path, "--port", "COM3");

        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        StringAssert.Contains(run.Error, "edgenet sign", StringComparison.Ordinal);
    }

    private static (int Code, string[] Lines, string Error) Run(SerialFake fake, OfferedModel model, SerialPushOptions options)
    {
        using var console = new TestConsole();
        console.Profile.Width = 500;
        using var error = new StringWriter();
        int code = PushSerial.Run(model, fake, options, console, error);
        return (code, [.. console.Lines.Select(line => line.TrimEnd())], error.ToString());
    }
}
