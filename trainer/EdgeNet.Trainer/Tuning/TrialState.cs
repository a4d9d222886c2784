namespace EdgeNet.Trainer.Tuning;

/// <summary>How far a trial is.</summary>
public enum TrialState
{
    /// <summary>Nobody runs it.</summary>
    Open,

    /// <summary>A process runs it, or did when it was killed.</summary>
    Running,

    /// <summary>It has a result.</summary>
    Done,

    /// <summary>It cannot be trained: it diverged, mostly.</summary>
    Failed,
}
