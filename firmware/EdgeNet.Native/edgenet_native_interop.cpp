// What the nanoFramework's firmware needs of EdgeNet.Native: the table of its native methods, and the one method, which hands the arrays over.
#include <nanoCLR_Interop.h>
#include <nanoCLR_Runtime.h>

#include "edgenet_native.h"

namespace
{
// The elements of an array of managed code that has some type, where they lie; NULL and none of null or of another type.
void *Elements(CLR_RT_HeapBlock_Array *array, CLR_DataType type, int32_t &length)
{
    bool is_wanted = array != NULL && array->m_typeOfElement == type;
    length = is_wanted ? (int32_t)array->m_numOfElements : 0;
    return is_wanted ? array->GetFirstElement() : NULL;
}

// EdgeNet.Native.FirmwareEngine.Execute(Array[], Array); the engine itself is argument 0, and not needed.
// The collector does not run meanwhile, so the arrays stay where they are.
HRESULT Execute(CLR_RT_StackFrame &stack)
{
    NANOCLR_HEADER();

    edgenet_arrays arrays;
    CLR_RT_HeapBlock_Array *all = stack.Arg1().DereferenceArray();
    CLR_RT_HeapBlock_Array *input = stack.Arg2().DereferenceArray();
    uint32_t count = all == NULL ? 0 : all->m_numOfElements;
    const CLR_RT_HeapBlock *first = all == NULL ? NULL : (const CLR_RT_HeapBlock *)all->GetFirstElement();
    arrays.program = (const int32_t *)Elements(count > 0 ? first[0].DereferenceArray() : NULL, DATATYPE_I4, arrays.program_length);
    arrays.model = (const uint8_t *)Elements(count > 1 ? first[1].DereferenceArray() : NULL, DATATYPE_U1, arrays.model_length);
    arrays.work = (int32_t *)Elements(count > 2 ? first[2].DereferenceArray() : NULL, DATATYPE_I4, arrays.work_length);
    arrays.outputs = (float *)Elements(count > 3 ? first[3].DereferenceArray() : NULL, DATATYPE_R4, arrays.outputs_length);
    arrays.features = (const float *)Elements(input, DATATYPE_R4, arrays.features_length);
    arrays.readings = (const int32_t *)Elements(input, DATATYPE_I4, arrays.readings_length);
    arrays.window = (const int16_t *)Elements(input, DATATYPE_I2, arrays.window_length);
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
    0xFACA5073,
    methods,
    { 1, 0, 0, 0 }
};
// clang-format on
