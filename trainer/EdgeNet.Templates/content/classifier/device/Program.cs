using System;
using System.Threading;
using EdgeNet.Models;

namespace EdgeNetAppClassNode
{
    /// <summary>Classifies one reading a second with the model that training wrote.</summary>
    public static class Program
    {
        /// <summary>The entry point.</summary>
        public static void Main()
        {
            var model = new EdgeNetAppClassModel();
            if (!model.SelfTest())
            {
                Console.WriteLine("This board does not compute what the PC computed.");
                Thread.Sleep(Timeout.Infinite);
            }

            Console.WriteLine(model.Name + ": golden vectors exact.");
            float[] reading = new float[model.InputCount];
            while (true)
            {
                Read(reading);
                Console.WriteLine(model.LabelOf(model.ClassOf(reading)));
                Thread.Sleep(1000);
            }
        }

        /// <summary>Replace this with your sensor: raw values, in the order of the columns of data.csv.</summary>
        private static void Read(float[] reading)
        {
            reading[0] = 9f;    // volts
            reading[1] = 1520f; // rpm
            reading[2] = 195f;  // milliamps
        }
    }
}
