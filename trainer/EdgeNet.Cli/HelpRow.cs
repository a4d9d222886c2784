namespace EdgeNet.Cli;

/// <summary>A line of a table of help.</summary>
/// <param name="Name">How it is written in a command, such as <c>--seed &lt;seed&gt;</c>.</param>
/// <param name="Text">What it is; empty where nothing is known.</param>
internal sealed record HelpRow(string Name, string Text);
