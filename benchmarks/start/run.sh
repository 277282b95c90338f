#!/bin/bash
# How long the API takes from its start to ready, and what it can do when it is warm: our image beside others.
#
#   scripts/bench.sh start                          9 starts of each contender, alternating
#   scripts/bench.sh start --repeats 3              fewer
#   scripts/bench.sh start --warm-up 2000           requests before the throughput is measured (40000): to try it
#   scripts/bench.sh start --json FILE              also writes the figures
#   scripts/bench.sh start --also 'NAME=FLAG ...'   one more contender: our image with other options for Java
#
# Contenders: plain (fast-jar, Java's defaults), image (as it is shipped), and the image with other options. Needs
# Docker, Maven and about half an hour in which the machine does nothing else. Cleans up after itself.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=scripts/lib/console.sh
source "$root/scripts/lib/console.sh"
# shellcheck source=scripts/lib/images.sh
source "$root/scripts/lib/images.sh"

for argument in "$@"; do
    if [[ $argument == -h || $argument == --help ]]; then
        print_help "${BASH_SOURCE[0]}"
        exit
    fi
done
require_docker

# Both packagings come from the same sources, one after the other.
package() {
    mvn --quiet --batch-mode --file "$root/pom.xml" -pl api-service -am -DskipE2e -DskipTests package "$@" ||
        fail "the API could not be built" "read the lines above"
}

say "building the API twice, and the images"
package -Dquarkus.package.jar.type=fast-jar -Dquarkus.package.output-directory=quarkus-plain
package
"$root/scripts/build-images.sh" postgres object-store api

work=$(mktemp -d)
trap 'rm -rf "$work"; docker image rm --force piprio-bench/api:plain >/dev/null 2>&1 || true' EXIT
build_image --tag piprio-bench/api:plain --file "$here/plain.Dockerfile" "$root/api-service/target/quarkus-plain" ||
    fail "the plain image could not be built" "read the lines above"
mkdir -p "$work/release/migrations"
newest=$(find "$root/releases" -mindepth 2 -maxdepth 2 -name release.yaml | sort -V | tail -n 1)
cp "$newest" "$work/release/"
cp "$root"/releases/*/migrations/*.sql "$work/release/migrations/"
chmod -R a+rX "$work"
javac -d "$work/classes" "$here"/*.java
java -cp "$work/classes" StartBenchmark --release "$work/release" "$@"
