using System.Globalization;
using BenchmarkDotNet.Running;
using EdgeNet.Benchmarks;

// compare [THREADS [TURNS [WORKLOAD…]]] sets EdgeNet beside its peers; threads [THREADS [TURNS [WORKLOAD…]]] sets one thread beside several;
// learn-fan FILE [LIMITS] and adapt-exercises FILE measure learning on the device (ADAPTATION.md);
// claims [TRIALS [MILLISECONDS [PLACE]]] measures what claiming and finishing trials of that length costs, at PLACE or in SQLite files;
// ratios [THREADS] sets the loop beside the vectorised form; anything else goes to BenchmarkDotNet, for example --filter '*'.
switch (args)
{
    case ["compare", ..]:
        Comparison.Run(Number(1, 1), Number(2, 15), [.. args.Skip(3)]);
        break;
    case ["threads", ..]:
        ThreadComparison.Run(Number(1, Environment.ProcessorCount), Number(2, 15), [.. args.Skip(3)]);
        break;
    case ["learn-fan", var file, .. var limits]:
        FanLearning.Run(file, Learning.Of(limits));
        break;
    case ["adapt-exercises", var file]:
        ExerciseAdaptation.Run(file);
        break;
    case ["ratios", ..]:
        Ratios.Run(Number(1, 1));
        break;
    case ["claims", ..]:
        ClaimCosts.Run(args.ElementAtOrDefault(3), Number(1, 10_000), Number(2, 100));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Workload).Assembly).Run(args);
        break;
}

int Number(int index, int otherwise) => index < args.Length ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
