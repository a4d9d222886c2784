using System;
using System.IO;
using EdgeNet;
using EdgeNet.Models;

namespace SonarNode
{
    /// <summary>Where the model comes from: a file on the board's storage, or the program itself.</summary>
    internal static class ModelSource
    {
        /// <summary>Loads the model file when it is there and is sound, and the built-in model otherwise; says which, and why.</summary>
        /// <param name="path">The model file, such as <c>I:\model.edgenet</c>.</param>
        /// <param name="print">Is told.</param>
        /// <returns>A model that takes as many inputs as an echo has bands.</returns>
        internal static Predictor Load(string path, LineWriter print)
        {
            try
            {
                if (File.Exists(path))
                {
                    Model model = Model.Load(File.ReadAllBytes(path));
                    if (model.InputCount == SonarEchoes.BandCount)
                    {
                        print("Model: '" + model.Name + "' from " + path + ".");
                        return model;
                    }

                    print(
                        path + " is refused: it takes " + model.InputCount.ToString() + " inputs; an echo has "
                        + SonarEchoes.BandCount.ToString() + " bands.");
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
    }
}
