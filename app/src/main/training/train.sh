#!/bin/sh
# Runs the program, so that the JVM learns what later starts need, into lib/console.aot and
# lib/node.aot: the console with a demo, then a node that another one joins.
#
# usage: train.sh FOLDER WORK, the runnable folder and one for what the runs need
set -eu
work=$2
# Beside the folder, because its name may have a space, which RSWARM_JAVA_OPTIONS cannot have.
cd "$1/.."
folder=$(basename "$1")
# Classes only: what a JVM learns of methods has the next one compile them at once, which makes starts slower.
learn="-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -Xlog:aot*=off -Xlog:cds*=off"

rm -rf "$work"
mkdir -p "$work"
pipes=$(mktemp -d)
node='' other='' patience=''
# shellcheck disable=SC2086 # there may be none
trap 'rm -rf "$pipes"; kill $node $other $patience 2>/dev/null || true' EXIT
trap 'exit 1' INT TERM

# Its key and its database shall be there already, as they mostly are.
echo quit | "$folder/bin/rswarm" node --data "$work/one" --no-lan

RSWARM_JAVA_OPTIONS="-XX:AOTCacheOutput=$folder/lib/console.aot $learn -Dglass.platform=Headless -Dprism.order=sw" \
    "$folder/bin/rswarm" console --data "$work/one" --demo 3 --theme dark --screenshot "$work/console.png"

mkfifo "$pipes/instructions" "$pipes/events"
RSWARM_JAVA_OPTIONS="-XX:AOTCacheOutput=$folder/lib/node.aot $learn" \
    "$folder/bin/rswarm" node --data "$work/one" --listen 127.0.0.1:0 --json \
    <"$pipes/instructions" >"$pipes/events" &
node=$!
exec 3>"$pipes/instructions"
(sleep 30 && echo quit >&3) >/dev/null 2>&1 &
patience=$!
# What the node prints decides what it is told next; where nobody can join it, patience ends it.
joined=
while read -r line; do
    case $line in
        *'"event":"ready"'*)
            link=$(echo "$line" | sed 's/.*"link":"\([^"]*\)".*/\1/')
            "$folder/bin/rswarm" node --data "$work/other" --no-lan --listen 127.0.0.1:0 --join "$link" \
                </dev/null >"$work/other.log" 2>&1 3>&- &
            other=$!
            ;;
        *'"event":"peer"'*)
            echo 'put note training {"by":"node"}' >&3
            echo 'records note' >&3
            echo "$line" | sed 's/.*"peer":"\([^"]*\)".*/ping \1 3/' >&3
            ;;
        *'"command":"ping"'*)
            joined=yes
            echo quit >&3
            ;;
    esac
done <"$pipes/events"
wait "$node"

for learnt in console node; do
    [ -s "$folder/lib/$learnt.aot" ] || echo "train.sh: this JVM keeps nothing of what it learns in a $learnt" >&2
done
[ -n "$joined" ] || echo "train.sh: nobody could join the node: starts will be slower" >&2
