using System;
using System.IO;
using EdgeNet;
using EdgeNet.Models;

namespace VibrationNode
{
    /// <summary>Where the model comes from: a file on the board's storage, or the program itself.</summary>
    internal static class ModelSource
    {
        /// <summary>Channels of the sensor.</summary>
        internal const int ChannelCount = 3;

        /// <summary>The highest rate: the sensor measures so often in a second.</summary>
        internal const int HighestRateHz = 1000;

        /// <summary>Loads the model file when it is there, sound and for this sensor, and the built-in model otherwise; says which, and why.</summary>
        /// <param name="path">The model file, such as <c>I:\model.edgenet</c>.</param>
        /// <param name="print">Is told.</param>
        /// <returns>A pipeline of three channels at a whole number of readings a second.</returns>
        internal static Pipeline Load(string path, LineWriter print)
        {
            try
            {
                if (File.Exists(path))
                {
                    Pipeline pipeline = Pipeline.Load(File.ReadAllBytes(path));
                    string fault = FaultOf(pipeline);
                    if (fault.Length == 0)
                    {
                        print("Model: '" + pipeline.Predictor.Name + "' from " + path + ".");
                        return pipeline;
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

            var builtIn = new Pipeline(new VibrationModel(), VibrationStream.Settings());
            print("Model: '" + builtIn.Predictor.Name + "', built in.");
            return builtIn;
        }

        private static string FaultOf(Pipeline pipeline)
        {
            StreamSettings settings = pipeline.Settings;
            if (pipeline.Predictor.IsRegression)
            {
                return "it estimates quantities and has no states.";
            }

            if (settings.Channels.Length != ChannelCount)
            {
                return "it takes " + settings.Channels.Length.ToString() + " channels; the sensor has " + ChannelCount.ToString() + ".";
            }

            if (settings.RateMillihertz % 1000 != 0 || settings.RateMillihertz > HighestRateHz * 1000)
            {
                return "it takes " + settings.RateMillihertz.ToString() + " readings in 1,000 seconds; the node takes a whole number a second, up to "
                    + HighestRateHz.ToString() + ".";
            }

            return string.Empty;
        }
    }
}
