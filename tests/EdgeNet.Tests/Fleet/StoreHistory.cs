using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Fleet;

/// <summary>The life of a node that is sent good, bad and old models, sleeps, restarts and fails, with a power cut tried at each of its writes.</summary>
internal sealed class StoreHistory
{
    private const int Chunk = 64;
    private const int Trial = 3;
    private const int BuiltIn = 2;

    private static readonly CrcKey Key = new(12345);
    private static readonly CrcKey OtherKey = new(54321);
    private static readonly PowerCut[] Kinds = Enum.GetValues<PowerCut>();

    private readonly Random _random;
    private readonly SimulatedStorage _storage = new(512, 512, 256, 256);
    private readonly HashSet<int> _allowed = [];
    private ModelStore _store;
    private UpdateNode _node;
    private int _confirmed;
    private int _newest = BuiltIn;
    private string? _wrong;
    private Exception? _failure;

    public StoreHistory(int seed)
    {
        _random = new Random(seed);
        _storage.Before = operation => Catch(() => CutHere(operation));
        (_store, _node) = Start(_storage);
    }

    public int Cuts { get; private set; }

    public int Updates { get; private set; }

    public int Reverts { get; private set; }

    public int Operations => _storage.Operations;

    /// <summary>Lives through some events.</summary>
    public void Run(int events)
    {
        for (int n = 0; n < events; n++)
        {
            Live();
            if (_failure is not null)
            {
                throw new AssertFailedException($"event {n}: {_failure.Message}", _failure);
            }

            if (_store.ConfirmedVersion != _confirmed)
            {
                Assert.Contains(_store.ConfirmedVersion, _allowed);
                _confirmed = _store.ConfirmedVersion;
                Updates++;
            }

            Reverts += _store.Outcome is UpdateOutcome.RevertedByFault or UpdateOutcome.RevertedByRestart ? 1 : 0;
        }
    }

    private static byte[] Good(int version) => SealedModel.Of(version, Trial, Key);

    private void Live()
    {
        switch (_random.Next(20))
        {
            case < 4:
                Push(Good(++_newest), _newest, _random.Next(4) == 0 ? _random.Next(6) : int.MaxValue);
                break;
            case 4:
                PushBad();
                break;
            case 5:
                (_store, _node) = Start(_storage);
                break;
            case 6:
                _store.Sleep();
                (_store, _node) = Start(_storage);
                break;
            case 7:
                if (!_store.Decided(_random.Next(2) == 0))
                {
                    Reopen();
                }

                break;
            case 8 or 9 or 10 or 11:
                // Taken over without a start of the board.
                if (_node.WantsRestart)
                {
                    Reopen();
                }

                break;
            default:
                for (int n = _random.Next(6); n > 0; n--)
                {
                    Assert.IsTrue(_store.Decided());
                }

                break;
        }
    }

