namespace EdgeNet.Fleet;

/// <summary>The newest records of a node together, as far as they are of one model: a node that sleeps decides too little between two records to say anything.</summary>
internal sealed class HealthSum
{
    /// <summary>Decisions that are enough: older records are left out.</summary>
    public const int EnoughDecisions = 300;

    /// <summary>The most records.</summary>
    public const int MostRecords = 100;

    private readonly LinkedList<HealthReading> _records = new();

    /// <summary>The newest record; null before the first one.</summary>
    public HealthReading? Newest => _records.Last?.Value;

    /// <summary>How many records these are.</summary>
    public int Records => _records.Count;

    /// <summary>Decisions.</summary>
    public int Decisions { get; private set; }

    /// <summary>Decisions whose inputs were looked at.</summary>
    public int LookedAt { get; private set; }

    /// <summary>The share of decisions about unfamiliar inputs; null where the model does not know.</summary>
    public double? UnfamiliarShare => Newest?.UnfamiliarDecisions is not null && Decisions > 0
        ? _records.Sum(record => (double)record.UnfamiliarDecisions.GetValueOrDefault()) / Decisions
        : null;

    /// <summary>Takes a record; those of another model are forgotten.</summary>
    public void Add(HealthReading record)
    {
        if (Newest is { } last && !IsOfTheSame(last, record))
        {
            _records.Clear();
        }

        _records.AddLast(record);
        while (_records.Count > MostRecords || (_records.Count > 1 && Total(each => each.LookedAt) - _records.First!.Value.LookedAt >= EnoughDecisions))
        {
            _records.RemoveFirst();
        }

        Decisions = Total(each => each.Decisions);
        LookedAt = Total(each => each.LookedAt);
    }

    /// <summary>How often an input stood at an end of its codes; of a group, at most as often.</summary>
    /// <param name="share">As in a record.</param>
    /// <returns>0 to 1.</returns>
    public double ShareAtEnd(int share) => LookedAt == 0 ? 0 : Math.Min(1, _records.Sum(record => record.ShareAtEnd(share) * record.LookedAt) / LookedAt);

    private static bool IsOfTheSame(HealthReading a, HealthReading b) =>
        a.ModelName == b.ModelName && a.Version == b.Version && a.KeyId == b.KeyId && a.InputCount == b.InputCount && a.ShareCount == b.ShareCount
        && a.IsOfAnyInput == b.IsOfAnyInput && a.ClassCount == b.ClassCount && a.UnfamiliarDecisions.HasValue == b.UnfamiliarDecisions.HasValue;

    // A record may say anything.
    private int Total(Func<HealthReading, int> part) => (int)Math.Min(int.MaxValue, _records.Sum(record => (long)part(record)));
}
