using System.Diagnostics;

namespace EdgeNet.Trainer.Numerics;

/// <summary>A thread of the <see cref="WorkerTeam"/>. It looks for work a while before it sleeps, because the products of a training step follow each other closely.</summary>
internal sealed class Worker
{
    private static readonly long Patience = Stopwatch.Frequency / 10_000; // 100 µs

    private readonly int _number;
    private readonly object _rest = new();
    private int _isAsleep;

    /// <summary>Starts the thread; it ends with the process.</summary>
    /// <param name="number">From 1.</param>
    public Worker(int number)
    {
        _number = number;
        new Thread(Work) { IsBackground = true, Name = $"EdgeNet worker {number}" }.Start();
    }

    /// <summary>Makes it look for parts, if it sleeps.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
        {
            lock (_rest)
            {
                Monitor.Pulse(_rest);
            }
        }
    }

    private void Work()
    {
        while (true)
        {
            if (!FindsWork())
            {
                Sleep();
            }

            if (WorkerTeam.HasPart(_number))
            {
                WorkerTeam.TakeParts(_number);
            }
        }
    }

    private bool FindsWork()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            if (WorkerTeam.HasPart(_number))
            {
                return true;
            }

            Thread.SpinWait(10);
        }
        while (Stopwatch.GetTimestamp() - start < Patience);
        return false;
    }

    // Work that comes between the last look and the sleep must not be missed: it looks once more after it has said that it sleeps.
    private void Sleep()
    {
        lock (_rest)
        {
            Interlocked.Exchange(ref _isAsleep, 1);
            while (!WorkerTeam.HasPart(_number) && Volatile.Read(ref _isAsleep) == 1)
            {
                Monitor.Wait(_rest);
            }

            Volatile.Write(ref _isAsleep, 0);
        }
    }
}
