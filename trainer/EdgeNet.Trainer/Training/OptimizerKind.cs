namespace EdgeNet.Trainer.Training;

/// <summary>How a gradient becomes a step.</summary>
public enum OptimizerKind
{
    /// <summary><c>W = W - α dW</c>.</summary>
    Plain,

    /// <summary><c>v = β v + (1-β) dW</c>, <c>W = W - α v</c>.</summary>
    Momentum,

    /// <summary>Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.</summary>
    Adam,

    /// <summary><c>s = β s + (1-β) dW²</c>, <c>W = W - α dW / (√s + ε)</c> (Tieleman and Hinton, 2012).</summary>
    RmsProp,
}
