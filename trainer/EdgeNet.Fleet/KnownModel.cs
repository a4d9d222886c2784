using System.Text;

namespace EdgeNet.Fleet;

/// <summary>What a model file says of its inputs, by which the records of nodes are read: their names, and how often training saw them at an end of their codes.</summary>
internal sealed class KnownModel
{
    private readonly double[]? _shares;

    /// <summary>Makes it of parts.</summary>
    /// <param name="name">The name of the model.</param>
    /// <param name="version">Its version; 0 for none.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="classes">The names of its classes.</param>
    /// <param name="shares">The share of the training examples at an end of each input's codes; null where the file does not say.</param>
    public KnownModel(string name, int version, IReadOnlyList<string> inputs, IReadOnlyList<string> classes, double[]? shares)
    {
        Name = name;
        Version = version;
        Inputs = inputs;
        Classes = classes;
        _shares = shares;
    }

    public string Name { get; }

    public int Version { get; }

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="ModelFormatException">It is damaged.</exception>
    public static KnownModel Open(string path)
    {
        var file = ModelFile.Open(path);
        int inputs = file.Contents.Inputs.Count;
        string[] names = [.. file.InputNames ?? [.. Enumerable.Range(1, inputs).Select(i => FormattableString.Invariant($"x{i}"))]];
        double[]? shares = file.Seal is { HasShares: true } seal ? [.. Enumerable.Range(0, inputs).Select(i => seal.ShareAtEnd(i) / 255.0)] : null;
        return new KnownModel(file.Device.Name, file.Seal?.Version ?? 0, names, file.Device.IsRegression ? [] : file.ClassNames, shares);
    }

    /// <summary>Whether a record is of this model.</summary>
    public bool IsOf(HealthReading record)
    {
        string name = NodeText.Of(Name);
        bool isCut = Encoding.UTF8.GetByteCount(Name) > HealthMessage.MostName && record.ModelName.Length > 0;
        return record.Version == Version && record.InputCount == Inputs.Count
            && (record.ModelName == name || (isCut && name.StartsWith(record.ModelName, StringComparison.Ordinal)));
    }

    /// <summary>Whether the file says how often training saw its inputs at an end of their codes.</summary>
    public bool HasShares => _shares is not null;

    /// <summary>The input that has drifted most; null if none has.</summary>
    /// <param name="records">Records of this model.</param>
    public Drift? DriftOf(HealthSum records)
    {
        if (_shares is null || records.Newest is not { } record)
        {
            return null;
        }

        Drift? worst = null;
        for (int s = 0; s < record.ShareCount; s++)
        {
            int first = record.IsOfAnyInput ? 0 : s * record.GroupSize;
            int count = Math.Min(record.GroupSize, Inputs.Count - first);

            // Of inputs that share a share, the node tells the greatest; of any input, all together: at most the sum. The greatest may be another input in each
            // record, and together they are also at most the sum.
            double[] shares = _shares[first..(first + count)];
            double trained = record.IsOfAnyInput ? Math.Min(1, _shares.Sum())
                : count > 1 && records.Records > 1 ? Math.Min(1, shares.Sum(each => Math.Max(each, DriftTest.LeastShare)))
                : shares.Max();
            double share = records.ShareAtEnd(s);
            if (DriftTest.HasDrifted(records.LookedAt, share, trained, record.IsOfAnyInput ? 1 : record.InputCount) && share - trained > (worst is null ? 0 : worst.Share - worst.Trained))
            {
                string name = record.IsOfAnyInput ? "any input" : count == 1 ? Inputs[first] : $"{Inputs[first]} to {Inputs[first + count - 1]}";
                worst = new Drift(name, share, trained);
            }
        }

        return worst;
    }
}

/// <summary>An input whose values on a node are not those of training.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Share">How often it stands at an end of its codes there.</param>
/// <param name="Trained">How often it did in training.</param>
internal sealed record Drift(string Input, double Share, double Trained);
