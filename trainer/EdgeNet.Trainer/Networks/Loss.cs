namespace EdgeNet.Trainer.Networks;

/// <summary>What one example costs.</summary>
public enum Loss
{
    /// <summary><c>-(y log a + (1-y) log(1-a))</c>, the negative log-likelihood of a Bernoulli label. Needs a sigmoid output layer.</summary>
    CrossEntropy,

    /// <summary><c>½(a-y)²</c>, summed over the output units.</summary>
    SquaredError,
}
