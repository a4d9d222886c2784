using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Fleet;

/// <summary>Messages that nobody meant to send: none is taken for another, none throws, and what runs stays.</summary>
[TestClass]
public class UpdateNodeFuzzTests
{
    private const int Chunk = 64;
    private static CrcKey Key => new(5); // has buffers: one for each thread

    [TestMethod]
    public void Handle_MutatedMessages_NeverThrowsAndNeverTakesAnUnsignedModel()
    {
        var random = new Random(11);
        MemoryArea[] areas = [new(512), new(512), new(256), new(256)];
        UpdateNode node = Start(areas);
        var reply = new byte[UpdateNode.ReplyLength];
        int staged = 0;
        for (int n = 0; n < 200_000; n++)
        {
            // Mostly one model at a time, as from one PC.
            int version = 1 + (n / 400);
            node = n % 50 == 0 ? Start(areas) : node;
            byte[] file = SealedModel.Of(version, 2, n / 100 % 2 == 0 ? Key : null);
            byte[] message = random.Next(6) switch
            {
                0 => SealedModel.OfferOf(file, random.Next(40) == 0 ? random.Next(9) : version, Chunk),
                1 => [UpdateMessage.Query],
                2 => Noise(random, random.Next(1, 200)),
                _ => SealedModel.ChunkOf(file, random.Next((file.Length + Chunk - 1) / Chunk), Chunk),
            };
            for (int k = Math.Max(0, random.Next(12) - 9); k > 0; k--)
            {
                message[random.Next(message.Length)] = (byte)random.Next(256);
            }

            int count = random.Next(16) == 0 ? random.Next(message.Length + 1) : message.Length;
            int length = node.Handle(message, count, reply);

            Assert.IsInRange(UpdateMessage.StatusLength, UpdateNode.ReplyLength, length);
            Assert.AreEqual(length, UpdateMessage.StatusLength + reply[UpdateMessage.StatusNameLengthAt] + reply[UpdateMessage.StatusReasonLengthAt]);
            if (!node.WantsRestart)
            {
                continue;
            }

            // Only what was signed is ever staged.
            staged++;
            node = Start(areas);
            Assert.AreEqual(UpdatePhase.Testing, node.Store.Phase);
            Assert.IsNotNull(node.Store.Running);
            node = Start(areas);
            Assert.AreEqual(UpdateOutcome.RevertedByRestart, node.Store.Outcome);
        }

        Console.WriteLine($"{staged} staged");
        Assert.IsGreaterThan(100, staged);
        Assert.IsFalse(areas.Any(area => area.WasMisused));
    }

    [TestMethod]
    public void Handle_ChunksAndQueries_AllocateNothing()
    {
        byte[] file = SealedModel.Of(1, 2, Key);
        var reply = new byte[UpdateNode.ReplyLength];
        byte[] offer = SealedModel.OfferOf(file, 1, Chunk);
        byte[] query = [UpdateMessage.Query];
        byte[][] chunks = [.. Enumerable.Range(0, (file.Length + Chunk - 1) / Chunk).Select(n => SealedModel.ChunkOf(file, n, Chunk))];
        const int Runs = 4;
        UpdateNode[] nodes = [.. Enumerable.Range(0, Runs).Select(_ => Start([new(512), new(512), new(256), new(256)]))];
        foreach (UpdateNode each in nodes)
        {
            each.Handle(offer, offer.Length, reply);
            each.Handle(chunks[0], chunks[0].Length, reply);
        }

        int run = 0;
        UpdateNode node = nodes[0];
        long bytes = Allocations.Least(
            () =>
            {
                node = nodes[run++];
                for (int n = 0; n < chunks.Length - 1; n++)
                {
                    node.Handle(chunks[n], chunks[n].Length, reply);
                    node.Handle(query, 1, reply);
                }
            },
            Runs);

        Assert.AreEqual(0, bytes);
        Assert.AreEqual(chunks.Length - 1, UpdateMessage.GetShort(reply, UpdateMessage.StatusHadAt));
        node.Handle(chunks[^1], chunks[^1].Length, reply);
        Assert.IsTrue(node.WantsRestart);
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static UpdateNode Start(MemoryArea[] areas)
    {
        var store = new ModelStore(areas[0], areas[1], areas[2], areas[3], Key, new ModelRequirements(SealedModel.Name), 0);
        string? wrong = null;
        store.Start(file =>
        {
            ModelSeal seal = ModelSeal.Read(new ArrayStorage(file));
            wrong = seal.Kind == SignatureKind.Hmac && file.AsSpan().SequenceEqual(SealedModel.Of(seal.Version, 2, Key)) ? wrong : "not signed";
            return null!;
        });
        Assert.IsNull(wrong);
        return new UpdateNode(store);
    }
}