    private void PushBad()
    {
        byte[] file = Good(++_newest);
        switch (_random.Next(5))
        {
            case 0:
                Push(SealedModel.Of(_newest, Trial, null), _newest, int.MaxValue);
                break;
            case 1:
                Push(SealedModel.Of(_newest, Trial, OtherKey), _newest, int.MaxValue);
                break;
            case 2:
                file[_random.Next(12, file.Length - 4)] ^= (byte)_random.Next(1, 256);
                BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), Crc32.Compute(new ByteWindow(file), file.Length - 4));
                Push(file, _newest, int.MaxValue);
                break;
            case 3:
                int old = _random.Next(0, _confirmed + 1);
                Push(Good(old), old, int.MaxValue);
                break;
            default:
                // An old one that is said to be new.
                Push(Good(Math.Max(1, _confirmed)), _newest, int.MaxValue);
                break;
        }
    }

    // In any order, and some of them twice.
    private void Push(byte[] file, int version, int most)
    {
        var reply = new byte[UpdateNode.ReplyLength];
        byte[] offer = SealedModel.OfferOf(file, version, Chunk);
        _node.Handle(offer, offer.Length, reply);
        if (reply[UpdateMessage.StatusPhaseAt] != (byte)UpdatePhase.Receiving)
        {
            return;
        }

        int[] numbers = [.. Enumerable.Range(0, (file.Length + Chunk - 1) / Chunk), 0, 1];
        _random.Shuffle(numbers);
        foreach (int number in numbers.Take(most))
        {
            byte[] chunk = SealedModel.ChunkOf(file, number, Chunk);
            _node.Handle(chunk, chunk.Length, reply);
        }
    }

    private void Reopen()
    {
        _store.Start(Check);
        Assert.IsNull(_wrong);
        if (_store.Phase == UpdatePhase.Testing)
        {
            _allowed.Add(_store.RunningVersion);
        }
    }

    private (ModelStore Store, UpdateNode Node) Start(SimulatedStorage storage)
    {
        var store = new ModelStore(storage[0], storage[1], storage[2], storage[3], Key, new ModelRequirements(SealedModel.Name), BuiltIn);
        bool runsOne = store.Start(Check);
        Assert.IsNull(_wrong);
        if (_confirmed > 0)
        {
            Assert.IsTrue(runsOne, store.Reason);
        }

        if (store.Phase == UpdatePhase.Testing)
        {
            _allowed.Add(store.RunningVersion);
        }

        Assert.AreEqual(runsOne ? store.RunningVersion : BuiltIn, store.RunningVersion);
        return (store, new UpdateNode(store));
    }

    // Every file that is opened is one that was signed, and none older than the confirmed one. The store catches what is thrown here, so it is kept.
    private string Check(byte[] file)
    {
        int version = ModelSeal.Read(new ArrayStorage(file)).Version;
        bool isSound = file.AsSpan().SequenceEqual(Good(version)) && version >= Math.Max(_confirmed, BuiltIn + 1) && Model.Load(file).SelfTest();
        _wrong = isSound ? _wrong : $"version {version} was opened, and {_confirmed} confirmed";
        return null!;
    }

    // The store catches what a storage throws, so that a failed assertion would be lost.
    private void Catch(Action check)
    {
        try
        {
            check();
        }
        catch (Exception e)
        {
            _failure ??= e;
        }
    }

    private void CutHere(StorageOperation operation)
    {
        foreach (PowerCut kind in Kinds)
        {
            Cuts++;
            SimulatedStorage after = _storage.After(kind, operation, _random);
            (ModelStore store, UpdateNode node) = Start(after);
            Assert.IsTrue(store.ConfirmedVersion == _confirmed || _allowed.Contains(store.ConfirmedVersion), $"{store.ConfirmedVersion} was never on trial");
            Assert.IsGreaterThanOrEqualTo(_confirmed, store.ConfirmedVersion);

            // A board that starts again and again.
            bool wasTrial = store.Phase == UpdatePhase.Testing;
            int confirmed = store.ConfirmedVersion;
            (store, node) = Start(after);
            Assert.AreEqual(confirmed, store.ConfirmedVersion);
            if (wasTrial)
            {
                Assert.AreEqual(UpdateOutcome.RevertedByRestart, store.Outcome);
            }

            Assert.AreNotEqual(UpdatePhase.Testing, store.Phase);
            Assert.AreEqual(Math.Max(confirmed, BuiltIn), store.RunningVersion);
            if (_random.Next(4) == 0)
            {
                Update(after, node);
            }
        }
    }

    // Whatever the power cut left, the next update works.
    private void Update(SimulatedStorage storage, UpdateNode node)
    {
        int version = _newest + 1;
        byte[] file = Good(version);
        var reply = new byte[UpdateNode.ReplyLength];
        byte[] offer = SealedModel.OfferOf(file, version, Chunk);
        node.Handle(offer, offer.Length, reply);
        for (int number = 0; number < (file.Length + Chunk - 1) / Chunk; number++)
        {
            byte[] chunk = SealedModel.ChunkOf(file, number, Chunk);
            node.Handle(chunk, chunk.Length, reply);
        }

        Assert.IsTrue(node.WantsRestart, node.Store.Reason);
        var store = new ModelStore(storage[0], storage[1], storage[2], storage[3], Key, new ModelRequirements(SealedModel.Name), BuiltIn);
        Assert.IsTrue(store.Start(Check));
        for (int n = 0; n < Trial; n++)
        {
            Assert.AreEqual(UpdatePhase.Testing, store.Phase);
            Assert.IsTrue(store.Decided());
        }

        Assert.AreEqual(version, store.ConfirmedVersion);
        store = new ModelStore(storage[0], storage[1], storage[2], storage[3], Key, new ModelRequirements(SealedModel.Name), BuiltIn);
        Assert.IsTrue(store.Start(Check));
        Assert.AreEqual(version, store.RunningVersion);
    }
}
