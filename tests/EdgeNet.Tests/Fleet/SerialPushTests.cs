using System.Text;
using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>A model comes to a board over a serial line in memory: the real code of both ends.</summary>
[TestClass]
public class SerialPushTests
{
    private const int Chunk = 64;

    private readonly List<string> _lines = [];
    private readonly List<string> _notices = [];
    private readonly List<HealthReading> _health = [];

    [TestMethod]
    public void Run_GoodModel_IsConfirmed()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);
        var phases = new List<UpdatePhase>();

        SerialPushResult result = Push(fake, model, phases.Add);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.AreEqual("Version 7 runs on the board and is confirmed.", result.Message);
        Assert.AreEqual(7, fake.Board.Store.RunningVersion);
        Assert.AreEqual(7, fake.Board.Store.ConfirmedVersion);
        Assert.AreEqual(model.ChunksOf(Chunk), result.ChunksSent, "Without noise each chunk is sent once.");
        Assert.AreEqual(1 + (2 * model.ChunksOf(Chunk)), fake.Board.SlotWrites);
        Assert.IsGreaterThan(20, model.ChunksOf(Chunk));
        CollectionAssert.IsSubsetOf(new[] { UpdatePhase.Idle, UpdatePhase.Receiving, UpdatePhase.Staged }, phases);
    }

    [TestMethod]
    public void Run_Twice_TheSecondFindsItConfirmed()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);
        Push(fake, model);

        SerialPushResult result = Push(fake, model);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End);
        Assert.AreEqual("Version 7 runs on the board already, and is confirmed.", result.Message);
        Assert.AreEqual(0, result.ChunksSent);
    }

    [TestMethod]
    public void Run_FaultInTheTrial_SaysWhyAndWhatRuns()
    {
        var fake = new SerialFake();
        fake.Board.IsFaulty = true;

        SerialPushResult result = Push(fake, SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Refused, result.End);
        StringAssert.StartsWith(result.Message, "Version 7 was tried out and given up: the application reported a fault in its trial", StringComparison.Ordinal);
        StringAssert.EndsWith(result.Message, "The board goes on with version 1.", StringComparison.Ordinal);
        Assert.AreEqual(UpdateOutcome.RevertedByFault, result.Status!.Outcome);
    }

    [TestMethod]
    public void Run_FailedBefore_IsNotTriedAgainAndNamesTheOption()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);
        fake.Board.IsFaulty = true;
        Push(fake, model);
        fake.Board.IsFaulty = false;
        int starts = fake.Board.Starts;

        SerialPushResult result = Push(fake, model);

        Assert.AreEqual(SerialPushEnd.Refused, result.End);
        Assert.AreEqual(
            "Version 7 has failed on the board before: the application reported a fault in its trial. The board goes on with version 1; --again tries it once more.", result.Message);
        Assert.AreEqual(0, result.ChunksSent);
        Assert.AreEqual(starts, fake.Board.Starts);
    }

    [TestMethod]
    public void Run_FailedBeforeAndAPartOfAnotherModelIsThere_SaysSo()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);
        fake.Board.IsFaulty = true;
        Push(fake, model);
        Push(fake, SerialModel.Of(8), stopAfter: 3);

        SerialPushResult result = Push(fake, model);

        Assert.AreEqual(SerialPushEnd.Refused, result.End);
        StringAssert.StartsWith(result.Message, "Version 7 has failed on the board before: ", StringComparison.Ordinal);
        Assert.AreEqual(UpdatePhase.Receiving, fake.Board.Store.Phase, "The other model is still wanted.");
    }

    [TestMethod]
    public void Run_AnotherModelIsBeingReceived_IsBusyWhileItGoesOn()
    {
        var fake = new SerialFake();
        OfferedModel other = SerialModel.Of(8);
        Push(fake, other, stopAfter: 1);
        int chunk = 1;
        int turns = 0;
        byte[] reply = new byte[UpdateNode.ReplyLength];
        fake.Board.OnTurn = () =>
        {
            if (++turns % 100 == 0 && chunk + 1 < other.ChunksOf(Chunk))
            {
                byte[] message = other.Chunk(chunk++, Chunk); // by MQTT, say
                fake.Board.Node.Handle(message, message.Length, reply);
            }
        };

        SerialPushResult result = Push(fake, SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Busy, result.End, result.Message);
        Assert.AreEqual("COM3: another model is being received on the board; push again when that is over.", result.Message);
    }

    [TestMethod]
    public void Run_AgainAndItFailsAgain_SaysHowItEndedNow()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);
        fake.Board.IsFaulty = true;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            fake.Board.DecidesEvery = 600;
            SerialPushResult result = Push(fake, model, again: attempt > 0);
            Assert.AreEqual(SerialPushEnd.Refused, result.End, result.Message);
            StringAssert.StartsWith(result.Message, "Version 7 was tried out and given up: ", StringComparison.Ordinal);
            Assert.AreEqual(attempt, result.Status!.Attempt);
        }
    }

    [TestMethod]
    public void Run_AgainAfterAFault_IsTriedAgainWithoutSendingAnything()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);
        fake.Board.IsFaulty = true;
        Push(fake, model);
        fake.Board.IsFaulty = false;

        SerialPushResult result = Push(fake, model, again: true);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.AreEqual(0, result.ChunksSent);
    }

    [TestMethod]
    public void Run_FailedBeforeAndPowerFailsNow_TheOldOutcomeIsNotTakenForTheNewOne()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);
        fake.Board.IsFaulty = true;
        Push(fake, model);
        fake.Board.IsFaulty = false;
        Push(fake, SerialModel.Of(6)); // takes the slot, so that 7 has to come again
        fake.Board.IsFaulty = true;
        Push(fake, model);
        fake.Board.IsFaulty = false;
        Push(fake, SerialModel.Of(8, secret: SerialModel.Secret), stopAfter: 3); // begins to overwrite it

        fake.Event = (fake.Carried + 1500, fake.CutPower);
        SerialPushResult result = Push(fake, model, again: true);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.IsGreaterThan(0, result.ChunksSent);
    }

    [TestMethod]
    public void Run_OlderVersion_IsRefusedBeforeAnythingIsSent()
    {
        var fake = new SerialFake();
        Push(fake, SerialModel.Of(7));

        SerialPushResult result = Push(fake, SerialModel.Of(6));

        Assert.AreEqual(SerialPushEnd.Refused, result.End);
        StringAssert.Contains(result.Message, "(Version 6 is not above 7)", StringComparison.Ordinal);
        Assert.AreEqual(0, result.ChunksSent);
    }

    [TestMethod]
    public void Run_OtherKey_IsRefusedBeforeAnythingIsSent()
    {
        var fake = new SerialFake(secret: 10);

        SerialPushResult result = Push(fake, SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Refused, result.End);
        Assert.AreEqual(
            "The board trusts the key 0a0b0c0d0e0f1011, and the model is signed by 090a0b0c0d0e0f10: sign it with the other key, or take the board that has this one.",
            result.Message);
        Assert.AreEqual(0, fake.Board.SlotWrites);
    }

    [TestMethod]
    public void Run_DamagedFile_IsRefusedOnceItIsThere()
    {
        var fake = new SerialFake();
        OfferedModel good = SerialModel.Of(7);
        byte[] bytes = good.Chunk(0, UpdateMessage.MostChunk * 8)[UpdateMessage.ChunkLength..];
        bytes[100] ^= 1;

        SerialPushResult result = Push(fake, new OfferedModel(bytes, good.Name, 7, good.KeyId));

        Assert.AreEqual(SerialPushEnd.Refused, result.End);
        Assert.AreEqual(UpdateOutcome.RefusedFile, result.Status!.Outcome, result.Message);
        Assert.AreEqual(good.ChunksOf(Chunk), result.ChunksSent);
    }

    [TestMethod]
    public void Run_TooLong_IsRefusedWithBothNumbers()
    {
        SerialPushResult result = Push(new SerialFake(slotBytes: 1024), SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Refused, result.End);
        StringAssert.Contains(result.Message, "A slot has room for ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Run_OtherModelOnTrial_IsBusy()
    {
        var fake = new SerialFake();
        Push(fake, SerialModel.Of(7, trial: 1_000_000), wait: TimeSpan.Zero);

        SerialPushResult result = Push(fake, SerialModel.Of(8));

        Assert.AreEqual(SerialPushEnd.Busy, result.End);
        StringAssert.StartsWith(result.Message, "COM3: another model is ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Run_NoWaiting_EndsWhenItIsStaged()
    {
        var fake = new SerialFake();
        fake.Board.Restarts = false;

        SerialPushResult result = Push(fake, SerialModel.Of(7), wait: TimeSpan.Zero);

        Assert.AreEqual(SerialPushEnd.Staged, result.End);
        StringAssert.StartsWith(result.Message, "The board has version 7, and tries it out after its next restart.", StringComparison.Ordinal);
        fake.Board.Restarts = true;
        Assert.AreEqual(SerialPushEnd.Confirmed, Push(fake, SerialModel.Of(7)).End, "The same command sees it through.");
    }

    [TestMethod]
    public void Run_LongTrial_SaysHowFarItIs()
    {
        var fake = new SerialFake();

        SerialPushResult result = Push(fake, SerialModel.Of(7, trial: 1_000_000), wait: TimeSpan.FromSeconds(30));

        Assert.AreEqual(SerialPushEnd.Staged, result.End);
        StringAssert.Matches(result.Message, new("^Version 7 is on trial: [0-9]{4} of 1000000 decisions"));
        Assert.IsGreaterThanOrEqualTo(30, fake.Now.TotalSeconds);
    }

    [TestMethod]
    public void Run_LinesOfTextCutByFrames_AreHandedOnWhole()
    {
        var fake = new SerialFake();
        int turn = 0;
        fake.Board.OnTurn = () => fake.Say(Encoding.UTF8.GetBytes(turn++ % 3 == 0 ? "temperat" : turn % 3 == 2 ? "ure \e[31m21 °C" : "\r\n"));

        SerialPushResult result = Push(fake, SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.IsGreaterThan(10, _lines.Count);
        foreach (string line in _lines.Take(_lines.Count - 1))
        {
            Assert.AreEqual(@"temperature \u{1b}[31m21 °C", line);
        }
    }

    [TestMethod]
    public void Run_HealthRecords_AreHandedOn()
    {
        var fake = new SerialFake();
        var record = new HealthRecord(Model.Load(DeviceTests.SmallModels.OneLayer()), 6, SignatureKind.None, null);
        int turn = 0;
        fake.Board.OnTurn = () =>
        {
            if (turn++ % 20 == 0)
            {
                fake.Board.Serial.SendHealth(record);
                record.Clear();
            }
        };

        SerialPushResult result = Push(fake, SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.IsGreaterThan(5, _health.Count);
        CollectionAssert.AreEqual(Enumerable.Range(1, _health.Count).ToArray(), _health.Select(each => each.Number).ToArray());
        Assert.AreEqual("toy", _health[0].ModelName);
        Assert.IsEmpty(_lines);
    }

    [TestMethod]
    public void Run_NothingAnswers_SaysWhatTheBoardNeeds()
    {
        var fake = new SerialFake { IsEmpty = true };

        SerialPushResult result = Push(fake, SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Silent, result.End);
        StringAssert.StartsWith(result.Message, "COM3: nothing answers at 115200 baud: does the board run an application with a SerialNode of EdgeNet.Store", StringComparison.Ordinal);
        StringAssert.Contains(result.Message, "'edgenet flash'", StringComparison.Ordinal);
        Assert.IsInRange(90, 100, fake.Now.TotalSeconds);
        CollectionAssert.AreEqual((string[])["No answer yet; a board that sleeps answers when it wakes: press its reset button."], _notices);
    }

    [TestMethod]
    public void Run_AnswersAtOnce_SaysNothingOfSleep()
    {
        Push(new SerialFake(), SerialModel.Of(7));
        Assert.IsEmpty(_notices);
    }

    [TestMethod]
    public void Run_BoardAwakeFiveSecondsAMinute_IsReachedAndConfirms()
    {
        var fake = new SerialFake { AwakeSeconds = 5, AsleepSeconds = 55 };
        fake.Wait(TimeSpan.FromSeconds(10), CancellationToken.None); // it sleeps when the push begins

        SerialPushResult result = Push(fake, SerialModel.Of(7), wait: new SerialPushOptions().Wait);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.HasCount(1, _notices);
    }

    [TestMethod]
    public void Run_OnlyTextComes_SaysSo()
    {
        SerialPushResult result = PushTo(new Mute(new SerialFake { IsEmpty = true }, "reading 17\n"u8.ToArray()), SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Silent, result.End);
        StringAssert.StartsWith(result.Message, "COM3: the board writes text and answers nothing", StringComparison.Ordinal);
        Assert.IsNotEmpty(_lines);
    }

    [TestMethod]
    public void Run_WrongBaudRate_SaysSo()
    {
        byte[] garbage = new byte[64];
        new Random(3).NextBytes(garbage);

        SerialPushResult result = PushTo(new Mute(new SerialFake { IsEmpty = true }, garbage), SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Silent, result.End);
        Assert.AreEqual(
            "COM3: what comes at 115200 baud is neither text nor an answer: give the baud rate of the board's application with --baud.", result.Message);
        Assert.IsEmpty(_lines);
    }

    [TestMethod]
    public void Run_Stopped_KeepsWhatTheNodeHas()
    {
        var fake = new SerialFake();
        OfferedModel model = SerialModel.Of(7);

        SerialPushResult first = Push(fake, model, stopAfter: 10);
        SerialPushResult second = Push(fake, model);

        Assert.AreEqual(SerialPushEnd.Cancelled, first.End);
        Assert.AreEqual(SerialPushEnd.Confirmed, second.End);
        Assert.AreEqual(model.ChunksOf(Chunk), first.ChunksSent + second.ChunksSent);
        StringAssert.StartsWith(first.Message, "Stopped at ", StringComparison.Ordinal);
        Assert.AreEqual(1 + (2 * model.ChunksOf(Chunk)), fake.Board.SlotWrites);
    }

    [TestMethod]
    public void Run_CableOutForGood_SaysSoAndHowToGoOn()
    {
        var fake = new SerialFake();
        fake.Event = (2000, () => fake.Unplug(TimeSpan.FromHours(1)));

        SerialPushResult result = Push(fake, SerialModel.Of(7));

        Assert.AreEqual(SerialPushEnd.Silent, result.End);
        Assert.AreEqual(
            "COM3: is gone for 120 s: was the cable unplugged, or has the port another name now? It keeps the chunks that it has; the same command goes on.", result.Message);
    }

    private SerialPushResult Push(
        SerialFake fake, OfferedModel model, Action<UpdatePhase>? onPhase = null, TimeSpan? wait = null, int stopAfter = int.MaxValue, bool again = false) =>
        PushTo(fake, model, onPhase, wait, stopAfter, again);

    private SerialPushResult PushTo(
        ISerialPlace place, OfferedModel model, Action<UpdatePhase>? onPhase = null, TimeSpan? wait = null, int stopAfter = int.MaxValue, bool again = false)
    {
        using var stop = new CancellationTokenSource();
        var push = new SerialPush(model, place, new SerialPushOptions { ChunkBytes = Chunk, Wait = wait ?? TimeSpan.FromMinutes(10), Again = again })
        {
            OnText = _lines.Add,
            OnNotice = _notices.Add,
            OnHealth = _health.Add,
            OnStatus = status =>
            {
                onPhase?.Invoke(status.Phase);
                if (status.ChunksHad >= stopAfter)
                {
                    stop.Cancel();
                }
            },
        };
        return push.Run(stop.Token);
    }

    /// <summary>A board that sends the same bytes again and again, and hears nothing.</summary>
    private sealed class Mute(SerialFake fake, byte[] bytes) : ISerialPlace
    {
        public string Name => fake.Name;

        public int BaudRate => fake.BaudRate;

        public TimeProvider Time => fake.Time;

        public ISerialLine Open() => new Line(fake.Open(), bytes);

        public void Wait(TimeSpan time, CancellationToken stop) => fake.Wait(time, stop);

        private sealed class Line(ISerialLine line, byte[] bytes) : ISerialLine
        {
            public int Read(byte[] buffer, TimeSpan most)
            {
                line.Read(buffer, most); // time passes
                bytes.CopyTo(buffer, 0);
                return bytes.Length;
            }

            public bool Write(byte[] written, int count) => line.Write(written, count);

            public void Dispose() => line.Dispose();
        }
    }
}
