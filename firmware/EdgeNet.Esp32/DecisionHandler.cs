namespace EdgeNet.Esp32
{
    /// <summary>Does what follows from a decision: sends it, switches something, or nothing.</summary>
    /// <param name="isPositive"><c>true</c> for the model's positive label.</param>
    /// <param name="probability">Of the positive label, 0 to 1.</param>
    public delegate void DecisionHandler(bool isPositive, float probability);
}
