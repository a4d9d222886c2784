using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Report;

/// <summary>What a report is of.</summary>
/// <param name="Model">The model in all its forms.</param>
/// <param name="Train">The examples it was trained on.</param>
/// <param name="Dev">The dev part, or null.</param>
/// <param name="Test">The test part, or null.</param>
/// <param name="Generated">The model as a C# class, or null where it is too large for one.</param>
public sealed record ReportSource(TrainedModel Model, Dataset Train, Dataset? Dev, Dataset? Test, CSharpModel? Generated)
{
    /// <summary>What was said of the data, and of what the model does not do.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}
