using System.CommandLine;
using EdgeNet.Trainer.Proposals;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet new NAME</c>: makes a folder with a recipe, from somebody's own table or with example data, that trains as it is.</summary>
internal static class NewCommand
{
    private const string RecipeName = "recipe.json";

    public static Command Create(IAnsiConsole console)
    {
        var folder = new Argument<string>("name") { Description = "The folder to create. The model takes its name: letters, digits, - and _." };
        var from = new Option<string?>("--from") { Description = "Your own table: a CSV file with a header and one example per row. The recipe is made to fit its columns." };
        var label = new Option<string[]>("--label") { Description = "The column to predict: a class or a quantity. Repeat it for several quantities. [default: found by its name, or the only text column]" };
        var classes = new Option<string?>("--classes") { Description = "The classes, comma-separated, in order. Of two classes the second is the positive one. [default: taken from the column]" };
        var quantity = new Option<bool>("--quantity") { Description = "Treat the label as a quantity even if it has only a few distinct numbers." };
        var group = new Option<string?>("--group") { Description = "The column that tells which rows belong together, such as a machine or a person. Rows of one group stay in one part. [default: found by its name]" };
        var ignore = new Option<string[]>("--ignore") { Description = "A column to leave out. May be repeated." };
        var stream = new Option<bool>("--stream") { Description = "Make a stream project, with recordings, instead of one that classifies single readings." };
        var command = new Command("new", "Create a project: a recipe, data and a program for the board.") { folder, from, stream, label, classes, quantity, group, ignore };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is null && ((IReadOnlyList<Option>)[label, classes, quantity, group, ignore]).FirstOrDefault(option => result.IsGiven(option)) is { } stray)
            {
                result.AddError($"{stray.Name} is about the table of --from, which is missing.");
            }

            if (result.GetValue(stream) && result.GetValue(from) is not null)
            {
                result.AddError("--stream goes without --from: a recipe for your own recordings is written by hand, see 'edgenet recipe'.");
            }

            if (result.GetValue(quantity) && result.IsGiven(classes))
            {
                result.AddError("--quantity and --classes exclude each other: a quantity has no classes.");
            }
        });
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            if (parsed.GetValue(from) is not { } table)
            {
                string name = NameOf(path);
                return Write(path, [.. ProjectTemplate.Files(parsed.GetValue(stream) ? ProjectTemplate.Stream : ProjectTemplate.Classifier, name)], [], console);
            }

            return FromTable(path, table, new ProposalOptions
            {
                Name = NameOf(path),
                Labels = parsed.GetValue(label) ?? [],
                Classes = parsed.GetValue(classes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                IsQuantity = parsed.GetValue(quantity),
                Group = parsed.GetValue(group),
                Ignore = parsed.GetValue(ignore) ?? [],
            }, console);
        });
        return command;
    }

    private static int FromTable(string folder, string table, ProposalOptions options, IAnsiConsole console)
    {
        if (Directory.Exists(table))
        {
            throw new InputException($"{table}: is a folder, and --from takes a CSV file. A folder of images needs no recipe: 'edgenet train {table}'; for recordings begin with 'edgenet new NAME --stream'.");
        }

        RefuseExisting(Path.Combine(folder, RecipeName));
        var proposed = ProposedRecipe.FromTable(table, options, folder);
        bool isThere = Path.GetFullPath(Path.Combine(folder, proposed.DataName)) == Path.GetFullPath(table);
        (string, byte[])[] data = isThere ? [] : [(proposed.DataName, proposed.Data)];
        return Write(folder, [(RecipeName, proposed.Recipe), .. data, .. ProjectTemplate.FilesFor(options.Name, proposed)], proposed.Notes, console);
    }

    private static int Write(string folder, IReadOnlyList<(string Path, byte[] Content)> contents, IReadOnlyList<string> notes, IAnsiConsole console)
    {
        var files = new FileSet();
        foreach ((string path, byte[] content) in contents)
        {
            string place = Path.Combine(folder, path);
            RefuseExisting(place);
            files.Add(place, content);
        }

        foreach (string inner in contents.Select(file => Path.GetDirectoryName(Path.Combine(folder, file.Path))!).Distinct())
        {
            MakeFolder(inner);
        }

        files.Save();
        foreach (string note in notes)
        {
            console.WriteLine(note);
        }

        Format.Written(console, files);
        console.WriteLine($"Next: edgenet train {folder}");
        return ExitCode.Success;
    }

    private static string NameOf(string folder)
    {
        string name = Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
        bool isPlain = name.Length is > 0 and <= ModelFormat.MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return isPlain ? name : throw new InputException($"{folder}: the folder's name becomes that of the model and its files: 1 to {ModelFormat.MaxNameLength} letters, digits, - and _; choose another one.");
    }

    // Whatever is there is somebody's work.
    private static void RefuseExisting(string path)
    {
        if (Path.Exists(path))
        {
            throw new InputException($"{path}: is there already; choose another name, or move it away.");
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the folder cannot be made: {FileError.Describe(e, folder)}", e);
        }
    }
}
