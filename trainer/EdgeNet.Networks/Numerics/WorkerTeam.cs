using System.Diagnostics;

namespace EdgeNet.Networks.Numerics;

/// <summary>Threads that wait for parts of large computations; there is one team in the process, and it works for one caller at a time.</summary>
/// <remarks>
/// Parts are handed out as threads come for them, the caller among them: a worker that the machine does not run now costs nothing. Nothing is allocated
/// once the threads are there. A caller that finds another one at work, or that is itself a part, does its work alone: nobody waits for the team.
/// </remarks>
internal static class WorkerTeam
{
    /// <summary>The most parts of one computation.</summary>
    public const int MaxParts = ushort.MaxValue;

    private const int PartBits = 16;

    private static Worker[] _workers = [];
    private static int _maxThreads = Environment.ProcessorCount;
    private static int _callers;

    // The parts of a computation are taken by counting up its ticket: its number (32 bits), how many parts it has, and the next part.
    // A late thread compares with an outdated ticket, and takes nothing.
    private static long _ticket;
    private static ParallelWork? _work;
    private static int _helpers;
    private static int _done;

    /// <summary>The most threads that work for one caller, itself among them, 1 or more; at first the processors that the process may use.</summary>
    public static int MaxThreads
    {
        get => Volatile.Read(ref _maxThreads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _maxThreads, value);
        }
    }

    /// <summary>Says that a large computation begins; <see cref="Leave"/> must follow, whatever the answer.</summary>
    /// <returns>Whether the team is free for it.</returns>
    public static bool Enter() => Interlocked.Increment(ref _callers) == 1;

    /// <summary>Says that it has ended.</summary>
    public static void Leave() => Interlocked.Decrement(ref _callers);

    /// <summary>Does all parts with the help of the team, and returns when they are done. Call only after the team was found free.</summary>
    /// <param name="work">The work.</param>
    /// <param name="parts">1 to <see cref="MaxParts"/>.</param>
    /// <param name="threads">The most threads, the caller among them.</param>
    public static void Run(ParallelWork work, int parts, int threads)
    {
        Worker[] workers = Hire(threads - 1);
        _work = work;
        _helpers = threads - 1;
        _done = 0;
        long number = (_ticket >>> (2 * PartBits)) + 1;
        Interlocked.Exchange(ref _ticket, (number << (2 * PartBits)) | ((long)parts << PartBits));
        for (int i = 0; i < threads - 1; i++)
        {
            workers[i].Wake();
        }

        TakeParts(0);
        var wait = new SpinWait();
        while (Volatile.Read(ref _done) != parts)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _work = null;
    }

    /// <summary>Whether there is a part to take for a worker.</summary>
    /// <param name="thread">Its number, from 1.</param>
    public static bool HasPart(int thread)
    {
        long ticket = Volatile.Read(ref _ticket);
        return (ushort)ticket < (ushort)(ticket >>> PartBits) && thread <= Volatile.Read(ref _helpers);
    }

    /// <summary>Takes and does parts until there are no more.</summary>
    /// <param name="thread">The number of the thread: see <see cref="ParallelWork.Do"/>.</param>
    public static void TakeParts(int thread)
    {
        long ticket = Volatile.Read(ref _ticket);
        while ((ushort)ticket < (ushort)(ticket >>> PartBits))
        {
            long seen = Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket);
            if (seen == ticket)
            {
                _work!.Do((ushort)ticket, thread);
                Interlocked.Increment(ref _done);
                seen = Volatile.Read(ref _ticket);
            }

            ticket = seen;
        }
    }

    private static Worker[] Hire(int count)
    {
        if (_workers.Length < count)
        {
            _workers = [.. _workers, .. Enumerable.Range(_workers.Length + 1, count - _workers.Length).Select(number => new Worker(number))];
        }

        return _workers;
    }
}

/// <summary>A thread of the <see cref="WorkerTeam"/>. It looks for work a while before it sleeps, because the products of a training step follow each other closely.</summary>
internal sealed class Worker
{
    // As long as a step's small layers may take. A worker that sleeps between two products is put back, by some schedulers, on the processor of
    // the caller that woke it, where it only gets in its way; one that stays runnable is moved to an idle processor once, and remains there.
    private static readonly long Patience = Stopwatch.Frequency / 200; // 5 ms

    // After this time it yields its processor while it looks.
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

    /// <summary>Wakes the thread if it sleeps.</summary>
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

    // Work that arrives between the last look and the sleep must not be missed: the thread looks once more after announcing its sleep.
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

/// <summary>Work in parts that may be done in any order and at one time, with the same result; see <see cref="WorkerTeam"/>.</summary>
internal abstract class ParallelWork
{
    /// <summary>Does one part; allocates nothing and throws nothing.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="thread">The number of the thread, for buffers: 0 is the caller, 1 and up are the team's.</param>
    public abstract void Do(int part, int thread);
}
