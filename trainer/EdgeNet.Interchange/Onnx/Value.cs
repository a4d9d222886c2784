namespace EdgeNet.Interchange.Onnx;

/// <summary>What a name of a graph stands for.</summary>
internal abstract record Value;

/// <summary>The same numbers for every example.</summary>
internal sealed record Constant(Tensor Tensor) : Value;

/// <summary>Numbers that depend on the example.</summary>
internal sealed record Varying(Signal Signal) : Value;

/// <summary>Whether inputs lie below or above constants: the condition of a <see cref="InputHold"/>.</summary>
internal sealed record Comparison(Signal Signal, double[] Fences, bool IsBelow) : Value;

/// <summary>The number, or the name, of the largest of some scores.</summary>
internal sealed record Choice(Signal Scores, IReadOnlyList<string>? Labels) : Value;

/// <summary>What an optional argument that is left out stands for.</summary>
internal sealed record Missing : Value
{
    public static Missing Value { get; } = new();
}
