using EdgeNet.Files;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>Claims, heartbeats and rounds, without training anything, in each kind of database.</summary>
public abstract class StudyTests : IDisposable
{
    private readonly FakePlan _plan = new(coarse: 4);
    private readonly List<Study> _open = [];

    private protected abstract string Place { get; }

    [TestMethod]
    public void ClaimNext_TwoSessions_NeverGetTheSameTrial()
    {
        Study first = Open();
        Study second = Open();
        int[] claimed = [Claim(first), Claim(second), Claim(second), Claim(first)];

        CollectionAssert.AreEqual((int[])[1, 2, 3, 4], claimed);
        Assert.IsTrue(Drawn(first).Take(4).All(trial => trial.State == TrialState.Running && trial.Starts == 1));
    }

    [TestMethod]
    public void ClaimNext_ManyThreadsAndSessions_RunEveryTrialOnce()
    {
        const int trials = 200;
        Study[] sessions = [Open(), Open(), Open()];
        int[] runs = new int[trials + 1];
        Task[] threads = [.. Enumerable.Range(0, 6).Select(i => Task.Factory.StartNew(() => Work(sessions[i % 3]), TaskCreationOptions.LongRunning))];
        Task.WaitAll(threads);

        CollectionAssert.AreEqual(Enumerable.Repeat(1, trials).Prepend(0).ToArray(), runs);
        Assert.IsTrue(sessions[0].ReadTrials().All(trial => trial is { State: TrialState.Done, Starts: 1 }));

        void Work(Study study)
        {
            for (Study.Claim claim; !(claim = study.ClaimNext(_plan, trials)).IsFinished;)
            {
                if (claim.Trial is { } trial)
                {
                    Interlocked.Increment(ref runs[trial.Number]);
                    Assert.HasCount(_plan.Needs(trial.Number) + 1, claim.History);
                    Assert.IsTrue(study.Finish(trial.AsDone()));
                }
            }
        }
    }

    [TestMethod]
    public void N29_ClaimNext_FirstRoundNotFinished_IsABarrierForEverySession()
    {
        Study first = Open();
        Study second = Open();
        foreach (int _ in Enumerable.Range(0, 3))
        {
            Finish(first, Claim(first));
        }

        int last = Claim(second);
        Assert.AreEqual(4, last);
        Assert.AreEqual(new Study.Claim(null, [], false), first.ClaimNext(_plan, 8));
        Assert.HasCount(4, Drawn(first));

        Finish(second, last);
        Study.Claim fine = first.ClaimNext(_plan, 8);
        Assert.AreEqual((5, 2), (fine.Trial!.Number, fine.Trial.Round));
        CollectionAssert.AreEqual((int[])[0, 1, 2, 3, 4], fine.History.Select(trial => trial.Number).ToArray());
        Assert.HasCount(8, Drawn(first));
    }

    [TestMethod]
    public void ClaimNext_EveryTrialFinished_SaysSo()
    {
        Study study = Open();
        for (int number = 1; number <= 8; number++)
        {
            Trial trial = study.ClaimNext(_plan, 8).Trial!;
            Assert.IsTrue(study.Finish((number % 3) switch
            {
                0 => trial with { State = TrialState.Stopped, Rungs = new ValueList([0.5, 0.25]) },
                1 => trial with { State = TrialState.Failed, Failure = "diverged" },
                _ => trial.AsDone(),
            }));
        }

        Assert.AreEqual(new Study.Claim(null, [], true), study.ClaimNext(_plan, 8));
        Trial[] trials = [.. Drawn(study)];
        Assert.AreEqual(FakeStudies.Good, trials[1].Result);
        Assert.AreEqual(("diverged", TrialState.Failed, null), (trials[0].Failure, trials[0].State, trials[0].Result));
        Assert.AreEqual((TrialState.Stopped, "0.5 0.25"), (trials[2].State, trials[2].Rungs.ToString()));
    }

    [TestMethod]
    public void ClaimNext_SessionSilent_RunsItsTrialAgainAndDropsALateResult()
    {
        Study silent = Open();
        Study other = Open();
        Assert.AreEqual(1, Claim(silent));
        Assert.AreEqual(2, Claim(other));
        FakeStudies.Age(Place, 20);
        other.Heartbeat();
        FakeStudies.Age(Place, 20);

        Assert.AreEqual(1, Claim(other));
        Assert.AreEqual(3, Claim(other));
        Assert.AreEqual(2, Drawn(other)[0].Starts);
        silent.Heartbeat(); // which is not of the claim any more
        Assert.IsFalse(Finish(silent, 1));
        Assert.AreEqual(TrialState.Running, Drawn(other)[0].State);
        Assert.IsTrue(Finish(other, 1));
        Assert.IsFalse(Finish(silent, 1));
    }

