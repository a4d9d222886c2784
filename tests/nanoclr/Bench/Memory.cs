using System;

namespace Bench
{
    /// <summary>What is held, and whether anything is allocated.</summary>
    public static class Memory
    {
        /// <summary>Free bytes after a collection.</summary>
        public static int Free()
        {
            return Ballast.Free();
        }

        /// <summary>
        /// Says whether a run collects no garbage, with the heap so full that one object for each of ten thousand inferences would force a
        /// collection: an array that only a weak reference knows must still be there.
        /// </summary>
        public static bool MakesNoGarbage(Subject subject, Case input, int count)
        {
            Ballast.Fill();
            WeakReference witness = Ballast.MakeWitness();
            subject.Run(input, true, count);
            subject.Run(input, false, count);
            bool isAlive = witness.IsAlive;
            Ballast.Empty();
            return isAlive;
        }

        /// <summary>The same for readings of a stream.</summary>
        public static bool MakesNoGarbage(StreamSubject subject, int count)
        {
            Ballast.Fill();
            WeakReference witness = Ballast.MakeWitness();
            subject.Run(count);
            bool isAlive = witness.IsAlive;
            Ballast.Empty();
            return isAlive;
        }
    }
}
