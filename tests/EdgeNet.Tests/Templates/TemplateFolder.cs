using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Templates;

/// <summary>The contents of a template, made into a project by replacing its two tokens.</summary>
internal sealed class TemplateFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="kind"><c>classifier</c> or <c>stream</c>.</param>
    /// <param name="name">Of the project.</param>
    public TemplateFolder(string kind, string name)
    {
        string content = Content(kind);
        foreach (string file in Directory.EnumerateFiles(content, "*", SearchOption.AllDirectories))
        {
            string path = System.IO.Path.GetRelativePath(content, file);
            if (!path.StartsWith(".template.config", StringComparison.Ordinal))
            {
                string target = _folder.Combine(Replace(path, name));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                File.WriteAllText(target, Replace(File.ReadAllText(file), name));
            }
        }
    }

    public string Path => _folder.Path;

    public static string Content(string kind) => System.IO.Path.Combine(TestData.RepositoryFolder(), "trainer", "EdgeNet.Templates", "content", kind);

    public string Combine(string path) => _folder.Combine(path);

    public void Dispose() => _folder.Dispose();

    private static string Replace(string text, string name) => text
        .Replace("EdgeNetAppClass", CSharpExporter.ClassNameOf(name)[..^"Model".Length], StringComparison.Ordinal)
        .Replace("EdgeNetApp", name, StringComparison.Ordinal);
}
