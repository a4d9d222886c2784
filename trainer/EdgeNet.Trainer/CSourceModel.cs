namespace EdgeNet.Trainer;

/// <summary>A model as a header in C.</summary>
/// <param name="Prefix">What every identifier of it begins with, followed by an underscore.</param>
/// <param name="Source">The header.</param>
internal sealed record CSourceModel(string Prefix, string Source)
{
    /// <summary>The most characters of a prefix: C99 promises that 63 characters of an identifier count.</summary>
    public const int MaxPrefix = 40;

    private const string Suffix = "_model.h";

    /// <summary>The name of the file.</summary>
    public string FileName => Prefix + Suffix;

    /// <summary>Makes a prefix from a model's name: <c>Fan-1 left</c> gives <c>fan_1_left</c>.</summary>
    /// <param name="name">Any text.</param>
    /// <returns>A prefix without a fault.</returns>
    public static string PrefixOf(string name)
    {
        var words = new System.Text.StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool beginsWord = i > 0 && char.IsAsciiLetterUpper(name[i]) && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1]));
            words.Append(beginsWord ? "_" : string.Empty).Append(char.IsAsciiLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '_');
        }

        string prefix = string.Join('_', words.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries));
        prefix = prefix.Length == 0 ? "model" : char.IsAsciiDigit(prefix[0]) ? "model_" + prefix : prefix;
        return prefix[..Math.Min(prefix.Length, MaxPrefix)].TrimEnd('_');
    }

    /// <summary>The prefix that the name of a file stands for: that of <c>fan_model.h</c> is <c>fan</c>, and so is that of <c>fan.h</c>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A text that may have a fault.</returns>
    public static string PrefixOfFile(string path)
    {
        string file = Path.GetFileName(path);
        return file.EndsWith(Suffix, StringComparison.Ordinal) && file.Length > Suffix.Length ? file[..^Suffix.Length] : Path.GetFileNameWithoutExtension(path);
    }

    /// <summary>Says what is wrong with a prefix. Something always follows it in an identifier, so that it may be a keyword.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <returns>The end of a sentence, or null where nothing is wrong.</returns>
    public static string? FaultOfPrefix(string prefix)
    {
        bool isSound = prefix.Length > 0 && char.IsAsciiLetter(prefix[0]) && prefix[^1] != '_'
            && prefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !prefix.Contains("__", StringComparison.Ordinal);
        return !isSound ? $"must be made of letters, digits and single _ between them, with a letter first, and is '{prefix}'."
            : prefix.Length > MaxPrefix ? FormattableString.Invariant($"must have {MaxPrefix} characters at most, and has {prefix.Length}.")
            : null;
    }

    /// <summary>Adds the header to the files to be written.</summary>
    public void AddTo(FileSet files, string folder) => files.Add(Path.Combine(folder, FileName), Bytes());

    /// <summary>The bytes of the file, all of them ASCII.</summary>
    public byte[] Bytes() => System.Text.Encoding.ASCII.GetBytes(Source);
}
