using System.CommandLine;
using System.Globalization;

namespace EdgeNet.Cli;

/// <summary>The options for the size and colours of images: <c>--size 16x16 --grey</c>. They override the recipe.</summary>
internal sealed class ImageOptions
{
    private readonly Option<string?> _size = new("--size") { Description = "For images: resize to width x height pixels, such as 16x16." };
    private readonly Option<bool> _grey = new("--grey") { Description = "For images: use one grey channel instead of three colours." };

    public ImageOptions() => _size.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } text && Parse(text) is null)
        {
            result.AddError($"--size must be width x height, each from 1 to {ImageShape.MaxSide}, such as 16x16; it is '{text}'.");
        }
    });

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_size, _grey];

    public void AddTo(Command command)
    {
        command.Options.Add(_size);
        command.Options.Add(_grey);
    }

    /// <summary>What the options say; null where none is given.</summary>
    public (int? Width, int? Height, bool IsGrey)? Given(ParseResult parsed)
    {
        string? size = parsed.GetValue(_size);
        bool isGrey = parsed.GetValue(_grey);
        (int Width, int Height)? sides = size is null ? null : Parse(size);
        return size is null && !isGrey ? null : (sides?.Width, sides?.Height, isGrey);
    }

    /// <summary>Applies the options to a recipe.</summary>
    public Experiment Apply(Experiment experiment, ParseResult parsed)
    {
        string? size = parsed.GetValue(_size);
        bool isGrey = parsed.GetValue(_grey);
        if (size is null && !isGrey)
        {
            return experiment;
        }

        if (experiment.Images is null)
        {
            throw new InputException($"{experiment.Options.Name}: {(size is null ? "--grey" : "--size")} is for images, and this recipe reads a table; leave the option out.");
        }

        (int Width, int Height)? sides = size is null ? null : Parse(size);
        return experiment.WithImages(sides?.Width, sides?.Height, isGrey);
    }

    private static (int Width, int Height)? Parse(string text)
    {
        string[] sides = text.Split('x');
        return sides.Length == 2 && Side(sides[0]) is { } width && Side(sides[1]) is { } height ? (width, height) : null;
    }

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= ImageShape.MaxSide ? side : null;
}
