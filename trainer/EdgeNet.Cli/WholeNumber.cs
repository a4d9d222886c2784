using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EdgeNet.Cli;

/// <summary>Options that take a whole number: what is none, or is too small, is a wrong command line.</summary>
internal static class WholeNumber
{
    /// <summary>An option with a number of <paramref name="least"/> or more.</summary>
    public static Option<int> Option(string name, string description, int least) =>
        new(name) { Description = description, CustomParser = result => Parse(result, name, least) ?? least };

    /// <summary>The same, with the number that it has when it is not given.</summary>
    public static Option<int> Option(string name, string description, int least, int otherwise)
    {
        Option<int> option = Option(name, description, least);
        option.DefaultValueFactory = _ => otherwise;
        return option;
    }

    /// <summary>An option that may be left out, and is <c>null</c> then.</summary>
    public static Option<int?> Optional(string name, string description, int least) =>
        new(name) { Description = description, CustomParser = result => Parse(result, name, least) };

    private static int? Parse(ArgumentResult result, string name, int least)
    {
        string text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[0].Value;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= least)
        {
            return number;
        }

        result.AddError($"{name} must be a whole number from {least} to {int.MaxValue}, and is '{text}'.");
        return null;
    }
}