    [TestMethod]
    public void ClaimNext_HeartbeatOfTheFuture_IsASilentSession()
    {
        Study early = Open();
        Assert.AreEqual(1, Claim(early));
        FakeStudies.Age(Place, -1000); // the clock was put back

        Assert.AreEqual(1, Claim(Open()));
    }

    [TestMethod]
    public void Finish_SilentButNobodyElseHasClaimed_IsOurs()
    {
        Study silent = Open();
        Assert.AreEqual(1, Claim(silent));
        FakeStudies.Age(Place, 1000);

        Assert.IsTrue(Finish(silent, 1));
    }

    [TestMethod]
    public void ClaimNext_FinishedTrialOfASilentSession_IsNotRunAgain()
    {
        Study killed = Open();
        Finish(killed, Claim(killed));
        FakeStudies.Age(Place, 1000);

        Assert.AreEqual(2, Claim(Open()));
    }

    [TestMethod]
    public void Heartbeat_ByItself_IsSentWhileATrialRuns()
    {
        Study busy = Open(TimeSpan.FromSeconds(1));
        Assert.AreEqual(1, Claim(busy));
        double first = LastBeat();

        Assert.IsTrue(SpinWait.SpinUntil(() => LastBeat() > first, TimeSpan.FromSeconds(30)));
        Assert.IsTrue(Finish(busy, 1));
    }

    [TestMethod]
    public void Open_AnswersLost_DoesEverythingOnce()
    {
        string name = NewName();
        using var study = Study.Open(new ForgetfulDatabase(StudyDatabase.Open(Place, new StudySettings())), name, FakeStudies.Identity, 8, new StudySettings());
        study.RunAll(_plan, 8);

        Assert.IsTrue(study.ClaimNext(_plan, 8).IsFinished);
        CollectionAssert.AreEqual(Enumerable.Range(0, 9).ToArray(), study.ReadTrials().Select(trial => trial.Number).ToArray());
        Assert.IsTrue(study.ReadTrials().All(trial => trial is { State: TrialState.Done, Starts: 1 }));
    }

    [TestMethod]
    public void Dispose_TrialUnderWay_GivesItBack()
    {
        Study first = Open();
        Assert.AreEqual(1, Claim(first));
        Assert.AreEqual(2, Claim(first));
        Finish(first, 1);
        first.Dispose();

        Study second = Open();
        CollectionAssert.AreEqual((TrialState[])[TrialState.Done, TrialState.Open], Drawn(second).Take(2).Select(trial => trial.State).ToArray());
    }

    [TestMethod]
    public void Release_Claimed_IsOpenAgain()
    {
        Study study = Open();
        Assert.AreEqual(1, Claim(study));
        study.Release(1);
        study.Release(1);
        Assert.IsFalse(Finish(study, 1));
        Assert.AreEqual(1, Claim(study));
    }

    [TestMethod]
    public void ClaimNext_MoreTrialsThanAtFirst_GoesOn()
    {
        Study study = Open();
        study.RunAll(_plan, 8);

        Assert.IsTrue(study.ClaimNext(_plan, 6).IsFinished);
        Assert.AreEqual(9, study.ClaimNext(_plan, 10).Trial!.Number);
        Assert.AreEqual(8, study.PlannedTrials);
        CollectionAssert.AreEqual((int[])[1, 1, 1, 1, 2, 2, 2, 2, 2, 2], Drawn(study).Select(trial => trial.Round).ToArray());
    }

    [TestMethod]
    public void ClaimNext_NewStudy_BeginsWithTheRecipeAsItIsAndWaitsForItAtTheEndOnly()
    {
        var plan = new FakePlan(coarse: 8);
        using var study = Study.Open(Place, NewName(), FakeStudies.Identity, 2);
        Trial first = study.ClaimNext(plan, 2).Trial!;
        Assert.AreEqual((Trial.AsItIs, 0, "{}"), (first.Number, first.Round, first.Parameters));

        Finish(study, study.ClaimNext(plan, 2).Trial!.Number);
        Finish(study, study.ClaimNext(plan, 2).Trial!.Number);
        Assert.AreEqual(new Study.Claim(null, [], false), study.ClaimNext(plan, 2));
        Finish(study, Trial.AsItIs);
        Assert.AreEqual(new Study.Claim(null, [], true), study.ClaimNext(plan, 2));
    }

    [TestMethod]
    public void ReadTrials_Regression_HasNoAccuracy()
    {
        Study study = Open();
        var regression = new TrialResult(0.5, double.NaN, double.NaN, 100, 10);
        Assert.IsTrue(study.Finish(study.ClaimNext(_plan, 8).Trial!.AsDone(regression)));
        Assert.AreEqual(regression, Drawn(study)[0].Result);
    }

