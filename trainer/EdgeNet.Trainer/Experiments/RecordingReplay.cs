using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Runs recordings through the device library, reading by reading, as a device would.</summary>
internal static class RecordingReplay
{
    /// <summary>Runs one recording through a pipeline that is reset first, and again at each gap.</summary>
    /// <param name="pipeline">Of two classes or more, with as many channels as the recording.</param>
    /// <param name="recording">Its readings, in counts.</param>
    /// <param name="onWindow">Called with the features of each window, n[0] numbers in an array that the next one overwrites; or null.</param>
    /// <returns>The decisions over the recording.</returns>
    /// <exception cref="InputException">The model estimates quantities and has no state.</exception>
    /// <exception cref="ShapeException">The recording has another number of channels.</exception>
    public static StateTimeline Run(Pipeline pipeline, Recording recording, Action<float[]>? onWindow = null)
    {
        Predictor predictor = pipeline.Predictor;
        if (predictor.IsRegression)
        {
            throw new InputException($"The model '{predictor.Name}' estimates quantities and decides nothing; it has no states.");
        }

        var decisions = new List<StateDecision>();
        Walk(pipeline, recording, (n, features) =>
        {
            onWindow?.Invoke(features);
            var probabilities = new float[predictor.OutputCount];
            predictor.Predict(features, probabilities);
            decisions.Add(new StateDecision(n, pipeline.State, probabilities) { Unfamiliarity = predictor.KnowsUnfamiliar ? pipeline.Unfamiliarity : null });
        });
        return new StateTimeline(recording.Name, pipeline.Settings.RateMillihertz / 1000.0, recording.Labels, decisions);
    }

    /// <summary>The same of a model that estimates quantities.</summary>
    /// <param name="pipeline">Of one quantity or more, with as many channels as the recording.</param>
    /// <param name="recording">Its readings, in counts, and perhaps the true quantities.</param>
    /// <param name="onWindow">As of <see cref="Run"/>.</param>
    /// <returns>The estimates over the recording.</returns>
    /// <exception cref="ShapeException">The recording has another number of channels.</exception>
    public static QuantityTimeline Estimate(Pipeline pipeline, Recording recording, Action<float[]>? onWindow = null)
    {
        Predictor predictor = pipeline.Predictor;
        int window = pipeline.Settings.Window;
        var estimates = new List<QuantityEstimate>();
        Walk(pipeline, recording, (n, features) =>
        {
            onWindow?.Invoke(features);
            float[] values = [.. Enumerable.Range(0, predictor.OutputCount).Select(output => predictor.ValueOf(output, pipeline.LogitOf(output)))];
            float[] truth = [.. recording.Targets.Select((_, target) => recording.MeanTarget(target, n + 1 - window, window))];
            estimates.Add(new QuantityEstimate(n, values, truth) { Unfamiliarity = predictor.KnowsUnfamiliar ? pipeline.Unfamiliarity : null });
        });
        return new QuantityTimeline(recording.Name, pipeline.Settings.RateMillihertz / 1000.0, recording.Count, estimates);
    }

    // Calls back after each window, with its last reading and its features.
    private static void Walk(Pipeline pipeline, Recording recording, Action<int, float[]> onWindow)
    {
        int channels = pipeline.Settings.Channels.Length;
        if (recording.Readings.Length != channels)
        {
            throw new ShapeException($"The recording '{recording.Name}' has {recording.Readings.Length} channels; the model takes {channels}.");
        }

        var readings = new int[channels];
        var features = new float[pipeline.Predictor.InputCount];
        int piece = 0;
        for (int n = 0; n < recording.Count; n++)
        {
            if (piece < recording.Starts.Count && recording.Starts[piece] == n)
            {
                pipeline.Reset();
                piece++;
            }

            for (int c = 0; c < channels; c++)
            {
                readings[c] = recording.Readings[c][n];
            }

            if (pipeline.Add(readings))
            {
                for (int f = 0; f < features.Length; f++)
                {
                    features[f] = pipeline.FeatureOf(f);
                }

                onWindow(n, features);
            }
        }
    }
}
