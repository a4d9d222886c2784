#!/usr/bin/env bash
# Counts the IL instructions that the networks and streams of ../EdgeNet.Tests/Cost/CountPrograms.cs take on the interpreter, and writes them into
# counts.csv beside it. It needs what run.sh needs, but NANOCLR must be a host that counts: its Environment.TickCount64 returns the number of IL
# instructions that it has executed. Build tests/EdgeNet.Tests for Release first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
record=$root/tests/EdgeNet.Tests/Cost/counts.csv
host=${NANOCLR:?is not set, see README.md}
lib=${NANOFRAMEWORK_LIB:?is not set, see README.md}
mdp=${NANOFRAMEWORK_MDP:?is not set, see README.md}
sdk=$(dotnet --list-sdks | tail -n 1 | sed -E 's/^([^ ]+) \[(.*)\]$/\2\/\1/')
csc="$sdk/Roslyn/bincore/csc.dll"
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
    dotnet exec "$csc" -noconfig -nologo -nostdlib -langversion:9.0 -optimize+ -deterministic+ -nowarn:0219,1701,1702 -define:NANOFRAMEWORK_1_0 \
        "-target:$kind" "-out:$work/$name.$extension" "${arguments[@]}" "$@" </dev/null
    rm -f "$work/$name.pe"
    dotnet "$mdp" "${hints[@]}" -parse "$work/$name.$extension" -compile "$work/$name.pe" false </dev/null >&2
}

EDGENET_WRITE_COUNTS=$work/programs dotnet test "$root/tests/EdgeNet.Tests" -c Release --no-build --filter "FullyQualifiedName~RecordedCountsTests.Counts_" >&2
compile EdgeNet library "System.Math" "$root"/firmware/EdgeNet/*.cs "$root"/firmware/EdgeNet/Properties/AssemblyInfo.cs
compile EdgeNet.Streams library "System.Math EdgeNet" "$root"/firmware/EdgeNet.Streams/*.cs

echo "name,what,instructions" >"$work/counts.csv"
for program in "$work"/programs/*; do
    compile Counts exe "System.Math nanoFramework.Runtime.Native EdgeNet EdgeNet.Streams" "$here"/Counts/*.cs "$here"/Streams/IntegerNoise.cs "$root"/tests/EdgeNet.DeviceTests/ArrayStorage.cs "$program"/*.cs
    "$host" "$lib/mscorlib.pe" "$lib/System.Math.pe" "$lib/nanoFramework.Runtime.Native.pe" "$work/EdgeNet.pe" "$work/EdgeNet.Streams.pe" "$work/Counts.pe" 2>&1 | tr -d '\r' >"$work/printed" || true
    if ! grep -qx 'COUNTS DONE' "$work/printed"; then
        echo "failed: $program did not end well" >&2
        tail -n 5 "$work/printed" >&2
        exit 1
    fi
    sed -n 's/^COUNT,//p' "$work/printed" >>"$work/counts.csv"
done
sort -t, -k1,1V -k2,2 -s "$work/counts.csv" >"$record"
