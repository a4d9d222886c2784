namespace EdgeNet.Tests.Projects;

/// <summary>What the nanoFramework's build would trip over, or silently do otherwise than meant.</summary>
internal static class NanoProjectRules
{
    private const string TypeGuids = "{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}";

    private static readonly string[] Imports =
    [
        "$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props",
        "$(NanoFrameworkProjectSystemPath)NFProjectSystem.props",
        "$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets",
    ];

    /// <summary>Checks a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="solutionFolder">Where the folder <c>packages</c> is restored.</param>
    /// <returns>One line for each finding.</returns>
    public static string[] Check(NanoProject project, string solutionFolder)
    {
        return [.. CheckShape(project), .. CheckReferences(project, solutionFolder), .. CheckPackages(project), .. CheckFiles(project)];
    }

    private static IEnumerable<string> CheckShape(NanoProject project)
    {
        (string Name, string? Expected)[] properties =
        [
            ("LangVersion", "9.0"),
            ("TargetFrameworkVersion", "v1.0"),
            ("ProjectTypeGuids", TypeGuids),
            ("NanoFrameworkProjectSystemPath", @"$(MSBuildExtensionsPath)\nanoFramework\v1.0\"),
        ];
        foreach ((string name, string? expected) in properties)
        {
            if (project.Property(name) != expected)
            {
                yield return $"{name} is '{project.Property(name)}', expected '{expected}'";
            }
        }

        if (!Guid.TryParse(project.Property("ProjectGuid"), out _))
        {
            yield return "ProjectGuid is none";
        }

        if (!project.Imports.SequenceEqual(Imports))
        {
            yield return $"imports {string.Join(" ", project.Imports)}";
        }

        if (!project.DeclaresConfigurations)
        {
            yield return "ProjectConfigurationsDeclaredAsItems is missing";
        }
    }

    private static IEnumerable<string> CheckReferences(NanoProject project, string solutionFolder)
    {
        string[] names = [.. project.References.Select(NameOf)];
        foreach ((string identity, string? hintPath) in project.References)
        {
            NanoAssembly? assembly = Find(NameOf((identity, hintPath)));
            if (assembly is null)
            {
                yield return $"reference to '{identity}', which is in no known package";
                continue;
            }

            if (identity != assembly.Identity)
            {
                yield return $"reference to '{identity}', expected '{assembly.Identity}'";
            }

            string expected = $@"{Windows(Path.GetRelativePath(project.Folder, solutionFolder))}\{assembly.Path}";
            if (hintPath != expected)
            {
                yield return $"{assembly.Name} is looked for at '{hintPath}', expected '{expected}'";
            }

            foreach (string need in assembly.Needs.Except(names))
            {
                yield return $"{assembly.Name} needs {need}";
            }
        }

        foreach (string twice in names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"{twice} is referred to twice";
        }

        foreach (string path in project.ProjectReferences)
        {
            if (!File.Exists(Native(project, path)))
            {
                yield return $"project '{path}' does not exist";
                continue;
            }

            foreach (string need in new NanoProject(Native(project, path)).References.Select(NameOf).Except(names))
            {
                yield return $"{path} needs {need}";
            }
        }
    }

    private static IEnumerable<string> CheckPackages(NanoProject project)
    {
        var needed = project.References.Select(each => Find(NameOf(each))).OfType<NanoAssembly>()
            .Select(assembly => new NanoPackage(assembly.Package, assembly.PackageVersion, "netnano1.0")).ToHashSet();
        foreach (NanoPackage missing in needed.Except(project.Packages))
        {
            yield return $"packages.config lacks {missing}";
        }

        foreach (NanoPackage surplus in project.Packages.Except(needed))
        {
            yield return $"packages.config has {surplus}";
        }

        foreach (string? twice in project.Packages.GroupBy(package => package.Id).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"packages.config has {twice} twice";
        }
    }

    private static IEnumerable<string> CheckFiles(NanoProject project)
    {
        // Names are compared by case, so that what builds on Windows builds elsewhere.
        string[] sources = [.. NanoProject.SourceFiles(project.Folder, "*.cs").Select(file => Windows(Path.GetRelativePath(project.Folder, file)))];
        bool IsThere(string file) => file.StartsWith("..", StringComparison.Ordinal) ? File.Exists(Native(project, file)) : sources.Contains(file);
        foreach (string missing in project.Compile.Where(file => !IsThere(file)))
        {
            yield return $"'{missing}' is listed and does not exist";
        }

        foreach (string unlisted in sources.Except(project.Compile))
        {
            yield return $"'{unlisted}' is not listed";
        }

        foreach (string twice in project.Compile.GroupBy(file => file).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"'{twice}' is listed twice";
        }

        foreach (string missing in project.OtherFiles.Where(file => !File.Exists(Native(project, file))))
        {
            yield return $"'{missing}' is listed and does not exist";
        }

        if (!project.OtherFiles.Contains("packages.config"))
        {
            yield return "'packages.config' is not listed";
        }
    }

    private static NanoAssembly? Find(string name) => NanoAssembly.All.SingleOrDefault(assembly => assembly.Name == name);

    private static string NameOf((string Identity, string? HintPath) reference) => reference.Identity.Split(',')[0];

    private static string Native(NanoProject project, string path) => Path.Combine(project.Folder, path.Replace('\\', Path.DirectorySeparatorChar));

    private static string Windows(string path) => path.Replace('/', '\\');
}
