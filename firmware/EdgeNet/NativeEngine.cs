using System;

namespace EdgeNet
{
    /// <summary>The kernels inside the firmware, where it has them: the assembly <c>EdgeNet.Native</c> derives from this.</summary>
    /// <remarks>
    /// There is one method, and it stays as it is: what is to be computed comes as a program, so that a new model or version of the library needs no
    /// new firmware. <c>firmware/NATIVE.md</c> describes the instructions.
    /// </remarks>
    public abstract class NativeEngine
    {
        /// <summary>What <see cref="Execute"/> returns for an instruction that the firmware does not know.</summary>
        internal const int Unknown = -2;

        private const string TypeName = "EdgeNet.Native.FirmwareEngine";

        private static bool s_isAsked;
        private static NativeEngine s_engine;

        /// <summary>Executes a program.</summary>
        /// <param name="arrays">
        /// The program (<c>int[]</c>), which is the version of the interface, then instructions: a number, the count of the operands, the operands; the bytes of
        /// a model file (<c>byte[]</c>); accumulators and codes (<c>int[]</c>), where the program says; and outputs (<c>float[]</c>), if the program writes any.
        /// </param>
        /// <param name="input">Features (<c>float[]</c>), readings (<c>int[]</c>), the readings of a window (<c>short[]</c>), or null.</param>
        /// <returns>
        /// 0; -1 where an operand lies outside an array, which then was not touched, or an array has another type; -2 for an instruction that the firmware does
        /// not know.
        /// </returns>
        /// <exception cref="NotSupportedException">The firmware has no kernels.</exception>
        public abstract int Execute(Array[] arrays, Array input);

        /// <summary>Looks for the kernels once: the assembly must be deployed, and the firmware must have its native part.</summary>
        /// <returns>The engine, or <c>null</c>.</returns>
        internal static NativeEngine Find()
        {
            if (s_isAsked)
            {
                return s_engine;
            }

            s_isAsked = true;
            try
            {
                Type type = Type.GetType(TypeName);
                if (type != null)
                {
                    var engine = (NativeEngine)type.GetConstructors()[0].Invoke(null);
                    s_engine = engine.Execute(new Array[] { NativeProgram.Empty(), new byte[1], new int[1] }, null) == 0 ? engine : null;
                }
            }
            catch (NotSupportedException)
            {
                // The assembly is there and the firmware knows nothing of it.
            }

            return s_engine;
        }
    }
}
