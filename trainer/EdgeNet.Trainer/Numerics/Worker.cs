using System.Diagnostics;

namespace EdgeNet.Trainer.Numerics;

/// <summary>A thread of the <see cref="WorkerTeam"/>. It looks for work a while before it sleeps, because the products of a training step follow each other closely.</summary>
internal sealed class Worker
{
    // As long as a step's small layers may take. A worker that sleeps between two products is put back, by some schedulers, on the processor of
    // the caller that woke it, where it only gets in its way; one that stays runnable is moved to an idle processor once, and remains there.
    private static readonly long Patience = Stopwatch.Frequency / 200; // 5 ms

    // From then on it lets others have its processor while it looks.
    private static readonly long Haste = Stopwatch.Frequency / 50_000; // 20 µs

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
        long waited;
        do
        {
            if (WorkerTeam.HasPart(_number))
            {
                return true;
            }

            waited = Stopwatch.GetTimestamp() - start;
            if (waited < Haste)
            {
                Thread.SpinWait(10);
            }
            else
            {
                Thread.Yield();
            }
        }
        while (waited < Patience);
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
