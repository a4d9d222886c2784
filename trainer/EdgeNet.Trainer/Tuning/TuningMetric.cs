namespace EdgeNet.Trainer.Tuning;

/// <summary>The one number by which models are judged on the dev set.</summary>
public enum TuningMetric
{
    /// <summary>The cost, without the penalty: less is better.</summary>
    Cost,

    /// <summary>Of the examples, those decided rightly: more is better.</summary>
    Accuracy,

    /// <summary>The harmonic mean of precision and recall, where the classes are skewed: more is better.</summary>
    F1,
}
