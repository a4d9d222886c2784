using System;
using EdgeNet.DeviceTests;

namespace EdgeNet.Heaps
{
    /// <summary>Makes a model in one of its forms, runs it and its self-test, and prints <c>ok</c> where the heap was large enough.</summary>
    public static class Forms
    {
        /// <summary>An application that does nothing else.</summary>
        public static void Empty()
        {
            Console.WriteLine("ok");
        }

        /// <summary>Packed weights; the file is dropped.</summary>
        public static void Packed(byte[] file)
        {
            Model model = Model.Load(file, ModelMemory.Packed);
            file = null;
            Use(model);
        }

        /// <summary>Weights in the file's bytes.</summary>
        public static void Bytes(byte[] file)
        {
            Use(Model.Load(file, ModelMemory.Bytes));
        }

        /// <summary>Weights read at every inference; the storage keeps the file in an array, which is no part of the model.</summary>
        public static void Opened(byte[] file)
        {
            Use(Model.Open(new ArrayStorage(file)));
        }

        /// <summary>A stream with packed weights; the file is dropped.</summary>
        public static void Stream(byte[] file)
        {
            Pipeline pipeline = Pipeline.Load(file, ModelMemory.Packed);
            file = null;
            var readings = new int[pipeline.Settings.Channels.Length];
            for (int n = 0; n < 2 * pipeline.Settings.Window; n++)
            {
                pipeline.Add(readings);
            }

            pipeline.SelfTest();
            Console.WriteLine("ok");
        }

        /// <summary>Any form, with the array of the application's inputs.</summary>
        public static void Use(Predictor model)
        {
            var inputs = new float[model.InputCount];
            model.Predict(inputs);
            model.SelfTest();
            Console.WriteLine("ok");
        }
    }
}
