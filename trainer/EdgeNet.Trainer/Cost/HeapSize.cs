using System.Text;

namespace EdgeNet.Trainer.Cost;

/// <summary>Bytes of objects on the managed heap of a 32-bit device: whole blocks of 12 bytes.</summary>
internal static class HeapSize
{
    private const int Block = 12;
    private const int ArrayHeader = 20;

    /// <summary>An object with a field in each block, behind its header.</summary>
    public static int Object(int fields) => Block * (1 + fields);

    /// <summary>An array of numbers.</summary>
    public static int Array(int elements, int size) => Blocks(ArrayHeader + (elements * size));

    /// <summary>An array of references.</summary>
    public static int References(int elements) => Array(elements, Block);

    /// <summary>A text that was read: its characters in UTF-8, and a zero.</summary>
    public static int Text(string text) => Blocks(Block + Encoding.UTF8.GetByteCount(text) + 1);

    /// <summary>A text of the program: its characters stay in flash.</summary>
    public static int Literal => Block;

    private static int Blocks(int bytes) => (bytes + Block - 1) / Block * Block;
}
