using System.Runtime.CompilerServices;

namespace EdgeNet.Native
{
    /// <summary>The kernels inside the firmware. The library finds this class by its name; an application never uses it.</summary>
    /// <remarks>
    /// The firmware refuses an assembly whose native checksum is not its own, and the checksum is computed from all methods of the assembly: these
    /// three stay as they are, and there are no others. What is new becomes an instruction of a program.
    /// </remarks>
    public sealed class FirmwareEngine : NativeEngine
    {
        /// <inheritdoc/>
        public override int Execute(int[] program, byte[] model, int[] work, float[] features, int[] readings, short[] window, float[] outputs)
        {
            return Run(program, model, work, features, readings, window, outputs);
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern int Run(int[] program, byte[] model, int[] work, float[] features, int[] readings, short[] window, float[] outputs);
    }
}
