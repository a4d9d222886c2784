#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

namespace EdgeNet.DeviceTests
{
    [TestClass]
    public class ActivationNamesTests
    {
        [TestMethod]
        [DataRow(0, "linear")]
        [DataRow(1, "relu")]
        [DataRow(2, "leaky-relu")]
        [DataRow(3, "tanh")]
        [DataRow(4, "sigmoid")]
        [DataRow(5, "softmax")]
        [DataRow(6, "unknown")]
        [DataRow(255, "unknown")]
        public void Of_NumberInFile_IsNameInRecipe(int number, string name)
        {
            Assert.AreEqual(name, ActivationNames.Of((Activation)number));
        }
    }
}
