// What the nanoFramework's firmware needs of EdgeNet.Native: the table of its native methods, and the one method, which hands the arrays over.
#include <nanoCLR_Interop.h>
#include <nanoCLR_Runtime.h>

#include "edgenet_native.h"

namespace
{
// The elements of an array of managed code, where they lie; NULL and none of null.
template <typename T> T *Elements(const CLR_RT_HeapBlock &argument, int32_t &length)
{
    CLR_RT_HeapBlock_Array *array = argument.DereferenceArray();
    length = array == NULL ? 0 : (int32_t)array->m_numOfElements;
    return array == NULL ? NULL : (T *)array->GetFirstElement();
}

// EdgeNet.Native.FirmwareEngine.Execute(int[], byte[], int[], float[], int[], short[], float[]); the engine itself is argument 0, and not needed.
// The collector does not run meanwhile, so the arrays stay where they are.
HRESULT Execute(CLR_RT_StackFrame &stack)
{
    NANOCLR_HEADER();

    edgenet_arrays arrays;
    arrays.program = Elements<const int32_t>(stack.Arg1(), arrays.program_length);
    arrays.model = Elements<const uint8_t>(stack.Arg2(), arrays.model_length);
    arrays.work = Elements<int32_t>(stack.Arg3(), arrays.work_length);
    arrays.features = Elements<const float>(stack.Arg4(), arrays.features_length);
    arrays.readings = Elements<const int32_t>(stack.Arg5(), arrays.readings_length);
    arrays.window = Elements<const int16_t>(stack.Arg6(), arrays.window_length);
    arrays.outputs = Elements<float>(stack.Arg7(), arrays.outputs_length);
    stack.SetResult_I4(edgenet_execute(&arrays));

    NANOCLR_NOCLEANUP_NOLABEL();
}

// The methods of the assembly in the order of the metadata processor: virtual ones, constructors, static ones.
const CLR_RT_MethodHandler methods[] = {
    Execute,
    NULL, // the constructor
};
} // namespace

// clang-format off
extern const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_EdgeNet_Native;

// The firmware's build reads the checksum and the version from this text. Both stay as they are: firmware/NATIVE.md says why.
const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_EdgeNet_Native =
{
    "EdgeNet.Native",
    0x18F54282,
    methods,
    { 1, 0, 0, 0 }
};
// clang-format on
