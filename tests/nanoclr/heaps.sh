#!/usr/bin/env bash
# Finds the least managed heap in which each program of ../EdgeNet.Tests/Cost/HeapPrograms.cs runs, and writes the sizes into heaps.csv beside it. It needs
# what run.sh needs, but NANOCLR must be a host of 32 bits, as a board is, whose managed heap has the bytes of the variable NF_HEAP. Build
# tests/EdgeNet.Tests for Release first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
record=$root/tests/EdgeNet.Tests/Cost/heaps.csv
host=${NANOCLR:?is not set, see README.md}
lib=${NANOFRAMEWORK_LIB:?is not set, see README.md}
mdp=${NANOFRAMEWORK_MDP:?is not set, see README.md}
sdk=$(dotnet --list-sdks | tail -n 1 | sed -E 's/^([^ ]+) \[(.*)\]$/\2\/\1/')
csc="$sdk/Roslyn/bincore/csc.dll"
step=48 # bytes
most=524288
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compile NAME KIND "REFERENCES" FILE...: makes NAME.dll and NAME.pe in the work folder.
compile() {
    local name=$1 kind=$2 references=$3 extension=dll
    shift 3
    [ "$kind" = exe ] && extension=exe
    local arguments=() hints=() file reference
    for reference in mscorlib $references; do
        file=$work/$reference.dll
        [ -f "$file" ] || file=$lib/$reference.dll
        arguments+=("-reference:$file")
        hints+=(-loadHints "$reference" "$file")
    done
    dotnet exec "$csc" -noconfig -nologo -nostdlib -langversion:9.0 -optimize+ -deterministic+ -nowarn:1701,1702 -define:NANOFRAMEWORK_1_0 \
        "-target:$kind" "-out:$work/$name.$extension" "${arguments[@]}" "$@" </dev/null
    rm -f "$work/$name.pe"
    dotnet "$mdp" "${hints[@]}" -parse "$work/$name.$extension" -compile "$work/$name.pe" false </dev/null >&2
}

# runs BYTES: whether the program says at its end that it ran.
runs() {
    NF_HEAP=$1 timeout 60 $host "$lib/mscorlib.pe" "$lib/System.Math.pe" "$work/EdgeNet.pe" "$work/EdgeNet.Streams.pe" "$work/Heap.pe" 2>&1 </dev/null | tr -d '\r' >"$work/printed" || true
    grep -qx ok "$work/printed"
}

EDGENET_WRITE_HEAPS=$work/programs dotnet test "$root/tests/EdgeNet.Tests" -c Release --no-build --filter "FullyQualifiedName~RecordedHeapsTests.Heaps_" >&2
compile EdgeNet library "System.Math" "$root"/firmware/EdgeNet/*.cs "$root"/firmware/EdgeNet/Properties/AssemblyInfo.cs
compile EdgeNet.Streams library "System.Math EdgeNet" "$root"/firmware/EdgeNet.Streams/*.cs

echo "name,form,bytes" >"$work/heaps.csv"
for program in "$work"/programs/*; do
    compile Heap exe "System.Math EdgeNet EdgeNet.Streams" "$here"/Heaps/*.cs "$root"/tests/EdgeNet.DeviceTests/ArrayStorage.cs "$program"/*.cs
    low=0
    high=$((most / step))
    runs $((high * step)) || { echo "failed: $(basename "$program") does not run in $((high * step)) bytes" >&2; tail -n 5 "$work/printed" >&2; exit 1; }
    while [ $((high - low)) -gt 1 ]; do
        middle=$(((low + high) / 2))
        if runs $((middle * step)); then high=$middle; else low=$middle; fi
    done
    echo "$(basename "$program"),$((high * step))" | tee -a "$work/heaps.csv" >&2
done
cp "$work/heaps.csv" "$record"
