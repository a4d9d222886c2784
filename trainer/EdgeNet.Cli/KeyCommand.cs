using System.CommandLine;
using EdgeNet.Fleet.Keys;

namespace EdgeNet.Cli;

/// <summary><c>edgenet key new|show FILE</c>: the keys by which boards know whose models they take.</summary>
internal static class KeyCommand
{
    public static Command Create(TextWriter output, TextWriter error) =>
        new("key", "Make and show the keys that models for boards in the field are signed with.") { CreateNew(output), CreateShow(output, error) };

    private static Command CreateNew(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "The file for the secret, which is never overwritten. The public key is written beside it, with .pub behind its name." };
        var hmac = new Option<bool>("--hmac") { Description = "Make a secret of HMAC-SHA256, which every board has too, instead of a key of Ed25519." };
        var command = new Command("new", "Make a key, and print what the board's program needs.") { file, hmac };
        command.SetAction(parsed =>
        {
            FleetKey key = parsed.GetValue(hmac) ? HmacFleetKey.Create() : Ed25519FleetKey.Create();
            IReadOnlyList<string> files = KeyFile.Write(parsed.GetRequiredValue(file), key);
            output.WriteLine($"Wrote {Shown(files[0])}, which signs: keep it secret, and a copy of it in a safe place. Boards take no other key's models.");
            foreach (string open in files.Skip(1))
            {
                output.WriteLine($"Wrote {Shown(open)}, which only checks: it may be given to anyone.");
            }

            Describe(output, key);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateShow(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("file") { Description = "A key, secret or public." };
        var command = new Command("show", "Print the id of a key, and what the board's program needs.") { file };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            FleetKey key = KeyFile.Read(path);
            SignCommand.WarnIfOpen(path, key, error);
            Describe(output, key);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Describe(TextWriter output, FleetKey key)
    {
        output.WriteLine($"{key.KindName} key {key.IdText}{(key.CanSign ? string.Empty : ", its public half")}");
        output.WriteLine(key is HmacFleetKey
            ? "For the board's program; a class of your own, derived from HmacKey, takes less time. Whoever can read these bytes can sign:"
            : "For the board's program:");
        output.WriteLine();
        foreach (string line in key.CSharp.Split('\n'))
        {
            output.WriteLine(line);
        }
    }

    private static string Shown(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
