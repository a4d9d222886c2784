namespace EdgeNet.Trainer.Numerics;

/// <summary>Work in parts that may be done in any order and at one time, with the same result; see <see cref="WorkerTeam"/>.</summary>
internal abstract class DividedWork
{
    /// <summary>Does one part; allocates nothing and throws nothing.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="thread">Who does it, for buffers: 0 is the thread that asked for the work, 1 and on are the team's.</param>
    public abstract void Do(int part, int thread);
}
