using Microsoft.Data.Sqlite;

namespace EdgeNet.Tuning;

/// <content>How trials are claimed and finished.</content>
internal sealed partial class Study
{
    /// <summary>The result of a claim.</summary>
    /// <param name="Trial">The claimed trial, or null.</param>
    /// <param name="IsFinished">Whether every trial is finished; if not, and there is no trial, wait for trials that others run.</param>
    internal readonly record struct Claim(Trial? Trial, bool IsFinished);

    /// <summary>Claims the next trial.</summary>
    /// <param name="plan">Draws trials.</param>
    /// <param name="trials">The number of trials wanted, beside trial 0; more than at first only lengthen the second round.</param>
    /// <exception cref="InputException">The file is damaged or cannot be written.</exception>
    internal Claim ClaimNext(TrialPlan plan, int trials)
    {
        lock (_gate)
        {
            return _file.Transact(transaction =>
            {
                Draw(transaction, plan, trials);
                Reclaim(transaction);
                List<Trial> open = Read(transaction, $"state = 'Open' AND {Condition(trials)}", most: 1);
                if (open.Count == 0)
                {
                    return new Claim(null, _file.Scalar(transaction, $"SELECT count(*) FROM trials WHERE state IN ('Done', 'Failed') AND {Condition(trials)}") == 1 + trials);
                }

                _file.Run(
                    transaction,
                    "UPDATE trials SET state = 'Running', owner = $owner, heartbeat = $now, starts = starts + 1 WHERE number = $number",
                    ("$owner", Owner),
                    ("$now", _lease.Now),
                    ("$number", open[0].Number));
                return new Claim(open[0] with { State = TrialState.Running, Starts = open[0].Starts + 1 }, false);
            });
        }
    }

    /// <summary>Records the result of a trial that this session has claimed.</summary>
    /// <returns>Whether it still was this session's; if not, another one has it now and the result is dropped.</returns>
    internal bool Finish(int number, TrialResult result) => Set(
        number,
        "state = 'Done', cost = $cost, accuracy = $accuracy, f1 = $f1, model_bytes = $bytes, macs = $macs, instructions = $instructions, penalty = $penalty",
        ("$cost", result.Cost),
        ("$accuracy", Nullable(result.Accuracy)),
        ("$f1", Nullable(result.F1)),
        ("$bytes", result.ModelBytes),
        ("$macs", result.Macs),
        ("$instructions", result.Instructions),
        ("$penalty", result.Penalty));

    /// <summary>Records that a trial that this session has claimed cannot be trained.</summary>
    /// <returns>As <see cref="Finish"/>.</returns>
    internal bool Fail(int number, string why) => Set(number, "state = 'Failed', failure = $why", ("$why", why));

    /// <summary>Gives a trial back that this session has claimed.</summary>
    /// <returns>As <see cref="Finish"/>.</returns>
    internal bool Release(int number) => Set(number, "state = 'Open'");

    /// <summary>Tells sessions on other machines that this one is alive.</summary>
    internal void Heartbeat()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            try
            {
                _file.Transact(transaction => _file.Run(
                    transaction, "UPDATE trials SET heartbeat = $now WHERE owner = $owner", ("$now", _lease.Now), ("$owner", Owner)));
            }
            catch (InputException)
            {
                // A timer calls this, so no caller could catch it; an unusable file is reported when a trial is finished.
            }
        }
    }

    private bool Set(int number, string change, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        (string Name, object? Value)[] all = [.. parameters, ("$number", number), ("$owner", Owner)];
        lock (_gate)
        {
            return _file.Transact(transaction => _file.Run(
                transaction, $"UPDATE trials SET {change}, owner = NULL, heartbeat = NULL WHERE number = $number AND owner = $owner", all)) == 1;
        }
    }

    // Trial 0 is the recipe as it is. The second round is a barrier: it is drawn when no trial of the first is left.
    private void Draw(SqliteTransaction transaction, TrialPlan plan, int trials)
    {
        int coarseCount = (int)_file.Scalar(transaction, "SELECT coarse FROM study");
        if (_file.Scalar(transaction, "SELECT count(*) FROM trials") == 0)
        {
            Insert(transaction, Trial.AsItIs, 0, "{}");
        }

        int drawn = (int)_file.Scalar(transaction, "SELECT max(number) FROM trials");
        if (drawn >= trials)
        {
            return;
        }

        for (; drawn < Math.Min(trials, coarseCount); drawn++)
        {
            Insert(transaction, drawn + 1, 1, plan.Coarse(drawn + 1));
        }

        if (drawn == trials)
        {
            return;
        }

        List<Trial> coarse = Read(transaction, "round = 1");
        if (coarse.All(trial => trial.IsFinished))
        {
            int number = drawn;
            foreach (string parameters in plan.Fine(coarse, Enumerable.Range(drawn + 1, trials - drawn)))
            {
                Insert(transaction, ++number, 2, parameters);
            }
        }
    }

    private void Insert(SqliteTransaction transaction, int number, int round, string parameters) => _file.Run(
        transaction,
        "INSERT INTO trials (number, round, parameters, state) VALUES ($number, $round, $parameters, 'Open')",
        ("$number", number),
        ("$round", round),
        ("$parameters", parameters));

    private void Reclaim(SqliteTransaction transaction)
    {
        List<string> dead = [];
        using (SqliteCommand command = _file.Command(
            transaction, "SELECT owner, max(heartbeat) FROM trials WHERE state = 'Running' AND owner <> $owner GROUP BY owner", ("$owner", Owner)))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                if (!_lease.IsHeld(row.GetString(0), row.IsDBNull(1) ? 0 : row.GetInt64(1)))
                {
                    dead.Add(row.GetString(0));
                }
            }
        }

        foreach (string owner in dead)
        {
            _file.Run(transaction, "UPDATE trials SET state = 'Open', owner = NULL, heartbeat = NULL WHERE owner = $owner", ("$owner", owner));
        }
    }
}
