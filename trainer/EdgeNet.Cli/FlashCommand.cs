using System.CommandLine;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Cli;

/// <summary><c>edgenet flash MODEL</c>: sends a model file, and nothing else, to a device that runs .NET nanoFramework.</summary>
internal static class FlashCommand
{
    // The storage of an ESP32 with 4 MB of flash, which also holds the network configuration: nf-interpreter, partitions_nanoclr_4mb.csv, 'config'.
    private const int StorageBytes = 0x40000;

    public static Command Create(TextWriter output, TextWriter error, Func<ToolFolders> tools)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var port = new Option<string>("--port") { Description = "The serial port of the device, such as COM3 or /dev/ttyUSB0." };
        var destination = new Option<string>("--destination")
        {
            Description = "Where the model goes on the device.",
            DefaultValueFactory = _ => @"I:\model.edgenet",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Write the JSON for nanoff and print the command; send nothing." };
        var command = new Command("flash", "Send a model file to a device, with nanoff.") { model, port, destination, dryRun };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(port)))
            {
                result.AddError($"--port is missing: name the serial port of the device, {SerialPorts.Hint()}");
            }
        });
        destination.Validators.Add(result =>
        {
            string place = result.GetValueOrDefault<string>();
            if (FileDeployment.FaultOf(place) is { } fault)
            {
                result.AddError($@"--destination '{place}' {fault}; write it in quotes, like 'I:\model.edgenet'.");
            }
        });
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            FileDeployment deployment = FileDeployment.Replacing(parsed.GetRequiredValue(destination), path, parsed.GetRequiredValue(port));
            return Run(path, deployment, parsed.GetValue(dryRun), output, error, tools());
        });
        return command;
    }

    private static int Run(string path, FileDeployment deployment, bool isDryRun, TextWriter output, TextWriter error, ToolFolders tools)
    {
        (Model model, byte[] data, _) = ModelFile.Read(path);
        int mismatch = model.FirstGoldenMismatch();
        if (mismatch >= 0)
        {
            error.WriteLine($"edgenet: {path}: golden vector {mismatch + 1} of {model.GoldenVectorCount} gives another logit than it must; train the model again.");
            return ExitCode.BadModel;
        }

        string jsonPath = Path.GetFullPath(Path.ChangeExtension(path, ".deploy.json"));
        var files = new FileSet();
        files.Add(jsonPath, deployment.ToJson());
        files.Save();
        output.WriteLine($"{path}: {Format.Number(data.Length)} bytes, {model.GoldenVectorCount} of {model.GoldenVectorCount} golden vectors exact.");
        if (data.Length >= StorageBytes)
        {
            output.WriteLine($"Warning: an ESP32 with 4 MB of flash has {Format.Number(StorageBytes)} bytes for all its files; the model needs a board with more.");
        }

        output.WriteLine($"Wrote {Path.GetRelativePath(Environment.CurrentDirectory, jsonPath)}.");
        (string? program, string word) = tools.Find(Nanoff.Name);
        string shellCommand = ShellCommand.Of([word, .. Nanoff.FileDeploymentArguments(jsonPath)]);
        if (isDryRun)
        {
            output.WriteLine(shellCommand);
            return ExitCode.Success;
        }

        if (program is null)
        {
            output.WriteLine("nanoff is not installed, so nothing was sent. Install it, then send the model:");
            output.WriteLine(Nanoff.InstallCommand);
            output.WriteLine(shellCommand);
            return ExitCode.Success;
        }

        output.WriteLine("Running nanoff. It deletes the old model first, and says so in case there is none.");
        if (Nanoff.SendFiles(program, jsonPath, deployment.SerialPort, output, error) is { } fault)
        {
            error.WriteLine($"edgenet: {fault}");
            return ExitCode.ToolFailed;
        }

        output.WriteLine($"The model is on the device as {deployment.Files[^1].DestinationFilePath}; restart the device to load it.");
        return ExitCode.Success;
    }
}
