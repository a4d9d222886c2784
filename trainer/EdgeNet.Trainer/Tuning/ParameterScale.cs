namespace EdgeNet.Trainer.Tuning;

/// <summary>Along what the values of a hyperparameter are spread evenly.</summary>
public enum ParameterScale
{
    /// <summary>Along the value itself.</summary>
    Linear,

    /// <summary>Along its logarithm: every decade equally often, as suits rates and penalties.</summary>
    Log,

    /// <summary>Along <c>log(1-β)</c>, as suits momentum: from 0.9 to 0.99 is as far as from 0.99 to 0.999.</summary>
    LogComplement,
}
