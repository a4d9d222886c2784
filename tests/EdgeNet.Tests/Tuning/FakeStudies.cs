using System.Data.Common;
using EdgeNet.Files;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>Studies of nothing, whose trials are a line of JSON.</summary>
internal static class FakeStudies
{
    public static readonly StudyIdentity Identity = new("recipe", "data", "{}", TuningMetric.Cost, 5, 2, 1, TuningSampler.Tpe, EndsEarly: true, WeighsDevice: false);

    public static readonly TrialResult Good = new(0.1, 0.9, 0.8, 100, 10)
    {
        Instructions = 1.0 / 3,
        HeapBytes = 77,
        Folds = new ValueList([0.1, 1.0 / 3, 1e-300]),
        Penalty = 0.01,
    };

    public static Trial AsDone(this Trial trial, TrialResult? result = null) => trial with { State = TrialState.Done, Result = result ?? Good };

    /// <summary>Runs SQL on a database of studies.</summary>
    public static int Execute(string place, string sql)
    {
        using var database = StudyDatabase.Open(place, new StudySettings());
        return database.Run(connection => connection.Execute(sql));
    }

    /// <summary>Makes all running trials look as if their sessions had been silent for so long.</summary>
    public static void Age(string place, double seconds) => Execute(place, FormattableString.Invariant($"UPDATE edgenet_trial SET heartbeat = heartbeat - {seconds}"));

    /// <summary>Claims and finishes all that can be.</summary>
    public static void RunAll(this Study study, ITrialPlan plan, int trials)
    {
        while (study.ClaimNext(plan, trials).Trial is { } trial)
        {
            Assert.IsTrue(study.Finish(trial.AsDone()));
        }
    }
}

/// <summary>A plan with a barrier: later trials depend on the whole first round.</summary>
internal sealed class FakePlan(int coarse) : ITrialPlan
{
    public int Needs(int number) => number <= coarse ? -1 : coarse;

    public (int Round, string Parameters) Draw(int number, IReadOnlyList<Trial> history)
    {
        Assert.HasCount(Needs(number) + 1, history);
        Assert.IsTrue(history.Select((trial, i) => trial.Number == i && trial.IsFinished).All(isSo => isSo));
        return (number <= coarse ? 1 : 2, FormattableString.Invariant($$"""{"n":{{number}},"cost":{{history.Sum(trial => trial.Result?.Cost ?? 0)}}}"""));
    }
}

/// <summary>A database that loses the first answer to everything, and so is asked again.</summary>
internal sealed class ForgetfulDatabase(StudyDatabase database) : StudyDatabase
{
    public override string Place => database.Place;

    public override string Now => database.Now;

    public override string SkipLocked => database.SkipLocked;

    public override TimeSpan Expiry => database.Expiry;

    public override bool KeepsFiles => database.KeepsFiles;

    public override TResult Run<TResult>(Func<DbConnection, TResult> commands, bool isPatient = true, bool mayBeLost = false)
    {
        database.Run(commands, isPatient, mayBeLost);
        return database.Run(commands, isPatient, mayBeLost);
    }

    public override InputException Differs(string study, string difference) => database.Differs(study, difference);

    public override InputException Damaged(string why, Exception? inner = null) => database.Damaged(why, inner);

    public override void Dispose() => database.Dispose();
}
