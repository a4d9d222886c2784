using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer;

/// <summary>What the device library's <see cref="EdgeNet.Learner"/> learned from recordings, reading by reading, as a device would.</summary>
/// <param name="Learner">The learner, after all that it took.</param>
/// <param name="Model">The model that it committed; the one that was given where it did not.</param>
/// <param name="Windows">Windows that the learner was given.</param>
/// <param name="UnusualWindows">Windows among them whose last reading is labelled unusual.</param>
/// <param name="Alarms">Windows among them that the model calls unusual as it was trained.</param>
/// <param name="Rest">The readings after these, which the model has not learned from; perhaps none.</param>
internal sealed record LearnedReplay(Learner Learner, ModelFile Model, int Windows, int UnusualWindows, int Alarms, RecordingSet Rest)
{
    /// <summary>Whether something was learned, so that <see cref="Model"/> is another one.</summary>
    public bool HasLearned => Learner.State == LearningState.Ready;

    /// <summary>Learns from recordings, in their order, until the learner is ready or refuses.</summary>
    /// <param name="path">The model's file, for messages.</param>
    /// <param name="model">A stream model that learns.</param>
    /// <param name="set">The recordings.</param>
    /// <exception cref="InputException">The model does not learn.</exception>
    public static LearnedReplay Run(string path, ModelFile model, RecordingSet set)
    {
        if (!Learner.CanLearn(model.Bytes))
        {
            throw new InputException(model.Device.IsAnomaly
                ? $"{path}: the model '{model.Device.Name}' does not learn, or has learned already; train it with 'anomaly.learning' in its recipe."
                : $"{path}: the model '{model.Device.Name}' does not learn what is normal; an anomaly model does, with 'anomaly.learning' in its recipe.");
        }

        var learner = new Learner(model.Bytes);
        var pipeline = Pipeline.Load(model.Bytes);
        float[] features = new float[learner.InputCount];
        int[] readings = new int[set.Channels.Count];
        int windows = 0, unusual = 0, alarms = 0;
        List<Recording> rest = [];
        foreach (Recording piece in set.Recordings.SelectMany(recording => recording.Pieces()))
        {
            pipeline.Reset();
            int n = 0;
            for (; n < piece.Count && learner.State < LearningState.Ready; n++)
            {
                for (int c = 0; c < readings.Length; c++)
                {
                    readings[c] = piece.Readings[c][n];
                }

                if (pipeline.Add(readings))
                {
                    pipeline.CopyFeatures(features);
                    learner.Learn(features);
                    windows++;
                    alarms += pipeline.LogitOf() >= model.Device.LogitThreshold ? 1 : 0;
                    unusual += piece.Labels[n] == 1 ? 1 : 0;
                }
            }

            if (n < piece.Count)
            {
                rest.Add(n == 0 ? piece : new Recording($"{piece.Name} after learning", piece.Source, [.. piece.Readings.Select(channel => channel[n..])], piece.Labels[n..], piece.Groups));
            }
        }

        int length = learner.Commit();
        return new LearnedReplay(learner, length == 0 ? model : ModelFile.Parse(learner.File[..length]), windows, unusual, alarms, set with { Recordings = rest });
    }
}
