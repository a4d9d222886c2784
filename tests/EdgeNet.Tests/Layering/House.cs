using EdgeNet.Tests.Device;
using Mono.Cecil;

namespace EdgeNet.Tests.Layering;

/// <summary>The rooms of the trainer, which are namespaces, and which of them each may use. A type in a room that is not named is at fault.</summary>
/// <remarks>
/// The namespace EdgeNet.Trainer is two rooms: what the whole house has to name, such as a dataset, stands at its bottom, and
/// <see cref="FrontTypes"/>, through which the commands go, at its top.
/// </remarks>
internal sealed class House(params (string Room, string[] MayUse)[] rooms)
{
    public const string Front = "EdgeNet.Trainer front";
    public const string Vocabulary = "EdgeNet.Trainer";

    /// <summary>What commands and reports ask; inside the trainer only the experiments know a trained model.</summary>
    public static readonly string[] FrontTypes =
        ["Experiment", "TrainedModel", "PartScore", "SideBySide", "FoldPair", "ModelRows", "ModelColumns", "RowWarnings", "BeyondTraining", "LabelValues", "Replay", "ReplayOptions", "LearnedReplay", "QuantityReplay", "TrainingProgress",
         "ProposedRecipe", "SavedModel", "RunHistory", "TrainingRun", "RunScore", "RecipeSchema", "ImportRequest", "FloatCheckpoint", "TrainedAnomaly", "AnomalyScore", "AnomalyKindScore", "AnomalyKinds"];

    private static readonly string[] Networks = ["EdgeNet.Files", "EdgeNet.Networks.Numerics", "EdgeNet.Networks.Layers", "EdgeNet.Networks.Training", "EdgeNet.Networks.Evaluation", "EdgeNet.Networks.Anomalies"];

    public static readonly House OfTheTrainer = new(
        ("EdgeNet.Files", []),
        ("EdgeNet.Networks.Numerics", ["EdgeNet.Files"]),
        ("EdgeNet.Networks.Layers", ["EdgeNet.Files", "EdgeNet.Networks.Numerics"]),
        ("EdgeNet.Networks.Training", ["EdgeNet.Files", "EdgeNet.Networks.Numerics", "EdgeNet.Networks.Layers"]),
        ("EdgeNet.Networks.Evaluation", ["EdgeNet.Files", "EdgeNet.Networks.Numerics", "EdgeNet.Networks.Layers"]),
        ("EdgeNet.Networks.Anomalies", ["EdgeNet.Networks.Numerics", "EdgeNet.Networks.Layers"]),
        ("EdgeNet.Interchange", ["EdgeNet.Files", "EdgeNet.Networks.Numerics", "EdgeNet.Networks.Layers", "EdgeNet.Interchange.Onnx", "EdgeNet.Interchange.Keras"]),
        ("EdgeNet.Interchange.Onnx", ["EdgeNet.Files", "EdgeNet.Networks.Numerics", "EdgeNet.Interchange"]),
        ("EdgeNet.Interchange.Keras", ["EdgeNet.Files", "EdgeNet.Networks.Numerics", "EdgeNet.Interchange"]),
        (Vocabulary, [.. Networks, .. Inner("Data", "Data.Images", "Data.Recordings", "Data.Tables", "Quantization", "Cost", "Export", "Advice")]),
        ("EdgeNet.Trainer.Data", [.. Networks, Vocabulary]),
        ("EdgeNet.Trainer.Data.Tables", [.. Networks, Vocabulary, .. Inner("Data")]),
        ("EdgeNet.Trainer.Data.Images", [.. Networks, Vocabulary, .. Inner("Data")]),
        ("EdgeNet.Trainer.Data.Recordings", [.. Networks, Vocabulary, .. Inner("Data", "Data.Tables")]),
        ("EdgeNet.Trainer.Quantization", [.. Networks, Vocabulary, .. Inner("Data")]),
        ("EdgeNet.Trainer.Cost", [Vocabulary]),
        ("EdgeNet.Trainer.Export", [.. Networks, "EdgeNet.Interchange.Onnx", Vocabulary, .. Inner("Data", "Data.Recordings", "Quantization", "Cost")]),
        ("EdgeNet.Trainer.Advice", [.. Networks, Vocabulary, .. Inner("Data", "Data.Recordings")]),
        ("EdgeNet.Trainer.Proposals", [.. Networks, Vocabulary, .. Inner("Data", "Data.Tables", "Advice")]),
        ("EdgeNet.Trainer.Recipes", [.. Networks, Vocabulary, .. Inner("Data", "Data.Images", "Data.Recordings", "Data.Tables", "Quantization", "Advice", "Proposals")]),
        ("EdgeNet.Trainer.Anomalies", [.. Networks, Vocabulary, .. Inner("Data", "Data.Recordings", "Quantization", "Export", "Recipes", "Experiments")]),
        ("EdgeNet.Trainer.Experiments", [.. Networks, "EdgeNet.Interchange", Vocabulary, Front, .. Inner("Data", "Data.Images", "Data.Recordings", "Data.Tables", "Quantization", "Export", "Advice", "Recipes", "Anomalies")]),
        (Front, [.. Networks, "EdgeNet.Interchange", "EdgeNet.Interchange.Onnx", Vocabulary, .. Inner("Data", "Data.Images", "Data.Recordings", "Data.Tables", "Quantization", "Export", "Recipes", "Proposals", "Experiments", "Anomalies")]),
        ("EdgeNet.Tuning", [.. Networks, Vocabulary, Front, .. Inner("Data", "Data.Recordings", "Recipes", "Experiments")]),
        ("EdgeNet.Report", ["EdgeNet.Files", "EdgeNet.Networks.Evaluation", Vocabulary, Front, "EdgeNet.Report.Sections"]),
        ("EdgeNet.Report.Sections", ["EdgeNet.Files", "EdgeNet.Networks.Evaluation", Vocabulary, Front, "EdgeNet.Report"]),
        ("EdgeNet.Capture", ["EdgeNet.Files"]),
        ("EdgeNet.Fleet.Keys", ["EdgeNet.Files", Vocabulary, .. Inner("Export")]),
        ("EdgeNet.Fleet", ["EdgeNet.Files", Vocabulary]),
        ("EdgeNet.Cli", ["EdgeNet.Files", "EdgeNet.Networks.Evaluation", Vocabulary, Front, "EdgeNet.Tuning", "EdgeNet.Report", "EdgeNet.Capture", "EdgeNet.Fleet", "EdgeNet.Fleet.Keys"]));

