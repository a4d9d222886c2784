namespace EdgeNet.Benchmarks;

/// <summary>What one step took.</summary>
/// <param name="WallMicroseconds">By the clock.</param>
/// <param name="ProcessorMicroseconds">Of the processor, over all threads of the process: what other programs on the machine take does not count.</param>
internal readonly record struct StepTime(double WallMicroseconds, double ProcessorMicroseconds);
