namespace EdgeNet.Trainer.Networks;

/// <summary>What one example costs.</summary>
public enum Loss
{
    /// <summary><c>-(y log a + (1-y) log(1-a))</c>, the negative log-likelihood of a Bernoulli label, summed over the output units. Needs a sigmoid output layer.</summary>
    CrossEntropy,

    /// <summary><c>½(a-y)²</c>, summed over the output units. Goes with every output layer but softmax.</summary>
    SquaredError,

    /// <summary><c>-Σ y log a</c> over the output units, the negative log-likelihood of one class of several. Needs a softmax output layer.</summary>
    CategoricalCrossEntropy,
}
