using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Fleet;

/// <summary>A board with the real code of a node: what is in its storage outlives a restart, and nothing else does.</summary>
internal sealed class SerialBoard
{
    public const int BuiltIn = 1;
    private const int Page = 512;

    private readonly StorageArea[] _areas;
    private readonly CrcKey _key;
    private readonly string _name;
    private readonly ByteLine _line;
    private int _turns;

    public SerialBoard(string name, int slotBytes, ByteLine line, int secret = 9)
    {
        _areas = [new StorageArea(slotBytes), new StorageArea(slotBytes), new StorageArea(Page), new StorageArea(Page)];
        _key = new CrcKey(secret);
        _name = name;
        _line = line;
        Start();
    }

    /// <summary>The node of this start.</summary>
    public UpdateNode Node { get; private set; } = null!;

    public ModelStore Store => Node.Store;

    public SerialNode Serial { get; private set; } = null!;

    public int Starts { get; private set; }

    /// <summary>Whether every decision is a fault.</summary>
    public bool IsFaulty { get; set; }

    /// <summary>Whether the application restarts the board when a model is staged.</summary>
    public bool Restarts { get; set; } = true;

    /// <summary>The turns from one decision to the next.</summary>
    public int DecidesEvery { get; set; } = 1;

    /// <summary>What the application does in each turn, beside all else.</summary>
    public Action? OnTurn { get; set; }

    /// <summary>How often bytes were written into the slots: for an update once for the header, and twice for each chunk.</summary>
    public int SlotWrites => _areas[0].Writes + _areas[1].Writes;

    public int SlotErasures => _areas[0].Erasures + _areas[1].Erasures;

    /// <summary>Begins anew, with what is in the storage.</summary>
    public void Start()
    {
        Starts++;
        var store = new ModelStore(_areas[0], _areas[1], _areas[2], _areas[3], _key, new ModelRequirements(_name), BuiltIn);
        store.Start(file => Model.Load(file).SelfTest() ? null : "It gives other logits here.");
        Node = new UpdateNode(store);
        Serial = new SerialNode(Node, _line);
    }

    /// <summary>One turn of the application: it answers what has come, decides, and restarts when it should.</summary>
    public void Turn()
    {
        OnTurn?.Invoke();
        Serial.Poll();
        bool isDecided = ++_turns % DecidesEvery == 0;
        if (isDecided && Store.Phase == UpdatePhase.Testing && !Store.Decided(IsFaulty))
        {
            Start();
        }

        if (Restarts && Node.WantsRestart)
        {
            Start();
        }
    }

    private sealed class StorageArea(int capacity) : StoreArea
    {
        private readonly byte[] _cells = new byte[capacity];

        public int Writes { get; private set; }

        public int Erasures { get; private set; }

        public override int Capacity => _cells.Length;

        public override void Read(int position, byte[] buffer, int count) => Array.Copy(_cells, position, buffer, 0, count);

        public override void EraseAll()
        {
            Erasures++;
            Array.Fill(_cells, (byte)255);
        }

        public override void Write(int position, byte[] buffer, int count)
        {
            Writes++;
            for (int i = 0; i < count; i++)
            {
                _cells[position + i] &= buffer[i];
            }
        }

        public override void Flush()
        {
        }
    }
}
