using System.Data.Common;
using System.Globalization;

namespace EdgeNet.Tuning;

/// <content>How trials are drawn, claimed and finished.</content>
internal sealed partial class Study
{
    // Drawn at once where the plan allows it, so that most claims are a single command.
    private const int MostDrawn = 32;

    private const string GivenBack = "state = 'Open', claim = NULL, heartbeat = NULL";

    private readonly Lock _drawing = new();
    private readonly Lock _reading = new();

    // The first trials, all finished, so that they never change and are read once. Only what is behind the last one changes.
    private Trial[] _finished = [];
    private int _finishedCount;

    /// <summary>The result of a claim.</summary>
    /// <param name="Trial">The claimed trial, or null.</param>
    /// <param name="History">The trials from 0 on that it was drawn from, all finished, by number.</param>
    /// <param name="IsFinished">Whether every trial is finished; if not, and there is no trial, wait for trials that others run.</param>
    internal readonly record struct Claim(Trial? Trial, IReadOnlyList<Trial> History, bool IsFinished);

    /// <summary>Claims the next trial.</summary>
    /// <param name="plan">Draws trials.</param>
    /// <param name="trials">The number of trials wanted, beside trial 0.</param>
    /// <exception cref="InputException">The database is damaged, or no longer answers.</exception>
    internal Claim ClaimNext(ITrialPlan plan, int trials)
    {
        while (true)
        {
            if (ClaimOpen(trials) is { } trial)
            {
                return new Claim(trial, trial.Number == Trial.AsItIs ? [] : ReadHistory(plan.Needs(trial.Number)), false);
            }

            lock (_drawing) // so that the threads of a session do not all draw the same
            {
                (int last, int unfinished) = ReadStanding();
                if (!Draw(plan, last + 1, trials, unfinished))
                {
                    return new Claim(null, [], last >= trials && unfinished > trials);
                }
            }
        }
    }

    /// <summary>Records the result of a trial that this session has claimed, or why it failed.</summary>
    /// <param name="finished">The trial as it is now.</param>
    /// <returns>Whether it still was this session's; if not, another one has it now and the result is dropped.</returns>
    internal bool Finish(Trial finished)
    {
        if (!_claims.TryGetValue(finished.Number, out string? claim))
        {
            return false;
        }

        TrialResult? result = finished.Result;
        int changed = _database.Run(connection => connection.Execute(
            """
            UPDATE edgenet_trial SET state = @state, cost = @cost, accuracy = @accuracy, f1 = @f1, model_bytes = @bytes, macs = @macs,
                instructions = @instructions, heap_bytes = @heap, penalty = @penalty, folds = @folds, rungs = @rungs, failure = @failure, claim = @claim
            WHERE study = @study AND number = @number AND (claim = @claim OR (state = 'Open' AND claim IS NULL)) -- a crash of the server may have undone the claim
            """,
            ("@study", _id),
            ("@number", finished.Number),
            ("@claim", claim),
            ("@state", finished.State.ToString()),
            ("@cost", result?.Cost),
            ("@accuracy", Nullable(result?.Accuracy)),
            ("@f1", Nullable(result?.F1)),
            ("@bytes", result?.ModelBytes),
            ("@macs", result?.Macs),
            ("@instructions", result?.Instructions),
            ("@heap", result?.HeapBytes),
            ("@penalty", result?.Penalty),
            ("@folds", result?.Folds.ToString()),
            ("@rungs", finished.Rungs.ToString()),
            ("@failure", finished.Failure)));
        _claims.TryRemove(KeyValuePair.Create(finished.Number, claim)); // not a claim that was made anew meanwhile
        return changed == 1;
    }

    /// <summary>Gives a trial back that this session has claimed. One that cannot be given back now is claimed again after a while.</summary>
    internal void Release(int number)
    {
        if (_claims.TryRemove(number, out string? claim))
        {
            SetClaimed(GivenBack, [claim]);
        }
    }

    /// <summary>Tells other sessions that this one is alive. It does so by itself every few seconds.</summary>
    internal void Heartbeat() => SetClaimed($"heartbeat = {_database.Now}", [.. _claims.Values]);

    private void Beat(TimeSpan interval)
    {
        while (!_isEnding.Wait(interval))
        {
            Heartbeat();
        }
    }

