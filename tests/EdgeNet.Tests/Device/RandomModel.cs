namespace EdgeNet.Tests.Device;

/// <summary>A model file made by <see cref="RandomModels"/>, its plain twin, and where its sections begin.</summary>
/// <param name="File">The bytes.</param>
/// <param name="Twin">The twin, which has read those bytes.</param>
/// <param name="Layout">Where the sections begin.</param>
/// <param name="Inputs">What each input is expected to measure.</param>
internal sealed record RandomModel(byte[] File, PlainTwin Twin, ModelLayout Layout, RandomInputs Inputs)
{
    public float[] NextFeatures(Random random) => Inputs.NextFeatures(random);

    public int[] NextReadings(Random random) => Inputs.NextReadings(random);
}

/// <summary>Where the sections of a model file begin, in bytes.</summary>
internal sealed record ModelLayout(int Inputs, int[] Layers, int Table, int Golden);
