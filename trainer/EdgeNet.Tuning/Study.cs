using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeNet.Tuning;

/// <summary>Every trial of a search, in an SQLite file that several threads and processes share.</summary>
/// <remarks>
/// A trial is claimed in one transaction, so that no two run it. One whose process was killed is claimed again; a finished one never is. The
/// second round is drawn, in the same way, when the whole first round is finished.
/// </remarks>
internal sealed partial class Study : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StudyFile _file;
    private readonly Lease _lease;
    private bool _isDisposed;

    private Study(StudyFile file, Lease lease, StudyIdentity identity)
    {
        _file = file;
        _lease = lease;
        Identity = identity;
    }

    /// <summary>The settings common to all its trials.</summary>
    public StudyIdentity Identity { get; }

    /// <summary>Opens a study to go on with it, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">The settings of the search.</param>
    /// <param name="trials">How many trials a new study is for: half of them are its first round.</param>
    /// <returns>The study.</returns>
    /// <exception cref="InputException">The file is damaged or foreign, or its study is another one.</exception>
    public static Study Open(string path, StudyIdentity identity, int trials) => Open(path, identity, trials, Lease.New());

    /// <summary>Makes a study in memory, which is lost when disposed.</summary>
    internal static Study InMemory(StudyIdentity identity, int trials) => Open(StudyFile.InMemory, identity, trials, Lease.New());

    /// <summary>The same with given leases.</summary>
    internal static Study Open(string path, StudyIdentity identity, int trials, Lease lease)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        var file = new StudyFile(path);
        try
        {
            StudyIdentity found = file.Transact(transaction =>
            {
                if (file.IsNew(transaction))
                {
                    StudySchema.Create(transaction);
                    Write(file, transaction, identity, TrialPlan.CoarseCount(trials));
                }

                return ReadIdentity(file, transaction);
            });
            return found.DifferenceTo(identity) is { } difference
                ? throw new InputException($"{path}: {difference}; name another file with --study, or delete this one to begin anew.")
                : new Study(file, lease, identity);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads all trials.</summary>
    /// <returns>By number.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    public IReadOnlyList<Trial> ReadTrials()
    {
        lock (_gate)
        {
            return _file.Transact(transaction => Read(transaction, "1"));
        }
    }

    /// <summary>Gives back the unfinished trials that this session has claimed, and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            try
            {
                _file.Transact(transaction => _file.Run(
                    transaction, "UPDATE trials SET state = 'Open', owner = NULL, heartbeat = NULL WHERE owner = $owner", ("$owner", Owner)));
            }
            catch (InputException)
            {
                // A trial that cannot be given back now is claimed again after this process has ended.
            }

            _file.Dispose();
        }
    }

    private string Owner => _lease.Self.ToString();

    private static void Write(StudyFile file, SqliteTransaction transaction, StudyIdentity identity, int coarse) => file.Run(
        transaction,
        "INSERT INTO study VALUES (1, $recipe, $data, $space, $metric, $repeats, $seed, $coarse)", // TODO
        ("$recipe", identity.Recipe),
        ("$data", identity.Data),
        ("$space", identity.Space),
        ("$metric", identity.Metric.ToString()),
        ("$repeats", identity.Repeats),
        ("$seed", identity.Seed),
        ("$coarse", coarse));

    private static StudyIdentity ReadIdentity(StudyFile file, SqliteTransaction transaction)
    {
        using SqliteCommand command = file.Command(transaction, "SELECT recipe, data, space, metric, repeats, seed FROM study");
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? new StudyIdentity(
                row.GetString(0), row.GetString(1), row.GetString(2), Enum.Parse<TuningMetric>(row.GetString(3)), 5, row.GetInt32(4), row.GetInt32(5), default, false, false)
            : throw file.Damaged("it does not say what it is of");
    }

    private List<Trial> Read(SqliteTransaction transaction, string condition, int most = int.MaxValue)
    {
        using SqliteCommand command = _file.Command(
            transaction,
            $"SELECT number, round, parameters, state, cost, accuracy, f1, model_bytes, macs, failure, starts, instructions, penalty FROM trials WHERE {condition} ORDER BY number LIMIT $most",
            ("$most", most));
        using SqliteDataReader row = command.ExecuteReader();
        List<Trial> trials = [];
        while (row.Read())
        {
            TrialState state = Enum.Parse<TrialState>(row.GetString(3));
            TrialResult? result = state == TrialState.Done
                ? new TrialResult(row.GetDouble(4), Number(row, 5), Number(row, 6), row.GetInt32(7), row.GetInt32(8)) { Instructions = row.GetDouble(11), Penalty = row.GetDouble(12) }
                : null;
            trials.Add(new Trial(
                row.GetInt32(0), row.GetInt32(1), row.GetString(2), state, result, row.IsDBNull(9) ? null : row.GetString(9), row.GetInt32(10)));
        }

        return trials;
    }

    private static double Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    private static double? Nullable(double number) => double.IsNaN(number) ? null : number;

    private static string Condition(int upTo) => string.Create(CultureInfo.InvariantCulture, $"number <= {upTo}");
}
