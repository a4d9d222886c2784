namespace EdgeNet.Trainer.Export;

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

    /// <summary>Estimates the instructions beside those of the layers.</summary>
    public static int Of(ModelContents contents)
    {
        DistanceHead head = contents.Head;
        bool looksAtInputs = contents.HeadKind is HeadKind.Reconstruction or HeadKind.FamiliarInputs || contents.Layers.Length == 0;
        int perCode = contents.HeadKind == HeadKind.Reconstruction ? FromInput : head.Widths is null ? WithoutWidth : WithWidth;
        return Distance + (looksAtInputs ? contents.Inputs.Count * Code : 0) + (head.Count * (Prototype + (head.Inputs * perCode)));
    }
}
