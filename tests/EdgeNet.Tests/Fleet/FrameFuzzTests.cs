using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>A million random bytes, and a million bytes of frames with faults: no exception, and no message that nobody sent.</summary>
[TestClass]
public class FrameFuzzTests
{
    private const int Bytes = 1_000_000;
    private const int Most = 300;

    [TestMethod]
    public void Read_RandomBytes_FindsNothing()
    {
        var random = new Random(1);
        byte[] bytes = new byte[Bytes];
        random.NextBytes(bytes);

        (List<byte[]> found, int damaged) = ReadAll(bytes, random);

        Assert.IsEmpty(found);
        Assert.IsGreaterThan(3000, damaged);
    }

    [TestMethod]
    public void Read_RandomBytesWithManyZeros_FindsNothing()
    {
        var random = new Random(2);
        byte[] bytes = new byte[Bytes];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)random.Next(12);
        }

        (List<byte[]> found, int damaged) = ReadAll(bytes, random);

        Assert.IsEmpty(found);
        Assert.IsGreaterThan(50_000, damaged);
    }

    [TestMethod]
    public void Read_FramesWithFaults_FindsOnlyWhatWasSent()
    {
        var random = new Random(3);
        var writer = new FrameWriter(Most);
        var line = new List<byte>(Bytes + Most);
        var sent = new HashSet<string>();
        int whole = 0;
        while (line.Count < Bytes)
        {
            byte[] message = new byte[random.Next(1, Most + 1)];
            random.NextBytes(message);
            message.AsSpan(0, random.Next(message.Length)).Clear();
            int length = writer.Write(random.Next(256), message, message.Length);
            sent.Add(Convert.ToHexString(message));
            byte[] frame = writer.Frame[..length];
            if (random.Next(4) == 0)
            {
                whole++;
                line.AddRange(frame);
            }
            else
            {
                line.AddRange(Mutated(frame, random));
            }
        }

        (List<byte[]> found, int damaged) = ReadAll([.. line], random);

        Assert.IsTrue(found.TrueForAll(message => sent.Contains(Convert.ToHexString(message))));
        Assert.IsGreaterThanOrEqualTo(whole, found.Count + 0, "A whole frame is found, whatever came before it.");
        Assert.IsGreaterThan(1000, damaged);
    }

    [TestMethod]
    public void Poll_FramesWithFaults_TheNodeStaysAsItIs()
    {
        // What reaches the node is noise and damaged offers only: it must not begin anything.
        var random = new Random(4);
        OfferedModel model = SerialModel.Of(7);
        var writer = new FrameWriter(UpdateNode.MessageLength);
        byte[] offer = model.Offer(64);
        byte[] frame = writer.Frame[..writer.Write(1, offer, offer.Length)];
        var noise = new NoiseLine();
        var board = new SerialBoard(SerialModel.Name, 8192, noise);
        for (int n = 0; n < 20_000; n++)
        {
            byte[] one = [.. frame];
            int at = random.Next(1, one.Length - 1);
            one[at] ^= (byte)(1 << random.Next(8));
            noise.Bytes = one;
            while (noise.Bytes.Length > 0)
            {
                board.Serial.Poll();
            }
        }

        Assert.AreEqual(0, noise.Written);
        Assert.AreEqual(UpdatePhase.Idle, board.Store.Phase);
        noise.Bytes = frame;
        board.Serial.Poll();
        Assert.AreEqual(UpdatePhase.Receiving, board.Store.Phase, "The same frame without a fault is taken.");
        Assert.IsGreaterThan(60, noise.Written);
    }

    [TestMethod]
    public void Poll_SameRequestAgain_IsAnsweredAgainAndNotDoneAgain()
    {
        OfferedModel model = SerialModel.Of(7);
        var writer = new FrameWriter(UpdateNode.MessageLength);
        var line = new NoiseLine();
        var board = new SerialBoard(SerialModel.Name, 8192, line);
        Send(1, model.Offer(64));
        Send(2, model.Chunk(0, 64));
        int writes = board.SlotWrites;
        byte[] answer = line.Last;

        Send(2, model.Chunk(0, 64));
        CollectionAssert.AreEqual(answer, line.Last);
        Assert.AreEqual(writes, board.SlotWrites);

        Send(2, model.Chunk(1, 64));
        CollectionAssert.AreNotEqual(answer, line.Last, "The number alone does not make it the same.");
        Assert.AreEqual(writes + 2, board.SlotWrites);
        Send(0, model.Chunk(2, 64));
        Assert.AreEqual(writes + 2, board.SlotWrites, "0 is no number of a request.");

        void Send(int sequence, byte[] message)
        {
            line.Bytes = writer.Frame[..writer.Write(sequence, message, message.Length)];
            board.Serial.Poll();
        }
    }

    [TestMethod]
    public void Poll_ManyQueries_AllocatesNothing()
    {
        var writer = new FrameWriter(8);
        var line = new NoiseLine();
        var board = new SerialBoard(SerialModel.Name, 8192, line) { Restarts = false };
        var record = new HealthRecord(Model.Load(DeviceTests.SmallModels.OneLayer()), 1, SignatureKind.None, null);
        byte[] query = writer.Frame[..writer.Write(3, [UpdateMessage.Query], 1)];
        int answered = 0;
        line.KeepsLast = false;

        long allocated = Allocations.Least(() =>
        {
            for (int n = 0; n < 100; n++)
            {
                line.Bytes = query;
                answered += board.Serial.Poll();
                board.Serial.SendHealth(record);
            }
        });

        Assert.AreEqual(0, allocated);
        Assert.IsGreaterThanOrEqualTo(100, answered);
    }

    private static byte[] Mutated(byte[] frame, Random random)
    {
        var bytes = new List<byte>(frame);
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes.RemoveAt(at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static (List<byte[]> Found, int Damaged) ReadAll(byte[] bytes, Random random)
    {
        var reader = new FrameReader(Most);
        var found = new List<byte[]>();
        int damaged = 0;
        int part = 0; // bytes since the last zero
        for (int at = 0; at < bytes.Length;)
        {
            int end = Math.Min(bytes.Length, at + random.Next(1, 200));
            while (at < end)
            {
                int start = at;
                at = reader.Read(bytes, at, end);
                part += at - start;
                if (bytes[at - 1] == 0)
                {
                    damaged += part > 1 && reader.Count == 0 ? 1 : 0;
                    part = 0;
                }

                if (reader.Count > 0)
                {
                    found.Add(reader.Message[..reader.Count]);
                }
            }
        }

        return (found, damaged);
    }

    private sealed class NoiseLine : ByteLine
    {
        private int _at;
        private byte[] _bytes = [];

        public byte[] Bytes
        {
            get => _bytes;
            set => (_bytes, _at) = (value, 0);
        }

        public bool KeepsLast { get; set; } = true;

        public int Written { get; private set; }

        public byte[] Last { get; private set; } = [];

        public override int Read(byte[] buffer)
        {
            int count = Math.Min(buffer.Length, _bytes.Length - _at);
            Array.Copy(_bytes, _at, buffer, 0, count);
            _at += count;
            if (count == 0)
            {
                _bytes = [];
                _at = 0;
            }

            return count;
        }

        public override void Write(byte[] buffer, int count)
        {
            Written += count;
            Last = KeepsLast ? buffer[..count] : Last;
        }
    }
}
