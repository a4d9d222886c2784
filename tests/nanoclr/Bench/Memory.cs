using System;
using Native = nanoFramework.Runtime.Native;

namespace Bench
{
    /// <summary>What is held, and whether anything is allocated.</summary>
    public static class Memory
    {
        // Smaller than what the smallest object of each of ten thousand inferences would take together.
        private const int Left = 100 * 1024;

        private const int Pieces = 400;
        private const int LargestPiece = 64 * 1024;
        private const int SmallestPiece = 1024;

        private static byte[][] s_ballast;

        /// <summary>Free bytes after a collection.</summary>
        public static int Free()
        {
            return (int)Native.GC.Run(false);
        }

        /// <summary>
        /// Says whether a run collects no garbage, with the heap so full that one object for each of ten thousand inferences would force a
        /// collection: an array that only a weak reference knows must still be there.
        /// </summary>
        public static bool MakesNoGarbage(Subject subject, Case input, int count)
        {
            Fill();
            WeakReference witness = MakeWitness();
            subject.Run(input, true, count);
            subject.Run(input, false, count);
            bool isAlive = witness.IsAlive;
            s_ballast = null;
            return isAlive;
        }

        /// <summary>The same for readings of a stream.</summary>
        public static bool MakesNoGarbage(StreamSubject subject, int count)
        {
            Fill();
            WeakReference witness = MakeWitness();
            subject.Run(count);
            bool isAlive = witness.IsAlive;
            s_ballast = null;
            return isAlive;
        }

        /// <summary>The same for a loop that does make garbage, to show that the check can fail.</summary>
        public static bool MakesNoGarbageThoughItDoes(int count)
        {
            Fill();
            WeakReference witness = MakeWitness();
            for (int i = 0; i < count; i++)
            {
                MakeGarbage();
            }

            bool isAlive = witness.IsAlive;
            s_ballast = null;
            return isAlive;
        }

        private static void Fill()
        {
            s_ballast = null;
            s_ballast = new byte[Pieces][];
            int size = LargestPiece;
            int count = 0;
            while (count < Pieces && size >= SmallestPiece)
            {
                int over = Free() - Left;
                if (over < SmallestPiece)
                {
                    return;
                }

                // The free memory is not in one piece: where no large array fits, smaller ones do.
                try
                {
                    s_ballast[count] = new byte[over < size ? over : size];
                    count++;
                }
                catch (OutOfMemoryException)
                {
                    size /= 2;
                }
            }
        }

        private static WeakReference MakeWitness()
        {
            return new WeakReference(new byte[16]);
        }

        private static object MakeGarbage()
        {
            return new object();
        }
    }
}
