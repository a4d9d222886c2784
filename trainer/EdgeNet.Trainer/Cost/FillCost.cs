namespace EdgeNet.Trainer.Cost;

/// <summary>The cost of looking for missing inputs, counted in IL instructions.</summary>
internal static class FillCost
{
    private const int Call = 100;
    private const int Input = 22;

    // Of a load: a number of four bytes, and its check.
    private const int ReadInput = 80;

    /// <summary>Of an inference.</summary>
    public static int Of(ModelContents contents) => contents.Fills is { } fills ? Call + (fills.Length * Input) : 0;

    /// <summary>Of a load.</summary>
    public static int Load(ModelContents contents) => contents.Fills is { } fills ? Call + (fills.Length * ReadInput) : 0;

    /// <summary>Bytes of the heap that stay taken.</summary>
    public static int Heap(ModelContents contents) => contents.Fills is not { } fills ? 0
        : (2 * HeapSize.Array(fills.Length, sizeof(float))) + (contents.Head is null ? HeapSize.Object(20) + HeapSize.Array(0, sizeof(int)) : 0);
}
