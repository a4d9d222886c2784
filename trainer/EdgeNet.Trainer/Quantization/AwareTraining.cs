using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Quantization-aware training: fine-tunes a trained network that computes as its integers will.</summary>
/// <remarks>
/// Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018; the gradient goes
/// straight through the rounding (Bengio, Léonard and Courville, 2013). Codes of inputs and activations stay those of the calibration,
/// scales of weights follow the weights. Optimizer, batch size, L2 and class weights are those of the float training;
/// batch normalisation is folded by then, and nothing is dropped. What pruning made 0 stays 0.
/// </remarks>
/// <param name="Network">The fine-tuned float network, without fake quantizers.</param>
/// <param name="Quantized">Its integers.</param>
/// <param name="Training">The learning curve; dev costs are of the judging examples, by the fake-quantized network.</param>
/// <param name="CostBefore">The cost of the initial integers on the judging examples, without any penalty.</param>
/// <param name="Cost">The cost of the fine-tuned integers on the judging examples.</param>
internal sealed record AwareTraining(Network<float> Network, QuantizedNetwork Quantized, TrainingResult Training, double CostBefore, double Cost)
{
    /// <summary>The share of the float training's learning rate with which it starts when none is given.</summary>
    public const double DefaultLearningRateShare = 0.5;

    /// <summary>Whether the integers are better than those that it started from.</summary>
    public bool IsBetter => Cost < CostBefore;

    /// <summary>Fine-tunes a copy of a network; the epoch with the lowest cost on the judging examples is kept.</summary>
    /// <param name="network">The float network, without batch normalisation; it stays as it is.</param>
    /// <param name="quantized">Its integers.</param>
    /// <param name="train">Raw training features, shape (n[0], m), with labels as the loss takes them.</param>
    /// <param name="judge">Those on which epochs are judged; the training examples will do.</param>
    /// <param name="training">How the float network was trained.</param>
    /// <param name="options">Epochs, 1 or more, and learning rate.</param>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <param name="cancellation">Ends it after the step under way; the best epoch so far is kept.</param>
    /// <returns>The fine-tuned network and its integers.</returns>
    /// <exception cref="InputException">The cost grew beyond all numbers.</exception>
    public static AwareTraining Run(
        Network<float> network,
        QuantizedNetwork quantized,
        TrainingSet<float> train,
        TrainingSet<float> judge,
        DescentOptions training,
        QuantizationOptions options,
        Action<EpochReport>? onEpoch = null,
        CancellationToken cancellation = default) =>
        Run(network, quantized, quantized, train, judge, training, options, onEpoch, cancellation);

    /// <summary>The same with the codes of other integers, such as those that were searched with finer weights: these move, and the codes stay.</summary>
    internal static AwareTraining Run(
        Network<float> network,
        QuantizedNetwork quantized,
        QuantizedNetwork codes,
        TrainingSet<float> train,
        TrainingSet<float> judge,
        DescentOptions training,
        QuantizationOptions options,
        Action<EpochReport>? onEpoch,
        CancellationToken cancellation)
    {
        options.Validate();
        Network<float> tuned = network.Fold();
        QuantizedNetwork start = codes == quantized ? quantized : Quantizer.Requantize(network, codes, quantized.WeightBits);
        FakeQuantization.Attach(tuned, start);
        GradientDescent<float> descent = CreateDescent(tuned, start, train, judge, training, options, options.IsPruned ? WeightMask<float>.OfZeros(tuned) : null);
        TrainingResult result = descent.Run(onEpoch, cancellation);
        FakeQuantization.Detach(tuned);
        QuantizedNetwork integers = Quantizer.Requantize(tuned, start);
        return new AwareTraining(tuned, integers, result, Cost(quantized), Cost(integers));

        double Cost(QuantizedNetwork judged) => CostOf(judged, network.Output.Shape, network.Loss, judge, descent.DevWeights);
    }

    /// <summary>Makes the descent of the phase, whose network has fake quantizers.</summary>
    internal static GradientDescent<float> CreateDescent(
        Network<float> network,
        QuantizedNetwork quantized,
        TrainingSet<float> train,
        TrainingSet<float> judge,
        DescentOptions training,
        QuantizationOptions options,
        IWeightPruning? pruning = null) =>
        new(network, Coded(quantized, train), Coded(quantized, judge), training with
        {
            IsFineTuning = true,
            Epochs = options.AwareEpochs ?? QuantizationOptions.DefaultAwareEpochs,
            LearningRate = options.LearningRate ?? (DefaultLearningRateShare * training.LearningRate),
            Schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine },
            Patience = 0,
        }, pruning);

    private static TrainingSet<float> Coded(QuantizedNetwork quantized, TrainingSet<float> examples) =>
        examples with { Features = FakeQuantization.CodedInputs(quantized, examples.Features) };

    // Of the integers themselves, as the device computes them; only what follows the logits is in float.
    private static double CostOf(QuantizedNetwork quantized, LayerShape output, Loss loss, TrainingSet<float> examples, Matrix<float>? weights)
    {
        var logits = new Matrix<float>(quantized.Outputs, examples.Count, [.. quantized.RealLogits(examples.Features).Select(logit => (float)logit)]);
        var activations = new Matrix<float>(logits.Rows, logits.Columns);
        if (output.Activation == Activation.Softmax)
        {
            Softmax.Forward(logits, activations);
        }
        else
        {
            ActivationFunctions.Forward(output.Activation, (float)output.LeakySlope, logits.Values, activations.Values);
        }

        return LossFunctions.Cost(loss, logits, activations, examples.Labels, weights);
    }
}
