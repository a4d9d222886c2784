using System;
using System.Runtime.CompilerServices;

namespace EdgeNet.Native
{
    /// <summary>The kernels inside the firmware. The library finds this class by its name; an application never uses it.</summary>
    /// <remarks>
    /// The firmware refuses an assembly whose native checksum is not its own, and calls a method by its place among all methods of the assembly. So
    /// this method and the constructor stay as they are, and there are no others: what is new becomes an instruction of a program.
    /// </remarks>
    public sealed class FirmwareEngine : NativeEngine
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern int Execute(Array[] arrays, Array input);
    }
}
