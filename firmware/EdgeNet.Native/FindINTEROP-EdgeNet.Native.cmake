# Adds EdgeNet.Native to a firmware of the nanoFramework. firmware/NATIVE.md says how: this file goes into CMake/Modules of nf-interpreter,
# and its folder into InteropAssemblies/EdgeNet.Native.

set(BASE_PATH_FOR_THIS_MODULE ${PROJECT_SOURCE_DIR}/InteropAssemblies/EdgeNet.Native)

list(APPEND EdgeNet.Native_INCLUDE_DIRS
    ${PROJECT_SOURCE_DIR}/src/CLR/Core
    ${PROJECT_SOURCE_DIR}/src/CLR/Include
    ${PROJECT_SOURCE_DIR}/src/HAL/Include
    ${PROJECT_SOURCE_DIR}/src/PAL/Include
    ${BASE_PATH_FOR_THIS_MODULE})

list(APPEND EdgeNet.Native_SOURCES
    ${BASE_PATH_FOR_THIS_MODULE}/edgenet_native.c
    ${BASE_PATH_FOR_THIS_MODULE}/edgenet_native_interop.cpp)

include(FindPackageHandleStandardArgs)
FIND_PACKAGE_HANDLE_STANDARD_ARGS(INTEROP-EdgeNet.Native DEFAULT_MSG EdgeNet.Native_INCLUDE_DIRS EdgeNet.Native_SOURCES)
