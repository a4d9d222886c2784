using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>Claims, leases and rounds, without training anything.</summary>
[TestClass]
public sealed class StudyTests : IDisposable
{
    private static readonly TrialResult Good = new(0.1, 0.9, 0.8, 100, 10);

    private readonly TuningProblem _problem = new();
    private readonly FakeSessions _sessions = new();
    private readonly List<Study> _open = [];

    [TestMethod]
    public void ClaimNext_TwoSessions_NeverGetTheSameTrial()
    {
        Study first = Open(_sessions.Start(1));
        Study second = Open(_sessions.Start(2));
        int[] claimed = [Claim(first), Claim(second), Claim(second), Claim(first)];

        CollectionAssert.AreEqual((int[])[1, 2, 3, 4], claimed);
        Assert.IsTrue(Drawn(first).Take(4).All(trial => trial.State == TrialState.Running && trial.Starts == 1));
    }

    [TestMethod]
    public void N29_ClaimNext_FirstRoundNotFinished_IsABarrierForEverySession()
    {
        Study first = Open(_sessions.Start(1));
        Study second = Open(_sessions.Start(2));
        foreach (int _ in Enumerable.Range(0, 3))
        {
            first.Finish(Claim(first), Good);
        }

        int last = Claim(second);
        Assert.AreEqual(4, last);
        Assert.AreEqual(new Study.Claim(null, false), first.ClaimNext(Plan(), 8));
        Assert.HasCount(4, Drawn(first));

        second.Finish(last, Good);
        Assert.AreEqual(5, Claim(first));
        Assert.AreEqual(2, Drawn(first)[4].Round);
        Assert.HasCount(8, Drawn(first));
    }

    [TestMethod]
    public void ClaimNext_EveryTrialFinished_SaysSo()
    {
        Study study = Open(_sessions.Start(1));
        for (int number = 1; number <= 8; number++)
        {
            Assert.IsTrue(number % 2 == 0 ? study.Finish(Claim(study), Good) : study.Fail(Claim(study), "diverged"));
        }

        Assert.AreEqual(new Study.Claim(null, true), study.ClaimNext(Plan(), 8));
        Trial[] trials = [.. Drawn(study)];
        Assert.AreEqual(Good, trials[1].Result);
        Assert.AreEqual(("diverged", TrialState.Failed, null), (trials[0].Failure, trials[0].State, trials[0].Result));
    }

    [TestMethod]
    public void ClaimNext_ProcessKilled_RunsItsTrialAgainAndDropsALateResult()
    {
        Study killed = Open(_sessions.Start(1));
        Study other = Open(_sessions.Start(2));
        Assert.AreEqual(1, Claim(killed));
        Assert.AreEqual(2, Claim(other));
        _sessions.Kill(1);

        Assert.AreEqual(1, Claim(other));
        Assert.AreEqual(2, Drawn(other)[0].Starts);
        Assert.IsFalse(killed.Finish(1, Good));
        Assert.AreEqual(TrialState.Running, Drawn(other)[0].State);
        Assert.IsTrue(other.Finish(1, Good));
    }

    [TestMethod]
    public void ClaimNext_ProcessIdUsedAgain_RunsTheTrialAgain()
    {
        Study killed = Open(_sessions.Start(1, start: 1));
        Assert.AreEqual(1, Claim(killed));
        Study later = Open(_sessions.Start(1, start: 2));

        Assert.AreEqual(1, Claim(later));
    }

    [TestMethod]
    public void ClaimNext_OtherMachine_IsHeardOfOrExpires()
    {
        Study far = Open(_sessions.Start(1, host: "there"));
        Study here = Open(_sessions.Start(2));
        Assert.AreEqual(1, Claim(far));
        _sessions.Kill(1); // which this machine cannot see

        _sessions.Now += Lease.Expiry - TimeSpan.FromSeconds(1);
        far.Heartbeat();
        _sessions.Now += Lease.Expiry - TimeSpan.FromSeconds(1);
        Assert.AreEqual(2, Claim(here));
        _sessions.Now += TimeSpan.FromSeconds(1);
        Assert.AreEqual(1, Claim(here));
    }

