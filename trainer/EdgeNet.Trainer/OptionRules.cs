using System.Globalization;

namespace EdgeNet.Trainer;

/// <summary>Refuses options that are out of their range, in one line that says what they may be.</summary>
internal static class OptionRules
{
    /// <exception cref="ArgumentException">It is not true.</exception>
    public static void Require(bool isTrue, string option, string what)
    {
        if (!isTrue)
        {
            throw new ArgumentException($"{option} must be {what}.");
        }
    }

    /// <summary>Requires names that a model file has room for, each once.</summary>
    /// <param name="names">The names.</param>
    /// <param name="option">What they are of.</param>
    /// <param name="mayBeMany">Whether there may be more than a file has room for: quantities, which then lose their names.</param>
    /// <exception cref="ArgumentException">A name is empty, too long or there twice.</exception>
    public static void RequireNames(IReadOnlyList<string> names, string option, bool mayBeMany = false)
    {
        Require(names.All(name => !string.IsNullOrEmpty(name)), option, "names, and one is empty");
        string? longest = names.FirstOrDefault(name => name.Length > ModelFormat.MaxNameLength);
        Require(longest is null, option, $"names of {ModelFormat.MaxNameLength} characters or fewer; '{NameList.Shorten(longest ?? string.Empty)}' has {longest?.Length}");
        Require(mayBeMany || names.Count <= ModelFormat.MaxLabels, option, $"{ModelFormat.MaxLabels} names or fewer; there are {names.Count}");
        RequireDifferent(names, option);
    }

    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static void RequireDifferent(IReadOnlyList<string> names, string option)
    {
        string? twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        Require(twice is null, option, $"different names; '{NameList.Shorten(twice ?? string.Empty)}' is there twice");
    }

    /// <summary>A number as it is written in a program.</summary>
    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
