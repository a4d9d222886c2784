using System;
using Native = nanoFramework.Runtime.Native;

namespace Bench
{
    /// <summary>Fills the heap, so that a little garbage forces a collection.</summary>
    public static class Ballast
    {
        // Smaller than what the smallest object of each of ten thousand turns would take together.
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

        /// <summary>Fills the heap but for that little.</summary>
        public static void Fill()
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

        /// <summary>Gives the memory back.</summary>
        public static void Empty()
        {
            s_ballast = null;
        }

        /// <summary>Makes an array that only a weak reference knows: a collection takes it.</summary>
        public static WeakReference MakeWitness()
        {
            return new WeakReference(new byte[16]);
        }

        /// <summary>Says whether a loop that makes garbage is found, to show that the check can fail.</summary>
        public static bool FindsGarbage(int count)
        {
            Fill();
            WeakReference witness = MakeWitness();
            for (int i = 0; i < count; i++)
            {
                MakeGarbage();
            }

            bool isAlive = witness.IsAlive;
            Empty();
            return !isAlive;
        }

        private static object MakeGarbage()
        {
            return new object();
        }
    }
}
