using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdgeNet.Cli;

/// <summary>Says what is wrong with a command line, the most telling fault alone.</summary>
internal static class UsageFault
{
    /// <summary>Looks for a fault.</summary>
    /// <returns>A sentence, or <c>null</c> when there is none.</returns>
    public static string? Of(ParseResult parsed)
    {
        SymbolResult[] given = [.. parsed.CommandResult.Children];
        if (parsed.Errors.Count == 0)
        {
            SymbolResult? empty = given.FirstOrDefault(result => result.Tokens.Any(token => token.Value.Length == 0));
            return empty is null ? null : $"{NameOf(empty)} must not be empty.";
        }

        // The first unknown word: what stands behind a misspelt command is unknown too.
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return $"Unrecognized command or argument '{unknown}'.";
        }

        if (given.OfType<OptionResult>().FirstOrDefault(result => result.IdentifierTokenCount > 0 && result.Tokens.Count < result.Option.Arity.MinimumNumberOfValues) is { } bare)
        {
            return $"{bare.Option.Name} needs a value.";
        }

        Argument? missing = parsed.CommandResult.Command.Arguments.FirstOrDefault(argument => parsed.CommandResult.GetResult(argument) is not { Tokens.Count: > 0 });
        return missing is null ? parsed.Errors[^1].Message : $"'edgenet {parsed.CommandResult.Command.Name}' needs <{missing.Name}>: {missing.Description}";
    }

    private static string NameOf(SymbolResult result) => result switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => $"<{argument.Argument.Name}>",
        _ => "the command",
    };
}
