namespace EdgeNet.Trainer.Numerics;

/// <summary>What random numbers are drawn for: each purpose has a stream of its own. The numbers are part of what a seed means and never change.</summary>
public enum RandomPurpose
{
    /// <summary>The split into training, dev and test parts.</summary>
    Split = 1,

    /// <summary>The folds of a run of cross-validation.</summary>
    Folds = 2,

    /// <summary>The model of one fold: a seed for all that it draws.</summary>
    FoldModel = 3,

    /// <summary>The first weights.</summary>
    Initialization = 4,

    /// <summary>The order of the examples in an epoch.</summary>
    ExampleOrder = 5,

    /// <summary>What dropout drops.</summary>
    Dropout = 6,

    /// <summary>Bootstrap samples.</summary>
    Bootstrap = 7,

    /// <summary>The trials of a search.</summary>
    Search = 8,

    /// <summary>Permutations of a feature, to see what it is worth.</summary>
    Permutation = 9,

    /// <summary>One repeat of a trial after the first: a seed for all that it draws.</summary>
    Repeat = 10,

    /// <summary>The search of one outer fold: a seed for all that it draws.</summary>
    NestedSearch = 11,
}
