namespace EdgeNet.Trainer.Export;

/// <summary>Estimates what a model costs when it is loaded from its file, from the IL of the library's loops.</summary>
internal static class LoadedModelCost
{
    // IL instructions of one pass of each loop, counted in the compiled library; for a quantized input, those of the path without saturation.
    private const int QuantizeInput = 33;
    private const int QuantizeInKernel = 16;
    private const int FourWordsInput = 36;
    private const int TwoWordsInput = 23;
    private const int OneWordInput = 15;
    private const int FourWordsReading = 40; // eight at once share the bookkeeping
    private const int ReadingShift = 6;
    private const int ActivateUnit = 47;
    private const int ActivateUnitOfThree = 40;
    private const int Layer = 150;

    /// <summary>Estimates a model.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The file's length, the RAM of <see cref="Model"/>, and the instructions of an inference on the inputs that it was made for.</returns>
    public static EngineCost Of(ModelFile file)
    {
        ModelContents contents = file.Contents;
        int instructions = 0;
        if (contents.HeadKind != HeadKind.None)
        {
            instructions += DistanceCost.Of(contents);
        }

        foreach (QuantizedLayer layer in contents.Layers)
        {
            var packed = new PackedLayer(layer);
            int words = packed.Words;
            int passes = PackedLayer.Passes(words);
            int perInput = (words / 4 * FourWordsInput) + (words % 4 / 2 * TwoWordsInput) + (words % 2 * OneWordInput);
            perInput += layer.InputStage switch
            {
                ReadingStage => CSharpInputs.CheckedReading + (words / 4 * (FourWordsReading - FourWordsInput)) + ((passes - (words / 4)) * ReadingShift),
                AffineStage => Math.Min(passes * QuantizeInKernel, QuantizeInput),
                _ => 0,
            };
            instructions += (layer.Inputs * perInput) + Layer + (layer == contents.Layers[^1] ? 0 : layer.Units * (packed.Lanes == 3 ? ActivateUnitOfThree : ActivateUnit));
        }

        return new EngineCost(file.Bytes.Length, file.Device.RamBytes, instructions);
    }
}
