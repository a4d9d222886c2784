namespace EdgeNet.Trainer.Proposals;

/// <summary>What the user says of a table from which a recipe is made.</summary>
internal sealed record ProposalOptions
{
    /// <summary>The name of the model and of its files.</summary>
    public required string Name { get; init; }

    /// <summary>The columns of the labels; none to find it.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The classes in their order; none to find them.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Whether the label is a quantity, though its numbers might be classes.</summary>
    public bool IsQuantity { get; init; }

    /// <summary>The column of the groups; null to find one by its name.</summary>
    public string? Group { get; init; }

    /// <summary>Columns that are no inputs.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];
}
