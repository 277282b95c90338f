#!/usr/bin/env bash
# Builds everything and proves it: unit tests, and every scenario on real containers.
#
#   scripts/verify.sh [MAVEN ARGUMENT...]       such as: scripts/verify.sh -pl e2e-tests -am
#   scripts/verify.sh --help
#
# Needs JDK 17+ and Maven 3.8.7+. Docker is installed (root on Debian) and started where it is missing. The
# arguments go to `mvn verify`, whose exit code and test summary are the script's. It finds out two settings of
# Testcontainers, unless the environment has them: whether the clean-up container can be had
# (TESTCONTAINERS_RYUK_DISABLED), and whether this machine only looks like a container
# (TESTCONTAINERS_HOST_OVERRIDE).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/machine.sh
source "$here/lib/machine.sh"

# Any version answers the question; this is the one that Testcontainers 2.0.4 starts.
readonly cleaner=testcontainers/ryuk:0.14.0

# Testcontainers takes a machine with /.dockerenv for a container, and then looks for the Docker host elsewhere.
# It is the Docker host itself when it owns the address of Docker's default bridge.
choose_host() {
    [[ -z ${TESTCONTAINERS_HOST_OVERRIDE:-} && -e /.dockerenv ]] || return 0
    local bridge
    bridge=$(docker network inspect bridge --format '{{range .IPAM.Config}}{{.Gateway}}{{end}}' 2>/dev/null || true)
    if [[ -n $bridge && " $(hostname -I) " == *" $bridge "* ]]; then
        export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
        say "testcontainers: this machine is the Docker host, although it has /.dockerenv"
    fi
}

choose_cleaner() {
    [[ -z ${TESTCONTAINERS_RYUK_DISABLED:-} ]] || return 0
    if docker image inspect "$cleaner" >/dev/null 2>&1 || timeout 60 docker pull --quiet "$cleaner" >/dev/null 2>&1; then
        return
    fi
    export TESTCONTAINERS_RYUK_DISABLED=true
    say "testcontainers: $cleaner cannot be pulled, the tests clean up after themselves"
}

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
    print_help "${BASH_SOURCE[0]}"
    exit
fi
started=$EPOCHREALTIME
need_build_tools
need_docker
choose_host
choose_cleaner
cd "$here/.."
result=0
mvn --batch-mode --no-transfer-progress verify "$@" </dev/null || result=$?
say "verify   ended with $result after $(seconds_since "$started")"
exit "$result"
