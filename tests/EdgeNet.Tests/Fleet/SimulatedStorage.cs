namespace EdgeNet.Tests.Fleet;

/// <summary>What a power cut leaves of an operation and of those before it.</summary>
internal enum PowerCut
{
    /// <summary>All operations before it, and nothing of it.</summary>
    Before,

    /// <summary>All operations before it, and a part of it.</summary>
    Torn,

    /// <summary>It was done.</summary>
    After,

    /// <summary>Of what was not flushed some operations, in another order, perhaps in part.</summary>
    Reordered,
}

/// <summary>An erasure, or where there are bytes a write.</summary>
internal sealed record StorageOperation(int Area, int Position, byte[]? Bytes);

/// <summary>Areas of NOR flash behind a cache: writes clear bits, erasures set them, and only what was flushed is sure to outlive a power cut.</summary>
internal sealed class SimulatedStorage
{
    private readonly SimulatedArea[] _areas;
    private readonly List<StorageOperation> _pending = [];

    public SimulatedStorage(params int[] capacities) => _areas = [.. capacities.Select((capacity, n) => new SimulatedArea(this, n, new byte[capacity], new byte[capacity]))];

    private SimulatedStorage(IEnumerable<byte[]> cells) => _areas = [.. cells.Select((bytes, n) => new SimulatedArea(this, n, bytes, (byte[])bytes.Clone()))];

    /// <summary>Called before each operation.</summary>
    public Action<StorageOperation>? Before { get; set; }

    /// <summary>Writes and erasures so far.</summary>
    public int Operations { get; private set; }

    public SimulatedArea this[int area] => _areas[area];

    /// <summary>The same bytes in a storage of their own.</summary>
    public SimulatedStorage Clone() => new(_areas.Select(area => (byte[])area.Cells.Clone()));

    /// <summary>What the next start finds when the power fails at an operation.</summary>
    public SimulatedStorage After(PowerCut cut, StorageOperation operation, Random random)
    {
        bool isReordered = cut == PowerCut.Reordered;
        var after = new SimulatedStorage(_areas.Select(area => (byte[])(isReordered ? area.Durable : area.Cells).Clone()));
        StorageOperation[] done = isReordered ? [.. _pending, operation] : cut == PowerCut.Before ? [] : [operation];
        if (isReordered)
        {
            random.Shuffle(done);
            done = done[..random.Next(done.Length + 1)];
        }

        for (int n = 0; n < done.Length; n++)
        {
            bool isTorn = cut == PowerCut.Torn || (isReordered && n == done.Length - 1 && random.Next(2) == 0);
            after._areas[done[n].Area].Apply(done[n], isTorn ? random : null);
        }

        return new SimulatedStorage(after._areas.Select(area => area.Cells));
    }

    private void Do(StorageOperation operation)
    {
        Before?.Invoke(operation);
        Operations++;
        _pending.Add(operation);
        _areas[operation.Area].Apply(operation, null);
    }

    internal sealed class SimulatedArea(SimulatedStorage storage, int number, byte[] cells, byte[] durable) : StoreArea
    {
        public byte[] Cells => cells;

        public byte[] Durable => durable;

        /// <summary>Bytes that keep their value, whatever is done.</summary>
        public HashSet<int> Worn { get; } = [];

        /// <summary>Whether writes and erasures throw, as on a storage that is full or gone.</summary>
        public bool Throws { get; set; }

        public override int Capacity => cells.Length;

        public override void Read(int position, byte[] buffer, int count) => Array.Copy(cells, position, buffer, 0, count);

        public override void EraseAll() => Do(new StorageOperation(number, 0, null));

        public override void Write(int position, byte[] buffer, int count)
        {
            Assert.AreEqual(0, (position | count) & 3, "not aligned");
            Do(new StorageOperation(number, position, buffer[..count]));
        }

        public override void Flush()
        {
            cells.CopyTo(durable, 0);
            storage._pending.RemoveAll(operation => operation.Area == number);
        }

        /// <summary>Does an operation, or with noise a part of it.</summary>
        public void Apply(StorageOperation operation, Random? noise)
        {
            if (operation.Bytes is null)
            {
                Erase(noise);
            }
            else
            {
                Program(operation.Position, operation.Bytes, noise);
            }
        }

        private void Do(StorageOperation operation)
        {
            if (Throws)
            {
                throw new IOException("There is no space left.");
            }

            storage.Do(operation);
        }

        // Of an erasure that was cut off, each block is as it was, erased, or anything.
        private void Erase(Random? noise)
        {
            const int Block = 64;
            for (int start = 0; start < cells.Length; start += Block)
            {
                int state = noise?.Next(3) ?? 1;
                for (int i = start; i < Math.Min(cells.Length, start + Block); i++)
                {
                    byte value = state == 0 ? cells[i] : state == 1 ? (byte)255 : (byte)noise!.Next(256);
                    cells[i] = Worn.Contains(i) ? cells[i] : value;
                }
            }
        }

        // Of a write that was cut off, some pieces are there, in any order, and in one of them some bits.
        private void Program(int position, byte[] bytes, Random? noise)
        {
            int piece = noise is null ? bytes.Length : noise.Next(1, bytes.Length + 1);
            int half = noise?.Next(bytes.Length) ?? -1;
            for (int start = 0; start < bytes.Length; start += piece)
            {
                bool isDone = noise is null || noise.Next(2) == 0;
                for (int i = start; i < Math.Min(bytes.Length, start + piece); i++)
                {
                    byte value = i == half ? (byte)(bytes[i] | noise!.Next(256)) : bytes[i];
                    cells[position + i] &= (isDone || i == half) && !Worn.Contains(position + i) ? value : (byte)255;
                }
            }
        }
    }
}
