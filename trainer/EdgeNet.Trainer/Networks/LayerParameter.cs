using System.Numerics;

namespace EdgeNet.Trainer.Networks;

/// <summary>Parameters that gradient descent moves, with their gradients.</summary>
/// <param name="Values">The parameters.</param>
/// <param name="Gradients">Their gradients, of the same shape.</param>
/// <typeparam name="T">The precision.</typeparam>
public readonly record struct LayerParameter<T>(Matrix<T> Values, Matrix<T> Gradients)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
