using System;
using EdgeNet;

namespace Bench
{
    /// <summary>Learning on the device: every state on the way and every byte of the committed files must be the PC's, and nothing may be allocated.</summary>
    public static class LearningParity
    {
        public static void Main()
        {
            int exact = 0;
            try
            {
                var machine = new LearnedMachine();
                machine.Restart();
                exact += Check("machine", machine.Run(new ByteHash(), new IntegerNoise(5), true), LearningHashes.Machine);
                exact += Check("learned", machine.Learner.State == LearningState.Ready && Model.Load(Committed(machine.Learner)).SelfTest() ? 1 : 0, 1);

                machine.Restart();
                var hash = new ByteHash();
                var noise = new IntegerNoise(5);
                Ballast.Fill();
                WeakReference witness = Ballast.MakeWitness();
                machine.Run(hash, noise, false);
                exact += Check("garbage of learning", witness.IsAlive ? 0 : 1, 0);
                Ballast.Empty();
                exact += Check("machine without power cuts", hash.Value, LearningHashes.Machine);

                var user = new AdaptedUser();
                hash = new ByteHash();
                noise = new IntegerNoise(7);
                Ballast.Fill();
                witness = Ballast.MakeWitness();
                user.Run(hash, noise);
                exact += Check("garbage of adapting", witness.IsAlive ? 0 : 1, 0);
                Ballast.Empty();
                exact += Check("user", hash.Value, LearningHashes.User);
                exact += Check("a check that finds garbage", Ballast.FindsGarbage(10000) ? 1 : 0, 1);
            }
            catch (Exception e)
            {
                Console.WriteLine("WRONG " + e.GetType().FullName + ": " + e.Message);
            }

            Console.WriteLine("EXACT|" + exact.ToString());
        }

        private static byte[] Committed(Learner learner)
        {
            var file = new byte[learner.Commit()];
            Array.Copy(learner.File, file, file.Length);
            return file;
        }

        private static int Check(string what, int actual, int expected)
        {
            if (actual == expected)
            {
                return 1;
            }

            Console.WriteLine("WRONG " + what + ": " + actual.ToString() + ", expected " + expected.ToString());
            return 0;
        }
    }
}
