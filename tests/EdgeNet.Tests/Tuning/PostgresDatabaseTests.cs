using System.Collections.Concurrent;
using EdgeNet.Files;
using EdgeNet.Tuning;
using Npgsql;

namespace EdgeNet.Tests.Tuning;

/// <summary>Addresses that are wrong, and servers that stop, restart, are full or cut off.</summary>
[TestClass]
public sealed class PostgresDatabaseTests
{
    private static readonly FakePlan Plan = new(coarse: 4);

    private readonly ConcurrentQueue<string> _told = [];

    private StudySettings Settings => new() { OnWaiting = _told.Enqueue, Expiry = TimeSpan.FromSeconds(30) };

    [TestMethod]
    [DataRow("postgres://me:s3cret word@there/edgenet")]
    [DataRow("postgresql://there")]
    public void Open_Url_SaysHowToWriteIt(string place) => Assert.AreEqual(
        "A PostgreSQL database is named like 'Host=server;Database=edgenet;Username=me', with the password in PGPASSWORD or in the file ~/.pgpass.", Refusal(place));

    [TestMethod]
    [DataRow("Host=there;Password=a;s3cret word")]
    [DataRow("Host=there;Password=a;s3cret word=1")]
    [DataRow("Host=there;Timeout=s3cret word")]
    [DataRow("Database=there")]
    public void Open_WrongString_SaysHowToWriteIt(string place) =>
        Assert.StartsWith("The connection string of --study cannot be read: write it like 'Host=server;Database=edgenet;Username=me'", Refusal(place));

    [TestMethod]
    public void Open_NoServer_IsRefusedAtOnce()
    {
        int port = PostgresServer.FreePort();
        Assert.AreEqual(
            $"127.0.0.1:{port}/edgenet: cannot be used for studies: Connection refused. Check host, database, user and password, and whether the server runs.",
            Refusal($"Host=127.0.0.1;Port={port};Database=edgenet;Username=me;Password={PostgresServer.Password}"));
    }

    [TestMethod]
    public void Open_WrongPasswordOrDatabase_IsRefused()
    {
        string place = PostgresServer.Shared.Address();
        Assert.Contains("password authentication failed for user \"edgenet\"", Refusal(place + "1"));
        Assert.Contains("database \"nowhere\" does not exist", Refusal(PostgresServer.Shared.Address("nowhere")));
    }

    [TestMethod]
    public void Open_OtherVersion_IsRefused()
    {
        string place = PostgresServer.Shared.MakeDatabase();
        Study.Open(place, "m", FakeStudies.Identity, 8).Dispose();
        FakeStudies.Execute(place, "UPDATE edgenet_version SET version = 5");
        Assert.EndsWith("its tables are of version 5, and this EdgeNet reads version 4; name another database, or drop them to begin anew.", Refusal(place));
    }

    [TestMethod]
    public void Open_StudyOfSomethingElse_SaysHowToDeleteIt()
    {
        string place = PostgresServer.Shared.MakeDatabase();
        Study.Open(place, "m", FakeStudies.Identity with { Seed = 3 }, 8).Dispose();
        Assert.EndsWith(
            ": 'm' has the seed 3, and 1 is asked for; give the recipe another name, or delete the study there to begin anew (DELETE FROM edgenet_study WHERE name = 'm' OR name LIKE 'm/finals/%').", Refusal(place));
        FakeStudies.Execute(place, "DELETE FROM edgenet_study WHERE name = 'm'");
        Study.Open(place, "m", FakeStudies.Identity, 8).Dispose();
    }

