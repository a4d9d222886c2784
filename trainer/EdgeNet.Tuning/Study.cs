using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;

namespace EdgeNet.Tuning;

/// <summary>Every trial of a search, in a database that threads, processes and machines share.</summary>
/// <remarks>
/// A trial is claimed in one command, so that no two sessions run it. Sessions say by heartbeats that they are alive: a trial whose session
/// was killed or cut off is claimed again; a finished one never is.
/// </remarks>
internal sealed partial class Study : IDisposable
{
    private const string Columns =
        "number, round, parameters, state, starts, failure, rungs, cost, accuracy, f1, model_bytes, macs, instructions, heap_bytes, penalty, folds";

    // So many heartbeats may be lost before a session counts as dead.
    private const int BeatsBeforeExpiry = 6;

    private readonly StudyDatabase _database;
    private readonly int _id;
    private readonly double _expirySeconds;
    private readonly Thread _beats;
    private readonly ManualResetEventSlim _isEnding = new();

    // The trials that this session runs, and the claims by which it does.
    private readonly ConcurrentDictionary<int, string> _claims = new();

    private Study(StudyDatabase database, StudyIdentity identity, Row row)
    {
        _database = database;
        _id = row.Id;
        _expirySeconds = row.ExpirySeconds;
        Identity = identity;
        PlannedTrials = row.Trials;
        var interval = TimeSpan.FromSeconds(row.ExpirySeconds / BeatsBeforeExpiry);
        _beats = new Thread(() => Beat(interval)) { IsBackground = true, Name = "Heartbeat" }; // of its own, since training may take all of the pool
        _beats.Start();
    }

    /// <summary>The settings common to all its trials.</summary>
    public StudyIdentity Identity { get; }

    /// <summary>The number of trials that it was made for, beside trial 0.</summary>
    public int PlannedTrials { get; }

    /// <summary>The database in messages: a path, or host and name; never with a password.</summary>
    public string Place => _database.Place;

    /// <summary>Opens a study to go on with it, or makes it.</summary>
    /// <param name="place">The path of an SQLite file, or an Npgsql connection string of a PostgreSQL database.</param>
    /// <param name="name">Its name in the database.</param>
    /// <param name="identity">The settings of the search.</param>
    /// <param name="trials">How many trials a new study is for, beside trial 0.</param>
    /// <param name="settings">How this session uses it.</param>
    /// <returns>The study.</returns>
    /// <exception cref="InputException">The database does not answer, is damaged or foreign, or its study is another one.</exception>
    public static Study Open(string place, string name, StudyIdentity identity, int trials, StudySettings? settings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        settings ??= new StudySettings();
        return Open(StudyDatabase.Open(place, settings), name, identity, trials, settings);
    }

    /// <summary>Says what a study is of, for a machine that has no recipe.</summary>
    /// <param name="place">The database.</param>
    /// <param name="name">The study's name.</param>
    /// <returns>Its settings, and the number of trials that it was made for.</returns>
    /// <exception cref="InputException">The database does not answer, or has no such study.</exception>
    public static (StudyIdentity Identity, int Trials) Describe(string place, string name)
    {
        using var database = StudyDatabase.Open(place, new StudySettings());
        Row row = database.Run(connection => Find(connection, name)) ?? throw new InputException($"{database.Place}: has no study '{name}'; 'edgenet tune' with the recipe and this database makes it.");
        return (row.Identity, row.Trials);
    }

    /// <summary>Makes a study in memory, which is lost when disposed.</summary>
    internal static Study InMemory(StudyIdentity identity, int trials) => Open(SqliteStudyDatabase.InMemory, string.Empty, identity, trials);

