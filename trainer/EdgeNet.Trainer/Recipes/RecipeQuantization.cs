using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the section <c>quantization</c> of a recipe.</summary>
internal static class RecipeQuantization
{
    private const int MostEpochs = 1_000_000;

    public static QuantizationOptions Read(string file, RecipeSection section)
    {
        int? bits = section.NumberOrText("weightBits", 8, [8, 4], "auto");
        int? epochs = section.Has("awareEpochs") ? section.Integer("awareEpochs", null, 0, MostEpochs)
            : bits == 8 ? null
            : QuantizationOptions.DefaultAwareEpochs;
        double rate = section.PositiveNumber("learningRate", double.NaN, 1000);
        section.RejectUnknownKeys();
        if (!double.IsNaN(rate) && epochs == 0)
        {
            throw new RecipeException(
                $"{file}: 'quantization.learningRate' is for quantization-aware training, and 'quantization.awareEpochs' is 0; set it or remove the rate.");
        }

        return new QuantizationOptions { WeightBits = bits, AwareEpochs = epochs, LearningRate = double.IsNaN(rate) ? null : rate };
    }
}
