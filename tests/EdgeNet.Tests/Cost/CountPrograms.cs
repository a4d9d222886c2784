using System.Globalization;
using System.Text;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Cost;

/// <summary>The networks and streams whose instructions were counted on the interpreter, and the programs for it: <c>tests/nanoclr/Counts</c> is the rest of each.</summary>
internal static class CountPrograms
{
    /// <summary>Inferences of a network that are counted together.</summary>
    public const int Inferences = 4;

    /// <summary>Complete windows of a stream that are counted together, after the first.</summary>
    public const int Windows = 3;

    private const int Networks = 40;
    private const int Streams = 20;
    private const int MostCode = 40_000;
    private const int MostData = 40_000;

    /// <summary>The networks, whose classes leave room in an assembly.</summary>
    public static IEnumerable<CostNetwork> AllNetworks() => CostNetwork.All(int.MaxValue).Where(network => network.File.Generated?.Share.CodeBytes < MostCode).Take(Networks);

    /// <summary>The streams.</summary>
    public static IEnumerable<CostStream> AllStreams() => Enumerable.Range(1, Streams).Select(seed => new CostStream(seed));

    /// <summary>The class of a network.</summary>
    public static CSharpModel ClassOf(CostNetwork network) => CSharpExporter.Write(network.File.Contents, className: $"Network{network.Seed}");

    /// <summary>The inputs of a network.</summary>
    public static Array[] InputsOf(CostNetwork network)
    {
        var random = new Random(network.Seed);
        return [.. Enumerable.Range(0, Inferences).Select(_ => network.NextInputs(random))];
    }

    /// <summary>Writes every program into a folder of its own.</summary>
    public static void Write(string folder)
    {
        List<(string Call, string Members, CSharpModel? Class)> some = [];
        (int code, int data, int number) = (0, 0, 0);
        foreach ((string call, string members, CSharpModel? generated, int bytes) in AllNetworks().Select(CaseOf).Concat(AllStreams().Select(CaseOf)))
        {
            int ofCode = generated?.Share.CodeBytes ?? 0;
            if (code + ofCode > MostCode || data + bytes > MostData)
            {
                WriteProgram(Path.Combine(folder, $"{number++}"), some);
                some.Clear();
                (code, data) = (0, 0);
            }

            some.Add((call, members, generated));
            (code, data) = (code + ofCode, data + bytes);
        }

        WriteProgram(Path.Combine(folder, $"{number}"), some);
    }

    private static (string Call, string Members, CSharpModel? Class, int Bytes) CaseOf(CostNetwork network)
    {
        CSharpModel generated = ClassOf(network);
        Array[] inputs = InputsOf(network);
        string type = network.TakesReadings ? "int" : "float";
        string arrays = $"new {type}[][] {{ {string.Join(", ", inputs.Select(array => $"new {type}[] {{ {Elements(array)} }}"))} }}";
        string name = $"network {network.Seed}";
        return (
            $"Program.CountNetwork(\"{name}\", File{network.Seed}(), {(network.TakesReadings ? "null, " : string.Empty)}{arrays}{(network.TakesReadings ? string.Empty : ", null")}, new EdgeNet.Models.{generated.ClassName}());",
            FileMethod($"File{network.Seed}", network.Network.File),
            generated,
            network.Network.File.Length + (inputs.Sum(array => array.Length) * sizeof(int)) + generated.Share.DataBytes);
    }

    private static (string Call, string Members, CSharpModel? Class, int Bytes) CaseOf(CostStream stream)
    {
        byte[] file = stream.File.Bytes;
        return (
            $"Program.CountStream(\"stream {stream.Seed}\", Stream{stream.Seed}(), new ToneReadings({stream.Seed}, {stream.File.Stream!.Channels.Length}));",
            FileMethod($"Stream{stream.Seed}", file),
            null,
            file.Length);
    }

    private static string FileMethod(string name, byte[] file) => $"private static byte[] {name}() {{ return new byte[] {{ {Elements(file)} }}; }}";

    private static string Elements(Array array) => string.Join(", ", array.Cast<object>().Select(element => element switch
    {
        float value => CSharpCode.Literal(value),
        int value => CSharpCode.Literal(value),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("This is no number.", nameof(array)),
    }));

    private static void WriteProgram(string folder, List<(string Call, string Members, CSharpModel? Class)> cases)
    {
        Directory.CreateDirectory(folder);
        var text = new StringBuilder("namespace EdgeNet.Counts\n{\n    internal static class Cases\n    {\n        public static void Run()\n        {\n");
        foreach ((string call, _, _) in cases)
        {
            text.Append(CultureInfo.InvariantCulture, $"            {call}\n");
        }

        text.Append("        }\n");
        foreach ((_, string members, _) in cases)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n        {members}\n");
        }

        File.WriteAllText(Path.Combine(folder, "Cases.cs"), text.Append("    }\n}\n").ToString());
        foreach (CSharpModel generated in cases.Select(each => each.Class).OfType<CSharpModel>())
        {
            File.WriteAllText(Path.Combine(folder, $"{generated.ClassName}.cs"), generated.Source);
        }
    }
}
