using EdgeNet.Capture;

namespace EdgeNet.Tests.Capture;

/// <summary>The other end of a pseudo-terminal dies after any byte: what was received is in the file, no more and no less.</summary>
[TestClass]
public class UnpluggedTests
{
    private const int Cuts = 1000;
    private const int Readings = 60;

    [TestMethod]
    public void Capture_OtherEndDiesAtRandomBytes_KeepsEveryWholeLineThatCame()
    {
        PseudoTerminal.RequireUnix();
        using var folder = new TemporaryFolder();
        var random = new Random(20261124);
        long bytes = 0;
        long rows = 0;
        for (int cut = 0; cut < Cuts; cut++)
        {
            byte[] stream = LoggerLines.Stream(random, Readings);
            byte[] sent = stream[..random.Next(stream.Length + 1)];
            byte[][] pieces = Pieces(random, sent);

            // Every other time all is read before the cable is pulled; else the kernel may drop what was not read yet, which nobody received.
            int drained = cut % 2 == 0 ? sent.Length : random.Next(sent.Length + 1);
            string path = folder.Combine(FormattableString.Invariant($"{cut}.csv"));
            byte[] received = CaptureAll(path, pieces, drained, out CaptureResult result);

            Assert.AreEqual(CaptureEnd.Unplugged, result.End, $"cut {cut}");
            CollectionAssert.AreEqual(sent[..received.Length], received, $"cut {cut}");
            Assert.IsGreaterThanOrEqualTo(drained, received.Length, $"cut {cut}");
            (string expected, int recordings, int lost) = LoggerLines.Expected(received, "shaking-20260504-030201", "shaking");
            Assert.AreEqual(expected, File.Exists(path) ? File.ReadAllText(path) : string.Empty, $"cut {cut} at byte {received.Length}");
            Assert.AreEqual((Math.Max(0, expected.Count(c => c == '\n') - 1L), recordings, (long)lost), (result.Readings, result.Recordings, result.LostLines));
            bytes += received.Length;
            rows += result.Readings;
        }

        Assert.IsGreaterThan(Cuts * 400L, bytes);
        Assert.IsGreaterThan(Cuts * 10L, rows);
    }

    private static byte[] CaptureAll(string path, byte[][] pieces, int drainedBytes, out CaptureResult result)
    {
        using var terminal = new PseudoTerminal();
        using var source = new CountingSource(SerialSource.Open(terminal.Name, CaptureOptions.DefaultBaudRate), drainedBytes);
        Task writer = Task.Run(() =>
        {
            foreach (byte[] piece in pieces)
            {
                terminal.Write(piece);
            }

            source.WaitUntilDrained();
            terminal.Unplug();
        });
        using (RecordingFile file = RecordingFile.Open(path))
        {
            var options = new CaptureOptions(terminal.Name, "shaking", 600, path);
            result = new CaptureSession(options, file, _ => { }, new ManualTime()).Run(source, CancellationToken.None);
        }

        writer.GetAwaiter().GetResult();
        return source.Received;
    }

    private static byte[][] Pieces(Random random, byte[] sent)
    {
        var pieces = new List<byte[]>();
        for (int at = 0; at < sent.Length;)
        {
            int count = Math.Min(random.Next(1, 300), sent.Length - at);
            pieces.Add(sent[at..(at + count)]);
            at += count;
        }

        return [.. pieces];
    }

    /// <summary>Knows what came through a port.</summary>
    private sealed class CountingSource(IByteSource source, int drainedBytes) : IByteSource
    {
        private readonly ManualResetEventSlim _isDrained = new(drainedBytes == 0);
        private readonly List<byte> _received = [];

        public string Name => source.Name;

        public byte[] Received => [.. _received];

        public int Read(byte[] buffer)
        {
            int count = source.Read(buffer);
            _received.AddRange(buffer.AsSpan(0, Math.Max(count, 0)));
            if (_received.Count >= drainedBytes)
            {
                _isDrained.Set();
            }

            return count;
        }

        public void WaitUntilDrained() => _isDrained.Wait();

        public void Dispose()
        {
            source.Dispose();
            _isDrained.Dispose();
        }
    }
}
