#!/bin/sh
# Makes what every installer contains from the runnable folder: STAGE/runtime, a Java with the
# modules that the program needs and no more, and STAGE/mods, the program's jars. They ride
# beside the runtime because jlink takes no automatic modules.
#
# usage: runtime.sh JAVA_HOME FOLDER STAGE
set -eu
jdk=$1 folder=$2 stage=$3

rm -rf "$stage"
mkdir -p "$stage/mods"
cp "$folder"/lib/*.jar "$stage/mods/"

# jdeps sees what code uses: not jdk.crypto.*, which are found by service, nor java.sql.rowset, which
# the SQLite driver requires and does not use.
modules=$("$jdk/bin/jdeps" --ignore-missing-deps --print-module-deps --multi-release 25 \
    --module-path "$stage/mods" --add-modules ALL-MODULE-PATH "$stage"/mods/*.jar |
    grep '^java')
"$jdk/bin/jlink" --add-modules "$modules,jdk.crypto.cryptoki,java.sql.rowset" --output "$stage/runtime" \
    --strip-debug --strip-native-commands --no-header-files --no-man-pages --compress zip-6
