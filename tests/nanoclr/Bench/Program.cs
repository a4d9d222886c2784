using System;
using EdgeNet.DeviceTests;
using EdgeNet;

namespace Bench
{
    /// <summary>Compares the forms of a network on the interpreter: exactness, speed as ratios in one run, memory.</summary>
    public static class Program
    {
        private const int Rounds = 9;
        private const int Inferences = 10000;

        private static bool s_isSound = true;

        public static void Main()
        {
            // An exception that nobody catches ends the interpreter without a word.
            try
            {
                RunAll();
            }
            catch (Exception e)
            {
                Fail(e.GetType().FullName + ": " + e.Message);
            }

            Console.WriteLine(s_isSound ? "BENCH DONE" : "BENCH FAILED");
        }

        private static void RunAll()
        {
            if (!Ballast.FindsGarbage(Inferences))
            {
                Fail("the check for garbage does not see any");
            }

            Check(Examples.Check("iris", IrisData.File, IrisData.Inputs, IrisData.Logits, new EdgeNet.Models.IrisModel()));
            Check(Examples.Check("winding", WindingData.File, WindingData.Inputs, WindingData.Logits, new EdgeNet.Models.WindingModel()));
            var loop = new HandWritten(new float[][] { F60Data.W1, F60Data.W2 }, new float[][] { F60Data.B1, F60Data.B2 });
            var input = new float[60];
            Array.Copy(F60Data.Inputs, input, input.Length);
            Check(Streams.Run("33 features", false, S33Data.File, loop, input));
            Check(Streams.Run("48 features, 15 bands", true, S48Data.File, loop, input));
            Run(new Case("60-12-1", F60Data.File, F60Data.Inputs, null, F60Data.Logits, new float[][] { F60Data.W1, F60Data.W2 }, new float[][] { F60Data.B1, F60Data.B2 }), "F60");
            Run(new Case("60-12-1", R60Data.File, null, R60Data.Inputs, R60Data.Logits, new float[][] { R60Data.W1, R60Data.W2 }, new float[][] { R60Data.B1, R60Data.B2 }), "R60");
            // The float loop takes the same time for any weights; an assembly has room for 64 KiB of them.
            Run(new Case("60-12-1, sparse", S60Data.File, F60Data.Inputs, null, S60Data.Logits, new float[][] { F60Data.W1, F60Data.W2 }, new float[][] { F60Data.B1, F60Data.B2 }), "S60");
            Run(new Case("60-12-1, sparse", SR60Data.File, null, R60Data.Inputs, SR60Data.Logits, new float[][] { R60Data.W1, R60Data.W2 }, new float[][] { R60Data.B1, R60Data.B2 }), "SR60");
            Run(new Case("16-16-8-1", F16Data.File, F16Data.Inputs, null, F16Data.Logits, new float[][] { F16Data.W1, F16Data.W2, F16Data.W3 }, new float[][] { F16Data.B1, F16Data.B2, F16Data.B3 }), "F16");
            Run(new Case("16-16-8-1", R16Data.File, null, R16Data.Inputs, R16Data.Logits, new float[][] { R16Data.W1, R16Data.W2, R16Data.W3 }, new float[][] { R16Data.B1, R16Data.B2, R16Data.B3 }), "R16");
            Run(new Case("8-8-1", F8Data.File, F8Data.Inputs, null, F8Data.Logits, new float[][] { F8Data.W1, F8Data.W2 }, new float[][] { F8Data.B1, F8Data.B2 }), "F8");
            Run(new Case("8-8-1", R8Data.File, null, R8Data.Inputs, R8Data.Logits, new float[][] { R8Data.W1, R8Data.W2 }, new float[][] { R8Data.B1, R8Data.B2 }), "R8");
        }

        private static Predictor Generate(string name)
        {
            switch (name)
            {
                case "F60":
                    return new F60();
                case "R60":
                    return new R60();
                case "S60":
                    return new S60();
                case "SR60":
                    return new SR60();
                case "F16":
                    return new F16();
                case "R16":
                    return new R16();
                case "F8":
                    return new F8();
                default:
                    return new R8();
            }
        }

