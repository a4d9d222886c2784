using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Fleet;

/// <summary>Storage that is worn, full or gone, or whose bytes change by themselves: a model runs, and it is one that was signed.</summary>
[TestClass]
public class StoreWearTests
{
    private const int Chunk = 64;
    private static CrcKey Key => new(7); // has buffers: one for each thread

    [TestMethod]
    public void Handle_WornCells_EndsConfirmedOrRefusedWithTheModelBefore()
    {
        int confirmed = 0, refused = 0;
        for (int seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var node = new Node();
            for (int n = random.Next(1, 12); n > 0; n--)
            {
                int area = random.Next(4);
                int cell = random.Next(node.Storage[area].Capacity);
                node.Storage[area].Cells[cell] = (byte)random.Next(256);
                node.Storage[area].Worn.Add(cell);
            }

            for (int version = 1; version <= 6; version++)
            {
                int before = node.Store.ConfirmedVersion;
                node.Update(version);
                if (node.Store.ConfirmedVersion == version)
                {
                    confirmed++;
                }
                else
                {
                    refused++;
                    Assert.AreEqual(before, node.Store.ConfirmedVersion);
                    Assert.AreEqual(UpdateOutcome.RefusedStorage, node.Outcome, $"seed {seed}, version {version}");
                }

                node.Restart();
                Assert.AreEqual(node.Store.ConfirmedVersion, node.Store.RunningVersion);
            }
        }

        Console.WriteLine($"{confirmed} confirmed, {refused} refused");
        Assert.IsGreaterThan(200, confirmed);
        Assert.IsGreaterThan(200, refused);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Handle_StorageThatThrows_IsRefusedAndTheModelBeforeRuns(int area)
    {
        var node = new Node();
        node.Update(1);
        node.Update(2);
        for (int k = area; k < 4; k++)
        {
            node.Storage[k].Throws = true;
        }

        node.Update(3);
        Assert.AreEqual(2, node.Store.ConfirmedVersion, node.Store.Reason);
        Assert.AreEqual(UpdateOutcome.RefusedStorage, node.Outcome);
        for (int k = area; k < 4; k++)
        {
            node.Storage[k].Throws = false;
        }

        node.Restart();
        Assert.AreEqual(2, node.Store.RunningVersion);
        node.Update(4);
        Assert.AreEqual(4, node.Store.ConfirmedVersion);
    }

    [TestMethod]
    public void Start_AnyBitOfTheConfirmedModelChanged_BuiltInRunsUntilTheNextUpdate()
    {
        var first = new Node();
        first.Update(1);
        byte[] cells = first.Storage[0].Cells;
        int used = Array.FindLastIndex(cells, cell => cell != 255) + 1;
        for (int bit = 0; bit < 8 * used; bit++)
        {
            cells[bit >> 3] ^= (byte)(1 << (bit & 7));
            var node = new Node(first.Storage.Clone());
            cells[bit >> 3] ^= (byte)(1 << (bit & 7));

            // A chunk's own CRC is used while the chunks come in only.
            bool isTable = bit >> 3 is >= 24 and < 24 + (4 * 4);
            Assert.AreEqual(isTable ? 1 : 0, node.Store.RunningVersion, $"bit {bit}");
            Assert.AreEqual(1, node.Store.ConfirmedVersion);
            if (bit % 50 == 0)
            {
                // The same file once more repairs it, and so does a newer one.
                node.Update(bit % 100 == 0 ? 1 : 2);
                Assert.AreEqual(bit % 100 == 0 ? 1 : 2, node.Store.RunningVersion);
                Assert.AreEqual(UpdateOutcome.Confirmed, node.Store.Outcome);
            }
        }
    }

    [TestMethod]
    public void Start_FlashThatWasNeverErased_TakesAnUpdate()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var node = new Node();
            var random = new Random(seed);
            for (int k = 0; k < 4; k++)
            {
                random.NextBytes(node.Storage[k].Cells);
            }

            node.Restart();
            Assert.AreEqual(0, node.Store.RunningVersion);
            node.Update(1);
            Assert.AreEqual(1, node.Store.RunningVersion);
        }
    }

    private sealed class Node
    {
        private readonly byte[] _reply = new byte[UpdateNode.ReplyLength];

        public Node(SimulatedStorage? storage = null)
        {
            Storage = storage ?? new SimulatedStorage(512, 512, 256, 256);
            Restart();
        }

        public SimulatedStorage Storage { get; }

        public ModelStore Store { get; private set; } = null!;

        public UpdateOutcome Outcome { get; private set; }

        public void Restart()
        {
            Store = new ModelStore(Storage[0], Storage[1], Storage[2], Storage[3], Key, new ModelRequirements(SealedModel.Name), 0);
            string? wrong = null;
            Store.Start(file =>
            {
                int version = ModelSeal.Read(new ArrayStorage(file)).Version;
                wrong = file.AsSpan().SequenceEqual(SealedModel.Of(version, 2, Key)) ? wrong : $"not what was signed as {version}";
                return null!;
            });
            Assert.IsNull(wrong);
        }

        public void Update(int version)
        {
            byte[] file = SealedModel.Of(version, 2, Key);
            var node = new UpdateNode(Store);
            byte[] offer = SealedModel.OfferOf(file, version, Chunk);
            node.Handle(offer, offer.Length, _reply);
            for (int round = 0; round < 3; round++)
            {
                for (int n = 0; n * Chunk < file.Length; n++)
                {
                    byte[] chunk = SealedModel.ChunkOf(file, n, Chunk);
                    node.Handle(chunk, chunk.Length, _reply);
                }
            }

            Outcome = Store.Outcome;
            if (!node.WantsRestart)
            {
                return;
            }

            Restart();
            Outcome = Store.Outcome;
            for (int n = 0; n < 2; n++)
            {
                Store.Decided();
                Outcome = Store.Outcome;
            }
        }
    }
}
