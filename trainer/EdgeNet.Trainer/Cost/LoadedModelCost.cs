namespace EdgeNet.Trainer.Cost;

/// <summary>Estimates what a model costs when it is loaded from its file: the loops that its kind and its size make the library execute, added up.</summary>
/// <remarks>
/// An inference is a whole <c>Predict(inputs)</c> on raw values of the kind that the model was made for, in their usual range, until it returns a
/// probability or a quantity. A test counts what is really executed.
/// </remarks>
internal sealed class LoadedModelCost
{
    private readonly ModelFile _file;
    private readonly StoredContents _stored;
    private readonly LoadCost _load;

    /// <summary>Prepares the estimate.</summary>
    /// <param name="file">The file.</param>
    public LoadedModelCost(ModelFile file)
    {
        _file = file;
        _stored = new StoredContents(new ModelLoader(new ByteWindow(file.Bytes)));
        _load = new LoadCost(file.Bytes, file.Contents, _stored);
    }

    private ModelContents Contents => _file.Contents;

    /// <summary>Packed weights: <c>Model.Load(bytes)</c> where the firmware has no native kernels.</summary>
    public EngineCost Packed()
    {
        int outputs = Contents.OutputCount;
        int logits = 0;
        if (outputs > 1)
        {
            int lanes = _file.Device.LanesOf(Contents.Layers.Length);
            logits = AnswerCost.PackedLogits(outputs, (outputs + lanes - 1) / lanes);
        }

        return Cost(_file.Device, PackedCost.Of(Contents, _file.Device) + logits, _load.Packed(_file.Device));
    }

    /// <summary>Weights in the bytes of the file: <c>Model.Load(bytes, ModelMemory.Bytes)</c>.</summary>
    /// <param name="model">The model, loaded so.</param>
    public EngineCost Bytes(Model model) => Stored(model, StoredCost.InMemory, _load.Bytes());

    /// <summary>Weights that are read at every inference: <c>Model.Open(storage)</c>.</summary>
    /// <param name="model">The model, opened so.</param>
    public EngineCost Opened(Model model) => Stored(model, StoredCost.InWindow, _load.Open());

    private EngineCost Stored(Model model, int window, int load) =>
        Cost(model, StoredCost.Of(_stored, window) + DistanceCost.Of(Contents) + (Contents.OutputCount == 1 ? 0 : AnswerCost.StoredLogits), load);

    private EngineCost Cost(Model model, int logits, int load)
    {
        int answer = AnswerCost.OfLoaded(Contents);
        return new EngineCost(_file.Bytes.Length, model.RamBytes, logits + FillCost.Of(Contents) + answer) { LoadInstructions = load + DistanceCost.Load(Contents) + FillCost.Load(Contents), AnswerInstructions = answer };
    }
}
