using System.Globalization;

namespace EdgeNet.Trainer;

/// <summary>Whether a model fits a board, in memory and in time, and which form of it to choose. All figures are estimates.</summary>
internal sealed class DeviceFit
{
    private const double LeastRatio = 1.1; // of instructions, to be called faster

    private readonly ModelFile _file;
    private readonly DeviceTarget _target;
    private readonly CSharpModel? _generated;
    private readonly ModelForms _forms;
    private readonly StreamDeadlines[] _deadlines;

    private DeviceFit(ModelFile file, CSharpModel? generated, DeviceTarget target)
    {
        _file = file;
        _target = target;
        _generated = generated;
        _forms = new ModelForms(file, generated);
        Chosen = Fits(_forms.Generated) ? _forms.Generated : Array.Find([_forms.Packed, _forms.Bytes, _forms.Opened], Fits);
        _deadlines = file.Stream is null ? [] : [.. target.Clocks.Select(clock => new StreamDeadlines(file.Stream, file.StreamCost!, CostOfChosen.Instructions - CostOfChosen.AnswerInstructions, clock))];
        Warnings = [.. MemoryFaults(), .. StorageFaults(), .. _deadlines.Take(1).SelectMany(deadlines => deadlines.Faults())];
        Advice = Choose();
    }

    /// <summary>The form to choose; null where none fits.</summary>
    public ModelForm? Chosen { get; }

    /// <summary>What does not fit, each with its figures, the cause and the largest that would; none where everything fits.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Which form to choose, in a sentence or two.</summary>
    public string Advice { get; }

    /// <summary>How fast the board is; of several clocks, one for each chip.</summary>
    public IReadOnlyList<DeviceClock> Clocks => _target.Clocks;

    /// <summary>The model loaded from its file.</summary>
    public ModelForm Packed => _forms.Packed;

    /// <summary>The model as a class; null where there is none.</summary>
    public ModelForm? Generated => _forms.Generated;

    /// <summary>What the times are worth, in a sentence.</summary>
    public string TimeNote => Clocks.Count == 1
        ? "Times are those of your board, by 'edgenet calibrate-device', within some 15 %."
        : "Times are estimates from counted instructions, at 240 and 160 MHz, measured on no board: 'edgenet calibrate-device' makes them those of yours.";

    /// <summary>For each clock how long it takes to load the file, with its stream.</summary>
    public IEnumerable<string> LoadTimes => Clocks.Select(clock => $"{clock.Describe(_file.Cost.LoadInstructions + (_file.StreamCost?.LoadInstructions ?? 0))} on {clock.Board}");

    /// <summary>With a stream, for each clock how long a reading and a decision take.</summary>
    public IEnumerable<string> StreamTimes => _deadlines.Select(deadlines => deadlines.Describe());

    private EngineCost CostOfChosen => (Chosen ?? _forms.Packed).Cost;

    /// <summary>Compares a model with a board.</summary>
    /// <param name="file">The model.</param>
    /// <param name="target">The board.</param>
    public static DeviceFit Of(ModelFile file, DeviceTarget target) => new(file, file.Generated, target);

    /// <summary>Compares a model with a board.</summary>
    /// <param name="file">The model.</param>
    /// <param name="generated">Its class, of another name than usual; or null where there can be none.</param>
    /// <param name="target">The board.</param>
    public static DeviceFit Of(ModelFile file, CSharpModel? generated, DeviceTarget target) => new(file, generated, target);

    private bool Fits(ModelForm? form) => form is not null && form.PeakBytes <= _target.HeapBytes;

    // The usual call alone is worth a warning: the others are for those who ask for them.
    private IEnumerable<string> MemoryFaults()
    {
        if (Fits(_forms.Packed))
        {
            yield break;
        }

        string need = string.Create(
            CultureInfo.InvariantCulture,
            $"{ModelForms.PackedCall} does not fit {_target.Description}: it needs about {_forms.Packed.PeakBytes:N0} bytes of heap while it loads, {_forms.Packed.HeldBytes:N0} from then on, and there are about {_target.HeapBytes:N0}.");
        List<string> would = [];
        if (_target.Name != DeviceTarget.Esp32Psram.Name && _forms.Packed.PeakBytes <= DeviceTarget.Esp32Psram.HeapBytes)
        {
            would.Add("an ESP32 with PSRAM");
        }

        foreach (ModelForm form in ((ModelForm?[])[_forms.Generated, _forms.Bytes, _forms.Opened]).OfType<ModelForm>().Where(Fits))
        {
            would.Add(string.Create(CultureInfo.InvariantCulture, $"{(form == _forms.Generated ? $"the class {form.Name}" : form.Name)} ({form.PeakBytes:N0})"));
        }

        if (LargestThatFits() is { } largest)
        {
            would.Add(largest);
        }

        yield return would.Count == 0 ? $"{need} Take fewer units and layers." : $"{need} What fits: {string.Join("; ", would)}.";
    }

    private string? LargestThatFits()
    {
        int inputs = _file.Device.InputCount;
        if (_file.MayHavePixels && ImageShape.Square(inputs) is { } shape)
        {
            int side = Largest(shape.Width, each => each * each * shape.Channels);
            return side < 1 ? null : string.Create(CultureInfo.InvariantCulture, $"images of {side} × {side} in {(shape.IsGrey ? "grey" : "colour")} with the same layers");
        }

        int most = Largest(inputs, each => each);
        return most < 1 ? null : string.Create(CultureInfo.InvariantCulture, $"{most:N0} inputs with the same layers, or as many times fewer units");
    }

    // The largest number, below one that does not fit, whose inputs fit; 0 where none does.
    private int Largest(int tooMany, Func<int, int> inputsOf)
    {
        int fits = 0;
        while (tooMany - fits > 1)
        {
            int middle = (fits + tooMany) / 2;
            (fits, tooMany) = _forms.PackedPeakWith(inputsOf(middle)) <= _target.HeapBytes ? (middle, tooMany) : (fits, middle);
        }

        return fits;
    }

    private IEnumerable<string> StorageFaults() => _file.Bytes.Length <= _target.StorageBytes ? [] :
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"The file has {_file.Bytes.Length:N0} bytes, and the storage of a board with 4 MB of flash has {_target.StorageBytes:N0}: 'edgenet flash' cannot send it there. Make it a resource of the application, or take a board with more flash."),
    ];

    private string Choose()
    {
        string model = _generated is null ? $"{_file.GeneratedFault}" : string.Empty;
        if (Chosen is null)
        {
            return $"Choose none of them: no form of this model fits {_target.Description}. {model}".TrimEnd();
        }

        if (Chosen != _forms.Generated)
        {
            string call = Chosen == _forms.Packed ? "Model" : Chosen.Name;
            return $"Choose {call}: {(_generated is null ? model : $"{_generated.ClassName} does not fit {_target.Description}.")}";
        }

        double ratio = (double)_file.Cost.Instructions / _generated!.Cost.Instructions;
        string why = ratio >= LeastRatio ? FormattableString.Invariant($"for speed and RAM ({ratio:F1} times fewer instructions)") : "for RAM";
        return Fits(_forms.Packed)
            ? $"Choose {_generated.ClassName} {why}; choose Model to replace the model without building the application again."
            : $"Choose {_generated.ClassName} {why}; Model does not fit {_target.Description}.";
    }
}
