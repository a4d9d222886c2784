using System;
using System.IO;
using EdgeNet;
using EdgeNet.Models;

#nullable disable

namespace SonarNode
{
    /// <summary>Where the model comes from: a file on the board's storage, or the program itself.</summary>
    internal static class ModelSource
    {
        /// <summary>
        /// Loads the model file when it is there, is sound, is of this kind, and gives its golden vectors on this board; the built-in model otherwise. Says
        /// which, and why.
        /// </summary>
        /// <param name="path">The model file, such as <c>I:\model.edgenet</c>.</param>
        /// <param name="print">Is told.</param>
        /// <returns>A model that tells mines from rocks.</returns>
        internal static Predictor Load(string path, LineWriter print)
        {
            try
            {
                if (File.Exists(path))
                {
                    byte[] file = File.ReadAllBytes(path);
                    Model model = Model.Load(file);
                    string fault = FaultOf(model, ModelSeal.Read(new FileBytes(file)));
                    if (fault == null)
                    {
                        print("Model: '" + model.Name + "' from " + path + ".");
                        return model;
                    }

                    print(path + " is refused: " + fault);
                }
                else
                {
                    print("There is no " + path + ".");
                }
            }
            catch (ModelFormatException refused)
            {
                print(path + " is refused: " + refused.Message);
            }
            catch (Exception failure)
            {
                // Whatever the storage throws, such as on a board that has none, is no reason to stop.
                print(path + " cannot be read: " + failure.Message);
            }

            var builtIn = new SonarModel();
            print("Model: '" + builtIn.Name + "', built in.");
            return builtIn;
        }

        // All that SonarReplay relies on, and last whether the board computes what the PC computed.
        private static string FaultOf(Model model, ModelSeal seal)
        {
            var wanted = new ModelRequirements("sonar") { Kind = ModelKind.Classes, Labels = new string[] { "rock", "mine" } };
            if (seal.InputNameOf(0) != null)
            {
                wanted.Inputs = Bands();
            }

            string fault = wanted.FaultOf(seal);
            if (fault == null && model.InputCount != SonarEchoes.BandCount)
            {
                fault = "It takes " + model.InputCount.ToString() + " inputs; an echo has " + SonarEchoes.BandCount.ToString() + " bands.";
            }

            if (fault == null && model.OutputCount != 1)
            {
                fault = "It gives a logit for each class; this program takes one.";
            }

            if (fault != null)
            {
                return fault;
            }

            int mismatch = model.FirstGoldenMismatch();
            return mismatch < 0 ? null : "Its golden vector " + mismatch.ToString() + " differs: this board does not compute what the PC computed.";
        }

        // The columns of models/sonar/sonar.csv: band_01 to band_60.
        private static string[] Bands()
        {
            var names = new string[SonarEchoes.BandCount];
            for (int b = 0; b < names.Length; b++)
            {
                names[b] = (b < 9 ? "band_0" : "band_") + (b + 1).ToString();
            }

            return names;
        }
    }
}
