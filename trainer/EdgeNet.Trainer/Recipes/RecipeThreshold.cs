using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the key <c>threshold</c>: a probability, or an object that says how one is chosen on the dev set.</summary>
internal static class RecipeThreshold
{
    private const string Key = "threshold";

    // Where the recipe names none.
    private const double Default = 0.5;

    private const double MaxCost = 1_000_000_000;

    /// <summary>Reads the probability; 0.5 where one is to be chosen.</summary>
    public static double ReadNumber(string file, RecipeSection root, Activation output)
    {
        double threshold = root.IsObject(Key) ? Default : root.PositiveNumber(Key, Default, 1);
        if (!root.Has(Key) || output == Activation.Sigmoid)
        {
            return threshold;
        }

        string why = output == Activation.Softmax ? "with three classes and more the most probable one is chosen" : "a number is estimated and nothing decided";
        throw new RecipeException($"{file}: '{Key}' is for two classes; {why}. Remove it.");
    }

    /// <summary>Reads the rule; null where the threshold is a number.</summary>
    public static ThresholdRule? ReadRule(RecipeSection root)
    {
        if (!root.IsObject(Key))
        {
            return null;
        }

        RecipeSection section = root.Section(Key);
        section.Text("by"); // it must be there
        ThresholdRule rule = section.Choice("by", ThresholdKind.F1) switch
        {
            ThresholdKind.Precision => ThresholdRule.ByPrecision(section.Share("at")),
            ThresholdKind.Recall => ThresholdRule.ByRecall(section.Share("at")),
            ThresholdKind.Cost => ThresholdRule.ByCost(section.RequiredPositiveNumber("miss", MaxCost), section.RequiredPositiveNumber("falseAlarm", MaxCost)),
            _ => ThresholdRule.ByF1,
        };
        section.RejectUnknownKeys();
        return rule;
    }
}
