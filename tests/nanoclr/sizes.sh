#!/usr/bin/env bash
# Measures what generated classes take of an assembly: compiles the classes of ../EdgeNet.Tests/Export/AssemblySizes.txt with the metadata
# processor and writes the sizes of the tables of each .pe into that file. It needs what run.sh needs, but for the interpreter.
# Build tests/EdgeNet.Tests for Release first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
record=$root/tests/EdgeNet.Tests/Export/AssemblySizes.txt
lib=${NANOFRAMEWORK_LIB:?is not set, see README.md}
mdp=${NANOFRAMEWORK_MDP:?is not set, see README.md}
sdk=$(dotnet --list-sdks | tail -n 1 | sed -E 's/^([^ ]+) \[(.*)\]$/\2\/\1/')
csc="$sdk/Roslyn/bincore/csc.dll"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

EDGENET_WRITE_CLASSES=$work/classes dotnet test "$root/tests/EdgeNet.Tests" -c Release --no-build --filter "FullyQualifiedName~AssemblyShareTests.Code_" >&2
device=$(dirname "$(find "$root/tests/EdgeNet.Tests/bin/Release" -path '*/device/EdgeNet.dll' | head -n 1)")
references=() hints=()
for assembly in "$lib/mscorlib.dll" "$lib/System.Math.dll" "$device/EdgeNet.dll" "$device/EdgeNet.Streams.dll"; do
    references+=("-reference:$assembly")
    hints+=(-loadHints "$(basename "$assembly" .dll)" "$assembly")
done

# word FILE OFFSET: 4 bytes, the lowest first.
word() { od -An -tu4 -j "$2" -N 4 "$1" | tr -d ' '; }
# table FILE NUMBER: the bytes of a table, without its padding; the header has 16 offsets from 40 on, and the paddings from 108 on.
table() { echo $(($(word "$1" $((44 + 4 * $2))) - $(word "$1" $((40 + 4 * $2))) - $(od -An -tu1 -j $((108 + $2)) -N 1 "$1"))); }

grep '^#' "$record" >"$work/record"
grep -v '^#' "$record" | while read -r shape activation inputs seed _; do
    name=${shape//\//+}_${activation}_${inputs}_$seed
    dotnet exec "$csc" -noconfig -nologo -nostdlib -langversion:9.0 -optimize+ -deterministic+ -target:library "-out:$work/Priced.dll" "${references[@]}" "$work/classes/$name"/*.cs </dev/null
    rm -f "$work/Priced.pe"
    dotnet "$mdp" "${hints[@]}" -parse "$work/Priced.dll" -compile "$work/Priced.pe" false </dev/null >&2
    echo "$shape $activation $inputs $seed $(table "$work/Priced.pe" 13) $(table "$work/Priced.pe" 12) $(stat -c %s "$work/Priced.pe")"
done >>"$work/record"
cp "$work/record" "$record"
