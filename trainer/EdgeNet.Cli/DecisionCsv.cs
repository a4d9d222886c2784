using System.Globalization;
using System.Text;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Cli;

/// <summary>Every decision of a replay, as CSV.</summary>
internal static class DecisionCsv
{
    public static byte[] Write(Predictor predictor, IReadOnlyList<StateTimeline> timelines)
    {
        bool hasTruth = timelines.Any(timeline => timeline.HasTruth);
        var text = new StringBuilder("recording,t,state");
        foreach (string name in predictor.OutputCount == 1 ? [predictor.PositiveLabel] : Enumerable.Range(0, predictor.LabelCount).Select(predictor.LabelOf))
        {
            text.Append(',').Append(CsvCell.Write($"probability of {name}"));
        }

        text.Append(hasTruth ? ",label\n" : "\n");
        foreach (StateTimeline timeline in timelines)
        {
            foreach (StateDecision decision in timeline.Decisions)
            {
                text.Append(CultureInfo.InvariantCulture, $"{CsvCell.Write(timeline.Name)},{decision.Reading / timeline.RateHertz:0.###},{Name(decision.State)}");
                foreach (float probability in decision.Probabilities)
                {
                    text.Append(CultureInfo.InvariantCulture, $",{probability:F6}");
                }

                text.Append(hasTruth ? $",{Name(timeline.Truth[decision.Reading])}\n" : "\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        string Name(int state) => state == StateTimeline.Unknown ? string.Empty : CsvCell.Write(predictor.LabelOf(state));
    }
}