    [TestMethod]
    public void Open_ManyAtOnce_MakeTheTablesOnce()
    {
        string place = PostgresServer.Shared.MakeDatabase() + ";Maximum Pool Size=1";
        Task<Study>[] opening = [.. Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => Study.Open(place, "m", FakeStudies.Identity, 8), TaskCreationOptions.LongRunning))];
        Task.WaitAll(opening);
        int[] claimed = [.. opening.Select(study => study.Result.ClaimNext(Plan, 8).Trial?.Number ?? -1).Order()];
        CollectionAssert.AreEqual((int[])[-1, -1, -1, 0, 1, 2, 3, 4], claimed);
        Array.ForEach(opening, study => study.Result.Dispose());
    }

    [TestMethod]
    public void Open_UserWithoutRightToMakeTables_UsesThoseThatAreThere()
    {
        string place = PostgresServer.Shared.MakeDatabase();
        Study.Open(place, "m", FakeStudies.Identity, 8).Dispose();
        string user = $"worker{Guid.NewGuid():N}";
        FakeStudies.Execute(place, $"CREATE ROLE {user} LOGIN PASSWORD 'w'; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {user}");
        using var study = Study.Open($"{place};Username={user};Password=w", "m", FakeStudies.Identity, 8);
        study.RunAll(Plan, 8);
        Assert.IsTrue(study.ClaimNext(Plan, 8).IsFinished);
    }

    [TestMethod]
    public void Finish_ServerFull_WaitsForItsTurn()
    {
        string place = PostgresServer.Shared.MakeDatabase();
        Study.Open(place, "m", FakeStudies.Identity, 8).Dispose();
        string user = $"worker{Guid.NewGuid():N}";
        FakeStudies.Execute(place, $"CREATE ROLE {user} LOGIN PASSWORD 'w' CONNECTION LIMIT 1; GRANT ALL ON ALL TABLES IN SCHEMA public TO {user}");
        string limited = $"{place};Username={user};Password=w;Pooling=false";
        using var study = Study.Open(limited, "m", FakeStudies.Identity, 8, Settings);
        Trial trial = study.ClaimNext(Plan, 8).Trial!;
        using var other = new NpgsqlConnection(limited);
        Until(() => TryOpen(other));
        var finishing = Task.Run(() => study.Finish(trial.AsDone()));
        Until(() => !_told.IsEmpty);
        other.Close();

        Assert.IsTrue(finishing.GetAwaiter().GetResult());
    }

    [TestMethod]
    public void Finish_ServerStopsAndStarts_IsDoneOnce()
    {
        using var server = new PostgresServer();
        using var study = Study.Open(server.Address(), "m", FakeStudies.Identity, 8, Settings);
        Trial[] trials = [.. Enumerable.Range(0, 3).Select(_ => study.ClaimNext(Plan, 8).Trial!)];
        Assert.IsTrue(study.Finish(trials[0].AsDone()));
        server.Stop();
        Task<bool>[] finishing = [.. trials.Skip(1).Select(trial => Task.Run(() => study.Finish(trial.AsDone())))];
        var claiming = Task.Run(() => study.ClaimNext(Plan, 8));
        Until(() => !_told.IsEmpty);
        study.Heartbeat(); // which does not wait
        server.Start();

        Assert.IsTrue(finishing.All(finish => finish.GetAwaiter().GetResult()));
        Assert.AreEqual(3, claiming.GetAwaiter().GetResult().Trial!.Number);
        Assert.AreEqual($"{study.Place}: The database does not answer; trying again.", _told.Single());
        server.Restart(); // all connections are broken
        Assert.AreEqual(4, study.ClaimNext(Plan, 8).Trial!.Number);
        Assert.IsTrue(study.ReadTrials().All(trial => trial.Starts == 1));
    }

    [TestMethod]
    public void Finish_ServerStaysAway_EndsWithOneLine()
    {
        using var server = new PostgresServer();
        using var impatient = Study.Open(server.Address(), "m", FakeStudies.Identity, 8, Settings with { Patience = TimeSpan.FromSeconds(1) });
        using var stop = new CancellationTokenSource();
        using var stopped = Study.Open(server.Address(), "m", FakeStudies.Identity, 8, Settings with { Cancellation = stop.Token });
        Trial trial = impatient.ClaimNext(Plan, 8).Trial!;
        server.Stop();
        var waiting = Task.Run(() => Assert.ThrowsExactly<OperationCanceledException>(() => stopped.ClaimNext(Plan, 8)));
        InputException error = Assert.ThrowsExactly<InputException>(() => impatient.Finish(trial.AsDone()));
        Assert.AreEqual($"{impatient.Place}: cannot be used for studies: Connection refused. Check host, database, user and password, and whether the server runs.", error.Message);
        stop.Cancel();
        waiting.GetAwaiter().GetResult();
        server.Start();
        Assert.IsTrue(impatient.Finish(trial.AsDone()));
    }

    [TestMethod]
    public void Finish_NetworkCut_IsSentAgain()
    {
        using var network = new CutNetwork(PostgresServer.Shared.Port);
        string place = PostgresServer.Shared.MakeDatabase();
        string far = $"{place};Port={network.Port};Timeout=3;Command Timeout=2";
        using var study = Study.Open(far, "m", FakeStudies.Identity, 8, Settings);
        using var other = Study.Open(place, "m", FakeStudies.Identity, 8);
        Trial[] trials = [.. Enumerable.Range(0, 3).Select(_ => study.ClaimNext(Plan, 8).Trial!)];
        network.Cut();
        Task<bool>[] finishing = [.. trials.Take(2).Select(trial => Task.Run(() => study.Finish(trial.AsDone())))];
        Until(() => !_told.IsEmpty);
        FakeStudies.Execute(place, "UPDATE edgenet_trial SET heartbeat = heartbeat - 100 WHERE number <> 0");
        Trial[] again = [.. Enumerable.Range(0, 2).Select(_ => other.ClaimNext(Plan, 8).Trial!)];
        CollectionAssert.AreEqual((int[])[1, 2], again.Select(trial => trial.Number).ToArray());
        network.Mend();

        Assert.IsTrue(finishing[0].GetAwaiter().GetResult());
        Assert.IsFalse(finishing[1].GetAwaiter().GetResult(), "It is another session's since.");
        Assert.IsTrue(other.Finish(again[0].AsDone()));
        Assert.IsFalse(study.Finish(trials[2].AsDone()));
    }

    private static string Refusal(string place)
    {
        string message = Assert.ThrowsExactly<InputException>(() => Study.Open(place, "m", FakeStudies.Identity, 8)).Message;
        Assert.DoesNotContain("s3cret", message);
        Assert.DoesNotContain("\n", message);
        return message;
    }

    private static bool TryOpen(NpgsqlConnection connection)
    {
        try
        {
            connection.Open();
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    private static void Until(Func<bool> isSo) => Assert.IsTrue(SpinWait.SpinUntil(isSo, TimeSpan.FromSeconds(30)));
}
