namespace EdgeNet.Trainer.Export;

/// <summary>The words of all layers of a model, and which of them a logit depends on.</summary>
internal sealed class ModelWords
{
    /// <summary>Beyond so many multiply-adds no class is possible: its IL has room for a few thousand products, of at most 64 lanes.</summary>
    public const int MostMacs = 1_000_000;

    private readonly ModelContents _model;
    private readonly bool[][] _isRead; // for each layer its units that a logit depends on

    /// <summary>Packs every layer.</summary>
    public ModelWords(ModelContents model)
    {
        _model = model;
        Layers = [.. model.Layers.Select(LaneWord.Pack)];
        Inputs = model.Inputs.Count;
        _isRead = [.. model.Layers.Select(layer => new bool[layer.Units])];
        Array.Fill(_isRead[^1], true);
        for (int l = _isRead.Length - 2; l >= 0; l--)
        {
            for (int unit = 0; unit < _isRead[l].Length; unit++)
            {
                _isRead[l][unit] = IsInputRead(l + 1, unit);
            }
        }
    }

    /// <summary>For each layer its words.</summary>
    public IReadOnlyList<LaneWord>[] Layers { get; }

    /// <summary>n[0].</summary>
    public int Inputs { get; }

    /// <summary>The inputs that a logit depends on.</summary>
    public int[] UsedInputs => [.. Enumerable.Range(0, Inputs).Where(input => IsInputRead(0, input))];

    /// <summary>Products that an inference takes, of all that it would take without weights of 0; one is a word of a layer for one of its inputs.</summary>
    public WordCount Count => new(
        Layers.Select((words, l) => words.Where(word => IsWritten(l, word)).Sum(word => word.Products)).Sum(),
        Layers.Sum(words => words.Sum(word => word.Weights.Length)),
        UsedInputs.Length,
        Inputs);

    /// <summary>Whether a logit depends on a unit.</summary>
    public bool IsRead(int layer, int unit) => _isRead[layer][unit];

    /// <summary>Whether a logit depends on a word: on one of its units that is not constant.</summary>
    public bool IsWritten(int layer, LaneWord word) => word.Lanes.Any(lane => _isRead[layer][lane.Unit] && !IsConstant(_model.Layers[layer], lane.Unit));

    /// <summary>Whether a hidden unit has the same code for every accumulator.</summary>
    public static bool IsConstant(QuantizedLayer layer, int unit) => layer.Multipliers?[unit] == 0 && layer.NegativeMultipliers?[unit] is null or 0;

    private bool IsInputRead(int layer, int input) => Layers[layer].Any(word => word.Weights[input] != 0 && IsWritten(layer, word));
}
