using System.CommandLine;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet export MODEL --csharp --c --onnx</c>: writes the model in one form or several.</summary>
internal static class ExportCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var output = new Option<string?>("--output") { Description = "The output folder. [default: beside the model]" };
        Option<string> board = DeviceOption.Create();
        ExportForm[] forms = [.. CSharpForms.Create(board), CForm.Create(), OnnxForm.CreateFloat(), OnnxForm.CreateInteger()];
        var command = new Command("export", "Write a model as a C# class, a C header or ONNX, or its bytes as C#.") { model };
        foreach (Option option in forms.Select(form => (Option)form.Flag).Append(output).Concat(forms.SelectMany(form => form.Options).Distinct()))
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
            else if (left.SelectMany(form => form.Options).Except(forms.Except(left).SelectMany(form => form.Options)).FirstOrDefault(option => result.IsGiven(option)) is { } option)
            {
                result.AddError($"{option.Name} needs {string.Join(" or ", forms.Where(form => form.Options.Contains(option)).Select(form => form.Flag.Name))}.");
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
            reports = [.. forms.Select(form => form.Add(parsed, new ExportedModel(path, file, console), folder, files))];
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
/// <param name="Options">The options that not every form has.</param>
/// <param name="Add">
/// Adds its files for a folder, and returns what the console says when all are written; an <see cref="ArgumentException"/> says why the model has no such form.
/// </param>
internal sealed record ExportForm(Option<bool> Flag, Option[] Options, Func<ParseResult, ExportedModel, string, FileSet, Action<IAnsiConsole>> Add);

/// <summary>What is to be written in another form.</summary>
/// <param name="Path">The model file.</param>
/// <param name="File">Its contents.</param>
/// <param name="Console">For warnings before anything is written.</param>
internal sealed record ExportedModel(string Path, ModelFile File, IAnsiConsole Console);

/// <summary>The forms <c>--csharp</c>, straight-line C#, and <c>--bytes</c>, the model file in C#.</summary>
internal static class CSharpForms
{
    public static ExportForm[] Create(Option<string> board)
    {
        var className = new Option<string?>("--class") { Description = "The C# class name; with --bytes, what it begins with. [default: made from the model's name]" };
        var spaceName = new Option<string>("--namespace") { Description = "The C# namespace.", DefaultValueFactory = _ => CSharpModel.DefaultNamespace };
        className.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string?>(), 1));
        spaceName.Validators.Add(result => RequireIdentifiers(result, result.GetValueOrDefault<string>(), int.MaxValue));
        var generate = new ExportForm(new Option<bool>("--csharp") { Description = "Write a C# class for the device." }, [className, spaceName, board], (parsed, model, folder, files) =>
        {
            CSharpModel generated = model.File.Generate(parsed.GetRequiredValue(spaceName), parsed.GetValue(className));
            var fit = DeviceFit.Of(model.File, generated, DeviceOption.In(parsed, board, model.Console));
            EngineReport.Warn(model.Console, fit);
            generated.AddTo(files, folder);
            return console =>
            {
                EngineReport.Write(console, model.File, generated, fit);
                AssemblyReport.Write(console, generated.ClassName, generated.Share, folder, CSharpModel.PathsIn(folder, generated.ClassName, generated.Stream?.ClassName));
            };
        });
        var embed = new ExportForm(new Option<bool>("--bytes") { Description = "Write the bytes of the model file as a C# class, for a program without a file system." }, [className, spaceName, board], (parsed, model, folder, files) =>
        {
            CSharpBytes bytes = model.File.GenerateBytes(parsed.GetRequiredValue(spaceName), parsed.GetValue(className) is { } name ? CSharpBytes.ClassNameOf(name) : null);
            EngineReport.Warn(model.Console, DeviceFit.Of(model.File, null, DeviceOption.In(parsed, board, model.Console)));
            bytes.AddTo(files, folder);
            return console => AssemblyReport.Write(console, bytes.ClassName, bytes.Share, folder, [Path.Combine(folder, bytes.ClassName + ".cs")]);
        });
        return [generate, embed];
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
        return new ExportForm(new Option<bool>("--c") { Description = "Write a C header for any microcontroller." }, [prefix], (parsed, model, folder, files) =>
        {
            model.File.GenerateC(parsed.GetValue(prefix)).AddTo(files, folder);
            return _ => { };
        });
    }
}

/// <summary>The forms <c>--onnx</c> and <c>--onnx-integer</c>: the float network, and the integers of the device.</summary>
internal static class OnnxForm
{
    public static ExportForm CreateFloat() => new(
        new Option<bool>("--onnx") { Description = "Write the float network as ONNX, standardisation inside. It is in the checkpoint that 'edgenet train --checkpoint' keeps beside the model." },
        [],
        (_, model, folder, files) => Add(files, folder, model, ".onnx", FloatCheckpoint.Read(model.Path, model.File)));

    public static ExportForm CreateInteger() => new(
        new Option<bool>("--onnx-integer") { Description = "Write the integers as ONNX, which gives exactly the logits of the device." },
        [],
        (_, model, folder, files) => Add(files, folder, model, ".int8.onnx", model.File.ToOnnxInteger()));

    private static Action<IAnsiConsole> Add(FileSet files, string folder, ExportedModel model, string ending, byte[] bytes)
    {
        string path = Path.Combine(folder, Path.GetFileNameWithoutExtension(model.Path) + ending);
        FloatCheckpoint.CheckPlace(path);
        files.Add(path, bytes);
        return _ => { };
    }
}
