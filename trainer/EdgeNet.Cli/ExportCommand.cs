using System.CommandLine;
using EdgeNet.Trainer.Export;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet export MODEL --csharp</c>: writes the model as straight-line C#.</summary>
internal static class ExportCommand
{
    private const string DefaultNamespace = "EdgeNet.Models";

    // C# 9 specification, 6.4.4.
    private static readonly HashSet<string> Keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false "
            + "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private "
            + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked "
            + "unsafe ushort using virtual void volatile while").Split(' '),
    ];

    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var csharp = new Option<bool>("--csharp") { Description = "Write a C# class for the device.", Required = true };
        var output = new Option<string?>("--output") { Description = "The folder for the files; the model's own otherwise." };
        var className = new Option<string?>("--class") { Description = "The name of the class; made from the model's name otherwise." };
        var spaceName = new Option<string>("--namespace") { Description = "The namespace.", DefaultValueFactory = _ => DefaultNamespace };
        className.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string?>(), 1));
        spaceName.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string>(), int.MaxValue));
        var command = new Command("export", "Write a model as a C# class.") { model, csharp, output, className, spaceName };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(model), parsed.GetValue(output), parsed.GetValue(className), parsed.GetRequiredValue(spaceName), console));
        return command;
    }

    /// <summary>Where the sources of a class are written.</summary>
    public static IReadOnlyList<string> PathsOf(string folder, string className, bool hasStream) =>
    [
        Path.Combine(folder, className + ".cs"),
        Path.Combine(folder, className + ".Golden.cs"),
        .. (string[])(hasStream ? [Path.Combine(folder, CSharpStreamExporter.ClassNameOf(className) + ".cs")] : []),
    ];

    /// <summary>Adds the two sources of a class to the files to be written, and of a model with a stream the class that makes its settings.</summary>
    public static void Add(FileSet files, string folder, CSharpModel generated, StreamSettings? stream, string spaceName = DefaultNamespace)
    {
        string[] sources = [generated.Source, generated.GoldenSource, .. (string[])(stream is null ? [] : [CSharpStreamExporter.Write(stream, generated.ClassName, spaceName).Source])];
        foreach ((string path, string source) in PathsOf(folder, generated.ClassName, stream is not null).Zip(sources))
        {
            files.Add(path, System.Text.Encoding.UTF8.GetBytes(source));
        }
    }

    private static int Run(string path, string? folder, string? className, string spaceName, IAnsiConsole console)
    {
        (_, byte[] data, _) = ModelFile.Read(path);
        folder ??= Path.GetDirectoryName(Path.GetFullPath(path))!;
        var files = new FileSet();
        files.Keep(path);
        CSharpModel generated;
        try
        {
            generated = CSharpExporter.Write(ModelContents.Read(data), spaceName, className);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{path}: {e.Message.Split(" (Parameter")[0]}", e);
        }

        Add(files, folder, generated, StreamSettings.Read(data), spaceName);
        files.Save();
        foreach ((string file, byte[] content) in files.Files)
        {
            console.WriteLine($"Wrote {Path.GetRelativePath(Environment.CurrentDirectory, file)}, {Format.Number(content.Length)} bytes.");
        }

        EngineReport.Write(console, LoadedModelCost.Of(data), generated);
        return ExitCode.Success;
    }

    private static void RequireIdentifiers(System.CommandLine.Parsing.OptionResult result, string? text, int most)
    {
        string[] parts = text?.Split('.') ?? [];
        bool isSound = parts.Length <= most && parts.All(
            part => part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        if (!isSound)
        {
            result.AddError($"{result.Option.Name} must be made of letters, digits and _, and is '{text}'.");
        }
        else if (parts.FirstOrDefault(Keywords.Contains) is { } keyword)
        {
            result.AddError($"{result.Option.Name} must not have the C# keyword '{keyword}', and is '{text}'.");
        }
    }
}
