namespace EdgeNet.Trainer.Data;

/// <summary>Readings of several channels, taken at one rate without a gap.</summary>
public sealed class Recording
{
    /// <summary>Makes a recording; it keeps the arrays.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="source">The file that it comes from.</param>
    /// <param name="readings">For each channel n readings, in counts.</param>
    /// <param name="labels">For each of the n readings the number of its class, from 0, or -1 where none is known.</param>
    /// <param name="groups">What the recording has in each column that recordings can be grouped by.</param>
    /// <exception cref="ShapeException">The channels have different numbers of readings, or there is not a label for each.</exception>
    public Recording(string name, string source, short[][] readings, int[] labels, IReadOnlyDictionary<string, string> groups)
    {
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(labels);
        foreach (short[] channel in readings)
        {
            if (channel.Length != labels.Length)
            {
                throw new ShapeException($"The recording '{name}' has {labels.Length} labels and a channel of {channel.Length} readings.");
            }
        }

        Name = name;
        Source = source;
        Readings = readings;
        Labels = labels;
        Groups = groups;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The file that it comes from.</summary>
    public string Source { get; }

    /// <summary>For each channel n readings, in counts. Not a copy.</summary>
    public short[][] Readings { get; }

    /// <summary>For each of the n readings the number of its class, from 0, or -1 where none is known. Not a copy.</summary>
    public int[] Labels { get; }

    /// <summary>What the recording has in each column that recordings can be grouped by: one value a column.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; }

    /// <summary>n.</summary>
    public int Count => Labels.Length;
}