    [TestMethod]
    public void ClaimNext_FinishedTrialOfAKilledProcess_IsNotRunAgain()
    {
        Study killed = Open(_sessions.Start(1));
        killed.Finish(Claim(killed), Good);
        _sessions.Kill(1);

        Assert.AreEqual(2, Claim(Open(_sessions.Start(2))));
    }

    [TestMethod]
    public void Dispose_TrialUnderWay_GivesItBack()
    {
        Study first = Open(_sessions.Start(1));
        Assert.AreEqual(1, Claim(first));
        Assert.AreEqual(2, Claim(first));
        first.Finish(1, Good);
        first.Dispose();

        Study second = Open(_sessions.Start(2));
        CollectionAssert.AreEqual((TrialState[])[TrialState.Done, TrialState.Open], Drawn(second).Take(2).Select(trial => trial.State).ToArray());
    }

    [TestMethod]
    public void Release_Claimed_IsOpenAgain()
    {
        Study study = Open(_sessions.Start(1));
        Assert.AreEqual(1, Claim(study));
        Assert.IsTrue(study.Release(1));
        Assert.IsFalse(study.Release(1));
        Assert.AreEqual(1, Claim(study));
    }

    [TestMethod]
    public void ClaimNext_MoreTrialsThanAtFirst_OnlyLengthenTheSecondRound()
    {
        Study study = Open(_sessions.Start(1));
        for (int number = 1; number <= 8; number++)
        {
            study.Finish(study.ClaimNext(Plan(), 8).Trial!.Number, Good);
        }

        Assert.IsTrue(study.ClaimNext(Plan(), 6).IsFinished);
        Assert.AreEqual(9, study.ClaimNext(Plan(), 10).Trial!.Number);
        CollectionAssert.AreEqual((int[])[1, 1, 1, 1, 2, 2, 2, 2, 2, 2], Drawn(study).Select(trial => trial.Round).ToArray());
    }

    [TestMethod]
    public void ClaimNext_NewStudy_BeginsWithTheRecipeAsItIsAndWaitsForItAtTheEndOnly()
    {
        using Study study = Study.InMemory(new Tuner(_problem.Recipe, _problem.Examples, null, new TuningOptions()).Identity, 2);
        Trial first = study.ClaimNext(Plan(), 2).Trial!;
        Assert.AreEqual((Trial.AsItIs, 0, "{}"), (first.Number, first.Round, first.Parameters));

        Assert.IsTrue(study.Finish(study.ClaimNext(Plan(), 2).Trial!.Number, Good));
        Trial fine = study.ClaimNext(Plan(), 2).Trial!;
        Assert.AreEqual((2, 2), (fine.Number, fine.Round));
        Assert.IsTrue(study.Finish(2, Good));
        Assert.AreEqual(new Study.Claim(null, false), study.ClaimNext(Plan(), 2));
        Assert.IsTrue(study.Finish(Trial.AsItIs, Good));
        Assert.AreEqual(new Study.Claim(null, true), study.ClaimNext(Plan(), 2));
    }

    [TestMethod]
    public void ReadTrials_Regression_HasNoAccuracy()
    {
        Study study = Open(_sessions.Start(1));
        study.Finish(Claim(study), new TrialResult(0.5, double.NaN, double.NaN, 100, 10));
        Assert.AreEqual(new TrialResult(0.5, double.NaN, double.NaN, 100, 10), Drawn(study)[0].Result);
    }

    public void Dispose()
    {
        _open.ForEach(study => study.Dispose());
        _problem.Dispose();
    }

    private static TrialPlan Plan()
    {
        using var problem = new TuningProblem();
        return new TrialPlan(SearchSpaceReader.Read(problem.Recipe), 1, TuningMetric.Cost);
    }

    // The recipe as it is, which no claim here is about.
    private static IReadOnlyList<Trial> Drawn(Study study) => [.. study.ReadTrials().Where(trial => trial.Number != Trial.AsItIs)];

    private static int Claim(Study study) => study.ClaimNext(Plan(), 8).Trial!.Number;

    private Study Open(Lease lease)
    {
        var options = new TuningOptions { Trials = 8 };
        Study study = Study.Open(_problem.PathOf("s.db"), new Tuner(_problem.Recipe, _problem.Examples, null, options).Identity, 8, lease);
        _open.Add(study);
        if (study.ReadTrials().Count == 0)
        {
            Assert.IsTrue(study.Finish(Claim(study), Good));
        }

        return study;
    }
}
