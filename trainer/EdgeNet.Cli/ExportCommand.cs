using System.CommandLine;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet export MODEL --csharp</c>: writes the model as straight-line C#.</summary>
internal static class ExportCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var csharp = new Option<bool>("--csharp") { Description = "Write a C# class for the device.", Required = true };
        var output = new Option<string?>("--output") { Description = "The output folder. [default: beside the model]" };
        var className = new Option<string?>("--class") { Description = "The class name. [default: made from the model's name]" };
        var spaceName = new Option<string>("--namespace") { Description = "The namespace.", DefaultValueFactory = _ => CSharpModel.DefaultNamespace };
        className.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string?>(), 1));
        spaceName.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string>(), int.MaxValue));
        var command = new Command("export", "Write a model as a C# class.") { model, csharp, output, className, spaceName };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(model), parsed.GetValue(output), parsed.GetValue(className), parsed.GetRequiredValue(spaceName), console));
        return command;
    }

    private static int Run(string path, string? folder, string? className, string spaceName, IAnsiConsole console)
    {
        ModelFile file = ModelFile.Open(path);
        folder ??= Path.GetDirectoryName(Path.GetFullPath(path))!;
        var files = new FileSet();
        files.Keep(path);
        CSharpModel generated;
        try
        {
            generated = file.Generate(spaceName, className);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{path}: {e.Message.Split(" (Parameter")[0]}", e);
        }

        generated.AddTo(files, folder);
        files.Save();
        Format.Written(console, files);
        EngineReport.Write(console, file.Cost, generated);
        return ExitCode.Success;
    }

    private static void RequireIdentifiers(System.CommandLine.Parsing.OptionResult result, string? text, int most)
    {
        if (text is not null && CSharpModel.FaultOfName(text, most) is { } fault)
        {
            result.AddError($"{result.Option.Name} {fault}");
        }
    }
}
