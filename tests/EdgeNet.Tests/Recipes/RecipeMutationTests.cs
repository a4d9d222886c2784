using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNet.Tests.Recipes;

/// <summary>Recipes changed at random: the schema refuses none that the reader accepts, and all that it lets pass breaks one of the rules below.</summary>
[TestClass]
public class RecipeMutationTests
{
    private const int Mutations = 6000;

    /// <summary>What the reader alone knows: rules between keys, between a list and another one, and of what JSON takes for equal.</summary>
    private static readonly string[] ReaderOnly =
    [
        "the key '(label|classes)' is missing", // with a stream it depends on labelFrom
        "'label' names a column, and 'stream.labelFrom'",
        "'label' names . columns; with 'classes' it is one column",
        "has . (values|weights|numbers) for . (classes|channels)",
        "'(classes|labelValues)' names '.*' twice", // 1 and 1.0 are two names, but one number of a schema
        "'threshold' is for two classes; with three classes and more",
        "'training.classWeights' needs classes",
        "'group' must be \"subfolder\" with images",
        "those of images are 0 to 255",
        "pixels are .* inputs",
        "the lowest must be below the highest",
        "takes a share of the data; remove one",
        "no example can stand in two parts",
        "together they must be below 1",
        "and training writes a file of that name",
        "and 'split.dev' is 0",
        "'batchNormalization' needs 2 examples or more a step",
        "'(features|ignore)' names '.*', which is the label",
        "'quantization.awareEpochs' is 0",
        "'stream.rate' must be readings a second",
        "'stream.stride' must be a whole number from 1 to",
        "'stream.timeUnit' is the unit of 'stream.time', which is missing",
        "which is one of 'stream.channels' too",
        "which 'stream.channels' does not",
        "is a correlation of 1 channel",
        "without a frequency in it",
        "'stream.magnitude' is one more channel", "is an autocorrelation, and 'stream.window' is",
        "is a band, and 'stream.window' is",
        "'stream.features' has '.*' twice",
        "'stream.decision.(on|off|votes)' (is|and)",
        "'tune..*' must be \\[least, most\\].* and is \\[", // the ends the wrong way round
        "are for a recipe with a 'stream'",
        "a network may have",
        "'anomaly.normal' names '.*' twice", "in 'anomaly.normal' is none of the classes", "'anomaly.normal' names every class", "'anomaly.normal' names classes, and the recipe has none", "'anomaly' goes with \"task\"",
        "a folder beside those of the classes",
    ];

    [TestMethod]
    public void Mutations_SchemaRefusesNothingThatTheReaderAccepts()
    {
        using var judge = new RecipeJudge();
        var random = new Random(5);
        JsonNode?[] pool = [.. RecipeJudge.Full.SelectMany(text => NodesOf(JsonNode.Parse(text)!)), .. Odd()];
        string[] names = [.. RecipeJudge.Full.SelectMany(text => NodesOf(JsonNode.Parse(text)!).OfType<JsonObject>().SelectMany(node => node.Select(pair => pair.Key))).Distinct()];
        var passed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int accepted = 0, refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            string[] sources = [.. RecipeJudge.Full, .. RecipeJudge.Plain];
            JsonNode recipe = JsonNode.Parse(sources[random.Next(sources.Length)])!;
            for (int n = random.Next(1, 3); n > 0; n--)
            {
                Mutate(recipe, random, pool, names);
            }

            string text = recipe.ToJsonString();
            string? refusal = judge.Refusal(text);
            bool isRight = RecipeJudge.SchemaAccepts(text);
            Assert.IsTrue(isRight || refusal is not null, $"The schema alone refuses {text}");
            if (refusal is null)
            {
                accepted++;
            }
            else if (isRight)
            {
                string rule = ReaderOnly.FirstOrDefault(rule => Regex.IsMatch(refusal, rule)) ?? throw new AssertFailedException($"The schema accepts {text}\n{refusal}");
                passed[rule] = passed.GetValueOrDefault(rule) + 1;
            }
            else
            {
                refused++;
            }
        }

        Console.WriteLine($"{accepted} accepted, {refused} refused by both, {passed.Values.Sum()} by the reader alone:");
        Console.WriteLine(string.Join('\n', passed.Select(pair => $"{pair.Value} {pair.Key}")));
        Assert.IsGreaterThan(Mutations / 10, accepted);
        Assert.IsGreaterThan(Mutations / 4, refused);
        Assert.IsLessThan(Mutations / 5, passed.Values.Sum());
    }

    private static JsonNode?[] Odd() => [null, "", "x", 0, 1, -1, 0.5, 1.5, 2, 64, 1e9, true, false, new JsonArray(), new JsonObject(), new JsonArray(1, 2), new JsonArray("a", "b"), new JsonArray(0.5)];

    private static IEnumerable<JsonNode> NodesOf(JsonNode node) => (node switch
    {
        JsonObject inner => inner.Select(pair => pair.Value),
        JsonArray list => list,
        _ => [],
    }).OfType<JsonNode>().SelectMany(NodesOf).Prepend(node);

    private static void Mutate(JsonNode recipe, Random random, JsonNode?[] pool, string[] names)
    {
        JsonNode[] holders = [.. NodesOf(recipe).Where(node => node is JsonObject or JsonArray)];
        JsonNode? value = pool[random.Next(pool.Length)]?.DeepClone();
        switch (holders[random.Next(holders.Length)])
        {
            case JsonObject inner:
                string[] keys = [.. inner.Select(pair => pair.Key)];
                string key = keys.Length == 0 || random.Next(3) == 0 ? names[random.Next(names.Length)] : keys[random.Next(keys.Length)];
                if (random.Next(3) == 0)
                {
                    inner.Remove(key);
                }
                else
                {
                    inner[key] = value;
                }

                break;
            case JsonArray list when list.Count > 0 && random.Next(3) > 0:
                int place = random.Next(list.Count);
                if (random.Next(2) == 0)
                {
                    list.RemoveAt(place);
                }
                else
                {
                    list[place] = value;
                }

                break;
            case JsonArray list:
                list.Add(random.Next(2) == 0 && list.Count > 0 ? list[0]?.DeepClone() : value);
                break;
            default:
                throw new InvalidOperationException("A value holds nothing.");
        }
    }
}
