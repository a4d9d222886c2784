using System.CommandLine;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet export MODEL --csharp --c</c>: writes the model in one form or several.</summary>
internal static class ExportCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var output = new Option<string?>("--output") { Description = "The output folder. [default: beside the model]" };
        ExportForm[] forms = [CSharpForm.Create(), CForm.Create()];
        var command = new Command("export", "Write a model as a C# class or as a C header.") { model };
        foreach (Option option in forms.Select(form => (Option)form.Flag).Append(output).Concat(forms.SelectMany(form => form.Options)))
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            ExportForm[] left = [.. forms.Where(form => !result.GetValue(form.Flag))];
            if (left.Length == forms.Length)
            {
                result.AddError($"'edgenet export' needs at least one of {string.Join(", ", forms.Select(form => form.Flag.Name))}.");
            }
            else if (left.SelectMany(form => form.Options.Where(result.IsGiven).Select(option => (Option: option.Name, Flag: form.Flag.Name))).FirstOrDefault() is { Option: { } option, Flag: { } flag })
            {
                result.AddError($"{option} needs {flag}.");
            }
        });
        command.SetAction(parsed => Run(parsed, parsed.GetRequiredValue(model), parsed.GetValue(output), [.. forms.Where(form => parsed.GetValue(form.Flag))], console));
        return command;
    }

    private static int Run(ParseResult parsed, string path, string? folder, ExportForm[] forms, IAnsiConsole console)
    {
        ModelFile file = ModelFile.Open(path);
        folder ??= Path.GetDirectoryName(Path.GetFullPath(path))!;
        var files = new FileSet();
        files.Keep(path);
        Action<IAnsiConsole>[] reports;
        try
        {
            reports = [.. forms.Select(form => form.Add(parsed, file, folder, files))];
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{path}: {e.Message.Split(" (Parameter")[0]}", e);
        }

        files.Save();
        Format.Written(console, files);
        foreach (Action<IAnsiConsole> report in reports)
        {
            report(console);
        }

        return ExitCode.Success;
    }
}

/// <summary>A form in which a model can be written.</summary>
/// <param name="Flag">Asks for it.</param>
/// <param name="Options">The options that only this form has.</param>
/// <param name="Add">
/// Adds its files for a folder, and returns what the console says when all are written; an <see cref="ArgumentException"/> says why the model has no such form.
/// </param>
internal sealed record ExportForm(Option<bool> Flag, Option[] Options, Func<ParseResult, ModelFile, string, FileSet, Action<IAnsiConsole>> Add);

/// <summary>The form <c>--csharp</c>: straight-line C#.</summary>
internal static class CSharpForm
{
    public static ExportForm Create()
    {
        var className = new Option<string?>("--class") { Description = "The C# class name. [default: made from the model's name]" };
        var spaceName = new Option<string>("--namespace") { Description = "The C# namespace.", DefaultValueFactory = _ => CSharpModel.DefaultNamespace };
        className.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string?>(), 1));
        spaceName.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string>(), int.MaxValue));
        return new ExportForm(new Option<bool>("--csharp") { Description = "Write a C# class for the device." }, [className, spaceName], (parsed, file, folder, files) =>
        {
            CSharpModel generated = file.Generate(parsed.GetRequiredValue(spaceName), parsed.GetValue(className));
            generated.AddTo(files, folder);
            return console => EngineReport.Write(console, file.Cost, generated);
        });
    }

    private static void RequireIdentifiers(System.CommandLine.Parsing.OptionResult result, string? text, int most)
    {
        if (text is not null && CSharpModel.FaultOfName(text, most) is { } fault)
        {
            result.AddError($"{result.Option.Name} {fault}");
        }
    }
}

/// <summary>The form <c>--c</c>: a header in C99.</summary>
internal static class CForm
{
    public static ExportForm Create()
    {
        var prefix = new Option<string?>("--prefix") { Description = "What the C identifiers and the header's name begin with. [default: made from the model's name]" };
        prefix.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && CSourceModel.FaultOfPrefix(text) is { } fault)
            {
                result.AddError($"{result.Option.Name} {fault}");
            }
        });
        return new ExportForm(new Option<bool>("--c") { Description = "Write a C header for any microcontroller." }, [prefix], (parsed, file, folder, files) =>
        {
            file.GenerateC(parsed.GetValue(prefix)).AddTo(files, folder);
            return _ => { };
        });
    }
}
