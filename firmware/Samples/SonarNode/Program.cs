using System;
using EdgeNet;

namespace SonarNode
{
    /// <summary>Needs an ESP32 and nothing else: classifies sonar echoes that the program carries, and says how long each one took, and how fast the board is.</summary>
    public static class Program
    {
        /// <summary>A file of this name on the board's own storage is used instead of the built-in model.</summary>
        private const string ModelPath = "I:\\model.edgenet";

        /// <summary>The program of the board.</summary>
        public static void Main()
        {
            LineWriter print = Console.WriteLine;
            Predictor model = ModelSource.Load(ModelPath, print);
            bool isSound = SonarReplay.Run(model, print);
            if (isSound)
            {
                BoardTime.Run(print);
            }

            print(isSound ? "SonarNode: done." : "SonarNode: FAILED.");
        }
    }
}
