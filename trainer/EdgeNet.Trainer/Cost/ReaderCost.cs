namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions of the device library's reader of model files.</summary>
/// <param name="Window">Instructions to find bytes of the file: <see cref="StoredCost.InMemory"/> or <see cref="StoredCost.InWindow"/>.</param>
/// <param name="Block">Bytes that lie in memory at once.</param>
internal readonly record struct ReaderCost(int Window, int Block)
{
    /// <summary>Of a file that lies in memory.</summary>
    public static readonly ReaderCost InMemory = new(StoredCost.InMemory, 1 << 30);

    private const int LeastForTables = 1024; // of Crc32
    private const int CrcTables = 12_400;
    private const int CrcByte = 33;
    private const int CrcEight = 81;
    private const int CrcBlock = 100;
    private const int Require = 15;

    /// <summary>A number of one to four bytes.</summary>
    public int Number => 31 + Window;

    /// <summary>A text.</summary>
    /// <param name="length">Its characters.</param>
    public int Text(int length) => 20 + Require + (length * (13 + Number));

    /// <summary>An array of numbers of four bytes.</summary>
    /// <param name="count">Its elements.</param>
    public int Words(int count) => 35 + Require + (Blocks(4 * count) * (49 + Window)) + (count * 17);

    /// <summary>An array of bytes, read one by one, and the padding behind it.</summary>
    /// <param name="count">Its elements.</param>
    public int Bytes(int count) => 20 + Require + (count * (15 + Number)) + Padding(count);

    /// <summary>The padding behind some bytes.</summary>
    /// <param name="bytes">How many.</param>
    public int Padding(int bytes) => 48 + (-bytes & 3) * (10 + Number);

    /// <summary>The CRC of the first bytes of the file.</summary>
    /// <param name="length">How many.</param>
    public int Crc(int length) => length < LeastForTables
        ? (length * CrcByte) + (Blocks(length) * CrcBlock)
        : CrcTables + (length / 8 * CrcEight) + (length % 8 * CrcByte) + (Blocks(length) * CrcBlock);

    private int Blocks(int bytes) => (bytes + Block - 1) / Block;
}
