namespace EdgeNet.Trainer.Data;

/// <summary>What training makes of a feature before the network sees it.</summary>
public enum InputScaling
{
    /// <summary>Mean 0 and standard deviation 1 in the training part.</summary>
    Standardized,

    /// <summary>0 at the lowest and 1 at the highest value of the training part.</summary>
    Range,

    /// <summary>Nothing: the value as it is.</summary>
    Raw,
}
