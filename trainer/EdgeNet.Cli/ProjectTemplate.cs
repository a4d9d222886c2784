using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeNet.Cli;

/// <summary>The files of a new project: the contents of <c>EdgeNet.Templates</c>, which <c>dotnet new</c> takes too, inside this program.</summary>
internal static partial class ProjectTemplate
{
    /// <summary>A table and a program that classifies single readings.</summary>
    public const string Classifier = "classifier";

    /// <summary>Recordings and a program that turns a stream of readings into a state.</summary>
    public const string Stream = "stream";

    /// <summary>The schema of recipes, beside the recipe that names it.</summary>
    public const string SchemaName = "recipe.schema.json";

    // As in template.json.
    private const string NameToken = "EdgeNetApp";
    private const string ClassToken = "EdgeNetAppClass";
    private const string Prefix = "templates/";
    private const string Program = "device/Program.cs";
    private const int MostReadings = 64;

    /// <summary>Makes the files of a project with example data.</summary>
    /// <param name="template">One of the templates.</param>
    /// <param name="name">The model's name.</param>
    /// <returns>The path of each file in the project's folder, and its contents.</returns>
    public static IEnumerable<(string Path, byte[] Content)> Files(string template, string name)
    {
        foreach ((string path, string text) in Texts(template, name))
        {
            yield return (path, Encoding.UTF8.GetBytes(text));
        }

        yield return (SchemaName, RecipeSchema.ToBytes());
    }

    /// <summary>Makes the files beside the recipe and the data of somebody's own table.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="proposed">The recipe.</param>
    public static IEnumerable<(string Path, byte[] Content)> FilesFor(string name, ProposedRecipe proposed)
    {
        string[] own = ["recipe.json", "data.csv"];
        foreach ((string path, string text) in Texts(Classifier, name).Where(file => !own.Contains(file.Path)))
        {
            yield return (path, Encoding.UTF8.GetBytes(path switch
            {
                Program => ProgramFor(text, proposed),
                "README.md" => Synthetic().Replace(text.Replace("`data.csv`", $"`{proposed.DataName}`", StringComparison.Ordinal), string.Empty),
                _ => text,
            }));
        }

        yield return (SchemaName, RecipeSchema.ToBytes());
    }

    private static IEnumerable<(string Path, string Text)> Texts(string template, string name)
    {
        Assembly assembly = typeof(ProjectTemplate).Assembly;
        string className = CSharpModel.ClassStemOf(name);
        string version = (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.1.0").Split('+')[0];
        string guid = Guid.NewGuid().ToString().ToUpperInvariant();
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            string path = resource.Replace('\\', '/');
            if (!path.StartsWith($"{Prefix}{template}/", StringComparison.Ordinal))
            {
                continue;
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            string text = Named(ProjectGuid().Replace(reader.ReadToEnd(), guid));
            yield return (Named(path[(Prefix.Length + template.Length + 1)..]), path.EndsWith(".nfproj", StringComparison.Ordinal) || path.EndsWith("packages.config", StringComparison.Ordinal) ? Library().Replace(text, version) : text);
        }

        string Named(string text) => text.Replace(ClassToken, className, StringComparison.Ordinal).Replace(NameToken, name, StringComparison.Ordinal);
    }

    // One row of the table stands where the sensor's readings go.
    private static string ProgramFor(string text, ProposedRecipe proposed)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < Math.Min(MostReadings, proposed.Inputs.Count); i++)
        {
            (string column, float value) = proposed.Inputs[i];
            string note = new([.. column.Select(c => char.IsLetterOrDigit(c) || (char.IsAscii(c) && !char.IsControl(c)) ? c : ' ')]);
            lines.Append(CultureInfo.InvariantCulture, $"            reading[{i}] = {value:G9}f; // {note}\n");
        }

        if (proposed.Inputs.Count > MostReadings)
        {
            lines.Append(CultureInfo.InvariantCulture, $"            // and so on, to reading[{proposed.Inputs.Count - 1}]\n");
        }

        string adapted = Readings().Replace(text.ReplaceLineEndings("\n"), _ => lines.ToString(), 1).Replace("data.csv", proposed.DataName, StringComparison.Ordinal);
        return !proposed.IsQuantity ? adapted : adapted
            .Replace("model.LabelOf(model.ClassOf(reading))", "model.LabelOf(0) + \" \" + model.Predict(reading)", StringComparison.Ordinal)
            .Replace("Classifies one reading", "Estimates from one reading", StringComparison.Ordinal);
    }

    // Those of the templates' projects.
    [GeneratedRegex("B3C51C52-8B0C-4E5B-9C0E-6C8A0E1B7A0[12]", RegexOptions.IgnoreCase)]
    private static partial Regex ProjectGuid();

    [GeneratedRegex(@"( +reading\[\d+\] = [^\n]*\n)+")]
    private static partial Regex Readings();

    [GeneratedRegex(@"\*\*The data are synthetic\*\*.*?\n\n", RegexOptions.Singleline)]
    private static partial Regex Synthetic();

    // The device library that was released with this program.
    [GeneratedRegex(@"(?<=""EdgeNet(\.Streams)?"" version=""|\\EdgeNet(\.Streams)?\.)0\.1\.0(?=[""\\])")]
    private static partial Regex Library();
}
