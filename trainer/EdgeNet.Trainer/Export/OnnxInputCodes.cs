using EdgeNet.Interchange.Onnx;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes how raw values become codes: <see cref="AffineStage"/> and <see cref="ReadingStage"/> in the operators of ONNX.</summary>
/// <remarks>
/// Each operation in single precision is a node of its own, and so rounded by itself. Values are clamped before they become integers, since
/// the cast of NaN or of a number out of range is undefined.
/// </remarks>
internal static class OnnxInputCodes
{
    /// <summary>Writes the stage.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="stage">How values become codes.</param>
    /// <param name="features">The raw values, float, shape (batch, n[0]).</param>
    /// <returns>The codes, int32, shape (batch, n[0]).</returns>
    public static string Write(GraphWriter graph, InputStage stage, string features) =>
        stage is ReadingStage readings ? Write(graph, readings, features) : Write(graph, (AffineStage)stage, features);

    // floor(u) - 128 with u held in 0 to 255, NaN at 255.
    private static string Write(GraphWriter graph, AffineStage stage, string features)
    {
        string product = graph.Node("Mul", "input.scaled", [features, graph.Constant<float>("input.scales", stage.Scales, stage.Count)]);
        string u = graph.Node("Add", "input.moved", [product, graph.Constant<float>("input.offsets", stage.Offsets, stage.Count)]);
        string held = Hold(graph, u, graph.Constant("input.lowest", 0f), graph.Constant("input.highest", (float)byte.MaxValue));
        string floor = graph.Node("Floor", "input.floor", [held]);
        return graph.Cast<int>("input.codes", graph.Node("Sub", "input.centred", [floor, graph.Constant("input.centre", (float)AffineStage.Centre)]));
    }

    // Readings and their halves are exact in single precision, and so is the shift: a product with a power of two, rounded down.
    private static string Write(GraphWriter graph, ReadingStage stage, string features)
    {
        float[] lowestReadings = [.. stage.Lowest.Select(reading => (float)reading)];
        float[] highestReadings = [.. stage.Highest.Select(reading => (float)reading)];
        string lowest = graph.Constant<float>("input.lowest", lowestReadings, stage.Count);
        string held = Hold(graph, features, lowest, graph.Constant<float>("input.highest", highestReadings, stage.Count));
        string distance = graph.Node("Sub", "input.distance", [held, lowest]);
        string floor = graph.Node("Floor", "input.rounded", [graph.Node("Add", "input.moved", [distance, graph.Constant("input.half", 0.5f)])]);
        string readings = graph.Node("Add", "input.readings", [floor, lowest]);

        float[] steps = [.. stage.Shifts.Select(shift => 1f / (1 << shift))];
        string shifted = graph.Node("Mul", "input.scaled", [readings, graph.Constant<float>("input.steps", steps, stage.Count)]);
        return graph.Cast<int>("input.codes", graph.Node("Floor", "input.shifted", [shifted]));
    }

    // The highest unless u < highest, which NaN is not; then the lowest unless u > lowest.
    private static string Hold(GraphWriter graph, string values, string lowest, string highest)
    {
        string below = graph.Node("Where", "input.below", [graph.Node("Less", "input.isBelow", [values, highest]), values, highest]);
        return graph.Node("Where", "input.held", [graph.Node("Greater", "input.isAbove", [below, lowest]), below, lowest]);
    }
}
