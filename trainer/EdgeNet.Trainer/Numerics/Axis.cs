namespace EdgeNet.Trainer.Numerics;

/// <summary>The direction in which a sum runs; that dimension becomes 1 and stays.</summary>
public enum Axis
{
    /// <summary>Down the rows: <c>(r, c)</c> gives <c>(1, c)</c>.</summary>
    Rows,

    /// <summary>Along the columns: <c>(r, c)</c> gives <c>(r, 1)</c>.</summary>
    Columns,
}
