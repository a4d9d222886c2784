#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>A model gives the same integers wherever its weights are kept: packed, in the file's bytes, or behind a buffer.</summary>
    [TestClass]
    public class StoredModelTests
    {
        private static readonly int[] s_readings = { -200, -129, -128, -1, 0, 1, 60, 127, 128, 130, 4095, int.MaxValue, int.MinValue };

        [TestMethod]
        public void Logit_OneLayer_IsThatOfPackedForm()
        {
            AssertSame(SmallModels.OneLayer());
        }

        [TestMethod]
        public void Logit_TwoLayers_IsThatOfPackedForm()
        {
            AssertSame(SmallModels.TwoLayers());
        }

        [TestMethod]
        public void Logit_TabulatedUnits_AreThoseOfPackedForm()
        {
            AssertSame(SmallModels.Tabulated(3));
            AssertSame(SmallModels.Tabulated(4));
        }

        [TestMethod]
        public void Logit_Readings_AreThoseOfPackedForm()
        {
            AssertSame(SmallModels.Readings());
            AssertSame(SmallModels.Named());
        }

        [TestMethod]
        public void Logits_SeveralOutputs_AreThoseOfPackedForm()
        {
            AssertSame(SmallModels.ThreeClasses());
            AssertSame(SmallModels.Quantities(0));
            AssertSame(SmallModels.Quantities(1));
        }

        [TestMethod]
        public void Logits_HalfBytes_AreThoseOfPackedForm()
        {
            AssertSame(SmallModels.Nibbles());
        }

        [TestMethod]
        public void Load_Bytes_KeepsTheArray()
        {
            byte[] file = SmallModels.OneLayer();
            Model model = Model.Load(file, ModelMemory.Bytes);
            Assert.IsTrue(model.SelfTest());

            file[file.Length - 5] ^= 1; // the highest byte of the last golden logit
            Assert.IsFalse(model.SelfTest());
        }

        [TestMethod]
        public void Load_Fastest_KeepsNothingOfTheArray()
        {
            byte[] file = SmallModels.OneLayer();
            Model model = Model.Load(file);
            for (int i = 0; i < file.Length; i++)
            {
                file[i] = 0;
            }

            Assert.IsTrue(model.SelfTest());
            Assert.AreEqual(29, model.Logit(new int[] { 130, 60 }));
        }

        [TestMethod]
        public void Open_Null_IsRefusedByName()
        {
            string message = null;
            try
            {
                Model.Open(null);
            }
            catch (ArgumentNullException e)
            {
                message = e.ToString();
            }

            Assert.IsTrue(message != null);
        }

        private static void AssertSame(byte[] file)
        {
            Model packed = Model.Load(file, ModelMemory.Packed);
            var forms = new Model[]
            {
                Model.Load(file),
                Model.Load(file, ModelMemory.Bytes),
                new StoredModel(new ModelLoader(new ByteWindow(file)), null),
                Model.Open(new ArrayStorage(file), 1),
                Model.Open(new ArrayStorage(file)),
            };
            foreach (Model form in forms)
            {
                Assert.IsTrue(form.SelfTest());
                Assert.AreEqual(packed.Macs, form.Macs);
                AssertSame(packed, form);
            }
        }

        private static void AssertSame(Model packed, Model form)
        {
            var readings = new int[packed.InputCount];
            var features = new float[readings.Length];
            var expected = new int[packed.OutputCount];
            var actual = new int[expected.Length];
            for (int k = 0; k < s_readings.Length; k++)
            {
                for (int i = 0; i < readings.Length; i++)
                {
                    readings[i] = s_readings[(k + (5 * i)) % s_readings.Length];
                    features[i] = k == 3 ? float.NaN : readings[i] * 0.75f;
                }

                packed.Logits(readings, expected);
                form.Logits(readings, actual);
                AssertEqual(expected, actual);
                packed.Logits(features, expected);
                form.Logits(features, actual);
                AssertEqual(expected, actual);
                Assert.AreEqual(packed.CountSaturated(features), form.CountSaturated(features));
                Assert.AreEqual(packed.CountSaturated(readings), form.CountSaturated(readings));
            }
        }

        private static void AssertEqual(int[] expected, int[] actual)
        {
            for (int j = 0; j < expected.Length; j++)
            {
                Assert.AreEqual(expected[j], actual[j]);
            }
        }
    }
}
