namespace EdgeNet.Trainer.Numerics;

/// <summary>Two shapes do not fit; the message names both.</summary>
/// <param name="message">What was expected and what was given.</param>
public sealed class ShapeException(string message) : ArgumentException(message);
