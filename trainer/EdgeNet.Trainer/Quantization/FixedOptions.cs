using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Inputs whose codes are chosen already: there is nothing to search.</summary>
internal sealed class FixedOptions : InputOptions
{
    /// <param name="stage">How raw values become codes; a scale of 0 is of an input that does not count.</param>
    /// <param name="standardizer">The standardisation, which is folded in.</param>
    public FixedOptions(AffineStage stage, Standardizer standardizer)
        : base(stage)
    {
        // As in AffineOptions: what codes stand for follows from scale and offset as they are in single precision.
        for (int i = 0; i < stage.Count; i++)
        {
            if (stage.Scales[i] > 0 && !standardizer.IsConstant(i))
            {
                Codes.Gains[i] = 1 / (stage.Scales[i] * standardizer.Deviations[i]);
                Codes.Offsets[i] = AffineStage.Centre + 0.5 - stage.Offsets[i] - (standardizer.Means[i] * stage.Scales[i]);
            }
        }
    }

    public override string Name => "the range of normal examples in the middle of the codes";

    public override int Knobs => 0;

    public override int Options => 1;

    public override bool TrySet(int input, int knob, int option) => false;

    public override int OptionOf(int input, int knob) => 0;
}
