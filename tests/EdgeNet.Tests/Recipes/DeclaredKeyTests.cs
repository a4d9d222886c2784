using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

/// <summary>Every declared key in turn: reader and schema draw the same line. A key that the reader never asked for would be accepted with any value.</summary>
[TestClass]
public class DeclaredKeyTests
{
    public static IEnumerable<string> Paths => Places(RootKeys.All, "", value => [value]).Select(place => place.Path).Distinct();

    [TestMethod]
    [DynamicData(nameof(Paths))]
    public void Key_ValuesOutside_AreRefusedByReaderAndSchema(string path)
    {
        using var judge = new RecipeJudge();
        foreach (Place place in PlacesOf(path))
        {
            foreach (string value in KeySamples.Outside(place.Key.Kind))
            {
                foreach (string recipe in place.With(value))
                {
                    Assert.IsFalse(RecipeJudge.SchemaAccepts(recipe), $"The schema accepts {recipe}");
                    Assert.IsNotNull(judge.Refusal(recipe), $"The reader accepts {recipe}");
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Paths))]
    public void Key_ValuesInside_AreAcceptedByBothButForRulesBetweenKeys(string path)
    {
        using var judge = new RecipeJudge();
        int both = 0;
        foreach (Place place in PlacesOf(path))
        {
            foreach (string value in KeySamples.Inside(place.Key.Kind))
            {
                string[] recipes = [.. place.With(value)];
                Assert.IsTrue(recipes.Any(RecipeJudge.SchemaAccepts), $"The schema refuses {recipes[0]}");
                foreach (string recipe in recipes)
                {
                    string? refusal = judge.Refusal(recipe);
                    both += refusal is null ? 1 : 0;
                    Assert.IsTrue(refusal is not null || RecipeJudge.SchemaAccepts(recipe), $"The schema alone refuses {recipe}");
                }
            }
        }

        Assert.IsGreaterThan(0, both, "No sample is accepted.");
    }

    [TestMethod]
    [DynamicData(nameof(Paths))]
    public void Key_RequiredOrUnknown_IsMissedOrRefusedByBoth(string path)
    {
        using var judge = new RecipeJudge();
        foreach (Place place in PlacesOf(path))
        {
            string value = KeySamples.Inside(place.Key.Kind).First();
            foreach (string recipe in (IEnumerable<string>)[.. place.With(value, name: place.Key.Name + "x"), .. place.Key.IsRequired ? place.With(value, name: "") : []])
            {
                Assert.IsFalse(RecipeJudge.SchemaAccepts(recipe), $"The schema accepts {recipe}");
                Assert.IsNotNull(judge.Refusal(recipe), $"The reader accepts {recipe}");
            }
        }
    }

    [TestMethod]
    public void Keys_Number_IsKnown() => Assert.HasCount(134, Paths.ToArray(), "Declare, document and count a new key.");

    [TestMethod]
    public void Section_KeyThatIsNotDeclared_IsAFaultOfTheProgram()
    {
        var section = new RecipeSection("recipe.json", string.Empty, new JsonObject().ToElement(), RootKeys.All);
        foreach (Action ask in (Action[])[() => section.Has("epochs"), () => section.Text("epochs"), () => section.Section("epochs"), () => section.Find("epochs")])
        {
            Assert.ThrowsExactly<InvalidOperationException>(ask);
        }
    }

    private static IEnumerable<Place> PlacesOf(string path) => Places(RootKeys.All, "", value => [value]).Where(place => place.Path == path);

    // Each key, once for each form of the objects that it stands in.
    private static IEnumerable<Place> Places(RecipeKeys keys, string prefix, Func<JsonObject, IEnumerable<JsonObject>> wrap)
    {
        JsonObject[] forms = prefix.Length == 0 ? [.. RecipeJudge.Plain.Select(text => JsonNode.Parse(text)!.AsObject())] : [.. KeySamples.FormsOf(keys)];
        foreach (RecipeKey key in keys.All)
        {
            JsonObject[] with = [.. forms.Where(form => key.GoesWith is null || key.GoesWith.Contains(form[keys.All[0].Name]!.GetValue<string>()))];
            foreach (JsonObject[] group in prefix.Length == 0 ? [with] : with.Select(form => (JsonObject[])[form]))
            {
                // Of the key that decides which others there are, a form has one value.
                bool decides = key == keys.All[0] && keys.All.Any(other => other.GoesWith is not null);
                yield return new Place(prefix + key.Name, decides ? key with { Kind = new ChoiceKind(group[0][key.Name]!.DeepClone()) } : key, group, wrap);
            }

            Func<JsonObject, IEnumerable<JsonObject>> inside = inner => with.SelectMany(form => wrap(Set(form, key.Name, key.Kind is ListKind ? new JsonArray(inner.DeepClone()) : inner)));
            foreach (Place place in key.Kind.Keys is { } more ? Places(more, $"{prefix}{key.Name}.", inside) : [])
            {
                yield return place;
            }
        }
    }

    private static JsonObject Set(JsonObject form, string name, JsonNode? value)
    {
        JsonObject set = form.DeepClone().AsObject();
        set[name] = value?.DeepClone();
        return set;
    }

    private sealed record Place(string Path, RecipeKey Key, JsonObject[] Forms, Func<JsonObject, IEnumerable<JsonObject>> Wrap)
    {
        /// <summary>Recipes with a value of the key; under another name, or without it where the name is empty.</summary>
        public IEnumerable<string> With(string value, string? name = null)
        {
            foreach (JsonObject form in Forms)
            {
                JsonObject changed = form.DeepClone().AsObject();
                if (name is not null)
                {
                    changed.Remove(Key.Name);
                }

                if (Key.Name == "timeUnit")
                {
                    changed["time"] = "t"; // they go together
                }

                if (name != "")
                {
                    changed[name ?? Key.Name] = JsonNode.Parse(value);
                }

                foreach (JsonObject recipe in Wrap(changed))
                {
                    if (Path == "anomaly.normal" && recipe["classes"] is JsonArray classes && changed["normal"] is { } normal)
                    {
                        foreach (JsonNode? each in normal is JsonArray names ? names : [normal.DeepClone()])
                        {
                            classes.Add(each?.DeepClone()); // they are classes
                        }
                    }

                    if (Path == "update.alarm" && changed["alarm"] is { } alarm && recipe["classes"] is JsonArray all && !all.Any(each => JsonNode.DeepEquals(each, alarm)))
                    {
                        all.Add(alarm.DeepClone()); // it is one of them
                    }

                    yield return recipe.ToJsonString();
                }
            }
        }
    }
}
