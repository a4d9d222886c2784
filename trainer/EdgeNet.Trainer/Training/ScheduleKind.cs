namespace EdgeNet.Trainer.Training;

/// <summary>How the learning rate changes from epoch to epoch.</summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>Times the factor after every so many epochs.</summary>
    Step,

    /// <summary>Times the factor over every so many epochs, a little each epoch.</summary>
    Exponential,

    /// <summary>Half a wave of the cosine from the first epoch to the last (Loshchilov and Hutter, "SGDR", 2017, without restarts).</summary>
    Cosine,

    /// <summary>Times the factor when the dev cost has fallen no more for some epochs.</summary>
    ReduceOnPlateau,
}
