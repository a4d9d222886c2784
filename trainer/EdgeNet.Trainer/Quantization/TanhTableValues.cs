namespace EdgeNet.Trainer.Quantization;

/// <summary>Computes the entries of the device's <see cref="TanhTable"/>.</summary>
public static class TanhTableValues
{
    /// <summary>Computes <c>round(127·tanh((k - 512) / 128))</c> for every k.</summary>
    /// <returns>1024 entries.</returns>
    public static sbyte[] Create()
    {
        var table = new sbyte[TanhTable.Length];
        for (int k = 0; k < table.Length; k++)
        {
            double value = Elementary.Tanh((k - TanhTable.Centre) / (double)TanhTable.StepsPerUnit);
            table[k] = (sbyte)Math.Floor((TanhTable.Peak * value) + 0.5);
        }

        return table;
    }
}