    /// <summary>The same in a database that is open, and that the study disposes of.</summary>
    internal static Study Open(StudyDatabase database, string name, StudyIdentity identity, int trials, StudySettings settings)
    {
        try
        {
            Row row = database.Transact(connection =>
            {
                Insert(connection, name, identity, trials, settings.Expiry ?? database.Expiry);
                Row found = Find(connection, name) ?? throw database.Damaged($"it does not say what '{name}' is of");
                InsertTrials(connection, found.Id, [(Trial.AsItIs, 0, "{}")]);
                StudyFiles.Keep(connection, found.Id, database.KeepsFiles ? settings.Files : []);
                return found;
            });
            if (row.Identity.DifferenceTo(identity) is { } difference)
            {
                throw database.Differs(name, difference);
            }

            return new Study(database, identity, row);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Reads all trials.</summary>
    /// <returns>By number.</returns>
    /// <exception cref="InputException">The database is damaged, or no longer answers.</exception>
    public IReadOnlyList<Trial> ReadTrials() => ReadTrials(0, int.MaxValue);

    /// <summary>Gives back the unfinished trials that this session has claimed, and closes the database.</summary>
    public void Dispose()
    {
        if (_isEnding.IsSet)
        {
            return;
        }

        _isEnding.Set();
        _beats.Join();
        SetClaimed(GivenBack, [.. _claims.Values]);
        _database.Dispose();
        _isEnding.Dispose();
    }

    /// <summary>Finds the number of a study; null where the database has none of the name.</summary>
    internal static int? IdOf(DbConnection connection, string name) =>
        connection.Query("SELECT id FROM edgenet_study WHERE name = @name", row => (int?)row.GetInt32(0), ("@name", name)).FirstOrDefault();

    private static void Insert(DbConnection connection, string name, StudyIdentity identity, int trials, TimeSpan expiry) => connection.Execute(
        """
        INSERT INTO edgenet_study (name, recipe, data, space, metric, folds, repeats, seed, sampler, ends_early, weighs_device, trials, expiry)
        VALUES (@name, @recipe, @data, @space, @metric, @folds, @repeats, @seed, @sampler, @early, @device, @trials, @expiry)
        ON CONFLICT DO NOTHING
        """,
        ("@name", name),
        ("@recipe", identity.Recipe),
        ("@data", identity.Data),
        ("@space", identity.Space),
        ("@metric", identity.Metric.ToString()),
        ("@folds", identity.Folds),
        ("@repeats", identity.Repeats),
        ("@seed", identity.Seed),
        ("@sampler", identity.Sampler.ToString()),
        ("@early", identity.EndsEarly ? 1 : 0),
        ("@device", identity.WeighsDevice ? 1 : 0),
        ("@trials", trials),
        ("@expiry", expiry.TotalSeconds));

    private static Row? Find(DbConnection connection, string name) => connection.Query(
        "SELECT recipe, data, space, metric, folds, repeats, seed, sampler, ends_early, weighs_device, id, trials, expiry FROM edgenet_study WHERE name = @name",
        row => new Row(
            row.GetInt32(10),
            row.GetInt32(11),
            row.GetDouble(12),
            new StudyIdentity(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                Enum.Parse<TuningMetric>(row.GetString(3)),
                row.GetInt32(4),
                row.GetInt32(5),
                row.GetInt32(6),
                Enum.Parse<TuningSampler>(row.GetString(7)),
                row.GetInt32(8) != 0,
                row.GetInt32(9) != 0)),
        ("@name", name)).FirstOrDefault();

    private List<Trial> ReadTrials(int from, int to) => _database.Run(connection => connection.Query(
        $"SELECT {Columns} FROM edgenet_trial WHERE study = @study AND number BETWEEN @from AND @to ORDER BY number",
        ReadTrial,
        ("@study", _id),
        ("@from", from),
        ("@to", to)));

    private static Trial ReadTrial(DbDataReader row)
    {
        TrialResult? result = row.IsDBNull(7)
            ? null
            : new TrialResult(row.GetDouble(7), Number(row, 8), Number(row, 9), row.GetInt32(10), row.GetInt32(11))
            {
                Instructions = row.GetDouble(12),
                HeapBytes = row.GetInt32(13),
                Penalty = row.GetDouble(14),
                Folds = ValueList.Parse(row.GetString(15)),
            };
        return new Trial(
            row.GetInt32(0), row.GetInt32(1), Checked(row.GetString(2)), Enum.Parse<TrialState>(row.GetString(3)), result, row.IsDBNull(5) ? null : row.GetString(5), row.GetInt32(4))
        {
            Rungs = row.IsDBNull(6) ? ValueList.Empty : ValueList.Parse(row.GetString(6)),
        };
    }

    private static string Checked(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? json : throw new FormatException("The parameters of a trial are no object.");
        }
        catch (JsonException e)
        {
            throw new FormatException("The parameters of a trial are no JSON.", e);
        }
    }

    private static double Number(DbDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    private static double? Nullable(double? number) => number is { } value && double.IsNaN(value) ? null : number;

    // What the database says of a study.
    private sealed record Row(int Id, int Trials, double ExpirySeconds, StudyIdentity Identity);
}