    [TestMethod]
    public void Open_SeveralNames_AreSeveralStudies()
    {
        using var one = Study.Open(Place, NewName(), FakeStudies.Identity, 3);
        using var other = Study.Open(Place, NewName(), FakeStudies.Identity with { Seed = 7 }, 5);
        one.RunAll(new FakePlan(9), 3);
        Assert.HasCount(4, one.ReadTrials());
        Assert.HasCount(1, other.ReadTrials());
    }

    [TestMethod]
    public void Open_StudyOfSomethingElse_SaysWhatDiffers()
    {
        Open().Dispose();
        StudyIdentity own = FakeStudies.Identity;
        foreach ((StudyIdentity identity, string difference) in ((StudyIdentity, string)[])
        [
            (own with { Data = "x" }, "is a study of other data"),
            (own with { Recipe = "x" }, "is a study of another recipe"),
            (own with { Space = "[]" }, "is a study that searches {}, and the recipe says []"),
            (own with { Metric = TuningMetric.F1 }, "judges by cost, and f1 is asked for"),
            (own with { Folds = 3 }, "judges by 5 folds, and 3 are asked for"),
            (own with { Repeats = 1 }, "has --repeats 2, and 1 is asked for"),
            (own with { Sampler = TuningSampler.Random }, "draws trials by 'tpe', and 'random' is asked for"),
            (own with { EndsEarly = false }, "ends bad trials early, and this search runs every trial to its end"),
            (own with { WeighsDevice = true }, "has one aim, and this search has the cost on the device for a second aim"),
            (own with { Seed = 2 }, "has the seed 1, and 2 is asked for"),
        ])
        {
            string message = Assert.ThrowsExactly<InputException>(() => Study.Open(Place, Name, identity, 8)).Message;
            Assert.Contains(difference, message);
            Assert.DoesNotContain(PostgresServer.Password, message);
        }
    }

    [TestMethod]
    [DataRow("UPDATE edgenet_study SET metric = 'Beauty' WHERE name = '{0}'")]
    [DataRow("UPDATE edgenet_study SET sampler = '' WHERE name = '{0}'")]
    public void Open_ImpossibleValue_IsRefused(string change)
    {
        Open().Dispose();
        FakeStudies.Execute(Place, change.Replace("{0}", Name, StringComparison.Ordinal));
        Assert.Contains("a value has a wrong type", Assert.ThrowsExactly<InputException>(() => Open()).Message);
    }

    [TestMethod]
    public void ClaimNext_EarlierTrialMissing_IsRefused()
    {
        Study study = Open();
        for (int number = 1; number <= 4; number++)
        {
            Finish(study, Claim(study));
        }

        FakeStudies.Execute(Place, "DELETE FROM edgenet_trial WHERE number = 3");
        Assert.Contains(
            "a trial was drawn before those that it follows from were finished", Assert.ThrowsExactly<InputException>(() => Claim(study)).Message);
    }

    public void Dispose()
    {
        _open.ForEach(study => study.Dispose());
        Clean();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Clean();

    private protected string Name { get; } = NewName();

    private static string NewName() => Guid.NewGuid().ToString("N");

    // The recipe as it is, which no claim here is about.
    private static IReadOnlyList<Trial> Drawn(Study study) => [.. study.ReadTrials().Where(trial => trial.Number != Trial.AsItIs)];

    private static bool Finish(Study study, int number) => study.Finish(study.ReadTrials()[number].AsDone());

    private double LastBeat()
    {
        using var database = StudyDatabase.Open(Place, new StudySettings());
        return database.Run(connection => connection.Query("SELECT heartbeat FROM edgenet_trial WHERE number = 1", row => row.GetDouble(0)))[0];
    }

    private int Claim(Study study) => study.ClaimNext(_plan, 8).Trial!.Number;

    private Study Open(TimeSpan? expiry = null)
    {
        var study = Study.Open(Place, Name, FakeStudies.Identity, 8, new StudySettings { Expiry = expiry ?? TimeSpan.FromSeconds(30) });
        _open.Add(study);
        if (study.ReadTrials()[0].State == TrialState.Open)
        {
            Assert.AreEqual(0, Claim(study));
            Assert.IsTrue(Finish(study, 0));
        }

        return study;
    }
}

[TestClass]
public sealed class SqliteStudyTests : StudyTests
{
    private readonly TemporaryFolder _folder = new();

    private protected override string Place => _folder.Combine("s.db");

    private protected override void Clean() => _folder.Dispose();
}

[TestClass]
public sealed class PostgresStudyTests : StudyTests
{
    private string? _place;

    private protected override string Place => _place ??= PostgresServer.Shared.MakeDatabase();

    private protected override void Clean()
    {
    }
}
