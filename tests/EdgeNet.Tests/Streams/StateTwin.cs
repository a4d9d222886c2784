using System.Numerics;

namespace EdgeNet.Tests.Streams;

/// <summary>The plain twin of the decisions: "From outputs to a state" of <c>FORMAT.md</c>, with every vote kept.</summary>
internal sealed class StateTwin(DecisionRules rules, int classes)
{
    private readonly List<int> _votes = [];

    /// <summary>The number of the class, or -1.</summary>
    public int State { get; private set; } = -1;

    /// <summary>Readings since the state changed last, or since the beginning.</summary>
    public long Since { get; private set; }

    public void CountReading() => Since++;

    /// <summary>Takes the logits of a window: one of two classes, or one for each class.</summary>
    public void Decide(BigInteger[] logits)
    {
        int before = _votes.Count == 0 ? 0 : _votes[^1];
        _votes.Add(logits.Length > 1 ? Array.IndexOf(logits, logits.Max())
            : logits[0] >= rules.OnLogit ? 1
            : logits[0] < rules.OffLogit ? 0 : before);
        int next = Winner([.. _votes.TakeLast(rules.OfLast)], rules, classes, State);
        if (next != State && (State == -1 || Since >= rules.MinimumReadings))
        {
            (State, Since) = (next, 0);
        }
    }

    /// <summary>The class that has the votes; the state where none has.</summary>
    public static int Winner(int[] last, DecisionRules rules, int classes, int state)
    {
        if (classes == 2)
        {
            return last.Count(vote => vote == 1) >= rules.Votes ? 1
                : last.Count(vote => vote == 0) >= rules.OfLast - rules.Votes + 1 ? 0 : state;
        }

        int[] winners = [.. Enumerable.Range(0, classes).Where(c => last.Count(vote => vote == c) >= rules.Votes)];
        return winners.Length == 1 ? winners[0] : state;
    }
}
