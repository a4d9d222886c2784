using System.Numerics;
using EdgeNet.Trainer.Cost;

namespace EdgeNet.Trainer;

/// <summary>What an engine costs on the device, estimated from its IL.</summary>
/// <param name="FlashBytes">IL and constants, or the model file.</param>
/// <param name="RamBytes">Arrays held.</param>
/// <param name="Instructions">IL instructions of one inference: <c>Predict</c>, from raw values in their usual range to a probability or a quantity.</param>
internal sealed record EngineCost(int FlashBytes, int RamBytes, int Instructions)
{
    /// <summary>IL instructions to load it, or to make the class.</summary>
    public int LoadInstructions { get; init; }

    /// <summary>Those of <see cref="Instructions"/> that turn logits into the answer: a stream decides without them.</summary>
    public int AnswerInstructions { get; init; }
}

/// <summary>What of a model the generated class computes: a word of 64 bits, in which several units of a layer stand, takes one product for each input for which not all of their weights are 0.</summary>
/// <param name="Left">The products of an inference.</param>
/// <param name="All">The products that it would take if no weight were 0.</param>
/// <param name="InputsUsed">Inputs that a logit depends on; the class does not look at the others.</param>
/// <param name="Inputs">All inputs.</param>
internal sealed record WordCount(int Left, int All, int InputsUsed, int Inputs);

/// <summary>The cost of a stream on the device: its memory, counted, and its instructions, estimated from the IL of the library's loops.</summary>
/// <param name="RamBytes">Arrays that a <see cref="Pipeline"/> holds, golden windows among them, beside the network's.</param>
/// <param name="InstructionsPerReading">IL instructions of <c>Add</c> for a reading of every channel that completes no window.</param>
/// <param name="InstructionsPerWindow">IL instructions that a complete window takes beyond that, without the network.</param>
internal sealed record StreamCost(int RamBytes, int InstructionsPerReading, int InstructionsPerWindow)
{
    /// <summary>IL instructions that <c>Pipeline.Load</c> takes beyond those of <c>Model.Load</c>.</summary>
    public int LoadInstructions { get; init; }

    /// <summary>Computes the cost of a stream.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="network">Its network.</param>
    /// <returns>The cost.</returns>
    /// <exception cref="ArgumentException">The network does not take its features.</exception>
    public static StreamCost Of(StreamSettings settings, Predictor network)
    {
        int ram = new Pipeline(network, settings).RamBytes - network.RamBytes;
        int pairs = settings.Features.Count(feature => feature.Kind == FeatureKind.Correlation);
        return new StreamCost(
            ram,
            ReadingCost.Of(settings.Channels.Length, pairs, network.IsRegression, BitOperations.PopCount((uint)settings.Magnitude)),
            WindowCost.Of(settings, network.OutputCount, network.IsRegression))
        {
            LoadInstructions = StreamLoadCost.Of(settings, ReaderCost.InMemory),
        };
    }

    /// <summary>Computes the cost of a second of the stream.</summary>
    /// <param name="settings">Rate and stride.</param>
    /// <param name="network">The network, which runs once a window.</param>
    /// <returns>IL instructions a second.</returns>
    public double InstructionsPerSecond(StreamSettings settings, EngineCost network)
    {
        double rate = settings.RateMillihertz / 1000.0;
        return rate * (InstructionsPerReading + (((double)InstructionsPerWindow + network.Instructions - network.AnswerInstructions) / settings.Stride));
    }
}