    // A claim whose answer was lost is found again by its name. One that a crash of the server undoes is made again, by anyone.
    private Trial? ClaimOpen(int trials)
    {
        string claim = Guid.NewGuid().ToString("N");
        bool mayBeClaimed = false;
        Trial? trial = _database.Run(connection =>
        {
            Trial? earlier = mayBeClaimed
                ? connection.Query($"SELECT {Columns} FROM edgenet_trial WHERE study = @study AND claim = @claim", ReadTrial, ("@study", _id), ("@claim", claim)).FirstOrDefault()
                : null;
            mayBeClaimed = true;
            return earlier ?? connection.Query(
                $"""
                UPDATE edgenet_trial SET state = 'Running', claim = @claim, heartbeat = {_database.Now}, starts = starts + 1
                WHERE study = @study AND number = (
                    SELECT number FROM edgenet_trial
                    WHERE study = @study AND number <= @trials AND state IN ('Open', 'Running')
                        AND (state = 'Open' OR abs({_database.Now} - heartbeat) > @expiry)
                    ORDER BY number LIMIT 1 {_database.SkipLocked})
                RETURNING {Columns}
                """,
                ReadTrial,
                ("@study", _id),
                ("@claim", claim),
                ("@trials", trials),
                ("@expiry", _expirySeconds)).FirstOrDefault();
        },
        mayBeLost: true);
        if (trial is null)
        {
            return null;
        }

        bool isUnderWay = _claims.ContainsKey(trial.Number); // its claim was undone, and is made anew
        _claims[trial.Number] = claim;
        return isUnderWay ? ClaimOpen(trials) : trial;
    }

    // The last trial that is drawn, and the first that is not finished: the one behind the last when all are.
    private (int Last, int Unfinished) ReadStanding() => _database.Run(connection => connection.Query(
        """
        SELECT last, coalesce((SELECT min(number) FROM edgenet_trial WHERE study = @study AND state IN ('Open', 'Running')), last + 1)
        FROM (SELECT max(number) AS last FROM edgenet_trial WHERE study = @study) AS drawn
        """,
        row => row.IsDBNull(0) ? throw new InputException($"{_database.Place}: the study was deleted while this search went on; begin it anew.") : (row.GetInt32(0), row.GetInt32(1)),
        ("@study", _id))[0]);

    // Whether any trial could be drawn. Another session may draw it as well: then both draw the same, and the second insertion changes nothing.
    private bool Draw(ITrialPlan plan, int from, int trials, int unfinished)
    {
        List<(int, int, string)> drawn = [];
        for (int number = from; number <= trials && drawn.Count < MostDrawn; number++)
        {
            int needs = plan.Needs(number);
            if (needs >= unfinished)
            {
                break;
            }

            (int round, string parameters) = plan.Draw(number, ReadHistory(needs));
            drawn.Add((number, round, parameters));
        }

        return drawn.Count > 0 && _database.Run(connection => InsertTrials(connection, _id, drawn), mayBeLost: true) >= 0;
    }

    private static int InsertTrials(DbConnection connection, int study, IReadOnlyList<(int Number, int Round, string Parameters)> drawn)
    {
        IEnumerable<string> rows = drawn.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"(@study, @number{i}, @round{i}, @parameters{i}, 'Open')"));
        return connection.Execute(
            $"INSERT INTO edgenet_trial (study, number, round, parameters, state) VALUES {string.Join(", ", rows)} ON CONFLICT DO NOTHING",
            [("@study", study), .. drawn.SelectMany((trial, i) => ((string, object?)[])[
                (string.Create(CultureInfo.InvariantCulture, $"@number{i}"), trial.Number),
                (string.Create(CultureInfo.InvariantCulture, $"@round{i}"), trial.Round),
                (string.Create(CultureInfo.InvariantCulture, $"@parameters{i}"), trial.Parameters)])]);
    }

    private ArraySegment<Trial> ReadHistory(int upTo)
    {
        lock (_reading)
        {
            if (_finishedCount <= upTo)
            {
                List<Trial> more = ReadTrials(_finishedCount, upTo);
                if (more.Count != upTo + 1 - _finishedCount || !more.TrueForAll(trial => trial.IsFinished))
                {
                    throw _database.Damaged("a trial was drawn before those that it follows from were finished");
                }

                if (_finished.Length <= upTo)
                {
                    Array.Resize(ref _finished, Math.Max(upTo + 1, 2 * _finished.Length)); // the segments of earlier claims keep the old array
                }

                more.CopyTo(_finished, _finishedCount);
                _finishedCount = upTo + 1;
            }

            return new ArraySegment<Trial>(_finished, 0, upTo + 1);
        }
    }

    // By the index of unfinished trials, of which open ones have no claim. A failure is not told: a database that cannot be used is reported when
    // a trial is claimed or finished.
    private void SetClaimed(string change, string[] claims)
    {
        if (claims.Length == 0)
        {
            return;
        }

        string names = string.Join(", ", claims.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@claim{i}")));
        (string, object?)[] parameters = [("@study", _id), .. claims.Select((claim, i) => (string.Create(CultureInfo.InvariantCulture, $"@claim{i}"), (object?)claim))];
        try
        {
            _database.Run(
                connection => connection.Execute($"UPDATE edgenet_trial SET {change} WHERE study = @study AND state IN ('Open', 'Running') AND claim IN ({names})", parameters),
                isPatient: false, mayBeLost: true);
        }
        catch (InputException)
        {
            // See above.
        }
    }
}
