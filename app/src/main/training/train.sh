#!/bin/sh
# Runs the program, so that the JVM learns what later starts need, into lib/console.aot and
# lib/node.aot: the console with a demo, then a node that another one joins.
#
# usage: train.sh FOLDER WORK, the runnable folder and one for what the runs need
set -eu
folder=$1 work=$2
quiet="-Xlog:aot*=off -Xlog:cds*=off"

rm -rf "$work"
mkdir -p "$work"

# Its key and its database shall be there already, as they mostly are.
echo quit | "$folder/bin/rswarm" node --data "$work/one" --no-lan

RSWARM_JAVA_OPTIONS="-XX:AOTCacheOutput=$folder/lib/console.aot $quiet -Dglass.platform=Headless -Dprism.order=sw" \
    "$folder/bin/rswarm" console --data "$work/one" --demo 3 --theme dark --screenshot "$work/console.png"

# What the node prints decides what it is told next; where nobody can join it, it ends in the end.
mkfifo "$work/instructions"
RSWARM_JAVA_OPTIONS="-XX:AOTCacheOutput=$folder/lib/node.aot $quiet" \
    "$folder/bin/rswarm" node --data "$work/one" --json <"$work/instructions" |
    while read -r line; do
        case $line in
            *'"event":"ready"'*)
                link=$(echo "$line" | sed 's/.*"link":"\([^"]*\)".*/\1/')
                "$folder/bin/rswarm" node --data "$work/other" --no-lan --join "$link" \
                    </dev/null >"$work/other.log" 2>&1 &
                other=$!
                (sleep 30 && echo quit) 2>/dev/null &
                patience=$!
                ;;
            *'"event":"peer"'*)
                echo 'put note training {"by":"node"}'
                echo 'records note'
                echo "$line" | sed 's/.*"peer":"\([^"]*\)".*/ping \1 3/'
                ;;
            *'"command":"ping"'*)
                echo quit
                ;;
            *'"command":"quit"'*)
                kill "$other" "$patience" 2>/dev/null || true # patience may have ended
                ;;
        esac
    done >"$work/instructions"
if [ ! -s "$folder/lib/node.aot" ]; then
    echo "train.sh: the node has learnt nothing" >&2
    exit 1
fi
