namespace EdgeNet.Trainer.Advice;

/// <summary>What data or a model is warned of; in a recipe and in the warning in small letters with hyphens, such as <c>error-codes</c>.</summary>
public enum AdviceKind
{
    /// <summary>A value far from all others that repeats, or that sensors give for an error.</summary>
    ErrorCodes,

    /// <summary>Single values far from all others.</summary>
    Glitches,

    /// <summary>Many readings exactly at the lowest or the highest value.</summary>
    EndOfRange,

    /// <summary>A column that counts the rows or tells their time.</summary>
    RowNumbers,

    /// <summary>Rows that stand in two parts alike.</summary>
    CopiedRows,

    /// <summary>A class with too few examples to judge it.</summary>
    FewExamples,

    /// <summary>Readings with a handful of whole counts.</summary>
    FewCounts,

    /// <summary>Gaps in time that cost most of the windows.</summary>
    Gaps,

    /// <summary>A counter of times that started again at 0.</summary>
    ClockWraps,

    /// <summary>Two columns with the same values.</summary>
    SameColumns,

    /// <summary>A column that is the label in other words.</summary>
    LabelCopies,

    /// <summary>A class that the trained model never says.</summary>
    SilentClasses,
}
