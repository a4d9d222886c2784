using System.CommandLine;
using System.Globalization;

namespace EdgeNet.Cli;

/// <summary>The options that change a recipe for one run: <c>--set training.l2=0.001 --seed 5 --size 16x16 --grey</c>.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override a key of the recipe for this run, such as training.l2=0.001 or hidden[0].units=24. May be repeated. The recipe file is not changed.",
    };

    private readonly Option<int?> _seed = WholeNumber.Optional("--seed", "Override the seed of the split and of the initial weights. Short for --set seed=N.", least: 0);
    private readonly ImageOptions _images = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_set);
        command.Options.Add(_seed);
        _images.AddTo(command);
    }

    /// <summary>Opens a recipe and changes it.</summary>
    public Experiment Open(string path, ParseResult parsed)
    {
        string[] seed = parsed.GetValue(_seed) is { } number ? [string.Create(CultureInfo.InvariantCulture, $"seed={number}")] : [];
        return _images.Apply(Experiment.Open(path, [.. parsed.GetValue(_set) ?? [], .. seed]), parsed);
    }

    /// <summary>Opens a recipe as it is, but for the size of images.</summary>
    public Experiment OpenUnchanged(string path, ParseResult parsed) => _images.Apply(Experiment.Open(path), parsed);

    /// <summary>The first of the options that is given; null where none is.</summary>
    public Option? GivenIn(ParseResult parsed) => ((Option[])[_set, _seed, .. _images.All]).FirstOrDefault(parsed.CommandResult.IsGiven);
}
