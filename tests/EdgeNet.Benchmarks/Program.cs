using System.Globalization;
using BenchmarkDotNet.Running;
using EdgeNet.Benchmarks;

// compare [THREADS [TURNS [WORKLOAD…]]] sets EdgeNet beside its peers; ratios [THREADS] sets the loop beside the vectorised form; anything else goes to BenchmarkDotNet, for example --filter '*'.
if (args is ["compare", ..])
{
    int threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
    int turns = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 15;
    Comparison.Run(threads, turns, args.Length > 3 ? args[3..] : []);
    return;
}

if (args is ["ratios", ..])
{
    Ratios.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Workload).Assembly).Run(args);
