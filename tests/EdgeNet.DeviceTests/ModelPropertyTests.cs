#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class ModelPropertyTests
    {
        [TestMethod]
        public void Load_OneLayer_TellsNameAndLabels()
        {
            Model model = Model.Load(SmallModels.OneLayer());

            Assert.AreEqual("toy", model.Name);
            Assert.AreEqual("rock", model.NegativeLabel);
            Assert.AreEqual("mine", model.PositiveLabel);
        }

        [TestMethod]
        public void Load_NoName_IsEmptyString()
        {
            Model model = Model.Load(SmallModels.TwoLayers());

            Assert.AreEqual(string.Empty, model.Name);
            Assert.AreEqual("no", model.NegativeLabel);
            Assert.AreEqual("yes", model.PositiveLabel);
        }

        [TestMethod]
        public void Load_TwoLayers_TellsShape()
        {
            Model model = Model.Load(SmallModels.TwoLayers());

            Assert.AreEqual(2, model.InputCount);
            Assert.AreEqual(2, model.LayerCount);
            Assert.AreEqual(2, model.UnitsOf(0));
            Assert.AreEqual(2, model.UnitsOf(1));
            Assert.AreEqual(1, model.UnitsOf(2));
            Assert.AreEqual("leaky-relu", ActivationNames.Of(model.ActivationOf(1)));
            Assert.AreEqual("sigmoid", ActivationNames.Of(model.ActivationOf(2)));
            Assert.AreEqual(6, model.Macs);
        }

        [TestMethod]
        public void RamBytes_OneLayer_CountsEveryArray()
        {
            // A header of 24 bytes each: labels, layers, input scales, input offsets, codes ...
            int arrays = (24 + 8) + (24 + 4) + (24 + 8) + (24 + 8) + (24 + 4);

            // ... three golden vectors of two inputs, the array of them and their logits ...
            int golden = (3 * (24 + 8)) + (24 + 12) + (24 + 12);

            // ... and of the layer the array of rows, starts, words, lowest accumulators and the one row of two words.
            int layer = (24 + 4) + (24 + 8) + (24 + 8) + (24 + 4) + (24 + 16);
            Assert.AreEqual(arrays + golden + layer, Model.Load(SmallModels.OneLayer(), ModelMemory.Packed).RamBytes);
        }

        [TestMethod]
        public void RamBytes_TwoLayers_CountsMultipliers()
        {
            int arrays = (24 + 8) + (24 + 8) + (24 + 8) + (24 + 8) + (24 + 8);
            int golden = (2 * (24 + 8)) + (24 + 8) + (24 + 8);

            // Two units in one word: multipliers and constants, for negative accumulators too.
            int hidden = (24 + 4) + (24 + 8) + (24 + 8) + (24 + 8) + (24 + 16) + (2 * ((24 + 8) + (24 + 16)));
            int output = (24 + 4) + (24 + 8) + (24 + 8) + (24 + 4) + (24 + 16);
            Assert.AreEqual(arrays + golden + hidden + output, Model.Load(SmallModels.TwoLayers(), ModelMemory.Packed).RamBytes);
        }

        [TestMethod]
        public void RamBytes_Readings_CountsTheirShifts()
        {
            // As for one layer, with ranges in place of scales and offsets, two bytes of shifts, and one golden vector.
            int arrays = (24 + 8) + (24 + 4) + (24 + 8) + (24 + 8) + (24 + 2) + (24 + 4);
            int golden = (24 + 8) + (24 + 4) + (24 + 4);
            int layer = (24 + 4) + (24 + 8) + (24 + 8) + (24 + 4) + (24 + 16);
            Assert.AreEqual(arrays + golden + layer, Model.Load(SmallModels.Readings(), ModelMemory.Packed).RamBytes);
        }

        [TestMethod]
        public void RamBytes_TabulatedLayer_CountsTable()
        {
            int arrays = (24 + 8) + (24 + 8) + (24 + 4) + (24 + 4) + (24 + 4);
            int golden = (24 + 4) + (24 + 4) + (24 + 4);
            // Only a leaky layer and the output keep the lowest accumulators.
            int hidden = (24 + 4) + (24 + 8) + (24 + 8) + (24 + 8) + (24 + 4) + (24 + 8);
            int output = (24 + 4) + (24 + 8) + (24 + 8) + (24 + 4) + (24 + 8);
            Assert.AreEqual(arrays + golden + hidden + output + 24 + 1024, Model.Load(SmallModels.Tabulated(3), ModelMemory.Packed).RamBytes);
        }

        [TestMethod]
        public void Load_OneLayer_TellsDecision()
        {
            Model model = Model.Load(SmallModels.OneLayer());

            Assert.AreEqual(10, model.LogitThreshold);
            Assert.IsTrue(model.LogitScale == 0.01f);
            Assert.IsTrue(Math.Abs(model.Threshold - 0.52497918747894) < 1e-6); // logistic(0.1)
        }

        [TestMethod]
        public void Load_OneLayer_TellsGoldenVectors()
        {
            Model model = Model.Load(SmallModels.OneLayer());

            Assert.AreEqual(3, model.GoldenVectorCount);
            Assert.AreEqual(2, model.GoldenInput(1).Length);
            Assert.IsTrue(model.GoldenInput(1)[0] == 130f);
            Assert.IsTrue(model.GoldenInput(1)[1] == 60f);
            Assert.AreEqual(7, model.GoldenLogit(0));
            Assert.AreEqual(29, model.GoldenLogit(1));
            Assert.AreEqual(644, model.GoldenLogit(2));
        }
    }
}
