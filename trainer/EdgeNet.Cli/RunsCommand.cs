using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet runs FOLDER</c>: the models that were trained there, one line each.</summary>
internal static class RunsCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var folder = new Argument<string>("folder") { Description = "The folder with the models, or one model file." };
        var command = new Command("runs", "List the models that were trained into a folder.") { folder };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), console));
        return command;
    }

    private static int Run(string path, IAnsiConsole console)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        string? only = Directory.Exists(path) ? null : Path.GetFileName(path);
        (IReadOnlyList<TrainingRun> all, int broken) = RunHistory.Read(folder);
        TrainingRun[] runs = [.. all.Where(run => only is null || run.Model == only)];
        if (runs.Length == 0)
        {
            throw new InputException($"{path}: no run is known; 'edgenet train' writes one line for each into {RunHistory.FileName}, beside the model.");
        }

        Table table = new Table().RoundedBorder();
        foreach (string column in (string[])["trained (UTC)", "model", "recipe", "changed", "network", "seed"])
        {
            table.AddColumn(column);
        }

        string[] parts = [.. runs.SelectMany(run => run.Scores.Select(score => score.Part)).Distinct()];
        foreach (string part in parts)
        {
            table.AddColumn(new TableColumn($"{part}, float").RightAligned()).AddColumn(new TableColumn("integers").RightAligned());
        }

        foreach (TrainingRun run in runs)
        {
            table.AddRow(
            [
                .. ((string[])[run.Time, run.Model, run.Recipe, string.Join(", ", run.Changes), run.IsInterrupted ? $"{run.Network}, interrupted" : run.Network, run.Seed.ToString(CultureInfo.InvariantCulture)]).Select(Markup.Escape),
                .. parts.SelectMany(part => run.Scores.FirstOrDefault(score => score.Part == part) is { } score ? (string[])[Show(run, score.Float), Show(run, score.Device)] : ["–", "–"]),
            ]);
        }

        console.WriteLine($"{string.Join(" and ", runs.Select(run => run.Metric).Distinct())} of each part:");
        console.Write(table);
        if (runs.Length > 1 && parts.Contains("test"))
        {
            console.WriteLine("Choose by dev, or by 'edgenet evaluate'. The best of many runs on test is partly luck, and its figure is too good.");
        }

        if (broken > 0)
        {
            ExampleReader.Warn(console, [$"{RunHistory.FileName}: {NameList.Count(broken, "line")} cannot be read and passed over."]);
        }

        return ExitCode.Success;
    }

    private static string Show(TrainingRun run, double score) => run.Metric switch
    {
        "RMSE" => Format.Quantity(score),
        "AUC" => Networks.Evaluation.MetricFormat.Ratio(score),
        _ => Format.Percent(score),
    };
}