    /// <summary>Rooms whose types no front carries: a command asks an experiment.</summary>
    private static readonly string[] NeverCarried = Inner("Data.Tables", "Data.Images", "Cost", "Export", "Advice", "Recipes");

    private bool Carries { get; init; } = true;

    public IReadOnlyList<string> Rooms => [.. rooms.Select(room => room.Room)];

    /// <summary>The house whose rooms may use only what comes after them: every reference is at fault, and is found.</summary>
    public House UpsideDown() => new([.. rooms.Select(room => (room.Room, Rooms.Where(other => other != room.Room && !room.MayUse.Contains(other)).ToArray()))]) { Carries = false };

    public House Without(string room) => new([.. rooms.Where(each => each.Room != room)]);

    public bool MayUse(string from, string to) => from == to || rooms.Any(room => room.Room == from && room.MayUse.Contains(to));

    /// <summary>Every room with each room that it refers to, itself left out, and where it does so.</summary>
    public static IEnumerable<(string From, string To, string Where, TypeReference What)> UsesIn(IReadOnlyCollection<ModuleDefinition> modules)
    {
        foreach (TypeDefinition type in modules.SelectMany(TypeUse.TypesOf))
        {
            string? from = RoomOf(type);
            foreach ((string where, TypeReference use) in from is null ? [] : References(type))
            {
                if (RoomOf(use) is { } to && to != from && to != "EdgeNet")
                {
                    yield return (from!, to, where, use);
                }
            }
        }
    }

    /// <summary>Finds the types that are in no room, and the references to a room that may not be used, but for what the front carries to commands and reports.</summary>
    public IEnumerable<Violation> Check(IReadOnlyCollection<ModuleDefinition> modules)
    {
        HashSet<string> carried = CarriedIn(modules);
        IEnumerable<Violation> strays = modules.SelectMany(TypeUse.TypesOf)
            .Where(type => RoomOf(type) is { } room && !Rooms.Contains(room))
            .Select(type => new Violation(type.FullName, "is in no room"));
        IEnumerable<Violation> references = UsesIn(modules)
            .Where(use => !MayUse(use.From, use.To) && !(Carries && MayUse(use.From, Front) && Rooms.Contains(use.To) && carried.Contains(use.What.GetElementType().FullName)))
            .Select(use => new Violation(use.Where, $"{use.From} may not use {use.To}: {use.What.FullName}"));
        return strays.Concat(references);
    }

    /// <summary>What the members of the front and the vocabulary give, and what the properties of that give in turn.</summary>
    public static HashSet<string> CarriedIn(IReadOnlyCollection<ModuleDefinition> modules)
    {
        Dictionary<string, TypeDefinition> all = modules.SelectMany(TypeUse.TypesOf).Where(type => RoomOf(type) is not null).ToDictionary(type => type.FullName);
        var carried = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<TypeReference>(all.Values
            .Where(type => RoomOf(type) is Front or Vocabulary)
            .SelectMany(type => type.Methods.Where(method => !method.IsPrivate))
            .SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)));
        while (waiting.TryDequeue(out TypeReference? type))
        {
            foreach (TypeReference part in TypeUse.Parts(type))
            {
                if (all.TryGetValue(part.GetElementType().FullName, out TypeDefinition? known) && !NeverCarried.Contains(RoomOf(known)) && carried.Add(known.FullName))
                {
                    foreach (PropertyDefinition property in known.Properties)
                    {
                        waiting.Enqueue(property.PropertyType);
                    }
                }
            }
        }

        return carried;
    }

    // What the compiler makes for itself is in no namespace.
    private static string? RoomOf(TypeReference type)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        string name = type.Namespace;
        string plain = type.Name.Split('`')[0];
        return name.Length == 0 || !(name == "EdgeNet" || name.StartsWith("EdgeNet.", StringComparison.Ordinal)) ? null
            : name == Vocabulary && FrontTypes.Contains(plain) ? Front
            : name;
    }

    private static string[] Inner(params string[] names) => [.. names.Select(name => $"EdgeNet.Trainer.{name}")];

    private static IEnumerable<(string Where, TypeReference Use)> References(TypeDefinition type)
    {
        IEnumerable<(string Where, TypeReference Use)> ofType =
            TypeUse.Of(type).Concat(ConstraintsOf(type)).Select(use => (type.FullName, use));
        IEnumerable<(string Where, TypeReference Use)> ofMethods = type.Methods.SelectMany(
            method => TypeUse.Of(method).Concat(ConstraintsOf(method)).Select(use => ($"{type.FullName}.{method.Name}", use)));
        return ofType.Concat(ofMethods).SelectMany(
            each => TypeUse.Parts(each.Use).Where(part => part is not (TypeSpecification or GenericParameter)).Select(part => (each.Where, part)));
    }

    private static IEnumerable<TypeReference> ConstraintsOf(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);
}
