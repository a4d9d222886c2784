using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

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
        ModelFile file = ModelFile.Open(path);
        Model model = file.Device;
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
        output.WriteLine($"{path}: {Format.Number(file.Bytes.Length)} bytes, {model.GoldenVectorCount} of {model.GoldenVectorCount} golden vectors exact.");
        if (file.Bytes.Length >= StorageBytes)
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
            error.WriteLine($"edgenet: nanoff is not installed, so nothing was sent. Install it with '{Nanoff.InstallCommand}', then send the model with this command again, or with:");
            error.WriteLine(shellCommand);
            return ExitCode.ToolFailed;
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

/// <summary>What <c>nanoff --filedeployment</c> reads: a port, and files to store on the device or to delete there.</summary>
/// <param name="SerialPort">
/// The port is given here and not as <c>--serialport</c>: with that option, nanoff before 2.5.157 talks to the boot loader of the ESP32.
/// </param>
/// <param name="Files">In the order in which they are handled.</param>
internal sealed record FileDeployment(string SerialPort, IReadOnlyList<DeployedFile> Files)
{
    // FS_MAX_DIRECTORY_LENGTH of the firmware is 246, with the NUL at the end.
    private const int MaxDestinationBytes = 245;
    private const string Volume = @"I:\";
    private const string NotInNames = "/:*?\"<>|";

    private static readonly JsonSerializerOptions Options =
        new() { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Plans to replace one file.</summary>
    /// <remarks>
    /// Deletes the file first: firmware of summer 2026 cannot overwrite a file of more than 1 KiB (nanoframework/Home, issue 1840). Nothing is lost by
    /// that, since other firmware deletes before it writes.
    /// </remarks>
    public static FileDeployment Replacing(string destination, string source, string port) =>
        new(port, [new DeployedFile(destination, null), new DeployedFile(destination, Path.GetFullPath(source))]);

    /// <summary>Says what is wrong with a path on the device.</summary>
    /// <returns>The end of a sentence, or <c>null</c> when nothing is wrong.</returns>
    public static string? FaultOf(string destination)
    {
        // The ESP32 mounts its storage as I, and until July 2026 it did not know it as i.
        if (!destination.StartsWith(Volume, StringComparison.Ordinal))
        {
            return @"does not begin with I:\, the internal storage of the device";
        }

        string[] names = destination[Volume.Length..].Split('\\');
        if (names.Any(name => name is "" or "." or ".." || name.Any(character => char.IsControl(character) || NotInNames.Contains(character, StringComparison.Ordinal))))
        {
            return "is no path of a file";
        }

        int bytes = Encoding.UTF8.GetByteCount(destination);
        return bytes > MaxDestinationBytes ? $"has {bytes} bytes, and the device takes {MaxDestinationBytes}" : null;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);
}

/// <summary>A file on the device.</summary>
/// <param name="DestinationFilePath">Its path on the device.</param>
/// <param name="SourceFilePath">The local file with its bytes; <c>null</c> to delete it.</param>
internal sealed record DeployedFile(string DestinationFilePath, string? SourceFilePath);

/// <summary>Suggests the serial port of a board.</summary>
internal static class SerialPorts
{
    // USB serial converters of ESP32 boards, as Linux and macOS name them.
    private static readonly string[] Patterns = ["ttyUSB*", "ttyACM*", "cu.usb*", "cu.wchusb*", "cu.SLAB*"];

    /// <summary>Tells a user who has named no port what to do.</summary>
    public static string Hint()
    {
        if (OperatingSystem.IsWindows())
        {
            return "for example --port COM3; 'nanoff --listports' lists them.";
        }

        string[] found = [.. Patterns.SelectMany(pattern => Directory.GetFiles("/dev", pattern)).Order(StringComparer.Ordinal)];
        return found.Length == 0
            ? "for example --port /dev/ttyUSB0. No such port is here now: is the device plugged in?"
            : $"here {(found.Length == 1 ? "is" : "are")} {string.Join(", ", found)}.";
    }
}
