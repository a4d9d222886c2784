namespace EdgeNet.Trainer.Tuning;

/// <summary>Where in a recipe a hyperparameter stands.</summary>
public enum ParameterPlace
{
    /// <summary>A key of <c>training</c>.</summary>
    Training,

    /// <summary>The number of items of <c>hidden</c>.</summary>
    LayerCount,

    /// <summary>A key of every hidden layer, drawn for each layer anew.</summary>
    EachLayer,

    /// <summary>A key of every hidden layer, the same in all.</summary>
    AllLayers,

    /// <summary>A key of <c>stream</c>.</summary>
    Stream,

    /// <summary>An item of <c>stream.features</c>, which is there or not.</summary>
    Feature,
}
