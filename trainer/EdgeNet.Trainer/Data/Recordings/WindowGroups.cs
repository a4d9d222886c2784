namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>The groups of windows that stay together when examples are split.</summary>
/// <param name="By"><see cref="Recording"/>, <see cref="Windows"/>, or a column.</param>
/// <param name="Names">The name of each group; none where each window stands for itself.</param>
/// <param name="Examples">The examples with these groups.</param>
internal sealed record WindowGroups(string By, IReadOnlyList<string> Names, Dataset Examples)
{
    /// <summary>Keeps the windows of a recording together.</summary>
    public const string Recording = "recording";

    /// <summary>Splits window by window, so that parts share recordings.</summary>
    public const string Windows = "windows";

    /// <summary>Groups examples.</summary>
    /// <param name="examples">Examples that were cut from recordings.</param>
    /// <param name="by"><see cref="Recording"/>, <see cref="Windows"/>, or a column that the recordings were read with.</param>
    /// <returns>The examples with their groups, in the order in which the groups first appear.</returns>
    /// <exception cref="ArgumentException">The examples are no windows, or their recordings have no such column.</exception>
    public static WindowGroups Of(Dataset examples, string by)
    {
        IReadOnlyList<RecordedWindow> windows = examples.Windows ?? throw new ArgumentException("The examples are no windows of recordings.", nameof(examples));
        if (by == Windows)
        {
            return new WindowGroups(by, [], examples.WithGroups(null));
        }

        var names = new List<string>();
        var numbers = new Dictionary<object, int>();
        var groups = new int[windows.Count];
        for (int e = 0; e < groups.Length; e++)
        {
            Recording recording = windows[e].Recording;
            object key = by == Recording ? recording
                : recording.Groups.TryGetValue(by, out string? value) ? value
                : throw new ArgumentException($"The recordings were read without the column '{by}'.", nameof(by));
            if (!numbers.TryGetValue(key, out groups[e]))
            {
                groups[e] = names.Count;
                numbers[key] = names.Count;
                names.Add(by == Recording ? recording.Name : (string)key);
            }
        }

        return new WindowGroups(by, names, examples.WithGroups(groups, names));
    }
}