        private static void Run(Case input, string generatedName)
        {
            int beforeGenerated = Memory.Free();
            Predictor generated = Generate(generatedName);
            int heldByGenerated = beforeGenerated - Memory.Free();
            var hand = new HandWritten(input.Weights, input.Biases);
            int before = Memory.Free();
            PlainModel plain = PlainModel.Load(input.File);
            int afterPlain = Memory.Free();
            Model model = Model.Load(input.File, ModelMemory.Packed);
            int afterModel = Memory.Free();
            Model stored = new StoredModel(new ModelLoader(new ByteWindow(input.File)), null);
            int afterStored = Memory.Free();
            Model native = NativeEngine.Find() == null ? null : Model.Load(input.File);
            int heldByNative = afterStored - Memory.Free();
            int heldByModel = afterPlain - afterModel;

            // On integers two more without a look at the ranges; the one that the firmware computes comes last, where it has the kernels.
            bool isChecked = input.Features == null;
            var subjects = new Subject[(isChecked ? 7 : 5) + (native == null ? 0 : 1)];
            var held = new int[subjects.Length];
            int next = 0;
            subjects[next++] = new Subject("float loop by hand", hand, null);
            held[next] = before - afterPlain;
            subjects[next++] = new Subject("PlainModel", null, plain);
            held[next] = heldByModel;
            subjects[next++] = new Subject("Model", null, model);
            held[next] = heldByGenerated;
            subjects[next++] = new Subject("generated class", null, generated);
            if (isChecked)
            {
                held[next] = heldByModel;
                subjects[next++] = new Subject("Model, unchecked", null, model, model);
                held[next] = heldByGenerated;
                subjects[next++] = new Subject("generated class, unchecked", null, generated, (Predictor)generated);
            }

            held[next] = afterModel - afterStored;
            subjects[next++] = new Subject("Model, weights as bytes", null, stored);
            if (native != null)
            {
                Check(native is NativeModel, "the firmware's kernels are not used");
                held[next] = heldByNative;
                subjects[next++] = new Subject("Model, native", null, native);
            }

            long[][] toProbability = new long[subjects.Length][];
            long[][] toClass = new long[subjects.Length][];
            for (int s = 0; s < subjects.Length; s++)
            {
                toProbability[s] = new long[Rounds];
                toClass[s] = new long[Rounds];
            }

            int count = 6000000 / (input.Weights[0].Length + 200) / 3;
            for (int round = 0; round < Rounds; round++)
            {
                for (int s = 0; s < subjects.Length; s++)
                {
                    toProbability[s][round] = Time(subjects[s], input, true, count);
                    toClass[s][round] = Time(subjects[s], input, false, count);
                }
            }

            string kind = input.Features != null ? "float[]" : "int[]";
            for (int s = 0; s < subjects.Length; s++)
            {
                Predictor classifier = subjects[s].Predictor;
                if (classifier != null)
                {
                    Check(input.CountMismatches(classifier) == 0, input.Name + " " + kind + " " + subjects[s].Name + ": logits differ");
                    Check(classifier.SelfTest(), input.Name + " " + kind + " " + subjects[s].Name + ": golden vectors");
                }

                bool isClean = Memory.MakesNoGarbage(subjects[s], input, Inferences);
                Check(isClean, input.Name + " " + kind + " " + subjects[s].Name + ": allocates");
                Console.WriteLine(
                    "ROW|" + input.Name + "|" + kind + "|" + subjects[s].Name
                    + "|" + Report.Micros(Report.Median(toProbability[s]), count) + "|" + Report.Ratio(toProbability[0], toProbability[s])
                    + "|" + Report.Micros(Report.Median(toClass[s]), count) + "|" + Report.Ratio(toClass[0], toClass[s])
                    + "|" + (isClean ? "0" : ">0") + "|" + held[s].ToString() + "|" + (classifier == null ? "0" : classifier.RamBytes.ToString()));
            }
        }

        private static long Time(Subject subject, Case input, bool toProbability, int count)
        {
            long start = DateTime.UtcNow.Ticks;
            subject.Run(input, toProbability, count);
            return DateTime.UtcNow.Ticks - start;
        }

        private static void Check(string wrong)
        {
            if (wrong != null)
            {
                Fail(wrong);
            }
        }

        private static void Check(bool isSound, string what)
        {
            if (!isSound)
            {
                Fail(what);
            }
        }

        private static void Fail(string what)
        {
            s_isSound = false;
            Console.WriteLine("WRONG " + what);
        }
    }
}
