namespace EdgeNet.Trainer.Data;

/// <summary>Memory that images share which are decoded at once: one waits until there is room for it, and one that needs more than all goes alone.</summary>
internal sealed class DecodeBudget
{
    private readonly object _gate = new();
    private readonly long _bytes;
    private long _free;

    /// <summary>Makes a budget.</summary>
    /// <param name="bytes">In all.</param>
    public DecodeBudget(long bytes) => _bytes = _free = bytes;

    /// <summary>Runs an action when there is room for it.</summary>
    /// <param name="cost">What it needs, in bytes.</param>
    /// <param name="action">The action.</param>
    public T Run<T>(long cost, Func<T> action)
    {
        long taken = Math.Min(cost, _bytes);
        lock (_gate)
        {
            while (_free < taken)
            {
                Monitor.Wait(_gate);
            }

            _free -= taken;
        }

        try
        {
            return action();
        }
        finally
        {
            lock (_gate)
            {
                _free += taken;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
