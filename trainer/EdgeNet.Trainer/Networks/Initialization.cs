namespace EdgeNet.Trainer.Networks;

/// <summary>How weights start; biases start at zero.</summary>
public enum Initialization
{
    /// <summary>He for a ReLU or leaky ReLU layer, Xavier for the others.</summary>
    Auto,

    /// <summary>All zero: fine for one unit; several hidden units would stay the same for ever.</summary>
    Zeros,

    /// <summary>Gaussian with a standard deviation of 0.01.</summary>
    Small,

    /// <summary>Gaussian with a variance of 2/n[l-1] (He et al., "Delving Deep into Rectifiers", 2015).</summary>
    He,

    /// <summary>Gaussian with a variance of 2/(n[l-1] + n[l]) (Glorot and Bengio, 2010).</summary>
    Xavier,
}
