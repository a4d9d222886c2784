using EdgeNet.Fleet.Keys;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Says what a model file tells boards in the field.</summary>
internal static class SealReport
{
    /// <summary>The version, the trial and the health records.</summary>
    public static string Update(ModelSeal seal) => FormattableString.Invariant(
        $"version {seal.Version}, a trial of {NameList.Count(seal.TrialDecisions, "decision")}, {(seal.HealthSeconds == 0 ? "no health records" : $"a health record every {seal.HealthSeconds} s")}");

    /// <summary>Says, of a model that was just trained, that boards in the field take it only signed.</summary>
    public static void Hint(IAnsiConsole console, ModelFile file, string path)
    {
        if (file.Seal is { } seal)
        {
            console.WriteLine($"For boards in the field: {Update(seal)}; {Alarm(file)}. They take it once '{ShellCommand.Of("edgenet", "sign", Path.GetRelativePath(Environment.CurrentDirectory, path), "--key", "FILE")}' has signed it.");
        }
    }

    /// <summary>The class that is the alarm.</summary>
    public static string Alarm(ModelFile file) => file.Seal!.Alarm == ModelSeal.NoAlarm ? "no alarm" : $"the alarm is {file.ClassNames[file.Seal.Alarm]}";

    /// <summary>Who signed it, by what the file itself says.</summary>
    public static string Signature(ModelSeal seal)
    {
        var id = new byte[ModelKey.IdLength];
        seal.CopyKeyId(id);
        return seal.Kind switch
        {
            SignatureKind.None => "none",
            SignatureKind.Hmac => $"HMAC-SHA256, key {Convert.ToHexStringLower(id)}",
            _ => $"Ed25519, key {Convert.ToHexStringLower(id)}",
        };
    }

    /// <summary>Whether a key signed a file, in a sentence.</summary>
    public static (bool IsRight, string Text) Check(ModelFile file, FleetKey key) => ModelSigner.IsSignedBy(file, key)
        ? (true, $"Signature: right, by {key.KindName} key {key.IdText}.")
        : (false, file.Seal is not { Kind: not SignatureKind.None } seal
            ? "Signature: there is none; 'edgenet sign' makes one."
            : seal.Kind == key.Kind && Signature(seal).EndsWith(key.IdText, StringComparison.Ordinal)
            ? $"Signature: wrong: the file says that it is by {key.KindName} key {key.IdText}, and it was changed since, or forged."
            : $"Signature: not by {key.KindName} key {key.IdText}, but by another one: {Signature(seal)}.");
}
