namespace EdgeNet.Trainer.Cost;

/// <summary>A loop of the device library along inputs, some of them at a time: its IL instructions, counted in the compiled library.</summary>
/// <param name="Once">Before and behind the loop, and for the call.</param>
/// <param name="AtOnce">Inputs of a pass.</param>
/// <param name="Pass">A pass, with its share of the loop.</param>
/// <param name="Single">Each input that is left.</param>
internal readonly record struct Passes(int Once, int AtOnce, int Pass, int Single)
{
    /// <summary>Counts the instructions of a call.</summary>
    /// <param name="inputs">0 or more.</param>
    public int Of(int inputs) => Once + (inputs / AtOnce * Pass) + (inputs % AtOnce * Single);
}

/// <summary>The loops that advance the words of a layer: four, two and one at a time.</summary>
/// <param name="Once">For the layer.</param>
/// <param name="Four">Four words.</param>
/// <param name="Two">Two words.</param>
/// <param name="One">One word.</param>
internal readonly record struct WordPasses(int Once, Passes Four, Passes Two, Passes One)
{
    /// <summary>Counts the instructions of a layer.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="inputs">Its inputs.</param>
    public int Of(int words, int inputs) =>
        Once + (words / 4 * Four.Of(inputs)) + (words % 4 / 2 * Two.Of(inputs)) + (words % 2 * One.Of(inputs));
}
