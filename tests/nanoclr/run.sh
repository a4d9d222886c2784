#!/usr/bin/env bash
# Runs the device tests and the benchmark on a nanoFramework interpreter for the desktop; see README.md beside this file.
# Exit codes: 0 all passed, 1 something failed, 77 something is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

missing() { echo "skipped: $1; see tests/nanoclr/README.md" >&2; exit 77; }
[ -n "${NANOCLR:-}" ] || missing "NANOCLR is not set"
[ -x "$NANOCLR" ] || missing "NANOCLR is no program: $NANOCLR"
[ -n "${NANOFRAMEWORK_LIB:-}" ] || missing "NANOFRAMEWORK_LIB is not set"
[ -n "${NANOFRAMEWORK_MDP:-}" ] || missing "NANOFRAMEWORK_MDP is not set"
[ -e "$NANOFRAMEWORK_MDP" ] || missing "NANOFRAMEWORK_MDP does not exist: $NANOFRAMEWORK_MDP"
command -v dotnet >/dev/null || missing "there is no dotnet"
for assembly in mscorlib System.Math nanoFramework.Runtime.Native nanoFramework.TestFramework nanoFramework.UnitTestLauncher; do
    [ -f "$NANOFRAMEWORK_LIB/$assembly.pe" ] || missing "$NANOFRAMEWORK_LIB has no $assembly.pe"
done

sdk=$(dotnet --list-sdks | tail -n 1 | sed -E 's/^([^ ]+) \[(.*)\]$/\2\/\1/')
csc="$sdk/Roslyn/bincore/csc.dll"
[ -f "$csc" ] || missing "the SDK has no compiler at $csc"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lib=$NANOFRAMEWORK_LIB

mdp() {
    case $NANOFRAMEWORK_MDP in
        *.dll) dotnet "$NANOFRAMEWORK_MDP" "$@" ;;
        *) "$NANOFRAMEWORK_MDP" "$@" ;;
    esac
}

# compile NAME KIND "REFERENCES" FILE...: makes NAME.dll and NAME.pe in the work folder.
compile() {
    local name=$1 kind=$2 references=$3 extension=dll
    shift 3
    [ "$kind" = exe ] && extension=exe
    local arguments=() hints=() file
    for reference in mscorlib $references; do
        file=$work/$reference.dll
        [ -f "$file" ] || file=$lib/$reference.dll
        arguments+=("-reference:$file")
        hints+=(-loadHints "$reference" "$file")
    done

    dotnet exec "$csc" -noconfig -nologo -nostdlib -langversion:9.0 -optimize+ -deterministic+ -warnaserror -nowarn:1701,1702 \
        "-define:TRACE;NANOFRAMEWORK_1_0" "-target:$kind" "-out:$work/$name.$extension" "${arguments[@]}" "$@"
    if ! mdp "${hints[@]}" -parse "$work/$name.$extension" -compile "$work/$name.pe" false >"$work/$name.log" 2>&1 || [ ! -s "$work/$name.pe" ]; then
        cat "$work/$name.log" >&2
        echo "failed: the metadata processor refuses $name" >&2
        exit 1
    fi
}

# The interpreter's exit code says nothing: what counts is what the program printed.
run() {
    local files=()
    for assembly in "$@"; do
        if [ -f "$work/$assembly.pe" ]; then files+=("$work/$assembly.pe"); else files+=("$lib/$assembly.pe"); fi
    done

    "$NANOCLR" "${files[@]}" 2>&1 | tr -d '\r' || true
}

