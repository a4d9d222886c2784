namespace EdgeNet.Tests;

/// <summary>The activations that a hidden layer can have.</summary>
internal static class HiddenActivations
{
    public static IReadOnlyList<Activation> All { get; } = [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];
}
