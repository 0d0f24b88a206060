#!/bin/bash
# Installs the .deb that build.sh made, uses it, removes it, and checks that nothing is left.
# Needs root, and Xvfb and ImageMagick for the picture. Leaves the picture in installers/target.
set -euo pipefail
cd "$(dirname "$0")/../.."

deb=$(ls installers/target/rswarm_*.deb)
picture=$PWD/installers/target/console.png
home=$(mktemp -d)
export HOME=$home XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache
unset JAVA_HOME

clean_up() {
    if dpkg-query --show rswarm >/dev/null 2>&1; then
        dpkg --purge --force-remove-reinstreq rswarm
    fi
    rm -rf "$home"
}
trap clean_up EXIT

fail() {
    echo "check.sh: $*" >&2
    exit 1
}

dpkg --install "$deb"
[ "$(command -v rswarm)" = /usr/bin/rswarm ] || fail "rswarm is not on the PATH"
rswarm --version

echo "The demo: six peer events, and nothing but JSON lines"
rswarm demo --seconds 10 --json >"$home/demo.jsonl"
[ "$(grep -c '"event":"peer"' "$home/demo.jsonl")" = 6 ] || fail "not 6 peer events: $(cat "$home/demo.jsonl")"
[ "$(grep -vc '^{.*}$' "$home/demo.jsonl")" = 0 ] || fail "something that is not JSON: $(cat "$home/demo.jsonl")"

echo "The console on a display of its own"
rm -f "$picture"
timeout 120 xvfb-run --auto-servernum --server-args='-screen 0 1280x800x24' \
    rswarm console --demo 3 --screenshot "$picture"
colours=$(identify -format '%k' "$picture")
[ "$colours" -gt 50 ] || fail "the picture of the console has only $colours colours: is it blank?"
echo "$picture has $colours colours"

desktop=/usr/share/applications/rswarm.desktop
grep -q 'x-scheme-handler/rswarm' "$desktop" || fail "no menu entry opens links"

dpkg --purge rswarm
left=$(ls -d /opt/rswarm /usr/bin/rswarm "$desktop" 2>/dev/null || true)
[ -z "$left" ] || fail "left behind: $left"
echo "check.sh: all is well"