echo "Compiling the device library and its tests."
compile EdgeNet library "System.Math" "$root"/firmware/EdgeNet/*.cs "$root"/firmware/EdgeNet/Properties/AssemblyInfo.cs
compile EdgeNet.Streams library "System.Math EdgeNet" "$root"/firmware/EdgeNet.Streams/*.cs
compile EdgeNet.Adaptation library "System.Math EdgeNet" "$root"/firmware/EdgeNet.Adaptation/*.cs
compile EdgeNet.Store library "System.Math EdgeNet" "$root"/firmware/EdgeNet.Store/*.cs
compile EdgeNet.Native library "EdgeNet" "$root"/firmware/EdgeNet.Native/*.cs "$root"/firmware/EdgeNet.Native/Properties/AssemblyInfo.cs
compile NFUnitTest library "System.Math nanoFramework.TestFramework EdgeNet EdgeNet.Streams EdgeNet.Adaptation EdgeNet.Store" "$root"/tests/EdgeNet.DeviceTests/*.cs "$root"/firmware/EdgeNet.Host/*.cs "$root"/models/vibration/*.cs

echo "Running the device tests."
run mscorlib System.Math nanoFramework.TestFramework nanoFramework.UnitTestLauncher EdgeNet EdgeNet.Streams EdgeNet.Adaptation EdgeNet.Store EdgeNet.Native NFUnitTest >"$work/tests.txt"
grep '^Test failed' "$work/tests.txt" || true
passed=$(grep -c '^Test passed' "$work/tests.txt" || true)
failed=$(grep -c '^Test failed' "$work/tests.txt" || true)
expected=$(cat "$root"/tests/EdgeNet.DeviceTests/*Tests.cs | grep -cE '^ *\[TestMethod\]')
echo "$passed passed, $failed failed"
if [ "$failed" -gt 0 ] || [ "$passed" -lt "$expected" ]; then
    echo "failed: of at least $expected tests $passed passed" >&2
    tail -n 5 "$work/tests.txt" >&2
    exit 1
fi

echo "Comparing learning with the PC."
compile LearningParity exe "System.Math nanoFramework.Runtime.Native EdgeNet EdgeNet.Streams EdgeNet.Adaptation" "$here"/Learning/*.cs "$here/Parity/LearningParity.cs" "$here/Streams/IntegerNoise.cs" "$here/Bench/Ballast.cs" \
    "$root"/tests/EdgeNet.DeviceTests/ModelBytes*.cs
run mscorlib System.Math nanoFramework.Runtime.Native EdgeNet EdgeNet.Streams EdgeNet.Adaptation LearningParity >"$work/learning.txt"
grep '^WRONG' "$work/learning.txt" || true
if ! grep -qx "EXACT|7" "$work/learning.txt"; then
    echo "failed: learning is not exact, or allocates" >&2
    tail -n 5 "$work/learning.txt" >&2
    exit 1
fi
echo "100,000 readings: every state of learning and every byte of the files is the PC's, and nothing is allocated"

echo "Training what the benchmark runs."
fan=$root/../shared/data/fan.csv
[ -f "$fan" ] || fan=
dotnet run -c Release --project "$here/BenchModels" -- "$root/models/sonar" "$work/models" ${fan:+"$fan"} >&2

# streams NAME COUNT FILE...: compiles a program that must find COUNT streams exact, and runs it.
streams() {
    local name=$1 wanted=$2
    shift 2
    compile "$name" exe "System.Math EdgeNet EdgeNet.Streams" "$here"/Streams/*.cs "$@"
    run mscorlib System.Math EdgeNet EdgeNet.Streams EdgeNet.Native "$name" >"$work/$name.txt"
    grep '^WRONG' "$work/$name.txt" || true
    if ! grep -qx "EXACT|$wanted" "$work/$name.txt"; then
        echo "failed: of $wanted streams of $name not all are exact" >&2
        tail -n 5 "$work/$name.txt" >&2
        exit 1
    fi
}

echo "Comparing streams with the PC."
count=$(sed -nE 's/.*const int Count = ([0-9]+);.*/\1/p' "$here/Streams/GeneratedReadings.cs")
streams RandomParity "$count" "$here/Parity/RandomParity.cs" "$work/models/RandomHashes.cs"
echo "$count random streams: every feature of every window is the PC's"
if [ -n "$fan" ]; then
    recordings=0
    for file in "$work"/models/Fan[0-9]*.cs; do
        some=$(grep -c 'static readonly short\[\]' "$file")
        streams FanParity "$some" "$here/Parity/FanParity.cs" "$file" "$work/models/FanNetwork.Data.cs"
        recordings=$((recordings + some))
    done
    echo "$recordings recordings of a fan: every feature, logit and state is the PC's"
else
    echo "skipped: the recordings of a fan, because there is no ../shared/data/fan.csv"
fi

echo "Compiling the benchmark."
models=()
for name in F60 R60 S60 SR60 F16 R16 F8 R8; do
    compile "$name" library "System.Math EdgeNet" "$work/models/$name.cs" "$work/models/$name.Golden.cs"
    compile "$name.small" library "System.Math EdgeNet" "$work/models/$name.cs"
    models+=("$name")
done
rm -f "$work/models/FanNetwork.Data.cs"
compile Bench exe "System.Math nanoFramework.Runtime.Native EdgeNet EdgeNet.Streams ${models[*]}" "$here"/Bench/*.cs "$root"/tests/EdgeNet.DeviceTests/PlainModel.cs "$root"/firmware/EdgeNet.Host/*.cs "$here"/Streams/*.cs \
    "$work"/models/*.Data.cs \
    "$root"/models/iris/*.cs "$root"/models/winding/*.cs

echo "Running the benchmark."
run mscorlib System.Math nanoFramework.Runtime.Native EdgeNet EdgeNet.Streams EdgeNet.Native "${models[@]}" Bench >"$work/bench.txt"
echo
echo "| network | input | form | µs to probability | × | µs to class | × | bytes allocated | RAM held here | RAM counted |"
echo "|---|---|---|---|---|---|---|---|---|---|"
grep '^ROW|' "$work/bench.txt" | sed -E 's/^ROW\|(.*)$/| \1 |/; s/\|/ | /g; s/ +/ /g; s/^ //; s/ $//' || true
echo
grep '^EXAMPLE|' "$work/bench.txt" | sed -E 's/^EXAMPLE\|(.*)\|(.*)\|(.*)$/models\/\1: \2 inputs, every one of \3 outputs exact in PlainModel, Model and generated class/' || true
echo
echo "| stream | float loop, µs | a reading, µs | × the float loop | a decision, µs | × the float loop | bytes in 100,000 readings | RAM held here |"
echo "|---|---|---|---|---|---|---|---|"
grep '^STREAM|' "$work/bench.txt" | sed -E 's/^STREAM\|(.*)$/| \1 |/; s/\|/ | /g; s/ +/ /g; s/^ //; s/ $//' || true
echo
echo "| .pe | bytes | without golden vectors |"
echo "|---|---|---|"
echo "| EdgeNet (the library) | $(stat -c %s "$work/EdgeNet.pe") | |"
echo "| EdgeNet.Streams | $(stat -c %s "$work/EdgeNet.Streams.pe") | |"
echo "| EdgeNet.Adaptation | $(stat -c %s "$work/EdgeNet.Adaptation.pe") | |"
echo "| EdgeNet.Store | $(stat -c %s "$work/EdgeNet.Store.pe") | |"
for name in "${models[@]}"; do
    echo "| $name | $(stat -c %s "$work/$name.pe") | $(stat -c %s "$work/$name.small.pe") |"
done
grep '^WRONG' "$work/bench.txt" || true
if ! grep -q '^BENCH DONE' "$work/bench.txt"; then
    echo "failed: the benchmark did not end well" >&2
    tail -n 5 "$work/bench.txt" >&2
    exit 1
fi
