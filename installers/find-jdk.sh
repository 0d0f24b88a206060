#!/bin/sh
# Prints the home of a JDK 25 or newer that has jpackage: JAVA_HOME, or one in the usual place.
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$home/bin/jpackage" ] && [ -r "$home/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "${version:-0}" -ge 25 ]; then
        echo "$home"
        exit 0
    fi
done
echo "a JDK 25 or newer with jpackage is needed: install one, or let JAVA_HOME name it" >&2
exit 1
