namespace EdgeNet.Benchmarks;

/// <summary>One line of the comparison. The peers' side of it is in peers.py.</summary>
/// <param name="Key">The letter that both sides know it by.</param>
/// <param name="Sizes">Inputs, then the units of each layer; ReLU in hidden layers.</param>
/// <param name="Batch">Examples in a step.</param>
/// <param name="Peer">What it is compared with.</param>
/// <param name="Target">The least ratio that it is to reach with one thread on each side.</param>
/// <param name="Steps">Steps in one turn of a side.</param>
internal sealed record Workload(string Key, int[] Sizes, int Batch, string Peer, double Target, int Steps)
{
    /// <summary>A training step of (a) to (d); a whole fit of models/sonar to early stopping for (e).</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("a", [60, 12, 1], 32, "PyTorch", 12, 1000),
        new("b", [60, 64, 64, 1], 128, "PyTorch", 2, 500),
        new("c", [640, 128, 128, 128, 8, 128, 128, 128, 640], 256, "PyTorch", 0.75, 25),
        new("d", [12288, 20, 7, 5, 1], 209, "PyTorch", 1, 25),
        new("e", [60, 12, 1], 32, "scikit-learn", 5, 1),
    ];

    /// <summary>Turns that do not count.</summary>
    public const int WarmUpTurns = 3;

    /// <summary>Whether it is a training step, and not a whole fit.</summary>
    public bool IsStep => Key != "e";

    /// <summary>One of them.</summary>
    /// <param name="key">Its letter.</param>
    /// <returns>The workload.</returns>
    public static Workload Of(string key) => All.First(workload => workload.Key == key);

    /// <summary>Several linear units are trained with squared error, a single sigmoid unit with cross-entropy.</summary>
    public bool IsRegression => Sizes[^1] > 1;

    /// <summary>Multiply-adds of the matrix products of one step: forward, weight gradients, and the gradients of all but the first input.</summary>
    public long MultiplyAdds
    {
        get
        {
            long sum = 0;
            for (int l = 1; l < Sizes.Length; l++)
            {
                sum += (l == 1 ? 2L : 3L) * Sizes[l - 1] * Sizes[l] * Batch;
            }

            return sum;
        }
    }

    /// <summary>The architecture and batch as text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Key switch
    {
        "e" => "(e) sonar, 60-12-1, batch 32, a fit to early stopping",
        _ => $"({Key}) {string.Join('-', Sizes)}, batch {Batch}",
    };
}
