using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeNet.Cli;

/// <summary>What <c>nanoff --filedeployment</c> reads: a port, and files to store on the device or to delete there.</summary>
/// <param name="SerialPort">
/// The port stands here and not in <c>--serialport</c>: beside that option, nanoff before 2.5.157 would talk to the boot loader of the ESP32.
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
    /// It is deleted first: firmware of summer 2026 cannot overwrite a file of more than 1 KiB (nanoframework/Home, issue 1840). Nothing is lost by
    /// that, since other firmware deletes before it writes.
    /// </remarks>
    public static FileDeployment Replacing(string destination, string source, string port) =>
        new(port, [new DeployedFile(destination, null), new DeployedFile(destination, Path.GetFullPath(source))]);

    /// <summary>Says what is wrong with a place on the device.</summary>
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
/// <param name="DestinationFilePath">Where it is there.</param>
/// <param name="SourceFilePath">Where its bytes are here; <c>null</c> deletes it.</param>
internal sealed record DeployedFile(string DestinationFilePath, string? SourceFilePath);
