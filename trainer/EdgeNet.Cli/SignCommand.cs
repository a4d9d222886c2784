using System.CommandLine;
using EdgeNet.Fleet.Keys;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet sign MODEL --key FILE</c>: gives a model a version and a signature, so that boards in the field take it.</summary>
internal static class SignCommand
{
    private const string NoClass = "none";

    // There is no way back from a version that was meant to be a lower one.
    private const int HighVersion = 1_000_000;
    private const int HighStep = 1000;

    public static Command Create(IAnsiConsole console, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file, which is replaced unless --out names another one." };
        var key = new Option<string>("--key") { Description = "The secret key, from 'edgenet key new'.", Required = true };
        Option<int?> version = WholeNumber.Optional("--version", "The version of the model: a board takes only a higher one than it has confirmed. [default: the one in the file]", 1);
        var alarm = new Option<string?>("--alarm") { Description = "The class that is the alarm, or none. [default: the one in the file, else the second of two classes]" };
        Option<int?> trial = WholeNumber.Optional("--trial", $"Decisions without a fault after which a board confirms the model. [default: the ones in the file, else {UpdateOptions.DefaultTrialDecisions}]", 1, UpdateOptions.MaxTrialDecisions);
        Option<int?> health = WholeNumber.Optional("--health", $"Seconds from one health record to the next; 0 for none. [default: the ones in the file, else {UpdateOptions.DefaultHealthSeconds}]", 0);
        var place = new Option<string?>("--out") { Description = "The file for the signed model. [default: the model itself]" };
        var command = new Command("sign", "Sign a model, so that boards in the field take it.") { model, key, version, alarm, trial, health, place };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            var wanted = new Wanted(parsed.GetValue(version), parsed.GetValue(alarm), parsed.GetValue(trial), parsed.GetValue(health));
            return Run(path, parsed.GetRequiredValue(key), wanted, parsed.GetValue(place) ?? path, console, error);
        });
        return command;
    }

    /// <summary>Warns of a secret that others than its owner may read.</summary>
    public static void WarnIfOpen(string path, FleetKey key, TextWriter error)
    {
        if (key.CanSign && KeyFile.IsOpenToOthers(path))
        {
            Warn(error, path, $"others than its owner can read this secret, and sign with it; '{ShellCommand.Of("chmod", "600", path)}' keeps them out.");
        }
    }

    private static int Run(string path, string keyPath, Wanted wanted, string place, IAnsiConsole console, TextWriter error)
    {
        ModelFile file = ModelFile.Open(path);
        FleetKey key = KeyFile.Read(keyPath);
        if (!key.CanSign)
        {
            throw new InputException($"{keyPath}: is a public key, which only checks signatures; name the secret one, without {KeyFile.PublicEnding}.");
        }

        if (file.Device.FirstGoldenMismatch() is >= 0 and var mismatch)
        {
            throw new ModelFormatException(ModelFormatError.ImpossibleShape, $"{path}: golden vector {mismatch + 1} of {file.Device.GoldenVectorCount} gives another logit than it must; train the model again.");
        }

        if (file.Pipeline?.SelfTest() == false)
        {
            throw new ModelFormatException(ModelFormatError.ImpossibleShape, $"{path}: a golden window gives other features or logits than it must; train the model again.");
        }

        SealData seal = SealOf(path, file, wanted);
        var files = new FileSet();
        files.Keep(keyPath);
        ModelFile signed = ModelSigner.Sign(file, seal, key);
        files.Add(place, signed.Bytes);
        files.Save();
        WarnIfOpen(keyPath, key, error);
        WarnOf(path, file, seal, wanted, error);
        console.WriteLine($"{(signed.Device.Name.Length == 0 ? "A model without a name" : signed.Device.Name)}, {SealReport.Update(signed.Seal!)}; {SealReport.Alarm(signed)}.");
        console.WriteLine($"Signed by {key.KindName} key {key.IdText}; checked by the device library, {signed.Device.GoldenVectorCount} of {signed.Device.GoldenVectorCount} golden vectors exact.");
        Format.Written(console, files);
        return ExitCode.Success;
    }

    private static SealData SealOf(string path, ModelFile file, Wanted wanted)
    {
        int classes = file.Device.IsRegression ? 0 : file.ClassNames.Count;
        SealData old = file.Seal is { } seal ? SealData.Of(seal) : new SealData(0, UpdateOptions.UsualAlarm(classes), UpdateOptions.DefaultTrialDecisions, UpdateOptions.DefaultHealthSeconds);
        int version = wanted.Version ?? old.Version;
        return version == 0
            ? throw new InputException($"{path}: has no version yet; give it one with --version, higher than that of any model on the boards.")
            : old with
            {
                Version = version,
                Alarm = wanted.Alarm is null ? old.Alarm : AlarmOf(path, file, wanted.Alarm),
                TrialDecisions = wanted.Trial ?? old.TrialDecisions,
                HealthSeconds = wanted.Health ?? old.HealthSeconds,
            };
    }

    private static int AlarmOf(string path, ModelFile file, string name)
    {
        int index = file.Device.IsRegression ? -1 : Array.IndexOf([.. file.ClassNames], NormalForm.Of(name));
        return index is >= 0 and < ModelSeal.NoAlarm ? index
            : index < 0 && name == NoClass ? ModelSeal.NoAlarm
            : throw new InputException(
                file.Device.IsRegression ? $"{path}: estimates quantities, of which none is an alarm; leave --alarm out."
                : index < 0 ? $"{path}: has no class '{name}' for --alarm; its classes are {NameList.Of(file.ClassNames)}."
                : $"{path}: '{name}' is class {index + 1}, and only the first {ModelSeal.NoAlarm} can be an alarm.");
    }

    private static void WarnOf(string path, ModelFile file, SealData seal, Wanted wanted, TextWriter error)
    {
        if (file.Device.Name.Length == 0)
        {
            Warn(error, path, "the model has no name, by which boards tell what it is a model of.");
        }

        // With a section 'update' in the recipe both were decided there.
        if (file.Seal is null && wanted.Alarm is null && seal.Alarm == ModelSeal.NoAlarm && !file.Device.IsRegression)
        {
            Warn(error, path, "no class is the alarm; name it with --alarm, if one is.");
        }

        if (seal.Shares.Count == 0 && file.Inputs is not null)
        {
            Warn(error, path, "the file does not say how its inputs were in training, so that 'edgenet fleet' cannot tell drift; train it with a section 'update' in its recipe.");
        }

        if (file.Seal is { } old && (seal.Version < old.Version || (seal.Version == old.Version && old.Kind != SignatureKind.None)))
        {
            Warn(error, path, FormattableString.Invariant($"had version {old.Version} before, and boards that have confirmed it do not take version {seal.Version}; raise it with --version."));
        }

        if (seal.Version > HighVersion || (file.Seal is { } before && (long)seal.Version - before.Version > HighStep))
        {
            Warn(error, path, FormattableString.Invariant($"version {seal.Version} is high, and boards that confirm it take only higher ones from then on; was it meant?"));
        }
    }

    private static void Warn(TextWriter error, string path, string what) => error.WriteLine($"edgenet: warning: {path}: {what}");

    private sealed record Wanted(int? Version, string? Alarm, int? Trial, int? Health);
}
