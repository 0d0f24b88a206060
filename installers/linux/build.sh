#!/bin/sh
# Builds installers/target/rswarm_VERSION_ARCH.deb from app/target/rswarm, which `mvn package` makes.
# Needs a JDK 25 with jpackage, fakeroot, binutils and dpkg.
set -eu
cd "$(dirname "$0")/../.."
jdk=$(installers/find-jdk.sh)

folder=app/target/rswarm
stage=installers/target/stage
icons=resources/src/main/resources/org/resilientswarm/resources/icon
if [ ! -x "$folder/bin/rswarm" ]; then
    echo "build.sh: run 'mvn package' first: there is no $folder" >&2
    exit 1
fi
version=$(ls "$folder"/lib/resilient-swarm-app-*.jar | sed 's/.*-app-\(.*\)\.jar/\1/')

sh installers/runtime.sh "$jdk" "$folder" "$stage"
rm -f installers/target/*.deb
"$jdk/bin/jpackage" @installers/common.args @installers/linux/jpackage.args \
    --app-version "$version" \
    --runtime-image "$stage/runtime" \
    --module-path "$stage/mods" \
    --icon "$icons/icon-256.png" \
    --resource-dir installers/linux/resources \
    --dest installers/target
ls -l installers/target/*.deb
