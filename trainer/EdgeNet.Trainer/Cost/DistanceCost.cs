namespace EdgeNet.Trainer.Cost;

/// <summary>Estimates what the distance of a model costs, from the IL of the library's loops.</summary>
internal static class DistanceCost
{
    // IL instructions of one pass of each loop.
    private const int Code = 60;
    private const int WithWidth = 27;
    private const int WithoutWidth = 21;
    private const int FromInput = 30;
    private const int Prototype = 45;
    private const int Distance = 90;
    private const int Doubt = 340; // the logarithm bit by bit
    private const int Margin = 14; // of each logit

    // Of a load: a number of the head, byte by byte.
    private const int ReadByte = 28;
    private const int ReadWidth = 30;

    /// <summary>Estimates the instructions beside those of the layers; 0 where there is no distance.</summary>
    public static int Of(ModelContents contents)
    {
        if (contents.HeadKind == HeadKind.None)
        {
            return 0;
        }

        DistanceHead head = contents.Head;
        bool looksAtInputs = contents.HeadKind is HeadKind.Reconstruction or HeadKind.FamiliarInputs || contents.Layers.Length == 0;
        int perCode = contents.HeadKind == HeadKind.Reconstruction ? FromInput : head.Widths is null ? WithoutWidth : WithWidth;
        int doubt = head.Doubt == 0 ? 0 : Doubt + (contents.OutputCount * Margin);
        return Distance + doubt + (looksAtInputs ? contents.Inputs.Count * Code : 0) + (head.Count * (Prototype + (head.Inputs * perCode)));
    }

    /// <summary>Estimates the instructions to read it.</summary>
    public static int Load(ModelContents contents) => contents.Head is not { } head ? 0 : Distance + ((head.Centres?.Length ?? 0) * ReadByte) + ((head.Widths?.Length ?? 0) * ReadWidth);

    /// <summary>Bytes of the heap that it takes; 0 where there is none.</summary>
    public static int Heap(ModelContents contents) => contents.Head is not { } head ? 0 :
        HeapSize.Object(18) + HeapSize.Object(8) + HeapSize.Array(head.Count, sizeof(int)) + HeapSize.Array(head.Centres?.Length ?? 0, 1) + HeapSize.Array(head.Widths?.Length ?? 0, sizeof(ushort))
        + (contents.Layers.Length == 0 || contents.HeadKind is HeadKind.Reconstruction or HeadKind.FamiliarInputs ? HeapSize.Array(contents.Inputs.Count, sizeof(int)) : 0);
}
