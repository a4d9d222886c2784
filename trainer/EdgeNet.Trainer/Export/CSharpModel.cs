namespace EdgeNet.Trainer.Export;

/// <summary>A model as C# source.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Source">The class without its golden vectors.</param>
/// <param name="GoldenSource">The golden vectors, another part of the class, which a build may leave out.</param>
/// <param name="Cost">What the class costs on the device, estimated.</param>
public sealed record CSharpModel(string ClassName, string Source, string GoldenSource, EngineCost Cost);
